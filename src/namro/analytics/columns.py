"""The columns of a dossier file, in the order of the contract: the only place that names their types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds, by the name that Ibis has for it."""

    TEXT = "string"
    MOMENT = "timestamp"
    NUMBER = "float64"
    WHOLE = "int64"
    YES_NO = "boolean"
    EVENTS = "array<struct<status: string, at: timestamp>>"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a file without a `required` one cannot be read."""

    name: str
    kind: Kind
    required: bool = False


COLUMNS = (
    Column("code", Kind.TEXT, required=True),
    Column("unit", Kind.TEXT, required=True),
    Column("procedure", Kind.TEXT),
    Column("submitted_at", Kind.MOMENT),
    Column("accepted_at", Kind.MOMENT, required=True),
    Column("due_at", Kind.MOMENT),
    Column("max_time", Kind.NUMBER),
    Column("time_unit", Kind.TEXT),
    Column("channel", Kind.WHOLE),
    Column("returns_document", Kind.YES_NO),
    Column("result_url", Kind.TEXT),
    Column("digitised_component", Kind.YES_NO),
    Column("reused_component", Kind.YES_NO),
    Column("personal_store", Kind.YES_NO),
    Column("population_data", Kind.YES_NO),
    Column("fee", Kind.WHOLE),
    Column("paid", Kind.WHOLE),
    Column("disliked", Kind.YES_NO),
    Column("synced_at", Kind.MOMENT),
    Column("events", Kind.EVENTS),
)

#: Column name → Ibis type.
SCHEMA = {column.name: column.kind.value for column in COLUMNS}

#: DuckDB's types of the same.
SQL_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.MOMENT: "TIMESTAMP",
    Kind.NUMBER: "DOUBLE",
    Kind.WHOLE: "BIGINT",
    Kind.YES_NO: "BOOLEAN",
    Kind.EVENTS: 'STRUCT(status VARCHAR, "at" TIMESTAMP)[]',
}
