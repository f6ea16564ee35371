"""Bonus items and penalties of a plan, judged by the work that the unit was given from above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from namro.apps.feedback.confirmed import confirmed_in
from namro.apps.people.owners import owners_of
from namro.apps.plans.above import came_from_above
from namro.apps.plans.models import ExtraItem, Occurrence, Plan
from namro.apps.plans.queries import extended
from namro.core.improvement.extra_points import Counted, Extra, Judged, judged
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
    above, own = counts_of(plan, today=today)
    return [
        Judging(
            one, judged(one.parts, above if one.of_above else own), above if one.of_above else own, owners.get(one.pk)
        )
        for one in items
    ]


def counts_of(plan: Plan, *, today: date) -> tuple[Counted, Counted]:
    """Return the counts of all work from above that the unit owes in the plan's year, and of the plan itself.

    Times of tasks that came from above, each once, and work that is due in the year; both with the conduct that was
    confirmed in the unit. Three queries.
    """
    rows = Occurrence.objects.exclude(state=State.CANCELLED).filter(task__dropped=False).annotate(given_more=extended())
    columns = ("task__text", "state", "due", "submitted_on", "given_more")
    above = rows.filter(came_from_above(), task__plan__unit=plan.unit_id, due__year=plan.year).order_by("due", "id")
    own = rows.filter(task__plan=plan, due__isnull=False).order_by("due", "id")
    conduct = tuple(one.act for one in confirmed_in(plan.unit_id, (date(plan.year, 1, 1), date(plan.year, 12, 31))))
    found = (_counted(rows.values_list(*columns), today) for rows in (above, own))
    first, second = (replace(one, conduct=conduct) for one in found)
    return first, second


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
