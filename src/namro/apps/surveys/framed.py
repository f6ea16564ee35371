"""Lists of households or people on their way to a frame: columns by their meaning, rows checked, nothing written."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from namro.core.base.columns import Cell, Meanings, Row, guess, headings_of, key_of
from namro.core.base.errors import UnreadableDocument
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.base.folding import tidy
from namro.core.base.yamlfile import load_data
from namro.documents.reading import read_cell_sheets

NEEDED = ("code",)
MOST_ROWS = 20_000
_LENGTHS = {"code": 80, "where": 300}
_PLACES = ("province", "commune", "village", "group")


@cache
def meanings() -> Meanings:
    """Return the words by which each meaning of a column is known; the first is its name."""
    return {key: tuple(words) for key, words in load_data("frame_columns.yaml")["meanings"].items()}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list; `unit` is the code of a measured unit."""

    code: str
    unit: str
    province: str
    commune: str
    village: str
    group: str
    where: str


def rows_of_file(path: Path) -> list[Row]:
    """Return the filled rows of the first sheet, or of a CSV. Raises UnreadableDocument."""
    with path.open("rb") as file:
        begin = file.read(4)
    if begin.startswith(b"PK"):
        sheets = [sheet for sheet in read_cell_sheets(path) if sheet.rows]
        return [(number, _texts(cells)) for number, cells in sheets[0].rows] if sheets else []
    return list(_rows_of_csv(path))


def _texts(cells: Mapping[int, object]) -> dict[int, Cell]:
    return {place: str(value) for place, value in cells.items()}


def _rows_of_csv(path: Path) -> Iterator[Row]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        told = _("Tệp không phải .xlsx hay .csv UTF-8. Lưu lại dạng .xlsx hoặc “CSV UTF-8” rồi nạp.")
        raise UnreadableDocument(told, code="frame") from fault
    first = text.partition("\n")[0]
    try:
        for number, cells in enumerate(csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count)), 1):
            filled = {place: cell for place, cell in enumerate(cells) if cell.strip()}
            if filled:
                yield number, filled
    except csv.Error as fault:
        raise UnreadableDocument(_("Tệp .csv hỏng: thiếu dấu ngoặc kép. Lưu lại rồi nạp."), code="frame") from fault


def list_rows(
    rows: Sequence[Row], chosen: Mapping[str, int], units: Mapping[str, tuple[str, str]], faults: Faults
) -> list[ListRow]:
    """Return what the rows say; faults go to `faults` with their row.

    `units` has (code, name) of a measured unit by every folded word for it. A row says its unit itself, or by its
    commune; where one unit is measured it need not.
    """
    for meaning in NEEDED:
        if meaning not in chosen:
            faults.add(0, _("chưa chọn cột “%(name)s”. Chọn cột rồi xem lại.") % {"name": meanings()[meaning][0]})
    if faults.found:
        return []
    if len(rows) > MOST_ROWS:
        told = _("có %(count)d dòng, mỗi tệp nhận %(most)d. Chỉ giữ các thôn được khảo sát, hoặc chia tệp.")
        faults.add(0, told % {"count": len(rows), "most": MOST_ROWS})
        return []
    found: list[ListRow] = []
    lines: dict[str, int] = {}
    spelled: dict[tuple[str, str], str] = {}  # one place is one place, however its name is spelled further down
    for number, cells in rows:
        said = {meaning: tidy(str(cells.get(place, ""))) for meaning, place in chosen.items()}
        said = {name: spelled.setdefault((name, key_of(text)), text) if name in _PLACES else text
                for name, text in said.items()}  # fmt: skip
        row = _row(number, said, units, lines, faults)
        if row is not None:
            found.append(row)
    if not found and not faults.found:
        faults.add(0, _("không có dòng nào dưới dòng tiêu đề. Kiểm tra lại tệp."))
    return found


def _row(
    number: int, said: Mapping[str, str], units: Mapping[str, tuple[str, str]], lines: dict[str, int], faults: Faults
) -> ListRow | None:
    code = said["code"]
    if not code:
        if any(said.values()):
            faults.add(number, _("thiếu mã. Mỗi hộ, mỗi người một mã, không dùng họ tên."))
        return None
    for meaning, most in _LENGTHS.items():
        if len(said.get(meaning, "")) > most:
            told = _("“%(name)s” dài quá %(most)d ký tự. Rút gọn.")
            faults.add(number, told % {"name": meanings()[meaning][0], "most": most})
            return None
    if code in lines:
        faults.add(number, _("mã “%(code)s” đã có ở dòng %(line)d. Giữ một.") % {"code": code, "line": lines[code]})
        return None
    lines[code] = number
    word = said.get("unit") or said.get("commune", "")
    only = next(iter(units.values())) if len(set(units.values())) == 1 else None
    unit = units.get(key_of(word)) if word else only
    if unit is None:
        told = _("“%(word)s” không phải đơn vị được đo của khảo sát này. Sửa tên, mã, hoặc thêm đơn vị vào khảo sát.")
        faults.add(number, told % {"word": (word or _("(trống)"))[:60]})
        return None
    commune = said.get("commune", "")
    known = units.get(key_of(commune), (unit[0], commune or unit[1]))  # a measured commune goes by its own name
    return ListRow(
        code, unit[0], said.get("province", ""), known[1], said.get("village", ""), said.get("group", ""),
        said.get("where", ""),
    )  # fmt: skip


def places_in(rows: Sequence[Row], name: str) -> dict[str, str]:
    """Return where people are found, by code, of a file with both columns. Raises BrokenFile without them."""
    found = headings_of(rows, {one: meanings()[one] for one in ("code", "where")}, ("where",))
    columns = guess(found[1], meanings()) if found else {}
    if found is None or not {"code", "where"} <= columns.keys():
        told = _("không thấy cột mã và cột “Nơi gặp” (hoặc “Địa chỉ”). Sửa tiêu đề rồi nạp lại.")
        raise BrokenFile(name, [Fault(0, "", told)])
    said = ((tidy(str(cells.get(columns[one], ""))) for one in ("code", "where")) for _n, cells in rows[found[0] + 1 :])
    return {code: where[: _LENGTHS["where"]] for code, where in said if code and where}
