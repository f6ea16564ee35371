"""The columns of a list of units, one table for writing and for reading, and what a row says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from namro.core.base.faults import SheetRow

SHEET, GUIDE = "Danh sách", "Hướng dẫn"
BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, other headings it is known by, and what the guide says about it."""

    key: str
    heading: str
    width: int
    told: str
    also: tuple[str, ...] = ()
    needed: bool = False


COLUMNS = (
    Column(
        "code", "Mã", 20, "Mã của đơn vị trong phần mềm, không đổi về sau, ví dụ xa-suoi-may.", ("mã đơn vị",), True
    ),
    Column("name", "Tên", 34, "Tên đầy đủ như trong quyết định.", ("tên đơn vị",), True),
    Column("kind", "Loại", 22, "Một trong các loại ở dưới.", ("loại đơn vị",), True),
    Column(
        "parent",
        "Trực thuộc (mã)",
        20,
        "Mã của đơn vị cấp trên. Trống: đứng đầu, hoặc giữ như đang có.",
        ("trực thuộc", "mã trực thuộc"),
    ),
    Column("since", "Từ ngày", 12, "Ngày đầu tiên của tên, loại, nơi trực thuộc này, ví dụ 01/07/2025.", needed=True),
    Column(
        "until",
        "Đến ngày",
        12,
        "Ngày cuối cùng còn hoạt động, ví dụ 30/06/2025. Trống: đang hoạt động.",
        ("đến hết ngày",),
    ),
    Column(
        "administrative",
        "Mã hành chính",
        14,
        "Mã số đơn vị hành chính, ô kiểu Text để giữ số 0 ở đầu. Trống: giữ như đang có.",
    ),
    Column("exchange", "Mã định danh", 14, "Mã định danh cơ quan, ví dụ H21.227. Trống: giữ như đang có."),
    Column(
        "appraiser",
        "Cơ quan thẩm định (mã)",
        22,
        "Mã của đơn vị thẩm định từ ngày đó. Trống: giữ như đang có.",
        ("cơ quan thẩm định", "mã cơ quan thẩm định"),
    ),
    Column(
        "before",
        "Đơn vị trước (mã)",
        30,
        "Mã các đơn vị đã nhập vào đơn vị này, cách nhau dấu chấm phẩy.",
        ("đơn vị trước", "mã đơn vị trước"),
    ),
    Column("share", "Tỷ lệ", 14, "Phần của từng đơn vị trước chuyển về đây: 1; 0,4. Trống: toàn bộ."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One row as it is written, `until` being the first day without the unit; "" where nothing is said.

    `before` are the codes of units that came into this one with their shares; `codes` are by system. A row that is not
    `whole` has cells that could not be read: only the codes in it may be used.
    """

    line: SheetRow
    code: str
    name: str
    kind: str
    parent: str
    since: date
    until: date | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    appraiser: str = ""
    before: tuple[tuple[str, Decimal], ...] = ()
    whole: bool = True


SYSTEMS = ("administrative", "exchange")
_BY_KEY = {column.key: column for column in COLUMNS}


def in_column(key: str, message: str) -> str:
    """Return a message with the heading of its column in front."""
    return f"cột “{_BY_KEY[key].heading}”: {message}"
