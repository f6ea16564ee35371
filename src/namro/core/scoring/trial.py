"""A new set made ready for facts that were gathered under an old one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from namro.core.framework.compare import compare
from namro.core.framework.model import Framework
from namro.core.framework.renaming import renamed
from namro.core.framework.rules import Growth, Manual, within
from namro.core.framework.uses import bearers, uses

#: Put behind the name of what is new where an old name would be taken for it.
_NEW = "′"


@dataclass(frozen=True, slots=True)
class Trial:
    """The new set as it reads facts of the old one; `ids` are its own ids by those it has there.

    `regraded`, by their own ids, are criteria whose old points by hand had another maximum or other steps.
    """

    framework: Framework
    ids: Mapping[str, str]
    regraded: frozenset[str]


def trial_set(old: Framework, new: Framework, year: int, names: Mapping[str, str]) -> Trial:
    """Return the new set made ready for facts of `year`.

    `names` are old inputs by new ones. Points entered by hand and proof are named after criteria, so criteria take the
    ids they had; a new one never takes an old id. The years are opened for `year`, in this copy only.
    """
    places = _places(old, new)
    inputs = dict(names)
    for bearer in bearers(new):
        inputs[f"points:{bearer.id}"] = f"points:{places[bearer.id]}"
    regraded = _regraded(old, new, places)
    for node in regraded:
        inputs[f"points:{node}"] += _NEW
    made = renamed(new, lambda name: inputs.get(name, name), lambda node: places[node])
    last = None if new.last_year is None else max(new.last_year, year)
    opened = replace(made, first_year=min(new.first_year, year), last_year=last)
    return Trial(opened, {place: node for node, place in places.items()}, regraded)


def _places(old: Framework, new: Framework) -> dict[str, str]:
    """Return for every id of the new set the one it has in the trial."""
    before = {new_id: old_id for old_id, new_id in compare(old, new).ids.items()}
    taken = {bearer.id for bearer in bearers(old)}
    places: dict[str, str] = {}
    for bearer in bearers(new):
        place = before.get(bearer.id, bearer.id)
        while bearer.id not in before and place in taken:
            place += _NEW
        places[bearer.id] = place
        taken.add(place)
    return places


def _regraded(old: Framework, new: Framework, places: Mapping[str, str]) -> frozenset[str]:
    before = {(use.input, use.most, use.step) for use in uses(old)}
    known = {name for name, _, _ in before}
    return frozenset(
        bearer.id
        for bearer in bearers(new)
        for rule in (within(bearer.rule) if bearer.rule else ())
        if isinstance(rule, Manual)
        and rule.input == f"points:{bearer.id}"
        and (name := f"points:{places[bearer.id]}") in known
        and (name, bearer.max, rule.step) not in before
    )


def future_bases(framework: Framework, year: int) -> tuple[str, ...]:
    """Return the ids whose base year is not before `year`: their growth cannot be told."""
    return tuple(
        bearer.id
        for bearer in bearers(framework)
        if bearer.rule
        and any(isinstance(rule, Growth) and rule.base_year(year) >= year for rule in within(bearer.rule))
    )
