"""The morning digest: everything due, told to everybody concerned, each once a day; the number of queries is small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Asked, Due, dues
from namro.apps.chasing.morning import Aside, asides
from namro.apps.notices.kinds import DIGEST
from namro.apps.notices.telling import Told, tell_each
from namro.apps.people.models import Holding, Role, on_day
from namro.apps.plans.habits import habit_book
from namro.core.base.clock import VIETNAM
from namro.core.improvement.reminding import (
    Item,
    Line,
    Rules,
    Why,
    digest_lines,
    digest_title,
    digests,
    reminder_rules,
)
from namro.core.timetable import national_calendar

#: So many days of the calendar hold the farthest reminder, however many days off lie between.
_AHEAD = 3


def tell_morning(at: datetime, *, last: date | None = None) -> int:
    """Tell everybody what today brings; return how many people were told. Telling it again tells nobody twice.

    `last` is the day of the digest before this one, where it is known.
    """
    today = at.astimezone(VIETNAM).date()
    calendar, rules, book = national_calendar(), reminder_rules(), habit_book()
    own = {unit: book.on(unit, today).rules for unit in book.rows if unit is not None}
    usual = book.on(0, today).rules
    farthest = max(one.farthest for one in (rules, usual, *own.values()))
    found = dues(Asked(today=today, until=today + timedelta(days=_AHEAD * (farthest + 2))))
    lines = digests(_items(found, at, own), today=today, calendar=calendar, rules=usual, last=last)
    late = Counter(person for one in found if not one.waits and one.due < today for person in one.people)
    beside = asides(at) if calendar.is_working(today) else {}
    told = [
        _told(person, lines.get(person, []), at, late=late[person], beside=beside.get(person, []))
        for person in sorted({*lines, *beside})
    ]
    return tell_each(told, kind=DIGEST, at=at)


def _items(found: Iterable[Due], at: datetime, own: Mapping[int, Rules]) -> list[Item]:
    """The items; those of units that chose their own days are told by these."""
    leads = _leads(at)
    nobody: dict[str, tuple[int, ...]] = {}
    return [
        Item(
            key=one.key,
            text=one.text,
            due=one.due,
            people=one.people,
            who=one.who,
            url=one.url,
            kind=one.kind,
            leads=leads.get(one.unit, nobody),
            waits=one.waits,
            rules=own.get(one.unit),
        )
        for one in found
    ]


def _leads(at: datetime) -> dict[int, dict[str, tuple[int, ...]]]:
    """Who leads and who coordinates each unit today, in one query."""
    today = at.astimezone(VIETNAM).date()
    rows = Holding.objects.filter(
        on_day(today), on_day(today, "position__"), Q(position__role__in=(Role.LEADER, Role.COORDINATOR))
    ).annotate(home=Coalesce("position__unit__home", "position__unit"))
    found: dict[int, dict[str, tuple[int, ...]]] = {}
    for unit, role, user in rows.order_by("pk").values_list("home", "position__role", "user"):
        of_unit = found.setdefault(unit, {})
        of_unit[role] = (*of_unit.get(role, ()), user)
    return found


def _told(person: int, lines: list[Line], at: datetime, *, late: int, beside: Sequence[Aside]) -> Told:
    today = at.astimezone(VIETNAM).date()
    said = [*digest_lines(lines, today=today, calendar=national_calendar(), site=settings.SITE_URL, late=late)]
    link = settings.SITE_URL
    said += [f"- {one.text} {link}{one.url}" if link else f"- {one.text}" for one in beside]
    only_others = all(line.why is Why.ESCALATED for line in lines)
    return Told(
        user=person,
        text=digest_title(lines) if lines else _("Sáng nay: %(what)s") % {"what": beside[0].text},
        url=reverse("plans:board" if only_others else "plans:mine") if lines else beside[0].url,
        key=f"digest:{today:%Y-%m-%d}",
        body="\n".join(said),
    )
