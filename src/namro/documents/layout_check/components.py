"""Which component of a document each paragraph is, by its text and its place, not by the name of its style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from namro.core.base.folding import fold
from namro.documents.layout_check.looks import ParagraphLook
from namro.documents.layout_check.rules import decree

NUMBER = re.compile(r"(?i)^số\s*:?\s*[\d\s.…_]*/\s*\S+")
DATE = re.compile(r"(?i),\s*ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.{0,8}$")
_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.\s?[^\W\d_]+", re.UNICODE)
_PART = re.compile(r"^[IVX]{1,6}\.\s+\S")
_BASIS = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị|Thực hiện)\s")
_HEAD_LINES = 14
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class Component:
    """A paragraph and the key of the component that it is ("body", "number", …)."""

    key: str
    paragraph: ParagraphLook


def recognised(paragraphs: tuple[ParagraphLook, ...]) -> tuple[Component, ...]:
    """Return the paragraphs that are known to be some component; cells of ordinary tables are left out."""
    return tuple(_Reader(paragraphs).components())


class _Reader:
    """Reads from top to bottom: head, text, signature and recipients, annexes."""

    def __init__(self, paragraphs: tuple[ParagraphLook, ...]) -> None:
        self._paragraphs = paragraphs
        self._types = {name.upper() for name in decree()["kinds"].values()}
        head = self._paragraphs[:_HEAD_LINES]
        numbered = next((p for p in head if NUMBER.match(p.text)), None)
        self._agency_until = numbered.number if numbered else 0
        self._titled = False
        self._annexed = False

    def components(self) -> Iterator[Component]:
        """Yield each paragraph that is recognised."""
        previous = ""
        for place, group in groupby(self._paragraphs, key=_box):
            lines = list(group)
            closing = _closing(lines)
            if closing:
                yield from closing
                previous = closing[-1].key
                continue
            names = [line for line in lines if line.number < self._agency_until and place is not None]
            for line in lines:
                key = self._key(line, previous, names)
                if key:
                    yield Component(key, line)
                previous = key or previous

    def _key(self, line: ParagraphLook, previous: str, names: list[ParagraphLook]) -> str:
        if key := self._head_key(line, previous, names):
            return key
        if fold(line.text).startswith("phu luc") and len(line.text) < 16:
            self._annexed = True
            return "annex"
        if line.cell is not None or self._annexed or not self._titled:
            return ""
        if _BASIS.match(line.text) and previous in {"summary", "basis", "authority", "addressees"}:
            return "basis"
        if _PART.match(line.text) and line.text.upper() == line.text:
            return "part"
        return "body"

    def _head_key(self, line: ParagraphLook, previous: str, names: list[ParagraphLook]) -> str:
        folded = fold(line.text)
        if folded.startswith("cong hoa xa hoi chu nghia") and len(line.text) < _LONGEST_TITLE:
            return "nation"
        if re.match(r"doc lap\W+tu do\W+hanh phuc", folded):
            return "motto"
        if line.number <= _HEAD_LINES and NUMBER.match(line.text):
            self._titled = True
            return "number"
        if line.number <= _HEAD_LINES and DATE.search(line.text):
            return "place_date"
        if line.text.startswith("V/v") and line.number <= _HEAD_LINES:
            return "summary_letter"
        if line.text in self._types and len(line.text) < _LONGEST_TITLE:
            return "type_name"
        if previous == "type_name":
            return "summary"
        if folded.startswith("kinh gui"):
            return "addressees"
        if folded.rstrip(":") == "quyet dinh" or (
            folded.startswith("chu tich uy ban nhan dan") and previous == "summary"
        ):
            return "authority"
        if names and line in names:
            return "agency" if line is names[-1] or _is_committee_line(line, names[-2:]) else "parent"
        return ""


def _is_committee_line(line: ParagraphLook, last: list[ParagraphLook]) -> bool:
    """The upper line of a name that takes two: "ỦY BAN NHÂN DÂN", "XÃ SUỐI MÂY"."""
    return line is last[0] and fold(line.text) in {"uy ban nhan dan", "hoi dong nhan dan"}


def _box(line: ParagraphLook) -> tuple[int, int, int] | None:
    """The cell that a paragraph stands in."""
    return (line.cell.table, line.cell.row, line.cell.column) if line.cell else None


def _closing(lines: list[ParagraphLook]) -> list[Component]:
    """The recipients or the signature, where the cell or the run of lines holds them."""
    label = next((n for n, line in enumerate(lines) if fold(line.text).rstrip(" :") == "noi nhan"), None)
    if label is not None and lines[0].cell is not None:
        return [
            Component("recipients_label", lines[label]),
            *(Component("recipients", line) for line in lines[label + 1 :]),
        ]
    if lines[0].cell is not None and _AUTHORITY.match(lines[0].text) and len(lines[0].text) < _LONGEST_TITLE:
        is_named = lines[-1].text.upper() != lines[-1].text
        roles = lines[:-1] if is_named else lines
        signed = [Component("signer_role", line) for line in roles if line.text.upper() == line.text]
        return [*signed, Component("signer_name", lines[-1])] if is_named else signed
    return []
