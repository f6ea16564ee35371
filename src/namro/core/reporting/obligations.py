"""A unit's reports of a year: which it owes, by when; how each stands today; the discipline of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from namro.core.base.errors import NamroError
from namro.core.reporting.days import DayRule, Days, Rules, WindowRule, check_rules, days_of
from namro.core.reporting.periods import Kind, Period, periods_in
from namro.core.reporting.types import Edition, Level, LevelRules, ReportType
from namro.core.timetable import Calendar, Shift, days_late


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a province or a unit settled about a type, with its source; None and "" leave what the type says.

    `kind` None is for all kinds of periods; one of a kind goes before it. `off`: the unit does not owe the report.
    """

    type_id: str
    kind: Kind | None = None
    due: DayRule | None = None
    internal: DayRule | None = None
    window: WindowRule | None = None
    lead_days: int | None = None
    shift: Shift | None = None
    to: str = ""
    printed: str = ""
    source: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One report of one period that a unit owes. `fault` says why no day could be worked out."""

    type: ReportType
    edition: Edition
    level: Level
    period: Period
    days: Days
    to: str
    printed: str = ""
    source: str = ""
    cautions: tuple[str, ...] = ()
    fault: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Type and period: what a unit has one of."""
        return self.type.id, self.period.key


def obligations(
    types: Iterable[ReportType],
    level: Level,
    span: tuple[date, date],
    *,
    calendar: Calendar,
    settings: Iterable[Setting] = (),
) -> tuple[Obligation, ...]:
    """Return what a unit of a level has to send inside a span of days, in the order of the days.

    A period of the year before that is due in the span belongs to it. What has no day stands at the end, once for each
    period that closes its data in the span. Later settings of one kind go before earlier ones.
    """
    first, last = span
    known = tuple(settings)
    found = [
        one
        for made in types
        for year in range(first.year - 1, last.year + 2)
        for one in _of_year(made, level, year, calendar=calendar, settings=known)
        if first <= (one.days.due or one.days.window[1]) <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.days.due is None, one.days.due or date.max, one.key)))


def obligation_of(
    made: ReportType, level: Level, period: Period, *, calendar: Calendar, settings: Iterable[Setting] = ()
) -> Obligation:
    """Return one obligation. Raises `NamroError` when the level does not owe this report in this period."""
    for one in _of_year(made, level, period.year, calendar=calendar, settings=tuple(settings)):
        if one.period == period:
            return one
    raise NamroError(
        f"{made.name}: đơn vị không phải báo cáo kỳ {period.words}. Chọn một kỳ trong lịch báo cáo.", code="not_owed"
    )


def _of_year(
    made: ReportType, level: Level, year: int, *, calendar: Calendar, settings: tuple[Setting, ...]
) -> Iterable[Obligation]:
    edition = made.on(date(year, 12, 31))
    rules = edition.levels.get(level) if edition else None
    if edition is None or rules is None:
        return
    for kind, shipped in rules.periods.items():
        own = [one for one in settings if one.type_id == made.id and one.kind in (None, kind)]
        own.sort(key=lambda one: one.kind is not None)
        if any(one.off for one in own[-1:]):
            continue
        settled = settled_rules(shipped, own)
        for period in periods_in(year, kind):
            yield _obligation(made, edition, rules, period, settled, own, calendar)


def settled_rules(shipped: Rules, own: Iterable[Setting]) -> Rules:
    """Return the rules with what was settled laid over them, the later over the earlier."""
    for one in own:
        given = {
            "due": one.due,
            "internal": one.internal,
            "window": one.window,
            "lead_days": one.lead_days,
            "shift": one.shift,
            "printed": one.printed or None,
        }
        shipped = replace(shipped, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    return shipped


def check_setting(made: ReportType, level: Level, setting: Setting, *, year: int, own: Iterable[Setting] = ()) -> None:
    """Raise `NamroError` when the setting would close the data after the report is due, for any kind it is about."""
    edition = made.on(date(year, 12, 31))
    rules = edition.levels.get(level) if edition else None
    if rules is None:
        raise NamroError(f"{made.name}: cấp này không phải báo cáo. Chọn báo cáo khác.", code="not_owed")
    for kind, shipped in rules.periods.items():
        if setting.kind in (None, kind):
            check_rules(settled_rules(shipped, (*own, setting)), periods_in(year, kind))


def _obligation(
    made: ReportType,
    edition: Edition,
    rules: LevelRules,
    period: Period,
    settled: Rules,
    own: list[Setting],
    calendar: Calendar,
) -> Obligation:
    fault = ""
    try:
        days = days_of(settled, period, calendar)
    except NamroError as refused:  # a rule that suits one year and not another: the day stays open, and that is said
        fault = refused.message
        days = Days(window=settled.window.of(period), named=None, due=None, internal=None, warnings=(fault,))
    return Obligation(
        type=made,
        edition=edition,
        level=rules.level,
        period=period,
        days=days,
        to=next((one.to for one in reversed(own) if one.to), rules.to),
        printed=settled.printed or rules.printed,
        source=next((one.source for one in reversed(own) if one.source), edition.basis),
        # What somebody settled with its source is certain.
        cautions=() if any(one.due for one in own) else rules.cautions,
        fault=fault,
    )


class Stand(StrEnum):
    """How an obligation stands on a day."""

    SENT = "sent"
    SENT_LATE = "sent_late"
    LATE = "late"
    SOON = "soon"
    COLLECTING = "collecting"
    AHEAD = "ahead"
    OPEN = "open"
    EARLIER = "earlier"


#: So many days of the calendar before the sending (or the contributions) it is said.
NEAR = 7


def stand_of(days: Days, sent: date | None, *, today: date, since: date | None = None) -> Stand:
    """Return how an obligation stands; `sent` is the day of sending.

    What was due before the unit kept its reports here (`since`) is not late: nobody knows whether it was sent.
    """
    if sent is not None:
        return Stand.SENT_LATE if days.due is not None and sent > days.due else Stand.SENT
    if days.due is None:
        return Stand.OPEN
    if since is not None and days.due < since:
        return Stand.EARLIER
    if today > days.due:
        return Stand.LATE
    if (days.due - today).days <= NEAR:
        return Stand.SOON
    if days.internal is not None and (days.internal - today).days <= NEAR:
        return Stand.COLLECTING
    return Stand.AHEAD


@dataclass(frozen=True, slots=True)
class Discipline:
    """Reports due in a span: sent in time, sent late, missing; `late_days` are working days of those sent late."""

    in_time: int = 0
    late: int = 0
    missing: int = 0
    late_days: int = 0

    @property
    def owed(self) -> int:
        """All that were due."""
        return self.in_time + self.late + self.missing


def discipline_of(
    owed: Iterable[tuple[date, date | None]], span: tuple[date, date], *, today: date, calendar: Calendar
) -> Discipline:
    """Count (due day, day of sending or None) with the due day inside the span; what is not due yet is left out.

    Sent before the due day has come counts already.
    """
    in_time = late = missing = days = 0
    for due, sent in owed:
        if not span[0] <= due <= span[1]:
            continue
        if sent is not None and sent <= due:
            in_time += 1
        elif sent is not None:
            late += 1
            days += days_late(due, sent, calendar)
        elif due < today:
            missing += 1
    return Discipline(in_time, late, missing, days)


def by_month(found: Iterable[Obligation]) -> Mapping[tuple[int, int], tuple[Obligation, ...]]:
    """Return obligations with a day by (year, month) of the day."""
    months: dict[tuple[int, int], list[Obligation]] = {}
    for one in found:
        if one.days.due is not None:
            months.setdefault((one.days.due.year, one.days.due.month), []).append(one)
    return {month: tuple(rows) for month, rows in sorted(months.items())}
