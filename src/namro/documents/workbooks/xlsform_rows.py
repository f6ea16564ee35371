"""Rows of an XLSForm by the names of their columns, and the groups they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from namro.core.base.faults import Faults, SheetRow
from namro.documents.model import CellSheet, CellValue
from namro.documents.workbooks.xlsform_columns import BEGIN, END, MANY, ONE, SURVEY, TEXT

#: Rows of a form that ask nothing.
_SILENT = frozenset({"note", "start", "end", "today", "deviceid", "username", "phonenumber", "audit", "simserial"})
_LABEL = re.compile(r"label(?:::?\s*(?P<name>.+))?", re.IGNORECASE)
_LANGUAGE = re.compile(r"\(([A-Za-z-]{2,11})\)\s*$")


@dataclass(slots=True)
class Line:
    """A row by the names of its columns, and its labels by language."""

    at: SheetRow
    cells: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the question or group."""
        return self.cells.get("name", "")

    @property
    def relevant(self) -> str:
        """The condition."""
        return self.cells.get("relevant", "")


@dataclass(slots=True)
class Asking:
    """A question: its kind and its list of answers, "" of a text."""

    line: Line
    kind: str
    choices: str


@dataclass(slots=True)
class Grouped:
    """A group with what stands in it."""

    line: Line
    inside: list[Node]

    def asking(self) -> Iterator[Asking]:
        """Yield every question in it, however deep."""
        for node in self.inside:
            if isinstance(node, Grouped):
                yield from node.asking()
            else:
                yield node


Node = Grouped | Asking


def sheet_lines(sheet: CellSheet) -> Iterator[Line]:
    """Yield the rows below the heads that say something."""
    if not sheet.rows:
        return
    heads = {place: _said(value).strip() for place, value in sheet.rows[0][1].items()}
    for number, cells in sheet.rows[1:]:
        line = Line(SheetRow(number, sheet.name), {})
        for place, value in cells.items():
            text, head = _said(value).strip(), heads.get(place, "")
            if not text or not head:
                continue
            label = _LABEL.fullmatch(head)
            if label:
                line.labels[_language(label["name"] or "")] = text
            else:
                line.cells[head.lower().replace(" ", "_")] = text
        if line.cells or line.labels:
            yield line


def grouped(lines: Sequence[Line], faults: Faults) -> list[Node]:
    """Return the questions in their groups; groups that ask nothing are left out, rows of other kinds are faults."""
    top: list[Node] = []
    open_groups: list[Grouped] = []
    for line in lines:
        here = open_groups[-1].inside if open_groups else top
        kind = " ".join(line.cells.get("type", "").split())
        word = kind.split()[0].lower() if kind else ""
        mark = kind.lower().replace(" ", "_")
        if mark == BEGIN:
            open_groups.append(Grouped(line, []))
            here.append(open_groups[-1])
        elif mark == END:
            if open_groups:
                open_groups.pop()
            else:
                faults.add(line.at, f"{END} không có {BEGIN} ở trên. Bỏ dòng này.")
        elif word == TEXT or (word in (ONE, MANY) and len(kind.split()) == 2):
            here.append(Asking(line, word, kind.split()[1] if word != TEXT else ""))
        elif word and word not in _SILENT:
            cure = f"Dùng {ONE} DANH_SÁCH, {MANY} DANH_SÁCH hoặc {TEXT}."
            faults.add(line.at, f"câu “{line.name}” kiểu “{kind[:40]}” không dùng được. {cure}")
    if open_groups:
        faults.add(SheetRow(1, SURVEY), f"thiếu {len(open_groups)} dòng {END}.")
    return _filled(top)


def _filled(nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Grouped):
            node.inside = _filled(node.inside)
        if isinstance(node, Asking) or node.inside:
            found.append(node)
    return found


def _language(name: str) -> str:
    match = _LANGUAGE.search(name)
    return match[1] if match else ("" if not name else name.strip().lower())


def _said(value: CellValue) -> str:
    if isinstance(value, float) and not isinstance(value, bool) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)
