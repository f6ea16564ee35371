"""An XLSForm into an instrument: every fault at once, with sheet and row.

Forms made elsewhere come in where they are what an instrument is: groups of questions on one scale 1 … max.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from namro.core.base.faults import BrokenFile, Fault, Faults, SheetRow
from namro.core.base.yamltree import Mapping, Scalar, Sequence
from namro.core.survey.model import Instrument
from namro.core.survey.reading import instrument_of
from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import read_cell_sheets
from namro.documents.workbooks.headed import put
from namro.documents.workbooks.relevance import check_relevance
from namro.documents.workbooks.xlsform_columns import BEGIN, CHOICES, END, OWN, SETTINGS, SURVEY

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


def read_xlsform(path: Path) -> Instrument:
    """Read a form. Raises `BrokenFile` with every fault, or `UnreadableDocument` for what is no workbook."""
    faults = Faults(path.name)
    sheets = {sheet.name.strip().lower(): sheet for sheet in read_cell_sheets(path)}
    if missing := [name for name in (SURVEY, CHOICES) if name not in sheets]:
        cure = f"XLSForm có các trang {SURVEY}, {CHOICES}, {SETTINGS}."
        raise BrokenFile(path.name, [Fault(0, "", f"thiếu trang {', '.join(missing)}. {cure}")])
    lines = {name: list(_lines(sheets[name])) if name in sheets else [] for name in (SURVEY, CHOICES, SETTINGS, OWN)}
    check_relevance(
        [(one.at, one.cells.get("name", ""), one.cells.get("relevant", "")) for one in lines[SURVEY]], faults
    )
    tree = _Form(lines, faults).tree()
    faults.refuse()
    instrument = instrument_of(tree, faults)
    faults.refuse()
    assert instrument is not None
    return instrument


def _lines(sheet: CellSheet) -> Iterator[Line]:
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


def _language(name: str) -> str:
    match = _LANGUAGE.search(name)
    return match[1] if match else ("" if not name else name.strip().lower())


def _said(value: CellValue) -> str:
    if isinstance(value, float) and not isinstance(value, bool) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)


class _Form:
    """Turns the sheets into the keys of an instrument's file, each at its row."""

    def __init__(self, lines: dict[str, list[Line]], faults: Faults) -> None:
        self.lines = lines
        self.faults = faults
        self.own = [(one.cells.get("what", ""), one.cells.get("code", ""), one) for one in lines[OWN]]
        self.weights = {code: one for what, code, one in self.own if what == "weight"}
        self.lists: set[str] = set()

    def tree(self) -> Mapping:
        """Return the file as a tree."""
        first = SheetRow(1, SURVEY)
        settings = self.lines[SETTINGS][0] if self.lines[SETTINGS] else Line(SheetRow(1, SETTINGS), {})
        made = Mapping(first)
        self._put(made, "instrument", settings, settings.cells.get("form_id", ""))
        self._put(made, "edition", settings, settings.cells.get("version", ""))
        self._title(made, settings)
        for key in ("about", "formula"):
            found = next((one for what, _code, one in self.own if what == key), None)
            if found is not None or key == "formula":
                line = found or settings
                self._put(made, key, line, line.cells.get("value", "mean") if found else "mean")
        index = self._index()
        scale = self._scale(first)
        put(made, "languages", self._listed([one for what, _code, one in self.own if what == "language"], first), first)
        if not any(what == "language" for what, _code, _one in self.own):
            self._languages_of_labels(made, first)
        put(made, "scale", scale, first)
        if index is not None:
            put(made, "index", index, index.line)
        return made

    def _put(self, place: Mapping, key: str, line: Line, text: str) -> None:
        if text:
            put(place, key, Scalar(text, line.at, plain=False), line.at)

    def _listed(self, lines: list[Line], at: SheetRow) -> Sequence:
        made = Sequence(at)
        made.items = [Scalar(one.cells.get("value", ""), one.at, plain=False) for one in lines]
        return made

    def _languages_of_labels(self, made: Mapping, at: SheetRow) -> None:
        found = dict.fromkeys(language for one in self.lines[SURVEY] for language in one.labels if language)
        sequence = Sequence(at)
        sequence.items = [Scalar(language, at, plain=False) for language in found] or [Scalar("vi", at, plain=False)]
        put(made, "languages", sequence, at)

    def _title(self, made: Mapping, settings: Line) -> None:
        titles = [(code, one) for what, code, one in self.own if what == "title"]
        if not titles or titles[0][0] == "":
            self._put(made, "title", settings, settings.cells.get("form_title", ""))
            return
        words = Mapping(titles[0][1].at)
        for code, one in titles:
            self._put(words, code, one, one.cells.get("value", ""))
        put(made, "title", words, words.line)

    def _words(self, place: Mapping, key: str, line: Line, alone: str = "") -> None:
        if set(line.labels) <= {""}:
            text = line.labels.get("", "")
            self._put(place, key, line, "" if text == alone else text)
            return
        words = Mapping(line.at)
        for language, text in line.labels.items():
            self._put(words, language or "vi", line, text)
        put(place, key, words, line.at)

    def _index(self) -> Mapping | None:
        """Groups as parts; without one group around everything, one is put there."""
        root, open_parts = Mapping(SheetRow(1, SURVEY)), []
        parts = Sequence(root.line)
        put(root, "parts", parts, root.line)
        for line in self.lines[SURVEY]:
            kind = " ".join(
                line.cells.get("type", "").lower().replace("begin group", BEGIN).replace("end group", END).split()
            )
            name = line.cells.get("name", "")
            if kind == BEGIN:
                made = self._node("code", line, name, "name")
                inner = Sequence(line.at)
                put(made, "parts", inner, line.at)
                parts.items.append(made)
                open_parts.append(parts)
                parts = inner
            elif kind == END and open_parts:
                parts = open_parts.pop()
            elif kind.startswith("select_one "):
                self.lists.add(kind.split(maxsplit=1)[1])
                parts.items.append(self._node("item", line, name, "text"))
            elif kind == END:
                self.faults.add(line.at, f"{END} không có {BEGIN} ở trên. Bỏ dòng này.")
            elif kind and kind.split()[0] not in _SILENT:
                self.faults.add(line.at, f"câu “{name}” kiểu “{kind[:40]}” không tính được chỉ số. Dùng select_one.")
        if open_parts:
            self.faults.add(SheetRow(1, SURVEY), f"thiếu {len(open_parts)} dòng {END}.")
        top = self.lines and parts.items
        if len(parts.items) == 1 and isinstance(parts.items[0], Mapping) and "parts" in parts.items[0].items:
            return parts.items[0]
        put(root, "code", Scalar("overall", root.line, plain=False), root.line)
        return root if top else None

    def _node(self, key: str, line: Line, name: str, words: str) -> Mapping:
        made = Mapping(line.at)
        self._put(made, key, line, name)
        self._words(made, words, line)
        if name in self.weights:
            found = self.weights[name]
            put(made, "weight", Scalar(found.cells.get("value", ""), found.at, plain=True), found.at)
        return made

    def _scale(self, first: SheetRow) -> Mapping:
        if len(self.lists) > 1:
            names = ", ".join(sorted(self.lists))
            self.faults.add(first, f"các câu dùng nhiều danh sách trả lời ({names}). Một bộ câu hỏi có một thang.")
        chosen = [one for one in self.lines[CHOICES] if one.cells.get("list_name", "").lower() in self.lists]
        said = {what: one for what, _code, one in self.own if what in ("max", "no_answer")}
        numbers = [int(one.cells["name"]) for one in chosen if re.fullmatch(r"\d{1,2}", one.cells.get("name", ""))]
        made = Mapping(first)
        most = said["max"].cells.get("value", "") if "max" in said else str(_run(numbers))
        put(made, "max", Scalar(most, said["max"].at if "max" in said else first, plain=True), first)
        if "no_answer" in said:
            listed = Sequence(said["no_answer"].at)
            listed.items = [
                Scalar(one, said["no_answer"].at, plain=True)
                for one in said["no_answer"].cells.get("value", "").split()
            ]
            put(made, "no_answer", listed, listed.line)
        elif beyond := [one for one in numbers if one == 0 or one > _run(numbers)]:
            listed = Sequence(first)
            listed.items = [Scalar(str(one), first, plain=True) for one in beyond]
            put(made, "no_answer", listed, first)
        labels = Mapping(first)
        for one in chosen:
            self._words(labels, one.cells.get("name", ""), one, alone=one.cells.get("name", ""))
        if labels.items:
            put(made, "labels", labels, first)
        return made


def _run(numbers: list[int]) -> int:
    """How far 1, 2, 3 … goes without a gap."""
    most = 0
    while most + 1 in numbers:
        most += 1
    return most
