"""Who may do what with instruments. `check_…` raises the reason, `can_…` answers.

Everybody logged in reads those that are published: what people are asked is no secret. Drafts are the unit's own.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.surveys.models import Instrument
from namro.apps.surveys.permissions import conducts_for


def instruments_seen(user: User) -> Q:
    """Return the condition on instruments that the person reads."""
    return Q(state=Instrument.State.PUBLISHED) | Q(unit__in=conducts_for(user))


def can_bring(user: User) -> bool:
    """Whether the person may hand in instruments for any unit."""
    return bool(conducts_for(user))


def check_bring(user: User, unit: int | None = None) -> None:
    """Raise PermissionDenied when the person may not hand in instruments: for the unit, or for any."""
    own = conducts_for(user)
    if not own or (unit is not None and unit not in own):
        raise PermissionDenied(_("Chỉ lãnh đạo, đầu mối của đơn vị nạp, ban hành bộ câu hỏi. Hãy nhờ đầu mối."))


def can_settle(user: User, row: Instrument | None) -> bool:
    """Whether the person may replace, publish, remove this one: a draft of a unit for which the person conducts."""
    return row is not None and row.state == Instrument.State.DRAFT and row.unit_id in conducts_for(user)


def check_settle(user: User, row: Instrument) -> None:
    """Raise PermissionDenied when the draft is not the person's to settle, whatever state it is in."""
    if row.unit_id is None or row.unit_id not in conducts_for(user):
        raise PermissionDenied(_("Dự thảo là của đơn vị đã nạp; chỉ lãnh đạo, đầu mối ở đó ban hành hoặc bỏ."))
