"""The columns of a file with figures of indicators: what is written can be read back as it is."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Chỉ tiêu"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its heading, its width, other headings it is known by, whether a row needs it."""

    key: str
    heading: str
    width: int
    also: tuple[str, ...] = ()
    needed: bool = False


COLUMNS = (
    Column("unit", "Mã đơn vị", 16, ("đơn vị",), True),
    Column("unit_name", "Tên đơn vị", 24),
    Column("indicator", "Mã chỉ tiêu", 20, ("chỉ tiêu",), True),
    Column("indicator_name", "Tên chỉ tiêu", 38),
    Column("period", "Kỳ", 10, (), True),
    Column("as_of", "Tính đến ngày", 13, ("ngày",), True),
    Column("part", "Mã số liệu", 18, ("số liệu",), True),
    Column("part_name", "Tên số liệu", 34),
    Column("value", "Giá trị", 14, ("số",)),
    Column("source", "Nguồn", 28),
    Column("reason", "Lý do đính chính", 28, ("lý do",)),
    Column("explanation", "Giải thích", 28),
)


def computed_name(name: str) -> str:
    """Return what a figure is called that nobody types."""
    return f"{name} (máy tính)"
