"""The rows of a list while they wait, as plain data and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from namro.core.base.faults import SheetRow
from namro.documents.workbooks.unit_columns import UnitRow

Plain = list[Any]


def packed(rows: Iterable[UnitRow]) -> list[Plain]:
    """Return rows for a JSON field."""
    return [
        [
            int(row.line),
            row.line.sheet,
            row.code,
            row.name,
            row.kind,
            row.parent,
            row.since.isoformat(),
            row.until.isoformat() if row.until else None,
            dict(row.codes),
            row.appraiser,
            [[code, str(share)] for code, share in row.before],
        ]
        for row in rows
    ]


def unpacked(plain: Iterable[Plain]) -> list[UnitRow]:
    """Return the rows that `packed` was given."""
    return [
        UnitRow(
            line=SheetRow(row, sheet),
            code=code,
            name=name,
            kind=kind,
            parent=parent,
            since=date.fromisoformat(since),
            until=date.fromisoformat(until) if until else None,
            codes=codes,
            appraiser=appraiser,
            before=tuple((old, Decimal(share)) for old, share in before),
        )
        for row, sheet, code, name, kind, parent, since, until, codes, appraiser, before in plain
    ]
