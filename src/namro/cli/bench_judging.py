"""The appraiser's pages of `namro bench rounds`: one criterion of all units, one line, one unit, the home; deciding."""

from __future__ import annotations

import re
from datetime import datetime
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from namro.cli.bench_pages import answers, browser

if TYPE_CHECKING:
    from namro.apps.assessments.models import Round

#: The criterion of which single lines are decided; the other one keeps its lines for all at once.
NEXT = "1.2"
_OFFERED = re.compile(r'name="d" value="(\d+:\d+)"')


def judging(made: Round, *, at: datetime, seed: int, rounds: int) -> dict[str, float]:
    """Put the round into appraisal and time its pages, for the department and for the council."""
    from namro.demo.many_judged import CRITERION, begin_appraisal

    begin_appraisal(made, at=at, seed=seed)
    base = f"/tham-dinh/{made.code}"
    figures = answers("matrix", "thamdinh", f"{base}/{CRITERION}", rounds=rounds)
    figures |= answers("matrix_panel", "thamdinh", f"{base}/{CRITERION}?don-vi=suoi-may&khung=1", rounds=rounds)
    figures |= answers("judged_unit", "hoidong", f"{base}/don-vi/suoi-may", rounds=rounds)
    figures |= answers("judging_home", "hoidong", "/tham-dinh", rounds=rounds)
    return figures | _decided(f"{base}/xet", made, times=rounds) | _accepted(f"{base}/chap-nhan?tc={CRITERION}")


def _decided(address: str, made: Round, *, times: int) -> dict[str, float]:
    """Accept one line after the other, as the form beside the table does."""
    from namro.apps.assessments.models import Line

    client = browser("thamdinh")
    lines = Line.objects.filter(assessment__round=made, node_id=NEXT, carried=None).exclude(self_nano=None)
    clock, processor = [], []
    for line in lines.order_by("pk")[:times]:
        start, begun = perf_counter(), process_time()
        answer = client.post(address, {"dong": str(line.pk), "ban": str(line.version), "xet": "chap-nhan"})
        clock.append(perf_counter() - start)
        processor.append(process_time() - begun)
        if answer.status_code != 302:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    return {"judge_one_ms": 1000 * median(clock), "judge_one_cpu_ms": 1000 * median(processor)}


def _accepted(address: str) -> dict[str, float]:
    """Accept all lines that may be accepted together."""
    client = browser("thamdinh")
    offered = _OFFERED.findall(client.get(address).content.decode())
    start, begun = perf_counter(), process_time()
    answer = client.post(address, {"d": offered})
    clock, processor = perf_counter() - start, process_time() - begun
    if answer.status_code != 302 or not offered:
        raise RuntimeError(f"{address} answered {answer.status_code} to {len(offered)} lines")
    return {"accepted_lines": float(len(offered)), "accept_many_s": clock, "accept_many_cpu_s": processor}
