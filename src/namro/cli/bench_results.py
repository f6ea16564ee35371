"""Part of `namro bench rounds`: the table of published results with its ranks, their intervals and the years before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from namro.cli.bench_pages import answers

if TYPE_CHECKING:
    from namro.apps.assessments.models import Round


def results_ms(made: Round, *, rounds: int) -> dict[str, float]:
    """Time the table and one unit's page. Every round is published (`bench_publication`)."""
    table = answers("results", "dieuphoi", f"/xep-hang?ky={made.code}", rounds=rounds)
    return table | answers("unit_result", "dieuphoi", f"/xep-hang/{made.year}/suoi-may", rounds=rounds)
