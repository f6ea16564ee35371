"""Files that prove that something is remedied: taken by their content, kept by their content, named in a signed token.

The token carries a kept file through a form that has to be filled in again, so that nobody chooses it twice.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from namro.apps.library import storage
from namro.apps.library.accepting import kind_of
from namro.apps.library.uploads import taken_in
from namro.apps.people.models import User
from namro.core.base.errors import NamroError
from namro.core.improvement.decisions import DecisionRefused
from namro.ui.formats import size

#: A form is seldom open for longer.
_TOKEN_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store."""

    sha256: str
    name: str
    size: int


def take(upload: UploadedFile) -> Kept:
    """Keep an uploaded proof. Raises DecisionRefused for one that is empty, too large, or not what its name says."""
    count = upload.size or 0
    if count > settings.MAX_UPLOAD_BYTES:
        told = _("Tệp nặng %(size)s, trang nhận đến %(limit)s. Giảm cỡ ảnh hoặc tách tệp rồi chọn lại.")
        raise _refused(told % {"size": size(count), "limit": size(settings.MAX_UPLOAD_BYTES)})
    with storage.waiting_room() as room:
        path = taken_in(upload, room)
        _check(path)
        sha256 = storage.digest_of(path)
        storage.keep(path, sha256)
    return Kept(sha256, path.name, count)


def token(kept: Kept, user: User, about: str) -> str:
    """Return what a form carries for a kept file; good for this person and for what it is `about` only."""
    return signing.dumps(asdict(kept), salt=_salt(user, about))


def kept_by(text: str, user: User, about: str) -> Kept | None:
    """Return the file of a token, or None when it is not one that we gave this person today."""
    try:
        return Kept(**signing.loads(text, salt=_salt(user, about), max_age=_TOKEN_SECONDS))
    except signing.BadSignature:
        return None


def _check(path: Path) -> None:
    try:
        kind_of(path, path.name)
    except NamroError as fault:
        raise _refused(fault.message) from fault


def _refused(told: str) -> DecisionRefused:
    return DecisionRefused({"file": told})


def _salt(user: User, about: str) -> str:
    return f"proof:{user.pk}:{about}"
