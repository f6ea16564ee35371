"""Worked cases beside the criteria sets: reading `examples.yaml`, and the facts each case stands for.

The format is told in docs/criteria-sets.md, section 12. Nothing here knows how points are counted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from namro.core.base import yamlfile

FRAMEWORKS = Path(yamlfile.__file__).resolve().parents[2] / "data" / "frameworks"
ALONE = "Xã"
#: A case without a name: what a base may hold, and a unit beside others.
BASE_KEYS = {"from", "facts", "earlier", "proof"}
CASE_KEYS = BASE_KEYS | {"name", "edition", "year", "units", "predecessors", "printed", "expect"}


@dataclass
class Known:
    """What is known of one unit: values of the scored year, and of other years."""

    facts: dict[str, Any] = field(default_factory=dict)
    earlier: dict[int, dict[str, Any]] = field(default_factory=dict)

    def changed(self, change: Mapping[str, Any], proof: Mapping[str, Any]) -> Known:
        """Return this with a change written over it: proof in full first, then the facts; None takes a fact away."""
        facts = {**self.facts, **(proof if change.get("proof") == "all" else {}), **(change.get("facts") or {})}
        earlier = {year: dict(values) for year, values in self.earlier.items()}
        for year, values in (change.get("earlier") or {}).items():
            earlier[year] = {} if values is None else {**earlier.get(year, {}), **values}
        return Known(facts, earlier)


@dataclass(frozen=True)
class Case:
    """One worked case of one set."""

    folder: Path
    bases: Mapping[str, Any]
    given: Mapping[str, Any]

    @property
    def edition(self) -> Path:
        return self.folder / f"{self.given['edition']}.yaml"

    @property
    def expected(self) -> dict[str, Any]:
        """What is expected of each unit by name."""
        expect = self.given["expect"]
        return dict(expect["units"]) if "units" in self.given else {ALONE: expect}

    def known(self) -> dict[str, Known]:
        """What is known of each unit."""
        proof = full_proof(self.edition, self.given["year"])
        common = self._start(self.given, proof).changed(self.given, proof)
        units = self.given.get("units") or {ALONE: {}}
        return {name: common.changed(change, proof) for name, change in units.items()}

    def _start(self, given: Mapping[str, Any], proof: Mapping[str, Any]) -> Known:
        name = given.get("from")
        if name is None:
            return Known()
        base = self.bases[name]
        assert set(base) <= BASE_KEYS, set(base) - BASE_KEYS
        return self._start(base, proof).changed(base, proof)

    def write(self, folder: Path) -> list[str]:
        """Write the facts (and predecessors) into `folder` and return the arguments that name them."""
        year, before = self.given["year"], self.given.get("predecessors", ())
        known = {**self.known(), **{old["from_unit"]: Known({}, old["earlier"]) for old in before}}
        rows = [row for unit, one in known.items() for row in _rows(unit, one, year)]
        _write(folder / "facts.csv", ("unit", "year", "input", "value"), rows)
        arguments = ["--facts", str(folder / "facts.csv"), "--year", str(year)]
        if before:
            shares = [(ALONE, old["from_unit"], old["year"], old["share"]) for old in before]
            _write(folder / "predecessors.csv", ("unit", "from_unit", "year", "share"), shares)
            arguments += ["--predecessors", str(folder / "predecessors.csv")]
        return arguments


def _rows(unit: str, known: Known, year: int) -> Iterator[tuple[str, int, str, str]]:
    for at, values in [(year, known.facts), *known.earlier.items()]:
        for name, value in values.items():
            if value is not None:
                yield unit, at, name, str(value).lower() if isinstance(value, bool) else str(value)


def _write(path: Path, header: tuple[str, ...], rows: list[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def full_proof(edition: Path, year: int) -> dict[str, Any]:
    """Return the facts of every proof an edition asks for: there, signed by all, on the last day allowed."""
    data = yamlfile.load(edition)
    adjustments = (data.get("adjustments") or {}).values()
    bearers = [*_leaves(data["criteria"]), *(item for part in adjustments for item in part["items"])]
    found: dict[str, Any] = {}
    for bearer in bearers:
        evidence = bearer.get("evidence")
        if not evidence:
            continue
        asked = {f"{bearer['id']}/{item['id']}": item for item in evidence.get("items", ())} or {bearer["id"]: {}}
        for key, item in asked.items():
            found[f"evidence:{key}"] = "both"
            if before := item.get("before", evidence.get("before")):
                found[f"evidence_date:{key}"] = f"{year}-{before}"
            if item.get("min_count", 1) > 1:
                found[f"evidence_count:{key}"] = item["min_count"]
    return found


def _leaves(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if "criteria" in node:
            yield from _leaves(node["criteria"])
        else:
            yield node


def set_folders() -> list[Path]:
    """The shipped sets, one folder each."""
    return sorted(path for path in FRAMEWORKS.iterdir() if path.is_dir())


def cases_of(folder: Path) -> list[Case]:
    """The worked cases of one set. A key that is not told in the manual is refused: it would check nothing."""
    data = yamlfile.load(folder / "examples.yaml")
    for given in data["cases"]:
        assert set(given) <= CASE_KEYS, (given["name"], set(given) - CASE_KEYS)
        for change in (given.get("units") or {}).values():
            assert set(change) <= BASE_KEYS, (given["name"], set(change) - BASE_KEYS)
    return [Case(folder, data.get("bases") or {}, given) for given in data["cases"]]
