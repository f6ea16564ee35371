"""Which tasks came from above: those of an upper level's plan, and what an app above registers (rows of a workbook)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Way:
    """A way from above: a relation of one row to one task, so that no task is counted twice.

    `document` and `day` are where, from the task, its document and the day it was given stand ("": nowhere).
    """

    relation: str
    document: str = ""
    day: str = ""


#: Ways that are known. What an upper plan gave has its day, and no document of its own.
_ways: list[Way] = [Way("from_above", day="from_above__given_at")]


def register_above(way: Way) -> Callable[[], None]:
    """Have tasks of another way from above counted, too; what is returned takes it out again."""
    if way not in _ways:
        _ways.append(way)
    return lambda: _ways.remove(way)


def ways() -> tuple[Way, ...]:
    """Return all ways from above."""
    return tuple(_ways)


def came_from_above(path: str = "task__") -> Q:
    """Return the condition on what came from above, whichever way, each once; `path` leads to the task."""
    found = Q()
    for way in _ways:
        found |= Q(**{f"{path}{way.relation}__isnull": False})
    return found
