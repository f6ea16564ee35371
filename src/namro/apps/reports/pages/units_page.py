"""Which units have sent a report of a period, as finished text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import tree_on
from namro.apps.reports.levels import settings_of, units_of
from namro.apps.reports.models import Report
from namro.apps.reports.pages.chips import due_chip
from namro.apps.reports.queries import reports_for
from namro.core.reporting.obligations import Discipline, discipline_of, obligation_of
from namro.core.reporting.periods import Period, periods_in
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.states import OUT
from namro.core.reporting.types import Edition, Level, ReportType
from namro.core.timetable import Calendar
from namro.ui.chips import Chip
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked at."""

    made: ReportType
    edition: Edition
    period: Period
    only_missing: bool = False

    @property
    def query(self) -> str:
        """As it stands in an address, without the filter."""
        return f"loai={self.made.id.lower()}&ky={self.period.key}"


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit: `url` leads to its report once it was sent."""

    name: str
    due: str
    chip: Chip
    sent: str
    number: str
    received: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPage:
    """The list with its filters."""

    title: str
    period: str
    query: str
    only_missing: bool
    entries: tuple[UnitEntry, ...]
    owed: int
    sent: int
    late: int
    #: How many have not sent although their day is over.
    overdue: int
    types: tuple[tuple[str, str, bool], ...]
    periods: tuple[tuple[str, str, bool], ...]
    zalo: str


def units_page(user: User, sought: Sought, *, calendar: Calendar) -> UnitsPage:
    """Return the context; a fixed number of queries. Units that need not report are left out."""
    today, period = user.standing.day, sought.period
    tree = tree_on(min(period.days[1], today))
    read = set(units_read_by(user).values_list("pk", flat=True))
    units = [key for key in units_of(Level.COMMUNE, tree) if key in read]
    settled = settings_of(units, today)
    reports = {
        one.unit_id: one
        for one in reports_for(user).filter(type_id=sought.made.id, period=period.key, state__in=list(OUT))
    }
    entries, owed = [], []
    for key in units:
        found = [one for one in settled[key] if one.type_id == sought.made.id]
        if found and found[-1].off:
            continue
        days = obligation_of(sought.made, Level.COMMUNE, period, calendar=calendar, settings=found).days
        report = reports.get(key)
        entries.append(
            (
                tree.nodes[key].name,
                report,
                _entry(tree.nodes[key].name, days.due, report, due_chip(days, report, today=today)),
            )
        )
        if days.due:
            owed.append((days.due, report.sent_on if report else None))
    count = _discipline(owed, today=today, calendar=calendar)
    missing = [name for name, report, _entry_ in entries if report is None]
    return UnitsPage(
        title=sought.made.name,
        period=period.words,
        query=sought.query,
        only_missing=sought.only_missing,
        entries=tuple(one for _name, report, one in entries if report is None or not sought.only_missing),
        owed=len(entries),
        sent=len(entries) - len(missing),
        late=count.late,
        overdue=sum(sent is None and due < today for due, sent in owed),
        types=_types(sought, today),
        periods=_periods(sought),
        zalo=_zalo(sought, missing),
    )


def _discipline(owed: list[tuple[date, date | None]], *, today: date, calendar: Calendar) -> Discipline:
    return discipline_of(owed, (date.min, date.max), today=today, calendar=calendar)


def _entry(name: str, due: date | None, report: Report | None, chip: Chip) -> UnitEntry:
    return UnitEntry(
        name=name,
        due=day(due) if due else "–",
        chip=chip,
        sent=day(report.sent_on) if report and report.sent_on else "–",
        number=report.sent_number if report else "",
        received=day(report.received_on) if report and report.received_on else "–",
        url=reverse("reports:report", args=[report.code]) if report else "",
    )


def _types(sought: Sought, today: date) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (made.id.lower(), made.name, made.id == sought.made.id)
        for made in shipped_types().values()
        if (edition := made.on(today)) is not None and Level.COMMUNE in edition.levels
    )


def _periods(sought: Sought) -> tuple[tuple[str, str, bool], ...]:
    kinds = sought.edition.levels[Level.COMMUNE].periods
    years = (sought.period.year, sought.period.year - 1)
    every = [one for year in years for kind in kinds for one in periods_in(year, kind)]
    return tuple((one.key, one.words, one == sought.period) for one in every)


def _zalo(sought: Sought, missing: list[str]) -> str:
    """The text to paste into a chat; empty when everybody has reported."""
    if not missing:
        return ""
    names = "\n".join(f"- {name}" for name in missing)
    return _("%(title)s, %(period)s: còn %(n)d đơn vị chưa gửi:\n%(names)s\nĐề nghị các đơn vị gửi báo cáo.") % {
        "title": sought.made.name,
        "period": sought.period.words,
        "n": len(missing),
        "names": names,
    }
