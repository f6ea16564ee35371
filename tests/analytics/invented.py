"""Random dossiers that meet every rule and every edge: tied moments, open pauses, answers before requests."""

from __future__ import annotations

import csv
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from namro.analytics.columns import COLUMNS
from namro.analytics.parquet_files import PLAIN
from tests.oracles.dossier_counts import Dossier

STATUSES = (
    *("submitted", "accepted", "supplement_requested", "supplement_done", "paused", "resumed"),
    *("processed", "returned", "stopped", "refused", "withdrawn", "apologised", "something_new"),
)
START = datetime(2025, 11, 1)  # noqa: DTZ001 - files have local times without an offset


def dossiers(count: int, seed: int) -> list[Dossier]:
    """Dossiers of few units; one in twenty repeats a code, arriving later or earlier."""
    chance = random.Random(seed)
    made: list[Dossier] = []
    for number in range(count):
        code = f"H-{chance.randrange(number)}" if number and chance.random() < 0.05 else f"H-{number}"
        made.append(_dossier(chance, code, number))
    return made


def _dossier(chance: random.Random, code: str, number: int) -> Dossier:
    accepted = START + timedelta(minutes=chance.randrange(400 * 1440))
    unit = chance.choice(["hour", "working_day", "day", "month"])
    amount = {"hour": [4, 7.5, 8, 40], "working_day": [1, 3, 10], "day": [5, 30], "month": [1, 2]}[unit]
    limited = chance.random() < 0.8

    def maybe(value: object, share: float = 0.8) -> object:
        return value if chance.random() < share else None

    return {
        "code": code,
        "unit": f"XA-{chance.randrange(6)}",
        "procedure": maybe("TT-1"),
        "submitted_at": maybe(accepted - timedelta(hours=5)),
        "accepted_at": maybe(accepted, 0.97),
        "due_at": maybe(accepted + timedelta(minutes=chance.randrange(25 * 1440)), 0.6),
        "max_time": float(chance.choice(amount)) if limited else None,
        "time_unit": unit if limited else None,
        "channel": chance.choice([None, 1, 2, 2, 3]),
        "returns_document": chance.choice([None, True, True, False]),
        "result_url": maybe("https://example.vn/kq", 0.6),
        "digitised_component": chance.choice([None, True, False]),
        "reused_component": chance.choice([None, True, False]),
        "personal_store": chance.choice([None, True, False]),
        "population_data": chance.choice([None, True, False]),
        "fee": chance.choice([None, 0, 20000]),
        "paid": chance.choice([None, 0, 1, 2]),
        "disliked": chance.choice([None, None, True, False]),
        # no two rows of one code arrive at the same moment: which of them counts is not said
        "synced_at": accepted + timedelta(days=chance.randrange(20), seconds=number),
        "events": maybe(_events(chance, accepted), 0.95),
    }


def _events(chance: random.Random, accepted: datetime) -> list[tuple[str, datetime]]:
    """Events around acceptance, half of them on few days, so that many share a moment."""
    few = chance.random() < 0.5
    found = []
    for _ in range(chance.choice([0, 1, 2, 4, 8])):
        away = timedelta(days=chance.randrange(-1, 6)) if few else timedelta(minutes=chance.randrange(-900, 40000))
        found.append((chance.choice(STATUSES), accepted + away))
    return found


def write_csv(path: Path, rows: list[Dossier]) -> Path:
    """Write the dossiers as the contract has them in CSV, columns in another order and a strange one among them."""
    names = [column.name for column in reversed(COLUMNS)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["strange", *names])
        for row in rows:
            writer.writerow(["?", *(_cell(row[name]) for name in names)])
    return path


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat(timespec="minutes" if not value.second else "seconds")
        case list():
            return json.dumps([{"at": at.isoformat(), "status": status} for status, at in value])
    return str(value)


def write_parquet(path: Path, rows: list[Dossier]) -> Path:
    """Write the dossiers in the types of the contract."""
    columns = {
        column.name: pa.array([_nested(row[column.name]) for row in rows], PLAIN[column.kind]) for column in COLUMNS
    }
    pq.write_table(pa.table(columns), path)
    return path


def _nested(value: object) -> object:
    return [{"status": status, "at": at} for status, at in value] if isinstance(value, list) else value
