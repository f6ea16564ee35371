"""The table in which results that came back are looked at and typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from namro.apps.assessments.forms.finals import FinalCells
from namro.apps.assessments.models import Line
from namro.apps.assessments.standing import Standing
from namro.core.assessment.causes import cause_labels, cause_of
from namro.core.base.errors import NamroError
from namro.core.framework.model import Item, Leaf, Node
from namro.core.scoring.claims import parse_points, typed_most
from namro.core.scoring.numbers import said_points
from namro.ui.formats import NOTHING, number

_NOTHING = FinalCells()


@dataclass(frozen=True, slots=True)
class FinalRow:
    """A leaf or item with its boxes, or (`head`) what stands above them."""

    id: str
    name: str
    head: bool
    most: str = ""
    claimed: str = ""
    cells: FinalCells = _NOTHING
    fault: str = ""


def claims_told(standing: Standing) -> dict[str, Decimal]:
    """Return the self-scores of a sheet by id: what counted when it was handed in."""
    score = standing.claimed.score
    found = {key: score.criteria[key].points for key in standing.framework.leaves}
    return found | {key: outcome.points for key, outcome in score.adjustments.items()}


def stored_cells(standing: Standing) -> dict[str, FinalCells]:
    """Return what is kept already."""
    return {key: _stored(line) for key, line in standing.lines.items() if line.final is not None}


def _stored(line: Line) -> FinalCells:
    return FinalCells("" if line.final is None else number(line.final), line.final_cause, line.final_reason)


def read_cells(content: Mapping[str, Any], standing: Standing) -> dict[str, FinalCells]:
    """Return what a document said, with the cause that the rules name where points were lost."""
    claims, penalties = claims_told(standing), {item.id for item in standing.framework.penalty.items}
    found = {}
    for key, (points, reason) in content["rows"].items():
        value = Decimal(points)
        claimed = claims.get(key, value)
        lost = value > claimed if key in penalties else value < claimed
        found[key] = FinalCells(number(value), cause_of(reason) if lost else "", reason)
    return found


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recognised points make of the self-score: the new total, how much was taken off, in how many rows."""

    total: str
    less: str
    rows: int


def recognised(standing: Standing, cells: Mapping[str, FinalCells]) -> Recognised | None:
    """Return the sum of what stands in the boxes, the self-score where a box is empty; None where all are."""
    claims, penalties = claims_told(standing), {item.id for item in standing.framework.penalty.items}
    taken = {key: parsed(cell.points) for key, cell in cells.items()}
    changes = [
        claims[key] - points if key in penalties else points - claims[key]
        for key, points in taken.items()
        if points is not None and key in claims
    ]
    if not changes:
        return None
    lowered = [-change for change in changes if change < 0]
    scale = standing.framework.scale
    total = standing.claimed.score.total + sum(changes)
    return Recognised(said_points(total, scale), said_points(sum(lowered, Decimal(0)), scale), len(lowered))


def parsed(text: str) -> Decimal | None:
    """Return the points in a box; None where it says none."""
    try:
        return parse_points(text)
    except NamroError:
        return None


def final_rows(standing: Standing, cells: Mapping[str, FinalCells], faults: Mapping[str, str]) -> tuple[FinalRow, ...]:
    """Return the rows of the table in the order of the set."""
    return tuple(_rows(standing, cells, faults))


def _rows(standing: Standing, cells: Mapping[str, FinalCells], faults: Mapping[str, str]) -> Iterator[FinalRow]:
    framework, claims = standing.framework, claims_told(standing)
    bearers: dict[str, Leaf | Item] = {**framework.leaves, **{item.id: item for item in framework.items}}

    def row(key: str, name: str) -> FinalRow:
        most = typed_most(bearers[key])
        mine = cells.get(key, _NOTHING)
        return FinalRow(
            key,
            name,
            head=False,
            most=NOTHING if most is None else said_points(most, framework.scale),
            claimed=said_points(claims[key], framework.scale) if key in claims else NOTHING,
            cells=mine,
            fault=faults.get(key, ""),
        )

    def below(node: Node) -> Iterator[FinalRow]:
        if node.id in framework.leaves:
            yield row(node.id, node.name)
            return
        yield FinalRow(node.id, node.name, head=True)
        for child in node.children:
            yield from below(child)

    for node in framework.criteria:
        yield from below(node)
    for item in framework.items:
        yield row(item.id, item.name)


def cause_choices() -> tuple[tuple[str, str], ...]:
    """Return the causes to choose from."""
    return tuple(cause_labels().items())
