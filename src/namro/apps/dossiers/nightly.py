"""What runs by itself: letters of each working day, made early in the morning, and who is told of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from namro.apps.dossiers.letters import Prepared, night_words, prepare
from namro.apps.dossiers.models import DossierLetter, LetterState
from namro.apps.notices.telling import Told, tell_each
from namro.apps.people.models import Role
from namro.apps.people.queries.people import held_in
from namro.apps.runs import once
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.timetable import national_calendar

LETTERS = once.Daily("dossier_letters", since=time(4), longest=timedelta(hours=1))
#: Its kind among the notices that people choose from.
KIND = "dossiers"


@task()
def make_letters(slot: str) -> int:
    """Make the letters of a day; the entry of the queue. A night that comes too late makes nothing."""
    now = system_clock()
    run = once.open_run(LETTERS, slot)
    if run is None or slot != once.slot_of(now.date()):
        return 0
    found = run_night(now)
    once.finish(run, system_clock(), compared=found.made, differences=found.withdrawn, note=night_words(found))
    return found.made


def run_night(now: datetime) -> Prepared:
    """Make the letters of the day and tell the coordinators of each unit, once."""
    day = now.astimezone(VIETNAM).date()
    found = prepare(day, now)
    rows = DossierLetter.objects.filter(on=day, state=LetterState.PREPARED).values("unit", "unit__code").order_by()
    waiting = {row["unit"]: (row["unit__code"], row["n"]) for row in rows.annotate(n=Count("id"))}
    _tell(waiting, day, now)
    return found


def _tell(waiting: dict[int, tuple[str, int]], day: date, now: datetime) -> None:
    held = held_in(list(waiting), day).filter(position__role=Role.COORDINATOR).select_related("position__unit")
    told = []
    for holding in held:
        unit = holding.position.unit.home_id or holding.position.unit_id
        code, count = waiting[unit]
        text = _("%(n)d thư về hồ sơ một cửa đã lập hôm nay, chờ gửi") % {"n": count}
        url = f"{reverse('dossiers:letters')}?don-vi={code}"
        if holding.user_id:
            told.append(Told(user=holding.user_id, text=text, url=url, key=f"dossier-letters:{unit}:{day}"))
    tell_each(list({(one.user, one.key): one for one in told}.values()), kind=KIND, at=now)


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: begins the letters of each working day, once."""
    if national_calendar().is_working(now.astimezone(VIETNAM).date()):
        once.begin(LETTERS, now, make_letters.enqueue)
