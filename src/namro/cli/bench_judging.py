"""The appraiser's pages of `namro bench rounds`: one criterion of all units, one line, one unit, the home."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from namro.cli.bench_pages import answers

if TYPE_CHECKING:
    from namro.apps.assessments.models import Round


def judging(made: Round, *, at: datetime, seed: int, rounds: int) -> dict[str, float]:
    """Put the round into appraisal and time its pages, for the department and for the council."""
    from namro.demo.many_judged import CRITERION, begin_appraisal

    begin_appraisal(made, at=at, seed=seed)
    base = f"/tham-dinh/{made.code}"
    figures = answers("matrix", "thamdinh", f"{base}/{CRITERION}", rounds=rounds)
    figures |= answers("matrix_panel", "thamdinh", f"{base}/{CRITERION}?don-vi=suoi-may&khung=1", rounds=rounds)
    figures |= answers("judged_unit", "hoidong", f"{base}/don-vi/suoi-may", rounds=rounds)
    return figures | answers("judging_home", "hoidong", "/tham-dinh", rounds=rounds)
