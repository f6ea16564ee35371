"""A sheet's workbook that comes back filled in: what changed, and every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name, xl_range

from namro.core.assessment import score_sheet
from namro.core.assessment.score_sheet import ScoreSheet
from namro.core.assessment.sheet_upload import NOT_APPLICABLE, POINTS, CellChange, SheetUpload
from namro.core.base.faults import Fault, SheetRow
from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import read_cell_sheets
from namro.documents.workbooks import sheet_columns as c
from namro.documents.workbooks.sheet_base import Base, BaseRow, base_of, not_this_sheet
from namro.documents.workbooks.sheet_values import Unfit, points_of, text_of

_NOT_OURS = f"không thấy trang “{c.SHEET}” và phần dữ liệu ẩn của phiếu. Hãy tải lại tệp .xlsx ở trang phiếu rồi điền."


def sheet_from_workbook(path: Path, expected: ScoreSheet) -> SheetUpload:
    """Read a filled-in workbook of `expected`.

    Raises `UnreadableDocument` for what is no workbook at all; all else that is wrong is in the faults.
    """
    return upload_of(read_cell_sheets(path), expected)


def upload_of(sheets: Iterable[CellSheet], expected: ScoreSheet) -> SheetUpload:
    """The same for sheets that are already read."""
    found = {sheet.name.strip(): sheet for sheet in sheets}
    hidden, page = found.get(c.HIDDEN), found.get(c.SHEET)
    base = base_of(hidden) if hidden else None
    if page is None or base is None:
        return SheetUpload(faults=(Fault(0, "", _NOT_OURS),))
    foreign = tuple(not_this_sheet(base, expected))
    if foreign:
        return SheetUpload(faults=foreign)
    reader = _Reader(page, base, expected)
    reader.read()
    return SheetUpload(
        changes=tuple(reader.changes),
        faults=tuple(sorted(reader.faults, key=_place)),
        remarks=tuple(sorted(reader.remarks, key=_place)),
    )


@dataclass(slots=True)
class _Reader:
    """Goes through the rows once."""

    page: CellSheet
    base: Base
    expected: ScoreSheet
    changes: list[CellChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def read(self) -> None:
        head = next((n for n, cells in self.page.rows if _is_head(cells)), None)
        if head is None:
            titles = ", ".join(f"“{column.title}”" for column in c.COLUMNS)
            cure = "Hãy tải lại tệp ở trang phiếu và chép các ô đã điền sang."
            self._fault(SheetRow(c.HEAD + 1, self.page.name), f"không thấy đủ hàng tiêu đề {titles}. {cure}")
            return
        rows = [(number, cells) for number, cells in self.page.rows if number > head]
        merged = set(self._merged(head))
        seen = self._named(rows)
        for node, places in seen.items():
            if len(places) > 1:
                again = ", ".join(str(number) for number, _ in places)
                line = SheetRow(places[1][0], self.page.name, column="A")
                self._fault(line, f"mã này có ở {len(places)} dòng ({again}). Hãy giữ một dòng, xóa dòng kia.", node)
            elif places[0][0] not in merged:
                self._row(*places[0], node)
        for node in self.base.rows:
            if node not in seen:
                cure = "Hãy chép lại dòng đó từ tệp gốc; chưa ghi thay đổi nào của dòng này."
                self._fault(0, f"dòng của tiêu chí này không còn ở trang “{self.page.name}”. {cure}", node)

    def _merged(self, head: int) -> Iterator[int]:
        for first_row, first_column, last_row, last_column in self.page.merged:
            if last_row >= head:
                area = xl_range(first_row, first_column, last_row, last_column)
                line = SheetRow(first_row + 1, self.page.name, column=xl_col_to_name(first_column))
                self._fault(line, f"các ô {area} bị gộp, không biết nội dung thuộc ô nào. Hãy bỏ gộp ô rồi điền lại.")
                yield from range(first_row + 1, last_row + 2)

    def _named(self, rows: list[tuple[int, dict[int, CellValue]]]) -> dict[str, list[tuple[int, dict[int, CellValue]]]]:
        """The rows by their criterion; what belongs to none is a fault."""
        found: dict[str, list[tuple[int, dict[int, CellValue]]]] = {}
        for number, cells in rows:
            node = text_of(cells.get(c.ID)).strip()
            if node in self.base.rows:
                found.setdefault(node, []).append((number, cells))
                continue
            line = SheetRow(number, self.page.name, column="A")
            named = f"mã “{node[:40]}” không có trong phiếu" if node else "dòng này không có mã tiêu chí"
            self._fault(
                line, f"{named}. Hãy xóa dòng thêm vào, hoặc ghi đúng mã của tệp gốc ở cột {c.COLUMNS[0].title}."
            )
        return found

    def _row(self, number: int, cells: dict[int, CellValue], node: str) -> None:
        row, base = self.expected.by_id[node], self.base.rows[node]
        new: dict[str, Decimal | str | None] = {}
        stray = [place for place in cells if place >= len(c.COLUMNS)]
        for place in stray:
            line = SheetRow(number, self.page.name, column=xl_col_to_name(place))
            self._fault(line, "ô này ở ngoài các cột của phiếu. Hãy chuyển nội dung vào cột Giải trình hoặc xóa.", node)
        for name, place in c.FILLED.items():
            line = SheetRow(number, self.page.name, column=xl_col_to_name(place))
            formula = (number - 1, place) in self.page.formulas
            try:
                value = _value(name, cells.get(place), base, formula=formula, row=row)
            except Unfit as fault:
                self._fault(line, f"cột “{c.COLUMNS[place].title}”: {fault}", node)
                continue
            if formula:
                told = f"cột “{c.COLUMNS[place].title}” là công thức; lấy kết quả đang hiện. Hãy kiểm tra giá trị đó."
                self.remarks.append(Fault(line, node, told))
            if value != base.values[name]:
                new[name] = value
        self._take(number, node, new)

    def _take(self, number: int, node: str, new: dict[str, Decimal | str | None]) -> None:
        """Keep the changes of a row, unless it would both have points and not apply."""
        base = self.base.rows[node]
        after = {**base.values, **new}
        both = after[POINTS] is not None and after[NOT_APPLICABLE] and self.expected.by_id[node].open
        if both and new.keys() & {POINTS, NOT_APPLICABLE}:
            line = SheetRow(number, self.page.name, column=xl_col_to_name(c.FILLED[POINTS]))
            self._fault(line, "vừa có điểm vừa có lý do không áp dụng. Hãy xóa một trong hai ô.", node)
            new = {name: value for name, value in new.items() if name not in (POINTS, NOT_APPLICABLE)}
        for name, value in new.items():
            change = CellChange(
                node_id=node, field=name, base_version=base.version, base_value=base.values[name], value=value
            )
            self.changes.append(change)

    def _fault(self, line: int, message: str, node: str = "") -> None:
        self.faults.append(Fault(line, node, message))


def _value(
    name: str, cell: CellValue | None, base: BaseRow, *, formula: bool, row: score_sheet.SheetRow
) -> Decimal | str | None:
    """What a cell says; what was exported holds even where the rules have changed since. Raises `Unfit`."""
    if formula and cell is None:
        raise Unfit("ô là công thức mà tệp không lưu kết quả. Hãy gõ thẳng giá trị.")
    old = base.values[name]
    if name == POINTS and cell == old:
        return old
    if not c.fillable(row, name):
        if name != POINTS and text_of(cell) == old:
            return old
        raise Unfit("ô này bị khóa vì không do đơn vị điền. Hãy trả lại giá trị cũ của tệp gốc.")
    return points_of(cell, row) if name == POINTS else text_of(cell)


def _place(fault: Fault) -> tuple[int, str, Fault]:
    return fault.line, getattr(fault.line, "column", ""), fault


def _is_head(cells: dict[int, CellValue]) -> bool:
    return all(text_of(cells.get(place)).strip() == column.title for place, column in enumerate(c.COLUMNS))
