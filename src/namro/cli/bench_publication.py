"""`namro bench rounds`: publishing a round with all its units, and years of publications computed again."""

from __future__ import annotations

from datetime import datetime
from time import perf_counter, process_time


def publications(at: datetime, *, seed: int) -> dict[str, float]:
    """Decide and publish every round there is, the latest one timed; then compute all of them again."""
    from namro.apps.appraisals.actions.publishing import publish
    from namro.apps.appraisals.models import Publication
    from namro.apps.appraisals.releasing import DecidingAct
    from namro.apps.assessments.models import Round
    from namro.apps.people.models import User
    from namro.apps.people.queries.people import standing_of
    from namro.core.assessment.publishing import recompute
    from namro.core.assessment.snapshot import read
    from namro.demo.decided import decide_round

    council = User.objects.get(username="hoidong")
    council.standing = standing_of(council, at.date())
    taken = {}
    for made in Round.objects.order_by("year"):
        decide_round(made, at, seed=seed + made.year)
        start, begun = perf_counter(), process_time()
        publish(council, made, act=DecidingAct(f"{made.year}/QĐ-UBND", at.date()), at=at)
        taken = {"publish_s": perf_counter() - start, "publish_cpu_s": process_time() - begun}
    rows = list(Publication.objects.order_by("pk"))
    start, begun = perf_counter(), process_time()
    for row in rows:
        if differences := recompute(read(bytes(row.snapshot), expected=row.sha256)):
            raise RuntimeError(f"{row} computes to something else: {differences[0]}")
    return taken | {"recompute_s": perf_counter() - start, "recompute_cpu_s": process_time() - begun}
