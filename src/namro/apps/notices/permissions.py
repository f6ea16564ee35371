"""Who sees the outbox. `check_…` raises the reason, `can_…` answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.people.models import Role, User


def can_see_mail(user: User) -> bool:
    """Whether the person looks after the mail that goes out."""
    return user.standing.has(Role.ADMIN)


def check_see_mail(user: User) -> None:
    """Raise PermissionDenied when the outbox is not the person's to see."""
    if not can_see_mail(user):
        raise PermissionDenied(_("Chỉ quản trị xem thư gửi đi. Thông báo của bạn ở trang Thông báo."))
