"""Cases of `namro due --file`: rows of a CSV file, every fault with its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from namro.core.base.csv_rows import Row, csv_rows
from namro.core.base.errors import NamroError
from namro.core.base.faults import Faults
from namro.core.timetable import Due, Term, parse_moment, parse_term

COLUMNS = ("from", "amount", "unit")


@dataclass(frozen=True, slots=True)
class Counted:
    """One row's line in the file and its deadline."""

    line: int
    due: Due


def count_cases(path: Path, count: Callable[[datetime, Term], Due]) -> list[Counted]:
    """Return the deadlines of all rows, in their order; empty rows are passed over.

    Raises `BrokenFile` with every faulty row when there is one.
    """
    counted: list[Counted] = []
    faults = Faults(path.name)
    for line, row in csv_rows(path, faults, required=COLUMNS):
        try:
            counted.append(Counted(line, count(*_case(row))))
        except NamroError as error:
            faults.add(line, error.message)
    faults.refuse()
    return counted


def _case(row: Row) -> tuple[datetime, Term]:
    empty = [name for name in COLUMNS if not row[name]]
    if empty:
        raise NamroError(
            f"thiếu {', '.join(empty)}. Ghi from như 2026-08-21T14:00, amount là số lớn hơn 0, "
            "unit là hour, working_day, day hoặc month.",
            code="cases",
        )
    return parse_moment(row["from"]), parse_term(row["amount"], row["unit"])
