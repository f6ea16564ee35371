"""Values of the cells that people fill in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from namro.core.assessment.score_sheet import SheetRow
from namro.core.base.errors import NamroError
from namro.core.base.points import exact_words, parse_points
from namro.documents.model import CellValue

#: Points that no item has, also where it has no maximum of its own.
_MOST = Decimal(1_000_000)


class Unfit(Exception):
    """What is wrong with a cell and how to cure it, in Vietnamese."""


def points_of(cell: CellValue | None, row: SheetRow) -> Decimal | None:
    """Return the points of a cell; None for an empty one. Raises `Unfit`."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, date):
        day = cell.strftime("%d/%m/%Y")
        raise Unfit(f"Excel đã đổi số thành ngày {day}. Hãy định dạng ô kiểu Number rồi gõ lại số điểm.")
    if isinstance(cell, bool):
        raise Unfit("ô ghi đúng/sai thay cho số điểm. Hãy ghi số, ví dụ 0,5.")
    value = cell if isinstance(cell, Decimal) else _number(cell)
    if value < 0:
        raise Unfit(f"điểm {exact_words(value)} nhỏ hơn 0. Hãy ghi số từ 0{_up_to(row)}.")
    if row.max is not None and value > row.max:
        raise Unfit(f"điểm {exact_words(value)} lớn hơn điểm tối đa {exact_words(row.max)}. Hãy ghi số nhỏ hơn.")
    if value > _MOST:
        raise Unfit(f"“{str(cell)[:40]}” không phải số điểm. Hãy ghi lại số điểm.")
    if row.step and value % row.step and value != row.max:  # the maximum holds whatever the step, as on the site
        below = value - value % row.step
        near = [exact_words(one) for one in (below, below + row.step) if row.max is None or one <= row.max]
        raise Unfit(
            f"điểm {exact_words(value)} không theo bước {exact_words(row.step)}. Hãy ghi {' hoặc '.join(near)}."
        )
    return value


def text_of(cell: CellValue | None) -> str:
    """Return the text of a cell, "" for an empty one; numbers and days as they are written in Viet Nam."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "đúng" if cell else "sai"
    if isinstance(cell, Decimal):
        return exact_words(cell)
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _number(text: str) -> Decimal:
    try:
        return parse_points(text)
    except NamroError as error:
        message = f"“{text[:40]}” không phải là số. Hãy ghi số, ví dụ 0,5; lời giải thích ghi ở cột Giải trình."
        raise Unfit(message) from error


def _up_to(row: SheetRow) -> str:
    return f" đến {exact_words(row.max)}" if row.max is not None else " trở lên"
