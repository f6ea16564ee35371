"""Who may do what with documents. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import work_seen_by

_IMPORT = (Role.OFFICER, Role.COORDINATOR, Role.APPRAISER, Role.COUNCIL, Role.ADMIN)


def can_import(user: User) -> bool:
    """Whether the person may upload documents."""
    return user.standing.has(*_IMPORT)


def check_import(user: User) -> None:
    """Raise PermissionDenied when the person may not upload."""
    if not can_import(user):
        raise PermissionDenied(
            _("Lãnh đạo, người theo dõi và người chưa có chức danh không nhập văn bản. Hãy nhờ công chức hoặc đầu mối.")
        )


def readable_by(user: User) -> Q:
    """Return the condition on the documents that the person may read."""
    return work_seen_by(user, author="uploaded_by", at="uploaded_at")


def can_read(user: User, document: ImportedDocument) -> bool:
    """Whether the document is the person's own or of a unit whose work the person sees."""
    own = document.uploaded_by_id == user.pk
    return own or ImportedDocument.objects.filter(readable_by(user), pk=document.pk).exists()


def can_correct(user: User, document: ImportedDocument) -> bool:
    """Whether the person may correct what was read, confirm it, and decide what is done about the lost points.

    The coordinators of the unit, the administrator, and whoever handed the document in.
    """
    own = document.uploaded_by_id == user.pk and can_import(user)
    return own or (user.standing.has(Role.COORDINATOR, Role.ADMIN) and can_read(user, document))


def check_correct(user: User, document: ImportedDocument) -> None:
    """Raise PermissionDenied when the person may only look."""
    if not can_correct(user, document):
        raise PermissionDenied(
            _(
                "Việc sửa, xác nhận và chọn hướng xử lý do đầu mối cải cách hành chính hoặc người nhập văn bản làm. "
                "Hãy nhờ đầu mối."
            )
        )
