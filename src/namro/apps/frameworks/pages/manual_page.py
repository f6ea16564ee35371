"""Rules of scoring for the manual: what the spec tables of the tests say (`data/manual/rules.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from namro.core.framework.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: facts as a facts file holds them ("" for none), what they give and why."""

    title: str
    facts: str
    points: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEntry:
    """One kind of rule; `params` are (key, what it holds, what holds without it), `rule` is what the examples use."""

    name: str
    label: str
    gives: str
    params: tuple[tuple[str, str, str], ...]
    adjustments_only: bool
    rule: str
    max: str
    examples: tuple[Example, ...]


def manual_page() -> tuple[KindEntry, ...]:
    """Return every kind in the order of the table of kinds."""
    return tuple(_entry(row) for row in _rows())


@cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((files("namro.data") / "manual" / "rules.json").read_text("utf-8"))
    return rows


def _entry(row: Mapping[str, Any]) -> KindEntry:
    kind = KINDS[row["kind"]]
    return KindEntry(
        name=kind.name,
        label=_(kind.label),
        gives=_(kind.gives),
        params=tuple((param["key"], _(param["holds"]), _(param["default"])) for param in row["params"]),
        adjustments_only=kind.adjustments_only,
        rule=row["rule"],
        max=row["max"].replace(".", ","),
        examples=tuple(_example(one) for one in row["examples"]),
    )


def _example(row: Mapping[str, Any]) -> Example:
    facts = [f"{name} = {value}" for name, value in row["facts"].items()]
    earlier = [_("năm gốc %(fact)s") % {"fact": f"{name} = {value}"} for name, value in row["earlier"].items()]
    return Example(row["title"], "; ".join([*facts, *earlier]), row["points"].replace(".", ","), row["why"])
