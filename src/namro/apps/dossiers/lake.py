"""The lake: dossiers as Parquet files, one per unit, for what is asked of the whole province or country.

`<NAMRO_DATA>/lake/dossiers/<unit>.parquet` has the columns of a dossier file. The appointment is the one that the site
reckons with, so that counts over the lake equal the pages'. A file is written beside and put in place whole: a reader
sees the old one or the new one. Only units whose rows changed are written: each file keeps a mark of its rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Sum

from namro.apps.dossiers.judging import judged
from namro.apps.dossiers.models import Dossier
from namro.apps.people.models import Unit
from namro.apps.runs import locks
from namro.core.base.clock import VIETNAM

_MARK = b"namro.rows"
_PIECE = 20_000
_PRIME = 2_147_483_647
_LOCAL = timezone(timedelta(seconds=VIETNAM.utcoffset(None).total_seconds()))


def lake_folder() -> Path:
    """Return where the files of the lake are."""
    return Path(settings.DATA_DIR) / "lake" / "dossiers"


def can_write_lake() -> bool:
    """Whether the extra `analytics` is installed; without it there is no lake."""
    try:
        import pyarrow.parquet  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return True


def refresh_lake(units: Collection[int] | None = None) -> int:
    """Write the files of units whose rows changed (None: of all); return how many were written."""
    if not can_write_lake():
        return 0
    with locks.held("dossier-lake"):
        return _refresh(units)


def _refresh(units: Collection[int] | None) -> int:
    folder = lake_folder()
    folder.mkdir(parents=True, exist_ok=True)
    asked = Unit.objects.all() if units is None else Unit.objects.filter(pk__in=list(units))
    codes = dict(asked.values_list("pk", "code"))
    marks = _marks(None if units is None else list(codes))
    written = 0
    for unit, code in codes.items():
        path = folder / f"{code}.parquet"
        if unit not in marks:
            path.unlink(missing_ok=True)
        elif _mark_of(path) != marks[unit]:
            _write(path, unit, code, marks[unit])
            written += 1
    return written


def _marks(units: Collection[int] | None) -> dict[int, str]:
    """What stands of each unit, as a text that any change of a row changes; one query."""
    rows = Dossier.objects.filter(accepted_at__isnull=False)
    if units is not None:
        rows = rows.filter(unit__in=units)
    found = (
        rows.order_by()
        .values("unit")
        .annotate(n=Count("id"), said=Sum(F("digest") % _PRIME), places=Sum(F("id") % _PRIME))
    )
    return {row["unit"]: f"{row['n']}/{row['said']}/{row['places']}" for row in found}


def _mark_of(path: Path) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return (pq.read_schema(path).metadata or {}).get(_MARK, b"").decode()
    except (OSError, pa.ArrowException):  # not there yet, or damaged: it is written anew
        return ""


def _write(path: Path, unit: int, code: str, mark: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from namro.analytics.columns import COLUMNS
    from namro.analytics.parquet_files import PLAIN

    schema = pa.schema([(column.name, PLAIN[column.kind]) for column in COLUMNS], metadata={_MARK: mark.encode()})
    unfinished = path.with_suffix(".unfinished")
    with pq.ParquetWriter(unfinished, schema, compression="zstd") as file:
        for piece in _pieces(unit):
            file.write_table(pa.Table.from_pylist([_row(row, code) for row in piece], schema=schema))
    unfinished.replace(path)


def _pieces(unit: int) -> Iterator[list[Dossier]]:
    piece: list[Dossier] = []
    rows = Dossier.objects.filter(unit=unit, accepted_at__isnull=False).order_by("accepted_at", "id")
    for row in rows.iterator(chunk_size=_PIECE):
        piece.append(row)
        if len(piece) == _PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _row(row: Dossier, code: str) -> dict[str, Any]:
    happened = [(status, at) for status, at in json.loads(row.events)]
    accepted = row.accepted_at
    assert accepted is not None
    answered = judged(int(accepted.timestamp()), happened).answered if row.requests else 0
    due = None if row.limit_at is None else row.limit_at - timedelta(seconds=answered)
    return {
        "code": row.code,
        "unit": code,
        "procedure": row.procedure,
        "submitted_at": _local(row.submitted_at),
        "accepted_at": _local(accepted),
        "due_at": _local(due),
        # A limit that no calendar reaches is none: nobody would count it out otherwise than the site did.
        "max_time": row.max_time if due is not None else None,
        "time_unit": row.time_unit if due is not None else "",
        "channel": row.channel,
        "returns_document": row.returns_document,
        "result_url": row.result_url,
        "digitised_component": row.digitised_component,
        "reused_component": row.reused_component,
        "personal_store": row.personal_store,
        "population_data": row.population_data,
        "fee": row.fee,
        "paid": row.paid,
        "disliked": row.disliked,
        "synced_at": _local(row.synced_at),
        "events": [{"status": status, "at": _local(datetime.fromtimestamp(at, UTC))} for status, at in happened],
    }


def _local(value: datetime | None) -> datetime | None:
    """A moment as files have it: by the clock of Viet Nam, without a zone."""
    return None if value is None else value.astimezone(_LOCAL).replace(tzinfo=None)
