"""After a conflict: writing everything but the fields in which somebody else's value was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from namro.apps.people.models import User
from namro.apps.plans.actions.editing import Edit, edit_tasks
from namro.apps.plans.models import Plan, Task

#: Fields of an edit by the name under which their changes are kept, where it is not their own.
FIELDS = {"when": ("due", "rhythm", "event"), "helpers": ("helpers", "more_helpers")}


@transaction.atomic
def edit_around(
    user: User, plan: Plan, ids: Iterable[int], *, edit: Edit, kept: Mapping[int, Iterable[str]], at: datetime
) -> list[Task]:
    """Edit as `edit_tasks` does; in the tasks of `kept`, leave the named fields (of TaskChange) as they are."""
    wanted = list(ids)
    free = [key for key in wanted if key not in kept]
    changed = edit_tasks(user, plan, free, edit=edit, at=at) if free else []
    for key in wanted:
        if key in kept:
            left = {inner for name in kept[key] for inner in FIELDS.get(name, (name,))}
            values = {name: value for name, value in edit.values.items() if name not in left}
            if values:
                changed += edit_tasks(user, plan, [key], edit=Edit(values, edit.versions), at=at)
    return changed
