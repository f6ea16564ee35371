"""Figures of indicators as a file: one row a part. What is written can be read back as it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import TextIOWrapper
from typing import IO

from namro.apps.indicators.values_of import Row
from namro.core.indicators.model import TYPED, Indicator, Part
from namro.core.indicators.periods import Period
from namro.documents.workbooks.indicator_columns import COLUMNS, TITLE, computed_name
from namro.documents.writing.list_sheet import write_list

XLSX, CSV = "xlsx", "csv"
_NEGATIVE = re.compile(r"-[0-9]+(,[0-9]+)?")


def write_file(
    stream: IO[bytes], kind: str, known: Sequence[Indicator], rows: Mapping[tuple[str, int], list[Row]], *,
    names: Mapping[int, tuple[str, str]], year: int,
) -> None:  # fmt: skip
    """Write what stands of a year."""
    found = _rows(known, rows, names, year)
    if kind == CSV:
        _write_csv(stream, found)
    else:
        write_list(stream, TITLE, [(one.heading, one.width) for one in COLUMNS], rows=found)


def write_template(
    stream: IO[bytes], known: Sequence[Indicator], *, unit: tuple[str, str], periods: Mapping[str, Period], day: date
) -> None:
    """Write a workbook with a row for every figure that people write, without values; `periods` by indicator."""
    found = (_cells(unit, one, periods[one.id], day, part, "", "", "", "") for one in known for part in one.typed)
    write_list(stream, TITLE, [(one.heading, one.width) for one in COLUMNS], rows=found)


def _rows(
    known: Sequence[Indicator],
    rows: Mapping[tuple[str, int], list[Row]],
    names: Mapping[int, tuple[str, str]],
    year: int,
) -> Iterator[tuple[object, ...]]:
    for indicator in known:
        for (name, unit), of_unit in rows.items():
            if name != indicator.id:
                continue
            standing = (row for row in of_unit if row.current and row.period.year == year)
            for row in sorted(standing, key=lambda row: row.period.number):
                for part in indicator.parts:
                    if part.id in row.value.parts:
                        value = row.value
                        shown = value.parts[part.id].replace(".", ",")
                        yield _cells(
                            names[unit], indicator, row.period, value.as_of, part, shown,
                            value.source_ref, value.reason, value.explanation,
                        )  # fmt: skip


def _cells(  # one row of the file, in the order of the columns
    unit: tuple[str, str], indicator: Indicator, period: Period, day: date, part: Part, *texts: str
) -> tuple[object, ...]:
    name = part.name if part.source in TYPED else computed_name(part.name)
    return (unit[0], unit[1], indicator.id, indicator.name, period.name, day, part.id, name, *texts)


def _write_csv(stream: IO[bytes], rows: Iterator[tuple[object, ...]]) -> None:
    text = TextIOWrapper(stream, "utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([one.heading for one in COLUMNS])
    for row in rows:
        writer.writerow([safe(f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)) for cell in row])
    text.flush()
    text.detach()


def safe(text: str) -> str:
    """A cell that a spreadsheet would take for a formula stays text; a negative number stays a number."""
    if text[:1] in ("=", "+", "@", "\t", "\r", "\n") or (text[:1] == "-" and not _NEGATIVE.fullmatch(text)):
        return f"'{text}"
    return text
