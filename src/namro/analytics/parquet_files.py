"""Parquet files of dossiers: which they are, and whether their columns hold what the contract says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from namro.analytics.columns import COLUMNS, SQL_TYPES, Column, Kind
from namro.core.base.errors import NamroError, unopened

_WANTED = {
    Kind.TEXT: "chữ (string)",
    Kind.MOMENT: "thời điểm (timestamp)",
    Kind.NUMBER: "số",
    Kind.WHOLE: "số nguyên (int64)",
    Kind.YES_NO: "đúng/sai (boolean)",
    Kind.EVENTS: "list<struct<status: string, at: timestamp>>",
}


def parquet_files(folder: Path) -> list[Path]:
    """Return the Parquet files in a folder and the folders in it, hidden and unfinished ones left out."""
    found = sorted(
        path
        for path in folder.rglob("*.parquet")
        if path.is_file() and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
    )
    if not found:
        raise NamroError(
            f"Thư mục “{folder}” chưa có tệp Parquet nào. "
            "Chỉ ra một tệp CSV, một tệp Parquet hoặc thư mục có tệp .parquet.",
            code="no_file",
        )
    return found


def check_parquet(path: Path) -> pa.Schema:
    """Return the schema of a file. Raises `NamroError` when it is damaged, or lacks a column or its type."""
    try:
        file = pq.ParquetFile(path)
    except OSError as error:
        raise unopened(path, error) from error
    except pa.ArrowException as error:
        raise NamroError(f"{path.name}: không phải tệp Parquet đọc được. Xuất lại tệp.", code="file") from error
    with file:
        schema = file.schema_arrow
        for column in COLUMNS:
            place = schema.get_field_index(column.name)
            if place < 0:
                if column.required:
                    raise NamroError(f"{path.name}: thiếu cột {column.name}. Thêm cột đó vào tệp.", code="file")
            elif not _KINDS[column.kind](schema.field(place).type):
                raise NamroError(
                    f"{path.name}, cột {column.name}: có kiểu {schema.field(place).type}. "
                    f"Ghi lại cột này với kiểu {_WANTED[column.kind]}.",
                    code="file",
                )
    return schema


def as_contract(schema: pa.Schema) -> list[str]:
    """Return the columns of the contract as SQL over a file of this schema: in order, missing ones empty."""
    return [f"{_selected(column, schema)} AS {column.name}" for column in COLUMNS]


def is_plain(schema: pa.Schema) -> bool:
    """True if every column of the contract is there in the very type that every engine reads."""
    return all(schema.get_field_index(c.name) >= 0 and schema.field(c.name).type == PLAIN[c.kind] for c in COLUMNS)


def _selected(column: Column, schema: pa.Schema) -> str:
    wanted = SQL_TYPES[column.kind]
    if schema.get_field_index(column.name) < 0:
        return f"NULL::{wanted}"
    found = schema.field(column.name).type
    if found == PLAIN[column.kind]:
        return column.name
    if column.kind is Kind.MOMENT and pa.types.is_timestamp(found) and found.tz:
        return f"({column.name} AT TIME ZONE 'Asia/Ho_Chi_Minh')"
    if column.kind is Kind.EVENTS and not pa.types.is_null(found) and (moment := found.value_type.field("at").type).tz:
        local = "e.at AT TIME ZONE 'Asia/Ho_Chi_Minh'" if moment.tz else "e.at"
        return f"list_transform({column.name}, lambda e: {{'status': e.status, 'at': {local}}})::{wanted}"
    return f"{column.name}::{wanted}"


def _is_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_events(kind: pa.DataType) -> bool:
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)) or not pa.types.is_struct(kind.value_type):
        return False
    fields = {field.name: field.type for field in kind.value_type}
    return {"status", "at"} <= set(fields) and _is_text(fields["status"]) and bool(pa.types.is_timestamp(fields["at"]))


def _or_empty(check: Callable[[pa.DataType], bool]) -> Callable[[pa.DataType], bool]:
    """A column without any value has no type in some programs."""
    return lambda kind: bool(pa.types.is_null(kind)) or check(kind)


_KINDS: dict[Kind, Callable[[pa.DataType], bool]] = {
    Kind.TEXT: _or_empty(_is_text),
    Kind.MOMENT: _or_empty(pa.types.is_timestamp),
    Kind.NUMBER: _or_empty(_is_number),
    Kind.WHOLE: _or_empty(_is_number),
    Kind.YES_NO: _or_empty(pa.types.is_boolean),
    Kind.EVENTS: _or_empty(_is_events),
}

#: The types that our own files have, read by every engine as they are.
PLAIN: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.MOMENT: pa.timestamp("us"),
    Kind.NUMBER: pa.float64(),
    Kind.WHOLE: pa.int64(),
    Kind.YES_NO: pa.bool_(),
    Kind.EVENTS: pa.list_(pa.struct([("status", pa.string()), ("at", pa.timestamp("us"))])),
}
