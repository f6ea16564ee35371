"""`namro bench work`: people's work in a whole province: tasks of years, the night, the digest, reports, registers."""

from __future__ import annotations

from namro.cli.bench import Measured
from namro.cli.bench_chasing import digest_figures
from namro.cli.bench_database import scratch
from namro.cli.bench_registers import register_figures
from namro.cli.bench_reports import report_figures
from namro.cli.bench_tasks import task_figures
from namro.core.base.clock import system_clock

SEED = 2026


def measure(size: str) -> Measured:
    """Take all figures in one province; the register comes last, because its rows slow down nothing but itself."""
    with scratch() as kind:
        from namro.demo.filling import fill_people

        fill_people("only for the bench", system_clock)
        figures, sizes = task_figures(size, seed=SEED)
        figures |= digest_figures()
        merged, reports = report_figures(size, seed=SEED)
        listed, rows = register_figures(size, seed=SEED)
    return Measured(figures | merged | listed, seed=SEED, sizes=f"{sizes}, reports of {reports}, {rows}, {kind}")
