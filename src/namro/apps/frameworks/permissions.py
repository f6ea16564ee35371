"""Who may see, upload and publish editions. `check_…` raises the reason, `can_…` answers.

Everybody who is logged in reads what is published; drafts are for those who may publish them.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.frameworks.models import Edition
from namro.apps.people.models import Role, User

_KEEPERS = (Role.ADMIN, Role.COUNCIL)


def readable_by(user: User) -> Q:
    """Return the condition on editions that the person may read."""
    return Q() if can_keep(user) else Q(status=Edition.Status.PUBLISHED)


def can_keep(user: User) -> bool:
    """Whether the person may upload criteria sets and publish them."""
    return user.standing.has(*_KEEPERS)


def check_keep(user: User) -> None:
    """Raise PermissionDenied when criteria sets are not the person's to upload and publish."""
    if not can_keep(user):
        raise PermissionDenied(
            _("Chỉ hội đồng thẩm định của tỉnh và quản trị đưa lên và công bố bộ tiêu chí. Hãy nhờ Sở Nội vụ.")
        )


def can_publish(user: User, edition: Edition) -> bool:
    """Whether the person may publish this edition now."""
    return can_keep(user) and not edition.is_published


def check_publish(user: User, edition: Edition) -> None:
    """Raise PermissionDenied with the reason why this edition is not to be published by this person now."""
    check_keep(user)
    if edition.is_published:
        raise PermissionDenied(_("Phiên bản này đã công bố. Muốn đổi, hãy đưa lên một phiên bản mới."))
