"""`namro bench survey`: estimates for communes from answers in memory, a national draw, the intake of answers."""

from __future__ import annotations

import resource
from collections.abc import Callable
from decimal import Decimal
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from namro.cli.bench import Measured
from namro.cli.bench_intake import intake_figures
from namro.core.survey.answers import Sample
from namro.core.survey.drawing import draw
from namro.core.survey.estimating import estimate
from namro.core.survey.model import Formula, Instrument, Item, Part, Scale
from namro.core.survey.sizes import shared_out

SEED = 2026
_ITEMS, _FACTORS = 35, 5
#: Communes, answers, rows of the frame, respondents drawn.
_SIZES = {"small": (400, 100_000, 1_000_000, 40_000), "full": (3321, 1_000_000, 30_000_000, 1_100_000)}


def measure(size: str) -> Measured:
    """Take all figures."""
    communes, answers, frame, drawn = _SIZES[size]
    figures = _estimates(communes, answers) | _draw(communes, frame, drawn)
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    intake, kind = intake_figures(size)
    figures |= intake
    sizes = f"{answers} answers of {communes} communes, {_ITEMS} items; {drawn} drawn from {frame} rows; {kind}"
    return Measured(figures, seed=SEED, sizes=sizes)


def _estimates(communes: int, rows: int) -> dict[str, float]:
    instrument, sample = _instrument(), _answers(communes, rows)
    ours = median(_timed(lambda: estimate(instrument, sample, by_unit=True))[0] for _round in range(3))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = median(_timed(lambda: _means_alone(sample, communes))[0] for _round in range(3))
    return {"estimate_s": ours, "estimate_peak_mb": peak, "estimate_plain_means_s": plain}


def _means_alone(sample: Sample, communes: int) -> list[Any]:
    """The plain alternative: the mean of each item by commune, and nothing of its error."""
    found = []
    for answers in sample.answers.values():
        answered = answers > 0
        weight = np.where(answered, sample.weight, 0)
        whole = np.bincount(sample.unit, weight, communes)
        found.append(np.bincount(sample.unit, weight * answers, communes) / whole * 20)
    return found


def _instrument() -> Instrument:
    items = tuple(Item(f"q{n}", {"": f"Câu {n}"}) for n in range(1, _ITEMS + 1))
    each = _ITEMS // _FACTORS
    parts = tuple(
        Part(f"f{n}", {"": f"Yếu tố {n}"}, Decimal(1), items[n * each : (n + 1) * each]) for n in range(_FACTORS)
    )
    return Instrument(
        code="do",
        edition="1",
        title={"": "Bộ câu hỏi để đo"},
        languages=("vi",),
        scale=Scale(5, (9,)),
        formula=Formula.MEAN,
        index=Part("overall", {"": "Chung"}, Decimal(1), parts),
    )


def _answers(communes: int, rows: int) -> Sample:
    """Answers in villages (PSUs) of communes, provinces as strata, in no order, one in ten not given."""
    luck = np.random.default_rng(SEED)
    unit = np.sort(luck.integers(0, communes, rows))
    village = np.cumsum(np.r_[0, (np.diff(unit) > 0) | (luck.random(rows - 1) < 1 / 30)])
    stratum, mixed = unit * 34 // communes, luck.permutation(rows)
    answers = {
        f"q{n}": np.where(luck.random(rows) < 0.1, 0, luck.integers(1, 6, rows)).astype(np.uint8)
        for n in range(1, _ITEMS + 1)
    }
    return Sample(
        units=tuple(f"x{n:04d}" for n in range(communes)),
        unit=unit[mixed],
        stratum=stratum[mixed],
        psu=village[mixed],
        weight=luck.uniform(0.5, 3, rows),
        fpc=np.full(34, np.nan),
        answers=answers,
    )


def _draw(communes: int, frame: int, size: int) -> dict[str, float]:
    luck = np.random.default_rng(SEED)
    strata = np.sort(luck.integers(0, communes, frame))
    keys = np.arange(frame, dtype=np.uint64)
    sizes = shared_out(size, np.bincount(strata, minlength=communes).tolist(), least=30)
    took, drawn = _timed(lambda: draw("nghiệm thu", keys, strata, sizes))
    return {"draw_s": took, "draw_rows": float(sum(len(one.chosen) for one in drawn))}


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    done = act()
    return perf_counter() - start, done
