"""Appointments that no row gives, from acceptance and the procedure's term, by the rules of `core.timetable`.

The terms that occur are few, and so are the days: each pair that occurs is computed once, on arrays, and joined, so
that the engines look appointments up and know nothing of working days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from namro.analytics.moments import seconds, stamp
from namro.core.base.errors import NamroError
from namro.core.timetable import Term, TermUnit, WorkingTime, default_hours, national_calendar
from namro.core.timetable.arrays import due_many
from namro.core.timetable.working_time import FIRST_DAY

#: What an appointment is looked up by: of hours the second of acceptance counts, of the other units its day only.
#: Seconds are those since 1970 of local time, so that no engine's time zone comes between.
KEYS = {"accepted_key": "int64", "max_time": "float64", "time_unit": "string"}
SCHEMA = {**KEYS, "computed_due_s": "int64"}

_DAY = 86400
_FIRST = stamp(datetime.combine(FIRST_DAY, time()))


def asked_terms(dossiers: Table, before: Any) -> Table:
    """Return the query for the terms that have to be counted out, for dossiers accepted before a moment."""
    found = dossiers.filter(
        dossiers.due_at.isnull() & dossiers.max_time.notnull() & dossiers.time_unit.notnull(),
        dossiers.accepted_at < ibis.literal(before),
    )
    return found.select(accepted_key=_key(found), max_time=found.max_time, time_unit=found.time_unit).distinct()


def with_appointments(dossiers: Table, appointments: Table | None) -> Table:
    """Return the dossiers with `computed_due_s`, empty where nothing can be looked up."""
    if appointments is None:
        return dossiers.mutate(computed_due_s=ibis.null("int64"))
    keyed = dossiers.mutate(
        accepted_key=ibis.cases((dossiers.due_at.isnull(), _key(dossiers)), else_=ibis.null("int64"))
    )
    joined = keyed.left_join(appointments, list(KEYS))
    return joined.select(*dossiers.columns, "computed_due_s")


def write_appointments(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Count out the terms that `asked_terms` found and write them with their appointments.

    A dossier from before the calendar gets none. Raises `NamroError` for a term that cannot be counted.
    """
    rows = [row for row in rows if row["accepted_key"] >= _FIRST]
    office = WorkingTime(national_calendar(), default_hours())
    starts = np.array([row["accepted_key"] for row in rows], np.int64).astype("datetime64[s]")
    terms: dict[tuple[float, str], list[int]] = {}
    for place, row in enumerate(rows):
        terms.setdefault((row["max_time"], row["time_unit"]), []).append(place)
    due = np.empty(len(rows), "datetime64[s]")
    for (amount, unit), places in terms.items():
        term = _term(amount, unit)
        count = term.minutes if term.unit is TermUnit.HOUR else term.count
        due[places] = due_many(starts[places], np.full(len(places), count, np.int64), term.unit, office=office)
    columns = {
        "accepted_key": pa.array(starts.astype(np.int64)),
        "max_time": pa.array([row["max_time"] for row in rows], pa.float64()),
        "time_unit": pa.array([row["time_unit"] for row in rows], pa.string()),
        "computed_due_s": pa.array(due.astype(np.int64)),
    }
    pq.write_table(pa.table(columns), path)


def _key(dossiers: Table) -> Any:
    accepted: Any = seconds(dossiers.accepted_at)
    return ibis.cases((dossiers.time_unit == TermUnit.HOUR.value, accepted), else_=accepted // _DAY * _DAY)


def _term(amount: float, unit: str) -> Term:
    if unit not in set(TermUnit):
        raise NamroError(
            f"Cột time_unit có “{unit}”, không phải đơn vị thời hạn. Ghi một trong: {', '.join(TermUnit)}.", code="term"
        )
    try:
        return Term(Decimal(repr(amount)), TermUnit(unit))
    except NamroError as error:
        raise NamroError(f"Cột max_time, time_unit: {error.message}", code=error.code) from error
