"""The small calendar beside a list: three weeks, and what is due on their days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from namro.apps.plans.agenda import Entry
from namro.core.improvement.agenda import Section
from namro.core.timetable import national_calendar


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the small calendar; `css` says today, off, late work, work due; `words` say the same."""

    number: int
    css: str
    words: str


def week(entries: Iterable[Entry], today: date) -> tuple[list[str], tuple[Day, ...]]:
    """Return the months and the days of three weeks from this Monday on, with what is due on them."""
    first = today - timedelta(days=today.weekday())
    days = [first + timedelta(days=n) for n in range(21)]
    due = Counter(entry.due for entry in entries if entry.section in (Section.LATE, Section.SOON, Section.LATER))
    calendar = national_calendar()
    months = list(dict.fromkeys(str(one.month) for one in days))
    return months, tuple(_day(one, today, works=calendar.is_working(one), due=due[one]) for one in days)


def _day(one: date, today: date, *, works: bool, due: int) -> Day:
    found = ("now" if one == today else "", "" if works else "off", "l" if due and one < today else "d" if due else "")
    return Day(one.day, " ".join(filter(None, found)), _words(one, today, due) if due else "")


def _words(one: date, today: date, due: int) -> str:
    late = _("%(n)d việc trễ") if one < today else _("%(n)d việc đến hạn")
    return late % {"n": due}
