"""Whether a Word table is drawn with lines; one without is only a means of layout."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from namro.documents.reading.word.styles import Styles
from namro.documents.reading.word.xml import attribute, child, children, tag, value

_NONE = {None, "nil", "none"}


def is_ruled(table: Element, styles: Styles) -> bool:
    """True if at least half of the cells are framed by lines, of their own or of the table."""
    own = child(table, "tblPr", "tblBorders")
    if own is None:
        style = value(table, "tblPr", "tblStyle")
        own = styles.inherited(style, lambda s: child(s, "tblPr", "tblBorders"))
    framed = _sides(own) >= 3
    answers = [_cell_framed(cell, framed) for row in children(table, "tr") for cell in children(row, "tc")]
    return 2 * sum(answers) >= max(len(answers), 1)


def _cell_framed(cell: Element, table_framed: bool) -> bool:
    borders = child(cell, "tcPr", "tcBorders")
    if borders is None:
        return table_framed
    named = {tag(side) for side in borders}
    inherited = 0 if not table_framed else 4 - len(named & {"top", "left", "start", "bottom", "right", "end"})
    return _sides(borders) + inherited >= 3


def _sides(borders: Element | None) -> int:
    return len(set(_drawn(borders)))


def _drawn(borders: Element | None) -> Iterator[str]:
    for side in borders if borders is not None else ():
        name = {"start": "left", "end": "right"}.get(tag(side), tag(side))
        if name in {"top", "left", "bottom", "right"} and attribute(side, "val") not in _NONE:
            yield name
