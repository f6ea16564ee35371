"""Every night and every morning of the year with its jobs, each run twice, and the working day between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

import pytest

from namro.apps.chasing.digest import tell_morning
from namro.apps.notices.models import Notice, Wish
from namro.apps.notices.sending import send_waiting
from namro.apps.plans import generating, jobs
from namro.apps.plans.models import Occurrence
from namro.apps.runs.models import Run
from namro.core.timetable import Calendar, UndecidedSwap, national_calendar
from namro.core.timetable import calendar as calendars
from tests.apps.notices.mailbox import Mailbox, serving
from tests.apps.whole_year.story import Year, at, day

#: Proposed before the year, decided on 1 October: Thursday 10 October is off, Saturday 12 October is worked.
OFF, WORKED, DECIDED = day(10, 10), day(10, 12), day(10, 1)
SITE = "https://namro.suoithu.example"


@dataclass
class Diary:
    """What the jobs did: times moved by a day, people told by a day, letters that arrived."""

    moved: dict[date, int] = field(default_factory=dict)
    told: dict[date, int] = field(default_factory=dict)
    mailbox: Mailbox = field(default_factory=Mailbox)


@contextmanager
def calendar_of(patch: pytest.MonkeyPatch, calendar: Calendar) -> Iterator[None]:
    """Have everybody count by a calendar."""
    with patch.context() as patched:
        patched.setattr(calendars, "read_calendar", lambda _path: calendar)
        national_calendar.cache_clear()
        yield
    national_calendar.cache_clear()


def live(year: Year, patch: pytest.MonkeyPatch) -> Diary:
    """Let the year happen, from the approval to 31 December."""
    diary = Diary()
    Wish.objects.create(user=year.writer(3), email="cong.chuc.3@suoithu.example", by_mail=["digest"])
    shipped = national_calendar()
    proposed = replace(shipped, undecided=(*shipped.undecided, UndecidedSwap(OFF, WORKED, "đề xuất hoán đổi")))
    with serving(diary.mailbox) as mail:
        for first, last, calendar in (
            (day(4, 2), DECIDED, proposed),
            (DECIDED, day(12, 31) + timedelta(days=1), proposed.decided(OFF, applied=True)),
        ):
            with calendar_of(patch, calendar):
                for when in (first + timedelta(days=n) for n in range((last - first).days)):
                    _night(when, diary)
                    if calendar.is_working(when):
                        _morning(when, diary)
                        send_waiting(mail, site=SITE, clock=partial(at, when, 8))
                    year.live(when)
    return diary


def _night(when: date, diary: Diary) -> None:
    """Make the times once; whoever runs it again that night changes nothing."""
    jobs.keep_up(at(when, 2))
    moved = int(Run.objects.get(name=jobs.TIMES.name, slot=f"{when}", attempts=1).note.partition("+")[2])
    if moved:
        diary.moved[when] = moved
    rows = Occurrence.objects.count()
    assert generating.generate(when) == generating.Generated(added=0, moved=0)
    assert Occurrence.objects.count() == rows


def _morning(when: date, diary: Diary) -> None:
    """Tell everybody once; a second scheduler tells nobody."""
    before = Notice.objects.count()
    diary.told[when] = tell_morning(at(when, 7))
    assert Notice.objects.count() == before + diary.told[when]
    assert tell_morning(at(when, 8)) == 0
    assert Notice.objects.count() == before + diary.told[when]
