"""The spec tables, and one case run through the engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from namro.core.base.yamlfile import load
from namro.core.framework.kinds import KINDS
from namro.core.framework.reading import parse_framework
from namro.core.scoring.many import score_many
from namro.core.scoring.one import score
from namro.core.scoring.outcome import SCORED, STATES, Outcome
from namro.core.scoring.table import FactTable, table_of

YEAR = 2025
TABLES: dict[str, Any] = load(Path(__file__).parent / "rules.yaml")

_SET = """framework: dac-ta
edition: 2025-01-01
title: Bộ để thử từng quy tắc
level: commune
years: {{from: 2025}}
scale: {{max: {total}}}
criteria:
  - {{id: "1", name: Phần, max: {total}, criteria: [{{id: "1.1", name: Mục, max: {total}, rule: {leaf}}}]}}
{adjustments}
"""


@dataclass(frozen=True)
class Case:
    """One row of a table: facts in, points and state out."""

    kind: str
    title: str
    facts: dict[str, str]
    earlier: dict[str, str]
    points: Decimal
    state: str
    why: str


def cases() -> list[Case]:
    """Return every row of every table."""
    return [
        Case(
            kind,
            row["title"],
            row["facts"],
            row.get("earlier", {}),
            Decimal(row["points"]),
            row.get("state", SCORED),
            row.get("why", ""),
        )
        for kind, table in TABLES.items()
        for row in table["cases"]
    ]


def set_of(kind: str) -> str:
    """Return a set with the table's rule as its only criterion or item."""
    table = TABLES[kind]
    if not KINDS[kind].adjustments_only:
        return _SET.format(total=table["max"], leaf=table["rule"], adjustments="")
    items = f"adjustments: {{bonus: {{items: [{{id: T1, name: Mục, rule: {table['rule']}}}]}}}}"
    return _SET.format(total=1, leaf="{kind: yes_no, input: khac}", adjustments=items)


def run(case: Case) -> tuple[Outcome, float, str]:
    """Score the case exactly and on arrays: the outcome, and points and state of the array."""
    framework = parse_framework(set_of(case.kind))
    table = _facts(case)
    one, many = score(framework, table.of("Xã")), score_many(framework, table)
    if KINDS[case.kind].adjustments_only:
        return one.adjustments["T1"], float(many.items["T1"].points[0]), STATES[many.items["T1"].state[0]]
    return one.criteria["1.1"], float(many.nodes["1.1"].points[0]), STATES[many.nodes["1.1"].state[0]]


def _facts(case: Case) -> FactTable:
    flags = {"true": True, "false": False}
    now = {name: flags[text] if text in flags else Decimal(text) for name, text in case.facts.items()}
    earlier = {(YEAR - 1, name): Decimal(text) for name, text in case.earlier.items()}
    return table_of(YEAR, {"Xã": now}, {"Xã": earlier})
