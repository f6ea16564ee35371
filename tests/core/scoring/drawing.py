"""A random set with facts of three units, as the product reads them and as they were written."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.scoring.facts_csv import read_facts
from namro.core.scoring.table import FactTable
from tests.core.scoring import strategies
from tests.core.scoring.as_yaml import as_yaml

Facts = dict[tuple[str, int, str], str]


class Drawn(NamedTuple):
    """The set as plain data and its facts, and both as read."""

    plain: dict[str, Any]
    facts: Facts
    framework: Framework
    table: FactTable


def write_facts(path: Path, facts: Facts) -> Path:
    rows = "\n".join(f"{unit},{year},{name},{value}" for (unit, year, name), value in facts.items())
    path.write_text(f"unit,year,input,value\n{rows}\n", encoding="utf-8")
    return path


def draw_set(data: st.DataObject, path: Path, change: Callable[[dict[str, Any]], None] = lambda plain: None) -> Drawn:
    """Draw a set, let `change` alter its plain data, draw facts, and read both; every unit is seen."""
    plain, made = data.draw(strategies.sets())
    change(plain)
    facts = data.draw(strategies.facts(made))
    plain["bands"].append(
        {"name": "Có", "from": Decimal(-1000), "requires": [{"input": "seen", "at_least": Decimal(0)}]}
    )
    framework = parse_framework(as_yaml(plain))
    return Drawn(plain, facts, framework, read_facts(write_facts(path, facts), framework, year=strategies.YEAR))
