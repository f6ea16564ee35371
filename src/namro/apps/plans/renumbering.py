"""Tasks go along when the criterion they are about has another number or name in the year's new edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from namro.apps.assessments.models import Assessment
from namro.apps.people.models import User
from namro.apps.plans.models import Task, TaskChange
from namro.core.framework.matching import same_words

#: Number and name of a criterion.
Called = tuple[str, str]


def renumber(*, sheet: Assessment, by: User, at: datetime, moves: Mapping[Called, Called], **_named: Any) -> list[Task]:
    """Give the tasks of the unit's plans of the year the new number and name of their criterion; the change is kept.

    A task is about a criterion when the number agrees and the name too, where the task has one: a number that another
    set printed means another criterion. What no longer has a place keeps its number, as the sheet's line does.
    """
    known = {number: (same_words(name), new) for (number, name), new in moves.items() if (number, name) != new}
    rows = Task.objects.select_for_update().filter(
        plan__unit=sheet.unit_id, plan__year=sheet.year, dropped=False, criterion__in=known
    )
    found = [row for row in rows.order_by("pk") if same_words(row.criterion_name) in {known[row.criterion][0], ""}]
    changes = []
    for row in found:
        _words, (number, name) = known[row.criterion]
        row.version += 1
        for field, new in (("criterion", number), ("criterion_name", name)):
            if new != getattr(row, field):
                old = getattr(row, field)
                changes.append(TaskChange(task=row, version=row.version, by=by, at=at, field=field, old=old, new=new))
                setattr(row, field, new)
    Task.objects.bulk_update(found, ["criterion", "criterion_name", "version"], batch_size=500)
    TaskChange.objects.bulk_create(changes, batch_size=500)
    return found
