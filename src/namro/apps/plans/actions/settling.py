"""A unit sets how it works: reminders, how far ahead time is asked for, days to look and to act; from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.plans.habits import habits_of
from namro.apps.plans.models import UnitHabit
from namro.apps.plans.permissions import check_set_habits
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.habits import HABITS, read_value, shown

#: Nobody settles today how the unit works in some years.
_FARTHEST = timedelta(days=366)


@transaction.atomic
def set_habits(
    user: User, unit: int, typed: Mapping[str, str], *, since: date, at: datetime, seen: int | None = None
) -> int:
    """Write what differs from what holds on the day; return how many values. All of it or nothing.

    `seen` is the newest row of the unit that the form was made of. Raises NamroError, with the code of the habit.
    """
    check_set_habits(user, unit)
    Unit.objects.select_for_update().get(pk=unit)  # two people of one unit come one after the other
    if seen is not None and seen != newest(unit):
        raise NamroError(
            _("Người khác vừa đổi quy ước của đơn vị. Trang đã hiện giá trị mới; xem lại rồi lưu."), code="conflict"
        )
    today = at.astimezone(VIETNAM).date()
    if not today <= since <= today + _FARTHEST:
        raise NamroError(
            _("Áp dụng từ hôm nay hoặc một ngày trong vòng một năm tới: quy ước không đổi việc đã qua."), code="since"
        )
    held, told = habits_of(unit, since), []
    for one in HABITS:
        if one.code not in typed:
            continue
        value, before = read_value(one, typed[one.code]), shown(one, held)
        if value == before.replace(" ", ""):
            continue
        UnitHabit.objects.create(unit_id=unit, code=one.code, value=value, since=since, by=user, at=at)
        told.append(f"{_(one.words)}: {before} → {value.replace(',', ', ')}")
    if told:
        note = _("Từ %(day)s: %(what)s") % {"day": f"{since:%d/%m/%Y}", "what": "; ".join(told)}
        record(user, AuditEntry.Act.WORK_DONE, at=at, unit=unit, note=note)
    return len(told)


def newest(unit: int) -> int:
    """Return the id of the newest row of a unit, 0 for none."""
    return UnitHabit.objects.filter(unit=unit).order_by("-pk").values_list("pk", flat=True).first() or 0
