"""What the demo's people were told on the last working morning; two of them want it by mail, which the demo lacks."""

from __future__ import annotations

from datetime import datetime, time

from namro.apps.chasing.digest import tell_morning
from namro.apps.notices.models import Wish
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM
from namro.core.timetable import national_calendar

_MORNING = time(6, 30)
#: Who wants mail, at addresses that lead nowhere.
_BY_MAIL = ("congchuc", "lanhdao")


def remind(*, now: datetime) -> int:
    """Tell everybody what the last working morning brought; return how many were told something new."""
    for user in User.objects.filter(username__in=_BY_MAIL):
        Wish.objects.get_or_create(user=user, defaults={"email": f"{user.username}@suoimay.example"})
    day = national_calendar().previous_working_day(now.astimezone(VIETNAM).date())
    return tell_morning(datetime.combine(day, _MORNING, VIETNAM))
