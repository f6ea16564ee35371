"""Bonus items and penalties of a plan, judged by the work that the unit was given from above."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from namro.apps.dossiers.answers import late_answers
from namro.apps.feedback.confirmed import confirmed_in
from namro.apps.people.owners import owners_of
from namro.apps.plans.above import came_from_above
from namro.apps.plans.models import ExtraItem, Occurrence, Plan
from namro.apps.plans.queries import extended
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.improvement.extra_points import Counted, Extra, Judged, Measure, judged
from namro.core.improvement.owners import Owner
from namro.core.improvement.states import State


@dataclass(frozen=True, slots=True)
class Judging:
    """One item as the counts of today judge it."""

    item: ExtraItem
    found: Judged
    counted: Counted
    owner: Owner | None


def extras_of(plan: Plan, *, today: date) -> list[Judging]:
    """Return the items of a plan in order, each judged; the number of queries is fixed."""
    rows = ExtraItem.objects.filter(plan=plan, dropped=False).order_by("kind", "id")
    items = list(rows.select_related("owner_user", "owner_position", "owner_group"))
    owners = owners_of(items, today=today)
    above, own = counts_of(plan, today=today, wanted={limit.measure for one in items for limit in one.parts})
    return [
        Judging(
            one, judged(one.parts, above if one.of_above else own), above if one.of_above else own, owners.get(one.pk)
        )
        for one in items
    ]


def counts_of(plan: Plan, *, today: date, wanted: Collection[Measure] = tuple(Measure)) -> tuple[Counted, Counted]:
    """Return the counts of all work from above that the unit owes in the plan's year, and of the plan itself.

    Times of tasks that came from above, each once, and work that is due in the year; both with the conduct that was
    confirmed in the unit and, where they are wanted, its late answers to online dossiers. At most six queries.
    """
    rows = Occurrence.objects.exclude(state=State.CANCELLED).filter(task__dropped=False).annotate(given_more=extended())
    columns = ("task__text", "state", "due", "submitted_on", "given_more")
    above = rows.filter(came_from_above(), task__plan__unit=plan.unit_id, due__year=plan.year).order_by("due", "id")
    own = rows.filter(task__plan=plan, due__isnull=False).order_by("due", "id")
    year = date(plan.year, 1, 1), date(plan.year, 12, 31)
    conduct = tuple(one.act for one in confirmed_in(plan.unit_id, year))
    answers = _late_answers(plan, year, today) if Measure.LATE_ANSWERS in wanted else ()
    found = (_counted(rows.values_list(*columns), today) for rows in (above, own))
    first, second = (replace(one, conduct=conduct, late_answers=answers) for one in found)
    return first, second


def _late_answers(plan: Plan, year: tuple[date, date], today: date) -> tuple[str, ...]:
    """What is not late before this minute is not late yet."""
    until = min(system_clock(), datetime.combine(today, time(23, 59, 59), VIETNAM))
    return tuple(one.words for one in late_answers(plan.unit_id, year, until))


def _counted(rows: Iterable[tuple[str, str, date, date | None, bool]], today: date) -> Counted:
    """Late is what was handed in after its day, and what is open after it."""
    done = early = total = 0
    late, given_more = [], []
    for text, state, due, submitted, extended_once in rows:
        total += 1
        accepted = state == State.ACCEPTED
        done += accepted
        early += accepted and submitted is not None and submitted < due
        if (submitted or today) > due:
            late.append(text)
        if extended_once:
            given_more.append(text)
    return Counted(total=total, done=done, early=early, late=tuple(late), extended=tuple(given_more))


def sign_of(kind: Extra) -> str:
    """How the points of an item are signed."""
    return "+" if kind is Extra.BONUS else "−"
