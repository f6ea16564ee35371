"""Two people wrote into the same cells: both values side by side; everything that was sent goes along, none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from namro.apps.assessments.actions.filling import POINTS, Cell, CellConflict
from namro.apps.assessments.models import LineEvent
from namro.apps.assessments.pages.criterion_page import field_words, value_words
from namro.apps.assessments.standing import Standing
from namro.core.base.errors import NamroError
from namro.core.scoring.claims import parse_points
from namro.core.scoring.numbers import plain
from namro.ui.formats import moment


@dataclass(frozen=True, slots=True)
class Clash:
    """One cell: what stands there, what was sent, by whom and when, and the version that a second try goes by."""

    node: str
    name: str
    field: str
    word: str
    theirs: str
    theirs_raw: str
    mine: str
    person: str
    at: str
    version: int


def clashes_of(conflict: CellConflict, cells: Sequence[Cell], standing: Standing) -> tuple[Clash, ...]:
    """Return the cells in conflict, each once with its newest change."""
    scale = standing.framework.scale
    sent = {(cell.node_id, cell.field): cell.text for cell in cells}
    names = {key: leaf.node.name for key, leaf in standing.framework.leaves.items()}
    names |= {item.id: item.name for item in standing.framework.items}
    found = []
    for event in _newest(conflict.theirs):
        node = event.line.node_id
        found.append(
            Clash(
                node=node,
                name=names.get(node, ""),
                field=event.field,
                word=field_words()[event.field],
                theirs=value_words(event.field, event.new, scale),
                theirs_raw=value_words(event.field, event.new, scale) if event.new else "",
                mine=value_words(event.field, _stored(event.field, sent.get((node, event.field), "")), scale),
                person=event.by.full_name,
                at=moment(event.at),
                version=standing.lines[node].version,
            )
        )
    return tuple(found)


def _newest(events: Iterable[LineEvent]) -> Iterable[LineEvent]:
    """The events come newest first."""
    found: dict[tuple[int, str], LineEvent] = {}
    for event in events:
        found.setdefault((event.line_id, event.field), event)
    return found.values()


def _stored(name: str, text: str) -> str:
    if name != POINTS:
        return text.strip()
    try:
        points = parse_points(text)
    except NamroError:  # pragma: no cover - such a cell is refused before it can be in conflict
        return ""
    return "" if points is None else plain(points)
