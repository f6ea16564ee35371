"""An XLSForm into an instrument: every fault at once, with sheet and row.

Forms made elsewhere come in where they are what an instrument is: groups of questions on one scale 1 … max, and beside
them choices and free text.
"""

from __future__ import annotations

from pathlib import Path

from namro.core.base.faults import BrokenFile, Fault, Faults, SheetRow
from namro.core.base.yamltree import Mapping, Scalar, Sequence
from namro.core.survey.model import Instrument
from namro.core.survey.reading import instrument_of
from namro.documents.reading import read_cell_sheets
from namro.documents.workbooks.headed import mapping_at, put
from namro.documents.workbooks.xlsform_columns import CHOICES, OWN, SETTINGS, SURVEY
from namro.documents.workbooks.xlsform_nodes import Nodes, list_of, put_text, put_words
from namro.documents.workbooks.xlsform_rows import Grouped, Line, grouped, sheet_lines
from namro.documents.workbooks.xlsform_scale import choices_of, length_of_run, numbers_of, scale_list

_SETTINGS_NEEDED = (
    ("instrument", "form_id", "mã bộ câu hỏi"),
    ("edition", "version", "phiên bản, ví dụ 2026-01-01"),
)


def read_xlsform(path: Path) -> Instrument:
    """Read a form. Raises `BrokenFile` with every fault, or `UnreadableDocument` for what is no workbook."""
    faults = Faults(path.name)
    sheets = {sheet.name.strip().lower(): sheet for sheet in read_cell_sheets(path)}
    if missing := [name for name in (SURVEY, CHOICES) if name not in sheets]:
        cure = f"XLSForm có các trang {SURVEY}, {CHOICES}, {SETTINGS}."
        raise BrokenFile(path.name, [Fault(0, "", f"thiếu trang {', '.join(missing)}. {cure}")])
    lines = {
        name: list(sheet_lines(sheets[name])) if name in sheets else [] for name in (SURVEY, CHOICES, SETTINGS, OWN)
    }
    tree = _Form(lines, faults).tree()
    faults.refuse()
    instrument = instrument_of(tree, faults)
    faults.refuse()
    assert instrument is not None
    return instrument


class _Form:
    """Turns the sheets into the keys of an instrument's file, each at its row."""

    def __init__(self, lines: dict[str, list[Line]], faults: Faults) -> None:
        self.lines = lines
        self.faults = faults
        self.own = [(one.cells.get("what", ""), one.cells.get("code", ""), one) for one in lines[OWN]]
        self.said = {what: one for what, code, one in self.own if not code}
        self.nodes = grouped(lines[SURVEY], faults)
        asked = Grouped(Line(SheetRow(1, SURVEY), {}), self.nodes).asking()
        self.scale = scale_list(list(asked), lines[CHOICES], ours="max" in self.said)

    def tree(self) -> Mapping:
        """Return the file as a tree."""
        first = SheetRow(1, SURVEY)
        settings = self.lines[SETTINGS][0] if self.lines[SETTINGS] else Line(SheetRow(1, SETTINGS), {})
        made = Mapping(first)
        for key, column, said in _SETTINGS_NEEDED:
            if not settings.cells.get(column):
                self.faults.add(settings.at, f"thiếu {column} ({said}) ở trang {SETTINGS}. Ghi vào dòng thứ hai.")
            put_text(made, key, settings, settings.cells.get(column, ""))
        self._title(made, settings)
        if "about" in self.said:
            put_text(made, "about", self.said["about"], self.said["about"].cells.get("value", ""))
        formula = self.said.get("formula")
        put_text(made, "formula", formula or settings, formula.cells.get("value", "mean") if formula else "mean")
        put(made, "languages", self._languages(first), first)
        put(made, "scale", self._scale(first), first)
        self._questions(made, first)
        self._validity(made)
        return made

    def _questions(self, made: Mapping, first: SheetRow) -> None:
        if not self.scale and any(isinstance(one, Grouped) or one.choices for one in self.nodes):
            said = "không có câu nào trả lời trên thang đánh số 1, 2, 3 …, nên không có chỉ số để tính."
            self.faults.add(first, f"{said} Ghi mã 1, 2, 3 … cho danh sách trả lời của các câu hài lòng.")
            return
        nodes = Nodes(self.scale, self.lines[CHOICES], self.own, self.faults)
        index, blocks = nodes.sections(self.nodes, first)
        if index is not None:
            put(made, "index", index, index.line)
        if blocks is not None:
            put(made, "blocks", blocks, blocks.line)

    def _languages(self, first: SheetRow) -> Sequence:
        said = [one for what, _code, one in self.own if what == "language"]
        if said:
            return list_of([(one.cells.get("value", ""), one.at) for one in said], first)
        found = dict.fromkeys(language for one in self.lines[SURVEY] for language in one.labels if language)
        return list_of([(language, first) for language in found or ("vi",)], first)

    def _title(self, made: Mapping, settings: Line) -> None:
        titles = [(code, one) for what, code, one in self.own if what == "title"]
        if not titles or titles[0][0] == "":
            put_text(made, "title", settings, settings.cells.get("form_title", ""))
            return
        words = Mapping(titles[0][1].at)
        for code, one in titles:
            put_text(words, code, one, one.cells.get("value", ""))
        put(made, "title", words, words.line)

    def _scale(self, first: SheetRow) -> Mapping:
        chosen = choices_of(self.scale, self.lines[CHOICES])
        numbers = numbers_of(self.scale, self.lines[CHOICES])
        run = length_of_run(numbers)
        made = Mapping(first)
        most = self.said.get("max")
        text = most.cells.get("value", "") if most else str(run)
        put(made, "max", Scalar(text, most.at if most else first, plain=True), first)
        none = self.said.get("no_answer")
        if none is not None:
            codes = [(code, none.at) for code in none.cells.get("value", "").split()]
            put(made, "no_answer", list_of(codes, none.at), none.at)
        elif beyond := [one for one in numbers if one == 0 or one > run]:
            put(made, "no_answer", list_of([(str(one), first) for one in beyond], first), first)
        labels = Mapping(first)
        for one in chosen:
            put_words(labels, one.name, one, alone=one.name)
        if labels.items:
            put(made, "labels", labels, first)
        return made

    def _validity(self, made: Mapping) -> None:
        for what, key, one in self.own:
            if what != "validity":
                continue
            rules, value = mapping_at(made, "validity", one.at), one.cells.get("value", "")
            if key == "burst":
                burst = Mapping(one.at)
                for name, part in zip(("answers", "minutes"), value.split(), strict=False):
                    put(burst, name, Scalar(part, one.at, plain=True), one.at)
                put(rules, key, burst, one.at)
            elif key == "excludes":
                put(rules, key, list_of([(part, one.at) for part in value.split()], one.at), one.at)
            else:
                put(rules, key, Scalar(value, one.at, plain=True), one.at)
