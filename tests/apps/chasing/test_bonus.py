"""Tasks from above that came by workbook count for bonus items (journey 9) like those of an upper level's plan."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from namro.apps.chasing.models import AssignedTask
from namro.apps.people.models import Role
from namro.apps.plans.extras import counts_of
from namro.apps.plans.models import Occurrence
from namro.core.base.clock import VIETNAM
from namro.core.improvement.states import State
from tests.apps.plans.giving_out import Cast, give_out, owned_by

AT = datetime(2026, 11, 2, 9, tzinfo=VIETNAM)
DUE = date(2026, 11, 20)


def test_forty_tasks_of_which_fourteen_came_early(cast: Cast) -> None:
    owner = owned_by(cast[Role.OFFICER])
    works = give_out(cast, [{"owner": owner, "due": DUE.isoformat()}] * 41, at=AT)
    plan = works[0].task.plan
    AssignedTask.objects.bulk_create(
        AssignedTask(unit_id=plan.unit_id, task=one.task, key=f"k{n}", said={}) for n, one in enumerate(works[:40])
    )
    for n, one in enumerate(works):
        day = one.due - timedelta(days=1) if n < 14 and one.due else one.due
        Occurrence.objects.filter(pk=one.pk).update(state=State.ACCEPTED, submitted_on=day, accepted_on=day)
    above, own = counts_of(plan, today=DUE)
    assert (above.total, above.done, above.early, above.late) == (40, 40, 14, ())
    assert above.early * 100 // above.total == 35
    assert own.total == 41, "the one that nobody above gave counts for the plan only"
