"""Indicators of the demo's communes: a handful, month by month, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from namro.apps.assessments.draining import drain
from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.models import IndicatorValue, ValueSource
from namro.apps.people.models import Unit, User
from namro.core.base.clock import VIETNAM, Clock
from namro.core.indicators.periods import Grain, Period
from namro.demo.province import COMMUNES, HOME

_SEED = 2026
#: Share of the plan that is paid out by the end of each month, in percent; 58 % on 25 August is short of 60 %.
_PAID = (3, 8, 15, 22, 30, 38, 47, 58, 66, 74, 86, 98)
_PLAN = 24_600
_MILESTONE = date(2000, 8, 25)

Given = tuple[NewValue, date]


def fill_measures(clock: Clock) -> None:
    """Write figures of this year where there are none yet."""
    if IndicatorValue.objects.exists():
        return
    at, author = clock(), User.objects.get(username="dieuphoi")
    for unit in Unit.objects.filter(code__in=COMMUNES).order_by("pk"):
        chosen = random.Random(f"{_SEED} {unit.code}")  # noqa: S311 - invented figures, not secrets
        for value, as_of in _invented(unit, at, chosen):
            taken = Taken(ValueSource.ENTRY, _source(value.indicator), as_of, at)
            write_values(author, [value], taken=taken)
    drain(clock=clock)


def _source(name: str) -> str:
    return "Báo cáo của Kho bạc" if name == "disbursement" else "Hệ thống một cửa"


def _invented(unit: Unit, at: datetime, chosen: random.Random) -> Iterator[Given]:
    today = at.astimezone(VIETNAM).date()
    home = unit.code == HOME
    plan = _PLAN if home else chosen.randint(8, 40) * 500
    allocated = plan * 9 // 10
    carried, shift = 0, chosen.randint(-2, 2)
    for period in Period(today.year).parts(Grain.MONTH):
        first, end = period.days(indicators()["disbursement"].window)
        if first <= today:
            end = min(end, today)
            share = _PAID[period.number - 1] + (0 if home else shift)
            on = _MILESTONE.replace(year=today.year)
            day = on if period.number == on.month and end >= on else end
            yield _value(unit, "disbursement", period, paid=plan * share // 100, plan=plan,
                         allocated=allocated), day  # fmt: skip
        window = indicators()["dossiers_on_time"].window
        if period.days(window)[1] <= today:
            day = period.days(window)[1]
            values, carried = _dossiers(unit, period, carried, chosen)
            for value in values:
                yield value, day


def _dossiers(unit: Unit, period: Period, carried: int, chosen: random.Random) -> tuple[list[NewValue], int]:
    """Return the month's figures of dossiers, and how many stay open."""
    online, direct = chosen.randint(60, 140), chosen.randint(40, 90)
    still = chosen.randint(4, 12)
    late = chosen.randint(0, 3)
    others = min(late, chosen.randint(0, 3))
    early = (online + direct + carried - still - late) * 3 // 5
    in_time = online + direct + carried - still - late - early
    paid = online * chosen.randint(25, 70) // 100
    return [
        _value(
            unit, "dossiers_on_time", period, received_online=online, received_direct=direct, carried=carried,
            early=early, in_time=in_time, late=late, late_others=others, open_in_time=still, open_late=0,
        ),
        _value(
            unit, "online_dossiers", period, online=online, with_result=online - chosen.randint(0, 9),
            accepted=online + direct, eligible=online + direct - chosen.randint(5, 20),
        ),
        _value(unit, "online_payments", period, paid_online=paid, with_fee=online, zero_fee=online // 10),
        _value(unit, "post_dossiers", period, by_post=direct // 6, offered=online + direct),
    ], still  # fmt: skip


def _value(unit: Unit, name: str, period: Period, **parts: int) -> NewValue:
    return NewValue(unit.pk, name, period, {part: Decimal(number) for part, number in parts.items()})
