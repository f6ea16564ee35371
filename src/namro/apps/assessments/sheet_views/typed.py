"""What a form of a sheet sent, as cells; points that are no number are told apart, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from namro.apps.assessments.actions.filling import EXPLANATION, NOT_APPLICABLE, POINTS, REASON, Cell
from namro.apps.people.sent import whole
from namro.core.base.errors import NamroError
from namro.core.scoring.claims import parse_points

#: Names of boxes: the field's letter, then the id of the row. `v.` is the version the row had when it was shown.
LETTERS = {"p": POINTS, "n": NOT_APPLICABLE, "r": REASON, "e": EXPLANATION}
#: A button that puts points into the row's cell; the mark of a box to tick, since an unticked one says nothing.
CURE, TICKABLE = "u", "k"
VERSION = "v"
#: The edition that the form was made of.
EDITION = "bo"
#: Which value is kept where two stand against each other, and the cells it is about.
KEEP, CLASH, THEIRS = "keep", "clash", "theirs"


@dataclass(frozen=True, slots=True)
class Typed:
    """Cells that can be written, why others cannot by row, and what was typed there."""

    cells: tuple[Cell, ...]
    refused: dict[str, str]
    texts: dict[str, str]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The rows, each once."""
        return tuple(dict.fromkeys([cell.node_id for cell in self.cells] + list(self.refused)))


def typed_in(post: QueryDict) -> Typed:
    """Return what was sent."""
    cells: list[Cell] = []
    refused: dict[str, str] = {}
    texts: dict[str, str] = {}
    dropped = set(post.getlist(CLASH)) if post.get(KEEP) == THEIRS else set()
    for name, text in _boxes(post):
        letter, dot, node = name.partition(".")
        field = LETTERS.get(letter)
        if not dot or field is None or f"{field}:{node}" in dropped:
            continue
        texts[name] = text
        if field == POINTS and (message := _not_points(text)):
            refused[node] = message
            continue
        cells.append(Cell(node, field, text, _version(post, node)))
    return Typed(tuple(cells), refused, texts)


def _boxes(post: QueryDict) -> Iterable[tuple[str, str]]:
    """Yield the boxes with their texts: pressed cures over what was typed, unticked boxes as empty ones."""
    sent = {name: str(text) for name, text in post.items()}
    for name, text in list(sent.items()):
        letter, _dot, node = name.partition(".")
        if letter == CURE:
            sent[f"p.{node}"] = text
        elif letter == TICKABLE:
            sent.setdefault(f"n.{node}", "")
    return sent.items()


def _version(post: QueryDict, node: str) -> int:
    return whole(post.get(f"{VERSION}.{node}", "")) or 0


def _not_points(text: str) -> str:
    try:
        parse_points(text)
    except NamroError as fault:
        return fault.message
    return ""


def sent_again(cells: Iterable[Cell], versions: dict[str, int]) -> list[tuple[str, str]]:
    """Return the boxes that carry cells to the next try, with the versions of now where a row changed."""
    letters = {field: letter for letter, field in LETTERS.items()}
    found: dict[str, str] = {}
    for cell in cells:
        found[f"{letters[cell.field]}.{cell.node_id}"] = cell.text
        found[f"{VERSION}.{cell.node_id}"] = str(versions.get(cell.node_id, cell.version))
    return list(found.items())
