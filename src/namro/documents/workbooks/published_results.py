"""Published satisfaction results as a workbook and back: one row a factor of a year, the same columns both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault, Faults, SheetRow
from namro.core.base.folding import fold, tidy
from namro.core.base.numerals import typed_count, typed_number
from namro.core.survey.methods import FORMULA_WORDS, Method
from namro.core.survey.published import PrintedValue, PublishedResult, factor_code
from namro.documents.model import CellSheet, CellValue
from namro.documents.reading import read_cell_sheets
from namro.documents.workbooks.to_table import write_table

YEAR, FACTOR, VALUE, ANSWERS, INSTRUMENT, EDITION, FORMULA, POPULATION, SOURCE = HEADS = (
    "Năm", "Yếu tố", "Chỉ số (%)", "Số phiếu", "Bộ câu hỏi", "Phiên bản", "Công thức", "Đối tượng", "Nguồn",
)  # fmt: skip
#: Further names of columns, folded.
_ALSO = {"chi so": VALUE, "gia tri": VALUE, "ket qua": VALUE, "nam do": YEAR, "n": ANSWERS, "noi dung": FACTOR,
         "so phieu hop le": ANSWERS}  # fmt: skip
_NEEDED = (YEAR, FACTOR, VALUE)
_TITLE_ROWS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row of the workbook; `method` is None where its columns are empty."""

    line: SheetRow
    year: int
    value: PrintedValue
    method: Method | None
    source: str


def write_results(results: Iterable[PublishedResult]) -> bytes:
    """Return the workbook; without results it is the form to fill in."""
    return write_table(HEADS, (row for result in results for row in _rows(result)), sheet="Kết quả")


def _rows(result: PublishedResult) -> Iterator[list[str | Decimal | None]]:
    method = result.method
    for one in result.values:
        yield [
            Decimal(result.year), one.name, one.value, None if one.n is None else Decimal(one.n), method.instrument,
            method.edition, FORMULA_WORDS.get(method.formula, ""), method.population, result.source,
        ]  # fmt: skip


def read_results(path: Path, faults: Faults) -> list[ReadRow]:
    """Read the rows of the first sheet; what is wrong in cells goes to `faults`.

    Raises `BrokenFile` where the columns are not there, `UnreadableDocument` for what is no workbook.
    """
    sheet = next(iter(read_cell_sheets(path)), CellSheet("", ()))
    if not sheet.rows:
        raise BrokenFile(faults.name, [Fault(0, "", "không có dòng nào. Tải tệp mẫu, điền rồi nạp lại.")])
    start, at = _headings(sheet, faults)
    found = [_read(SheetRow(number, sheet.name), {at[place]: value for place, value in cells.items() if place in at},
                   faults) for number, cells in sheet.rows[start + 1:]]  # fmt: skip
    rows = [one for one in found if one is not None]
    if not rows and not faults.found:
        faults.add(0, "chỉ có dòng tiêu đề. Ghi mỗi yếu tố một dòng rồi nạp lại.")
    return rows


def _headings(sheet: CellSheet, faults: Faults) -> tuple[int, Mapping[int, str]]:
    names = {fold(head): head for head in HEADS} | _ALSO
    start, at = 0, _known(sheet.rows[0][1], names)
    for place, (_number, cells) in enumerate(sheet.rows[:_TITLE_ROWS]):
        known = _known(cells, names)
        if len(known) > len(at):
            start, at = place, known
    line = SheetRow(sheet.rows[start][0], sheet.name)
    for place, value in sheet.rows[start][1].items():
        if place not in at:
            near = get_close_matches(fold(tidy(str(value))), names, 1)
            cure = f"Có phải “{names[near[0]]}”?" if near else "Các cột xem ở tệp mẫu; cột riêng thì bỏ đi."
            faults.add(line, f"không có cột “{str(value)[:60]}”. {cure}")
    for head in _NEEDED:
        if head not in at.values():
            faults.add(line, f"thiếu cột “{head}”. Thêm cột này ở dòng tiêu đề, như trong tệp mẫu.")
    faults.refuse()
    return start, at


def _known(cells: Mapping[int, CellValue], names: Mapping[str, str]) -> dict[int, str]:
    return {place: names[key] for place, value in cells.items() if (key := fold(tidy(str(value)))) in names}


def _read(line: SheetRow, cells: Mapping[str, CellValue], faults: Faults) -> ReadRow | None:
    name = _text(cells.get(FACTOR))
    year = _number(line, cells, YEAR, faults)
    value = _number(line, cells, VALUE, faults)
    answers = _number(line, cells, ANSWERS, faults) if _text(cells.get(ANSWERS)) else None
    if not name:
        faults.add(line, f"ô “{FACTOR}” trống. Ghi tên yếu tố như in trong văn bản.")
    if year is None or value is None or not name:
        return None
    return ReadRow(
        line=line,
        year=int(year),
        value=PrintedValue(
            factor=factor_code(name), name=name, value=value, n=None if answers is None else int(answers)
        ),
        method=_method(line, cells, faults),
        source=_text(cells.get(SOURCE))[:300],
    )


def _number(line: SheetRow, cells: Mapping[str, CellValue], head: str, faults: Faults) -> Decimal | None:
    value = cells.get(head)
    if isinstance(value, Decimal) and (head == VALUE or value == int(value)):
        return value
    text = _text(value)
    if not text:
        faults.add(line, f"ô “{head}” trống. Ghi một số.")
        return None
    try:
        return typed_number(text, units=("%",)) if head == VALUE else Decimal(typed_count(text))
    except NamroError as fault:
        faults.add(line, f"ô “{head}”: {fault.message}")
        return None


def _method(line: SheetRow, cells: Mapping[str, CellValue], faults: Faults) -> Method | None:
    texts = {head: _text(cells.get(head)) for head in (INSTRUMENT, EDITION, FORMULA, POPULATION)}
    if not any(texts.values()):
        return None
    for head in (INSTRUMENT, POPULATION):
        if not texts[head]:
            faults.add(line, f"ô “{head}” trống trong khi có ghi cách đo. Ghi đủ, hoặc để trống cả các ô của cách đo.")
    words = {fold(said): formula for formula, said in FORMULA_WORDS.items()}
    formula = words.get(fold(texts[FORMULA]), texts[FORMULA].lower())
    if formula not in FORMULA_WORDS:
        told = "; ".join(f"“{said}”" for said in FORMULA_WORDS.values())
        faults.add(line, f"ô “{FORMULA}”: không hiểu “{texts[FORMULA][:40]}”. Ghi một trong: {told}.")
    return Method(
        instrument=texts[INSTRUMENT][:160], edition=texts[EDITION][:40], formula=formula,
        population=texts[POPULATION][:300],
    )  # fmt: skip


def _text(value: CellValue | None) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else tidy(str(value))
