"""`namro bench score`: all units at once, one exactly, the facts file, ranks by simulation, a million deadlines."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from namro.cli.bench import Measured
from namro.cli.bench_due import measure_due
from namro.cli.bench_set import LEAVES, YEAR, fact_rows, set_text
from namro.core.framework.reading import parse_framework
from namro.core.scoring.columns import columns_of
from namro.core.scoring.facts_csv import read_facts
from namro.core.scoring.many import score_many
from namro.core.scoring.one import score
from namro.core.scoring.uncertainty import simulate

SEED = 2026
_UNITS = {"small": 400, "full": 3321}
_ROUNDS = {"small": 5, "full": 15}
#: Units scored one by one to know what one costs.
_ONE_BY_ONE = 100
_FACTS = 400_000


def measure(size: str) -> Measured:
    """Take all figures; `small` has fewer units, `full` those of the country's communes."""
    units = _UNITS[size]
    with TemporaryDirectory(prefix="namro-bench-") as name:
        folder = Path(name)
        figures = _engine(folder, units, _ROUNDS[size])
        figures |= _command(folder)
    figures |= measure_due(size)
    return Measured(figures, seed=SEED, sizes=f"{units} units × {LEAVES} leaves of all kinds, {_ROUNDS[size]} rounds")


def _engine(folder: Path, units: int, rounds: int) -> dict[str, float]:
    text = set_text()
    (folder / "set.yaml").write_text(text, encoding="utf-8")
    opened, framework = _timed(lambda: parse_framework(text), 5)
    facts = folder / "facts.csv"
    written = _write(facts, units)
    loaded, table = _timed(lambda: read_facts(facts, framework, year=YEAR), 1)
    columns_s, columns = _timed(lambda: columns_of(framework, table), 1)
    many, results = _timed(lambda: score_many(framework, table, columns), rounds)
    exact, _ = _timed(lambda: [score(framework, table.of(unit)) for unit in table.units[:_ONE_BY_ONE]], 1)
    simulated, _ = _timed(lambda: simulate(framework, columns, results, runs=1000, seed=SEED), 3)
    return {
        "framework_open_ms": 1000 * opened,
        "score_ms": 1000 * many,
        "score_decimal_s": exact / _ONE_BY_ONE * units,
        "columns_s": columns_s,
        "facts_csv_s": loaded * _FACTS / written,
        "montecarlo_s": simulated,
        "exact_units": float(results.exact),
        "memory_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }


def _command(folder: Path) -> dict[str, float]:
    """The whole command, from its start to its end, with the memory of the largest."""
    given = ["score", "--framework", "set.yaml", "--facts", "facts.csv", "--year", str(YEAR)]
    figures = {}
    for key, more in (("command_csv_s", ["--csv", "out.csv"]), ("command_json_s", ["--json"])):
        start = perf_counter()
        with (folder / "out.json").open("wb") as output:
            command = [sys.executable, "-m", "namro", *given, *more]
            subprocess.run(command, cwd=folder, stdout=output, stderr=subprocess.DEVNULL, env=os.environ, check=True)  # noqa: S603
        figures[key] = perf_counter() - start
    figures["command_memory_gb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    return figures


def _write(path: Path, units: int) -> int:
    """Write the facts; return how many rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("unit", "year", "input", "value"))
        for row in fact_rows(units, SEED):
            writer.writerow(row)
            count += 1
    return count


def _timed(act: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Return the median seconds of an act and its last result."""
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        result = act()
        taken.append(perf_counter() - start)
    return median(taken), result
