"""Part of `namro bench work`: lists and board over years of work of a whole province, and the night's run."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter

from namro.cli.bench_pages import answers
from namro.core.base.clock import VIETNAM, system_clock

#: Communes, people, times of tasks in three years; how often an answer is timed.
_SIZES = {"small": (12, 480, 20_000), "full": (124, 5_000, 200_000)}
_ROUNDS = {"small": 7, "full": 31}


def task_figures(size: str, *, seed: int) -> tuple[dict[str, float], str]:
    """Take the figures in a province that is there already; return them, and the sizes in words."""
    from namro.apps.plans.generating import generate
    from namro.apps.plans.models import Occurrence
    from namro.demo.many_tasks import Much, fill_province

    communes, people, times = _SIZES[size]
    at, rounds = system_clock(), _ROUNDS[size]
    fill_province(Much(communes, people, times), at=at, seed=seed)
    figures = {"task_times": float(Occurrence.objects.count())}
    start = perf_counter()
    made = generate(at.astimezone(VIETNAM).date())
    figures |= {"nightly_s": perf_counter() - start, "nightly_added": float(made.added)}
    start = perf_counter()
    generate(at.astimezone(VIETNAM).date() + timedelta(days=1))
    figures["nightly_quiet_s"] = perf_counter() - start
    figures |= answers("mywork", "congchuc", "/viec", rounds=rounds)
    figures |= answers("mywork_coordinator", "dieuphoi", "/viec", rounds=rounds)
    figures |= answers("mywork_department", "thamdinh", "/viec", rounds=rounds)
    figures |= answers("board", "lanhdao", "/bang", rounds=rounds)
    return figures, f"{communes} communes, {people} people, {times} times of tasks in 3 years, {rounds} rounds"
