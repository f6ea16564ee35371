"""Part of `namro bench rounds`: the table of published results with its ranks, their intervals and the years before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from namro.cli.bench_pages import answers

if TYPE_CHECKING:
    from namro.apps.assessments.models import Round


def results_ms(made: Round, at: datetime, *, rounds: int) -> dict[str, float]:
    """Publish the newest round and those before it, then time the table and one unit's page."""
    from namro.apps.assessments.models import Round
    from namro.demo.many_results import publish_round

    for one in Round.objects.filter(organiser=made.organiser, alone=False):
        publish_round(one, at=at, seed=one.year)
    table = answers("results", "dieuphoi", f"/xep-hang?ky={made.code}", rounds=rounds)
    return table | answers("unit_result", "dieuphoi", f"/xep-hang/{made.year}/suoi-may", rounds=rounds)
