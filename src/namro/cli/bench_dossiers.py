"""`namro bench dossiers`: national figures beside plain SQL on the same files; the import and the board of the site."""

from __future__ import annotations

from namro.cli.bench import Measured
from namro.cli.bench_database import scratch
from namro.cli.bench_dossier_import import dossier_figures
from namro.cli.bench_lake import SEED, measure_lake
from namro.core.base.clock import system_clock

_ROWS = {"small": 200_000, "full": 50_000_000}


def measure(size: str) -> Measured:
    """Take all figures; `small` has as many rows as a large district, `full` more than the country in a year."""
    figures, sizes = measure_lake(_ROWS[size], with_spark=size == "full")
    with scratch() as kind:
        from namro.demo.filling import fill_people

        fill_people("only for the bench", system_clock)
        site, rows = dossier_figures(size, seed=SEED)
    return Measured(figures | site, seed=SEED, sizes=f"{sizes}; {rows}, {kind}")
