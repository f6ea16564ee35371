"""Totals of one field, printed below its criteria: "Tổng điểm lĩnh vực 1: 8,5/10"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from namro.core.base.folding import fold
from namro.core.base.points import parse_points
from namro.documents.recognition.markers import LETTER, ROMAN, Marker
from namro.documents.recognition.outline import Node
from namro.documents.recognition.scores import ScorePhrase
from namro.documents.recognition.sheet_lines import ScoreLine

_N = r"\d{1,3}(?:[.,]\d{1,3})?"
_TOTAL = re.compile(
    r"\W{0,4}(?:tong|cong)(?: (?:cong|so|diem)){0,3} (?:cua )?(linh vuc|nhiem vu|tieu chi|muc|phan|nhom|noi dung)\b"
    rf"(?: (?:so |thu )?(\d{{1,2}}|[ivx]{{1,6}}))?\b[^:\d]{{0,120}}:?\s*(?:dat\s+)?({_N})\s*(?:diem\s*)?/\s*({_N})"
    r"\s*(?:diem\b)?(?!\s*[/%\d])"
)


@dataclass(frozen=True, slots=True)
class FieldTotal:
    """The printed number of the field, as in the text ("" if none is printed), and its points."""

    kind: str
    number: str
    achieved: Decimal
    max: Decimal


def field_total(text: str) -> FieldTotal | None:
    """Return what a line says about the total of one field."""
    found = _TOTAL.match(fold(text))
    if not found:
        return None
    number = text[slice(*found.span(2))].upper() if found[2] else ""
    kind = text[slice(*found.span(1))].capitalize()
    return FieldTotal(kind, number, parse_points(found[3]), parse_points(found[4]))


class Fields:
    """The fields of a sheet while it is read: their headings without points wait for the total printed below."""

    def __init__(self) -> None:
        self._headings: dict[str, tuple[int, Node]] = {}
        self._fields: dict[str, ScoreLine] = {}
        self._parts: dict[str, int] = {}  # the place of the first part of a field
        self._found: dict[int, list[ScoreLine]] = defaultdict(list)

    def heading(self, node: Node, place: int) -> None:
        """Remember a numbered line without points that stands before the line of that place."""
        if _is_field(node.marker):
            self._headings[node.marker.number] = place, node

    def line(self, line: ScoreLine, place: int) -> None:
        """Remember a line with points."""
        if _is_field(line.marker):
            self._fields[line.marker.number] = self._fields[""] = line
        elif "." in line.marker.number:
            self._parts.setdefault(line.marker.number.partition(".")[0], place)

    def take(self, total: FieldTotal, node: Node) -> bool:
        """Give the total to its field; False if no such field is known."""
        heading = self._headings.pop(total.number, None)
        if heading is not None:
            place, above = heading
            self._add(place, above.marker, above.text.rstrip(" .:"), total, node)
        elif total.number in self._fields:
            _complete(self._fields[total.number], total)
        elif total.number in self._parts:
            marker = Marker(ROMAN + 1, total.number)
            self._add(self._parts.pop(total.number), marker, f"{total.kind} {total.number}", total, node)
        else:
            return False
        return True

    def merged(self, lines: list[ScoreLine]) -> list[ScoreLine]:
        """The lines with the fields that got their points from a total, each in front of its parts."""
        places = enumerate([*([line] for line in lines), []])
        return [line for place, here in places for line in (*self._found.get(place, ()), *here)]

    def _add(self, place: int, marker: Marker, name: str, total: FieldTotal, node: Node) -> None:
        phrase = ScorePhrase(name, achieved=total.achieved, max=total.max, has_score=True)
        line = ScoreLine(marker, name, phrase, node.at)
        self._found[place].append(line)
        self._fields[marker.number] = line


def _is_field(marker: Marker) -> bool:
    return marker.rank < LETTER and bool(marker.number) and "." not in marker.number


def _complete(line: ScoreLine, total: FieldTotal) -> None:
    """A field that prints its points already has a second value where the total differs."""
    if line.phrase.achieved is None:
        line.phrase = replace(line.phrase, achieved=total.achieved, max=line.phrase.max or total.max)
    elif line.phrase.achieved != total.achieved:
        line.second = total.achieved
