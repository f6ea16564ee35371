"""The year of a unit's reports as finished text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.reports.models import Report
from namro.apps.reports.pages.chips import due_chip, state_chip
from namro.core.reporting.obligations import Obligation, by_month
from namro.core.reporting.periods import KIND_WORDS
from namro.core.timetable.rhythm import WEEKDAYS
from namro.ui.chips import Chip
from namro.ui.formats import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report of one period; `url` leads to it once it was begun, `begins` whether it can be begun."""

    name: str
    period: str
    due: str
    weekday: str
    printed: str
    internal: str
    to: str
    chip: Chip
    state: Chip | None
    url: str
    begins: bool
    type_id: str
    key: str
    missing: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """What is due in a month."""

    title: str
    anchor: str
    now: bool
    past: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Undated:
    """A type without a day: whoever knows it settles it."""

    name: str
    how_often: str
    cautions: tuple[str, ...]
    url: str
    chip: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """A year of one unit; `units` and `years` to choose from as (value, words, chosen)."""

    unit: str
    unit_code: str
    year: int
    months: tuple[Month, ...]
    undated: tuple[Undated, ...]
    units: tuple[tuple[str, str, bool], ...]
    years: tuple[int, ...]
    responsible: str
    counts: tuple[tuple[str, int, str], ...]


def calendar_page(
    owed: Iterable[Obligation],
    reports: Mapping[tuple[str, str], Report],
    *,
    year: int,
    today: date,
    since: date,
    begins: bool,
    missing: Mapping[int, str],
    unit: tuple[str, str],
    units: Iterable[tuple[str, str]],
    responsible: str,
) -> CalendarPage:
    """Return the context of the calendar. `missing` are those who still owe a section, by report; `since` is the day
    from which the unit keeps its reports here.
    """
    found = tuple(owed)
    entries = {
        one.key: _entry(one, reports.get(one.key), today=today, begins=begins, missing=missing, since=since)
        for one in found
    }
    months = tuple(
        Month(
            title=_("Tháng %(month)d") % {"month": month},
            anchor=f"thang-{month}",
            now=(in_year, month) == (today.year, today.month),
            past=(in_year, month) < (today.year, today.month),
            entries=tuple(entries[one.key] for one in rows),
        )
        for (in_year, month), rows in by_month(found).items()
    )
    return CalendarPage(
        unit=unit[1],
        unit_code=unit[0],
        year=year,
        months=months,
        undated=tuple(_undated(found)),
        units=tuple((code, name, code == unit[0]) for code, name in units),
        years=(year - 1, year, year + 1),
        responsible=responsible,
        counts=_counts(entries.values()),
    )


def _entry(
    one: Obligation, report: Report | None, *, today: date, begins: bool, missing: Mapping[int, str], since: date
) -> Entry:
    due = one.days.due
    return Entry(
        name=one.type.name,
        period=one.period.words,
        due=day(due) if due else "",
        weekday=_(WEEKDAYS[due.weekday()]) if due else "",
        printed=one.printed,
        internal=day(one.days.internal) if one.days.internal else "",
        to=report.to if report else one.to,
        chip=due_chip(one.days, report, today=today, since=since),
        state=state_chip(report) if report else None,
        url=reverse("reports:report", args=[report.code]) if report else "",
        begins=begins and report is None and one.days.window[0] <= today,
        type_id=one.type.id,
        key=one.period.key,
        missing=missing.get(report.pk, "") if report else "",
        warnings=tuple(words for words in one.days.warnings if due) if due and due >= today else (),
    )


def _undated(found: Iterable[Obligation]) -> Iterable[Undated]:
    by_type: dict[str, list[Obligation]] = {}
    for one in found:
        if one.days.due is None:
            by_type.setdefault(one.type.id, []).append(one)
    for rows in by_type.values():
        kinds = dict.fromkeys(_(KIND_WORDS[one.period.kind]) for one in rows)
        faults = dict.fromkeys(one.fault for one in rows if one.fault)
        yield Undated(
            name=rows[0].type.name,
            how_often=", ".join(kinds),
            cautions=(*faults, *rows[0].cautions),
            url=reverse("reports:settle", args=[rows[0].type.id.lower()]),
            chip=Chip("help-hexagon", "line", _("Chưa đặt hạn")),
        )


def _counts(entries: Iterable[Entry]) -> tuple[tuple[str, int, str], ...]:
    marks = [entry.chip for entry in entries if entry.due]
    sent = sum(mark.icon == "circle-check" for mark in marks)
    late = sum(mark.css == "bad" for mark in marks)
    soon = sum(mark.css == "warn" for mark in marks)
    return ((_("Trễ hạn"), late, "bad"), (_("Đến hạn gần"), soon, "warn"), (_("Đã gửi"), sent, "good"))
