"""Who may hold the council's sittings and move a whole round: whoever runs it, never a commune for itself."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Round
from namro.apps.assessments.permissions import check_organises, organises
from namro.apps.people.models import User


def check_chair(user: User, made: Round) -> None:
    """Raise PermissionDenied with why the person cannot act for the council in a round."""
    if made.alone:
        raise PermissionDenied(_("Kỳ riêng của xã không có Hội đồng thẩm định: kết quả nhận từ cấp trên."))
    check_organises(user, made)


def can_chair(user: User, made: Round) -> bool:
    """Whether the person acts for the council in a round."""
    return organises(user, made) and not made.alone
