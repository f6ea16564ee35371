"""Whom a document meant by the name it prints as a lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from namro.apps.people.owning import Choices, Option
from namro.core.base.folding import fold, tidy


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody whose name is exactly what the document prints, and the tasks without an owner that print it."""

    option: Option
    tasks: tuple[int, ...]


def suggestions(printed: Iterable[tuple[int, str]], choices: Choices) -> tuple[Suggestion, ...]:
    """Return whom the document means, most tasks first; `printed` are (task, printed lead). A name of two is nobody's.

    Groups are suggested as "each", the reading that asks for proof from everybody.
    """
    known: dict[str, list[Option]] = {}
    for option in (*choices.people, *choices.positions, *choices.each):
        known.setdefault(_key(option.name), []).append(option)
    found: dict[str, list[int]] = {}
    for task, name in printed:
        if name and len(known.get(_key(name), ())) == 1:
            found.setdefault(_key(name), []).append(task)
    made = [Suggestion(known[key][0], tuple(tasks)) for key, tasks in found.items()]
    return tuple(sorted(made, key=lambda one: -len(one.tasks)))


def by_task(found: Sequence[Suggestion]) -> dict[int, Option]:
    """The suggested option of each task."""
    return {task: one.option for one in found for task in one.tasks}


def _key(name: str) -> str:
    return fold(tidy(name))
