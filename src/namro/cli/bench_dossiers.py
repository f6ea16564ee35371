"""`namro bench dossiers`: national figures from dossier files, beside plain SQL on the same files."""

from __future__ import annotations

from namro.cli.bench import Measured
from namro.cli.bench_lake import SEED, measure_lake

_ROWS = {"small": 200_000, "full": 50_000_000}


def measure(size: str) -> Measured:
    """Take all figures; `small` has as many rows as a large district, `full` more than the country in a year."""
    rows = _ROWS[size]
    figures, sizes = measure_lake(rows, with_spark=size == "full")
    return Measured(figures, seed=SEED, sizes=sizes)
