"""Proof that comes with a form: a piece of the unit's library chosen by its code, or a file that becomes one."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from namro.apps.library import storage
from namro.apps.library.actions.adding import add_files
from namro.apps.library.models import Evidence
from namro.apps.library.uploads import taken_in
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError


def proof_given(
    user: User, unit: int, *, code: str = "", upload: UploadedFile | None = None, at: datetime
) -> Evidence | None:
    """Return the evidence that a form names or brings; None for neither. A file counts before a choice.

    The same file brought again is the piece that the library has. Raises NamroError, PermissionDenied; call it in the
    transaction of the act, so that a refused act leaves no evidence behind.
    """
    if upload is not None:
        with storage.waiting_room() as room:
            year = at.astimezone(VIETNAM).year
            added = add_files(user, unit, [taken_in(upload, room)], year=year, at=at)
        return (*added.made, *added.known)[0]
    if not code.strip():
        return None
    found = Evidence.objects.filter(code=code.strip(), unit=unit, removed_at=None).first()
    if found is None:
        raise NamroError(_("Thư viện của đơn vị không có minh chứng mã này. Chép lại mã."), code="evidence")
    return found
