"""Reads of recommendations and supervisions. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from namro.apps.people.models import User
from namro.apps.people.permissions import of_units_read_by
from namro.apps.plans.models import Occurrence, Recommendation, Supervision
from namro.core.improvement.recommendations import Asked, Standing, standing_of
from namro.core.improvement.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The filters of a list: how it stands, which body (its id) asked, only late answers."""

    standing: Standing | None = None
    body: int = 0
    late: bool = False

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        given = {
            "trang-thai": self.standing or "",
            "co-quan": str(self.body or ""),
            "tre": "1" if self.late else "",
        }
        return urlencode({name: value for name, value in given.items() if value})


def recommendations_for(user: User) -> QuerySet[Recommendation]:
    """What was recommended to the units that the person reads about, the newest first."""
    return with_work(Recommendation.objects.filter(of_units_read_by(user, "unit"))).order_by("-on", "-id")


def supervisions_for(user: User) -> QuerySet[Supervision]:
    """The supervisions of the units that the person reads about, the newest first."""
    rows = Supervision.objects.filter(of_units_read_by(user, "unit"))
    return rows.select_related("by", "body", "unit").order_by("-on", "-id")


def count_recommendations(rows: QuerySet[Supervision]) -> QuerySet[Supervision]:
    """Supervisions with `asked`, the number of their recommendations."""
    return rows.annotate(asked=Count("recommendations"))


def with_work(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Recommendations with people, bodies and the task at hand, and `works`, `accepted`: times of the task."""
    times = Occurrence.objects.filter(task=OuterRef("task")).order_by().values("task")
    owed = times.exclude(state=State.CANCELLED).annotate(n=Count("pk")).values("n")
    # A task with times to come is not done: one that nobody can accept yet counts among those owed.
    done = times.filter(state=State.ACCEPTED).annotate(n=Count("pk")).values("n")
    return rows.select_related("by", "body", "unit", "task__plan").annotate(
        works=Coalesce(Subquery(owed, output_field=IntegerField()), 0)
        + Case(When(task__laid_until__lt=F("task__ends"), then=1), default=0),
        accepted=Coalesce(Subquery(done, output_field=IntegerField()), 0),
    )


def standing_in(row: Recommendation) -> Standing:
    """How a row of `with_work` stands."""
    counts = cast("dict[str, int]", vars(row))
    dropped = row.task is not None and row.task.dropped
    return standing_of(Asked(row.state), dropped=dropped, works=counts["works"], accepted=counts["accepted"])


def sought_in(rows: QuerySet[Recommendation], sought: Sought, *, today: date) -> QuerySet[Recommendation]:
    """The rows of `with_work` that are asked for."""
    if sought.standing:
        rows = rows.filter(_STANDS[sought.standing])
    if sought.body:
        rows = rows.filter(body=sought.body)
    return rows.filter(late(today)) if sought.late else rows


def late(today: date) -> Q:
    """The condition that the answer is late, or was."""
    waits = Q(answered_on=None, answer_by__lt=today)
    return waits | Q(answered_on__gt=F("answer_by"))


_FINISHED = Q(works__gt=0, works=F("accepted"))
#: The same as `core.improvement.recommendations.standing_of`, for the database; a test holds them together.
_STANDS = {
    Standing.NEW: Q(state=Asked.NEW),
    Standing.RECEIVED: Q(state=Asked.RECEIVED),
    Standing.DECLINED: Q(state=Asked.DECLINED),
    Standing.DROPPED: Q(state=Asked.TASK, task__dropped=True),
    Standing.DONE: Q(state=Asked.TASK, task__dropped=False) & _FINISHED,
    Standing.TASK: Q(state=Asked.TASK, task__dropped=False) & ~_FINISHED,
}


def recommendations_of_task(task: int) -> list[Recommendation]:
    """The recommendations that a task answers, oldest first; one query."""
    return list(Recommendation.objects.filter(task=task).select_related("body").order_by("on", "id"))
