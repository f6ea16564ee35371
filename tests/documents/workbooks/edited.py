"""Workbooks that somebody has edited: the sheets of a good set with some cells changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from namro.core.base.faults import BrokenFile
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.documents.model import CellSheet
from namro.documents.reading.sheets.cells import read_cells
from namro.documents.workbooks import write_workbook
from namro.documents.workbooks.from_workbook import parse_sheets

SET = """\
framework: vi-du-xa
edition: 2025-10-31
title: Bộ ví dụ
level: commune
years: {from: 2025}
scale: {max: 6}
bands: [{name: Tốt, from: 80, requires: [{criterion: "1", at_least: 50}]}, {name: Khá, from: 65}]
criteria:
  - id: "1"
    name: Chỉ đạo
    max: 5
    criteria:
      - {id: "1.1", name: Kế hoạch, max: 2, evidence: {items: [{id: kh, before: 03-31}]},
         rule: {kind: parts, parts: [{input: a, points: 0.5}, {input: b, points: 1.5}]}}
      - {id: "1.2", name: Hồ sơ, max: 3, rule: {kind: all_of, rules: [
         {kind: yes_no, input: c}, {kind: bands, value: {ratio: [n, d]}, steps: [{from: 0.5, points: 3}]}]}}
  - {id: "2", name: Sáng kiến, max: 1, rule: {kind: manual}}
inputs: {a: Ban hành, c: Có công khai}
adjustments:
  bonus: {items: [{id: T1, name: Cấp tỉnh, rule: {kind: per_occurrence, input: e, points: 1}}]}
"""


def sheets_of(framework: Framework) -> list[CellSheet]:
    """The sheets as they are read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bo.xlsx"
        path.write_bytes(write_workbook(framework))
        return list(read_cells(path, lambda _done, _total: None))


GOOD = sheets_of(parse_framework(SET))


def edited(sheet: str, *edits: tuple[int, str, Any]) -> list[CellSheet]:
    """The good sheets with cells changed: row, key of the column (or its number), new value (None: emptied)."""
    return [_changed(one, edits) if one.name == sheet else one for one in GOOD]


def _changed(sheet: CellSheet, edits: tuple[tuple[int, str, Any], ...]) -> CellSheet:
    rows = {number: dict(cells) for number, cells in sheet.rows}
    heads = {str(title).rpartition("(")[2].rstrip(")"): place for place, title in sheet.rows[0][1].items()}
    for number, key, value in edits:
        cells = rows.setdefault(number, {})
        place = int(key) if key.isdigit() else heads[key]
        cells.pop(place, None)
        if value is not None:
            cells[place] = value
    return replace(sheet, rows=tuple(sorted((number, cells) for number, cells in rows.items() if cells)))


def faults(sheets: list[CellSheet]) -> list[str]:
    """What is said of the sheets, line by line."""
    try:
        parse_sheets(sheets, "bo.xlsx")
    except BrokenFile as error:
        return error.message.splitlines()
    return []
