"""A workbook into a criteria set: its rows become the tree that a file gives, and are checked by the same reader."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Many
from pathlib import Path

from namro.core.base.faults import Faults, SheetRow
from namro.core.base.yamltree import Mapping, Sequence, Tree
from namro.core.framework.model import Framework
from namro.core.framework.reading import framework_of
from namro.documents.model import CellSheet
from namro.documents.reading import read_cell_sheets
from namro.documents.workbooks import columns as c
from namro.documents.workbooks.headed import Record, list_at, mapping_at, put, records, said, titled
from namro.documents.workbooks.ruled import Bearers


def read_workbook(path: Path) -> Framework:
    """Read a criteria-set workbook.

    Raises `BrokenFile` with every fault by sheet and row, or `UnreadableDocument` for what is no workbook at all.
    """
    return parse_sheets(read_cell_sheets(path), path.name)


def parse_sheets(sheets: Many[CellSheet], name: str) -> Framework:
    """Read the sheets of a workbook; `name` stands in messages."""
    faults = Faults(name)
    found = {sheet.name.strip(): sheet for sheet in sheets}
    for needed in (c.INFO, c.CRITERIA):
        if needed not in found:
            faults.add(0, f"thiếu trang “{needed}”. Lập tệp mẫu bằng lệnh namro framework to-xlsx rồi điền vào đó.")
    if c.INFO not in found or c.CRITERIA not in found:
        faults.refuse()
    root = _info(found[c.INFO], faults)
    bearers = Bearers(faults)
    line = SheetRow(1, c.CRITERIA)
    put(root, "criteria", Sequence(line, _criteria(records(found[c.CRITERIA], c.NODE_COLUMNS, faults), bearers)), line)
    if c.SIDES in found:
        _sides(root, records(found[c.SIDES], c.ITEM_COLUMNS, faults), bearers)
    if c.PROOF in found:
        _proof(records(found[c.PROOF], c.PROOF_COLUMNS, faults), bearers)
    if c.GRADES in found:
        _grades(root, records(found[c.GRADES], c.GRADE_COLUMNS, faults), faults)
    if c.INPUTS in found:
        _inputs(root, records(found[c.INPUTS], c.INPUT_COLUMNS, faults), faults)
    return framework_of(root, faults)


def _info(sheet: CellSheet, faults: Faults) -> Mapping:
    root = Mapping(SheetRow(1, c.INFO))
    for record in titled(sheet, c.INFO_ROWS, faults):
        ((dotted, value),) = record.cells.items()
        *above, last = dotted.split(".")
        place = root
        for key in above:
            place = mapping_at(place, key, record.line)
        put(place, last, value, record.line)
    return root


def _criteria(rows: Iterable[Record], bearers: Bearers) -> list[Tree]:
    """Put each criterion under the nearest one above it that is one level higher."""
    top: list[Tree] = []
    path: list[Mapping] = []
    for record in rows:
        if bearers.goes_on(record):
            continue
        level = _level(record, len(path) + 1, bearers.faults)
        node = bearers.new(record)
        del path[level - 1 :]
        siblings = list_at(path[-1], "criteria", record.line) if path else top
        siblings.append(node)
        path.append(node)
    return top


def _level(record: Record, deepest: int, faults: Faults) -> int:
    text = said(record.cells.pop("level", None))
    if text.isdecimal() and 1 <= int(text) <= deepest:
        return int(text)
    cure = f"Viết số từ 1 đến {deepest}: 1 là mục lớn, mỗi cấp con cộng 1."
    faults.add(record.line, f"level: cấp “{text}” không dùng được ở đây. {cure}", node=record.name)
    return deepest


def _sides(root: Mapping, rows: Iterable[Record], bearers: Bearers) -> None:
    for record in rows:
        if bearers.goes_on(record):
            continue
        side = said(record.cells.pop("side", None))
        item = bearers.new(record)
        if side not in c.SIDE_WORDS:
            cure = f"Viết một trong: {', '.join(c.SIDE_WORDS.values())}."
            bearers.faults.add(record.line, f"side: mục này là điểm cộng hay điểm trừ? {cure}", node=record.name)
            continue
        held = mapping_at(mapping_at(root, "adjustments", record.line), side, record.line)
        list_at(held, "items", record.line).append(item)


def _proof(rows: Iterable[Record], bearers: Bearers) -> None:
    for record in rows:
        of = said(record.cells.pop("of", None))
        bearer = bearers.by_id.get(of)
        if bearer is None:
            message = f"of: không có mục “{of}” ở trang {c.CRITERIA} hay {c.SIDES}. Hãy sửa cột Mã mục."
            bearers.faults.add(record.line, message)
            continue
        evidence = mapping_at(bearer, "evidence", record.line)
        if "id" in record.cells:
            list_at(evidence, "items", record.line).append(record.mapping())
            continue
        for key, value in record.cells.items():
            if key in evidence.items:
                bearers.faults.add(record.line, f"{key}: ghi hai lần cho một mục. Hãy giữ một dòng chung.", node=of)
            else:
                put(evidence, key, value, record.line)


def _grades(root: Mapping, rows: Iterable[Record], faults: Faults) -> None:
    band: Mapping | None = None
    for record in rows:
        own, required = Mapping(record.line), Mapping(record.line)
        for key, value in record.cells.items():
            put(required if key in c.REQUIRED_KEYS else own, key, value, record.line)
        if own.items:
            band = own
            list_at(root, "bands", record.line).append(own)
        if band is None:
            faults.add(record.line, "name: điều kiện này không đứng dưới bậc nào. Hãy ghi bậc và mức phần trăm trước.")
        elif required.items:
            list_at(band, "requires", record.line).append(required)


def _inputs(root: Mapping, rows: Iterable[Record], faults: Faults) -> None:
    for record in rows:
        name, label = said(record.cells.get("input")), record.cells.get("label")
        if label is None:  # an input that waits for its name
            continue
        if not name:
            faults.add(record.line, "input: tên gọi này của số liệu nào? Hãy điền cột Số liệu hoặc xóa dòng.")
            continue
        named = mapping_at(root, "inputs", record.line)
        if name in named.items:
            faults.add(record.line, f"input: “{name}” ghi hai lần (lần đầu ở dòng {named.lines[name]}). Hãy giữ một.")
        else:
            put(named, name, label, record.line)
