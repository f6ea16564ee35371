"""Last year's facts under a new set: what would have become of every unit. A trial, never a result."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from namro.core.base.faults import BrokenFile
from namro.core.framework.model import Framework
from namro.core.scoring.fact_values import parsers
from namro.core.scoring.facts_csv import read_facts
from namro.core.scoring.many import Results, score_many
from namro.core.scoring.outcome import NO_DATA, NO_EVIDENCE, STATES
from namro.core.scoring.ranks import NOTHING
from namro.core.scoring.showing import from_nanos
from namro.core.scoring.trial import Trial, future_bases, trial_set

REGRADED = "regraded"


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit under one set: settled total and percentage, band and rank; None where there is none."""

    total: Decimal
    percent: Decimal | None
    band: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit under both sets."""

    unit: str
    old: Standing
    new: Standing

    @property
    def places(self) -> int | None:
        """How many places the unit rises (below 0: falls); None where it has no rank."""
        if self.old.rank is None or self.new.rank is None:
            return None
        return self.old.rank - self.new.rank


@dataclass(frozen=True, slots=True)
class WithoutData:
    """A criterion of the new set that the facts say nothing of for so many units, each counted as 0 points.

    `lacks` says why: `no_data`, `no_evidence` where the old set asked for none, or `regraded`: points by hand were
    given out of another maximum or in other steps, and nobody can say what they would be now.
    """

    id: str
    name: str
    max: Decimal
    units: int
    lacks: str


@dataclass(frozen=True, slots=True)
class Backcast:
    """The units, the largest change of rank first.

    `no_base` are criteria whose base year had not been then, `unread` names of facts that neither set reads.
    """

    units: tuple[Moved, ...]
    without_data: tuple[WithoutData, ...]
    no_base: tuple[str, ...]
    unread: tuple[str, ...]


def backcast(
    old: Framework,
    new: Framework,
    facts: Path,
    *,
    year: int,
    names: Mapping[str, str] | None = None,
    predecessors: Path | None = None,
) -> Backcast:
    """Score the facts of `year` under both sets; `names` are old inputs by new ones. Raises like `read_facts`."""
    before = _standings(old, facts, year, predecessors)[0]
    trial = trial_set(old, new, year, names or {})
    try:
        after, results = _standings(trial.framework, facts, year, predecessors)
    except BrokenFile as error:
        raise BrokenFile(f"{error.name} đọc theo bộ mới", error.faults) from error
    units = (Moved(unit, before[unit], after[unit]) for unit in before)
    return Backcast(
        tuple(sorted(units, key=_largest_first)),
        tuple(_without_data(old, trial, results)),
        tuple(trial.ids[node] for node in future_bases(trial.framework, year)),
        _unread(facts, year, parsers(old).keys() | parsers(trial.framework).keys()),
    )


def _unread(facts: Path, year: int, known: Set[str]) -> tuple[str, ...]:
    """Return the names that no set reads; the file was read before and is known to be good."""
    with facts.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        header = [name.strip() for name in next(reader)]
        at_year, at_input = header.index("year"), header.index("input")
        found = {row[at_input].strip(): None for row in reader if any(row) and row[at_year].strip() == str(year)}
    return tuple(name for name in found if name and name not in known)


def _standings(
    framework: Framework, facts: Path, year: int, predecessors: Path | None
) -> tuple[dict[str, Standing], Results]:
    table = read_facts(facts, framework, year=year, predecessors=predecessors, only=False)
    results = score_many(framework, table)
    return {unit: _standing(framework, results, place) for place, unit in enumerate(results.units)}, results


def _standing(framework: Framework, results: Results, place: int) -> Standing:
    percent, band = results.percent[place], results.band[place]
    return Standing(
        from_nanos(results.total[place]),
        None if percent == NOTHING else from_nanos(percent),
        framework.bands[band].name if band >= 0 else None,
        int(results.rank[place]) or None,
    )


def _largest_first(moved: Moved) -> tuple[int, float, str]:
    places = -1 if moved.places is None else abs(moved.places)
    return -places, moved.new.rank or float("inf"), moved.unit


def _without_data(old: Framework, trial: Trial, results: Results) -> list[WithoutData]:
    found = []
    for leaf in trial.framework.leaves.values():
        node, state = leaf.node, results.nodes[leaf.node.id].state
        before = old.leaves.get(node.id)
        asked_before = before is not None and before.node.evidence is not None
        for lacks in (NO_DATA,) if asked_before else (NO_DATA, NO_EVIDENCE):
            units = int((state == STATES.index(lacks)).sum())
            if units and node.max:
                own = trial.ids[node.id]
                said = REGRADED if lacks == NO_DATA and own in trial.regraded else lacks
                found.append(WithoutData(own, node.name, node.max, units, said))
    return found
