"""Which tasks came from above: those of an upper level's plan, and what an app above registers (rows of a workbook)."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

#: Conditions on times of tasks; each by a relation of one row to one task, so that no time is counted twice.
_conditions: list[Q] = [Q(task__from_above__isnull=False)]


def register_above(condition: Q) -> Callable[[], None]:
    """Have tasks of another way from above counted, too; what is returned takes it out again."""
    if condition not in _conditions:
        _conditions.append(condition)
    return lambda: _conditions.remove(condition)


def came_from_above() -> Q:
    """Return the condition on times of tasks that came from above, whichever way; each of them once."""
    found = Q()
    for condition in _conditions:
        found |= condition
    return found
