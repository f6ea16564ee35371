"""Who may do what with documents. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import Role, User

#: These read every document of the installation; others read their own.
_READ_ALL = {Role.COORDINATOR, Role.LEADER, Role.ADMIN}
_IMPORT = {Role.OFFICER, Role.COORDINATOR, Role.ADMIN}


def can_read_all(user: User) -> bool:
    """Whether the person sees what others uploaded."""
    return user.role in _READ_ALL


def can_import(user: User) -> bool:
    """Whether the person may upload documents."""
    return user.role in _IMPORT


def check_import(user: User) -> None:
    """Raise PermissionDenied when the person may not upload."""
    if not can_import(user):
        raise PermissionDenied(_("Vai trò Lãnh đạo chỉ xem văn bản. Việc nhập do công chức hoặc đầu mối làm."))


def can_read(user: User, document: ImportedDocument) -> bool:
    """Whether the document is the person's to read."""
    return can_read_all(user) or document.uploaded_by_id == user.pk


def can_correct(user: User, document: ImportedDocument) -> bool:
    """Whether the person may correct what was read, confirm it and open it again."""
    return can_import(user) and can_read(user, document)


def check_correct(user: User, document: ImportedDocument) -> None:
    """Raise PermissionDenied when the person may only look."""
    if not can_correct(user, document):
        raise PermissionDenied(_("Vai trò Lãnh đạo chỉ xem. Việc sửa và xác nhận do công chức hoặc đầu mối làm."))
