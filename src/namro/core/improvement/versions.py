"""What changed from one version of a plan to the next: tasks added, taken out, changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from namro.core.improvement.plan import Plan, PlanTask

#: Fields of a task that a reader of the plan sees; numbers follow from the place and are left out.
SEEN = ("text", "criterion", "deliverable", "lead", "collaborators", "due_text", "gain")


@dataclass(frozen=True, slots=True)
class Changed:
    """A task in both versions, and the names of the SEEN fields in which they differ."""

    old: PlanTask
    new: PlanTask
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that is not the same in both versions, in printed order."""

    added: tuple[PlanTask, ...]
    removed: tuple[PlanTask, ...]
    changed: tuple[Changed, ...]


def differences(old: Plan, new: Plan) -> Differences:
    """Return what changed. Tasks are the same by group, criterion and text; one reworded is the same by its criterion.

    Only where a criterion has one task left on each side is a rewording certain; else it is one out and one in.
    """
    before, after = list(_tasks(old)), list(_tasks(new))
    pairs = _paired(before, after, lambda entry: (entry[0], entry[1].criterion, entry[1].text))
    pairs += _paired(before, after, lambda entry: (entry[1].criterion, entry[1].text))
    pairs += _paired(before, after, lambda entry: (entry[0], entry[1].criterion), alone=True)
    changed = [Changed(was, now, fields) for was, now in pairs if (fields := _differing(was, now))]
    order = [id(task) for _group, task in _tasks(new)]
    return Differences(
        added=tuple(task for _group, task in after),
        removed=tuple(task for _group, task in before),
        changed=tuple(sorted(changed, key=lambda one: order.index(id(one.new)))),
    )


_Entry = tuple[str, PlanTask]


def _tasks(plan: Plan) -> Iterator[_Entry]:
    for group in plan.groups:
        for task in group.tasks:
            yield group.title, task


def _paired(
    before: list[_Entry], after: list[_Entry], key: Callable[[_Entry], object], *, alone: bool = False
) -> list[tuple[PlanTask, PlanTask]]:
    """Take tasks of one key out of both lists, in order; `alone`: only where each side has one."""
    known = _by_key(before, key)
    met = _by_key(after, key)
    pairs = [
        (was, now)
        for name, there in met.items()
        if not alone or (len(there) == 1 and len(known.get(name, ())) == 1)
        for was, now in zip(known.get(name, ()), there, strict=False)
    ]
    taken = {id(entry) for pair in pairs for entry in pair}
    for entries in (before, after):
        entries[:] = [entry for entry in entries if id(entry) not in taken]
    return [(was[1], now[1]) for was, now in pairs]


def _by_key(entries: Iterable[_Entry], key: Callable[[_Entry], object]) -> dict[object, list[_Entry]]:
    found: dict[object, list[_Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return found


def _differing(was: PlanTask, now: PlanTask) -> tuple[str, ...]:
    return tuple(name for name in SEEN if getattr(was, name) != getattr(now, name))
