"""`namro bench rounds`: opening a round, the sheet, one cell, missing proof, in a province with years behind it."""

from __future__ import annotations

from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from namro.cli.bench import Measured
from namro.cli.bench_audit import audit_figures
from namro.cli.bench_database import scratch
from namro.cli.bench_judging import judging
from namro.cli.bench_pages import answers, browser
from namro.cli.bench_publication import publications
from namro.cli.bench_results import results_ms
from namro.core.base.clock import system_clock

if TYPE_CHECKING:
    from namro.apps.assessments.models import Assessment

SEED = 2026
#: Communes, leaves, years with the one that is opened, records of proof; how often an answer is timed.
_SIZES = {"small": (40, 120, 2, 2_000), "full": (124, 120, 5, 40_000)}
_ROUNDS = {"small": 9, "full": 31}
_CELLS = {"small": 20, "full": 100}


def measure(size: str) -> Measured:
    """Take all figures: this year's round is opened with the earlier years full of points and proof."""
    communes, leaves, years, proofs = _SIZES[size]
    with scratch() as kind:
        from namro.demo import many_sheets as many
        from namro.demo.filling import fill_people

        at = system_clock()
        fill_people("only for the bench", lambda: at)
        edition = many.publish(many.set_text(leaves, at.year - years + 1), at)
        units = many.communes(communes)
        wanted = many.Size(communes, leaves, years - 1, proofs * (years - 1) // years)
        many.fill_years(edition, units, size=wanted, at=at.replace(year=at.year - 1, day=1), seed=SEED)
        start, begun = perf_counter(), process_time()
        made = many.open_year(edition, units, at.year, at)
        figures = {"open_round_s": perf_counter() - start, "open_round_cpu_s": process_time() - begun}
        many.fill_round(made, count=proofs // years, at=at, seed=SEED)
        sheet = made.sheets.select_related("unit", "edition", "round").get(unit__code="suoi-may")
        address = f"/phieu/{at.year}/suoi-may"
        figures |= answers("sheet", "dieuphoi", address, rounds=_ROUNDS[size])
        figures |= _cells(sheet, address, times=_CELLS[size])
        figures |= answers("missing_proof", "dieuphoi", f"{address}/thieu-minh-chung", rounds=_ROUNDS[size])
        figures |= answers("missing_units", "quantri", f"/thieu-minh-chung/{at.year}", rounds=_ROUNDS[size])
        figures |= answers("assignment", "dieuphoi", f"{address}/phan-cong", rounds=_ROUNDS[size])
        figures |= judging(made, at=at, seed=SEED, rounds=_ROUNDS[size])
        figures |= publications(at, seed=SEED)
        figures |= results_ms(made, rounds=_ROUNDS[size])
        figures |= audit_figures(size, seed=SEED)
    sizes = f"{communes} communes, {leaves} criteria, {years} years, {proofs} records of proof, {kind}"
    return Measured(figures, seed=SEED, sizes=f"{sizes}, {_ROUNDS[size]} rounds")


def _cells(sheet: Assessment, address: str, *, times: int) -> dict[str, float]:
    """Save one cell after the other as the page does, with the sums that follow; beside it a bare change of a row."""
    from django.db import transaction

    from namro.apps.assessments.models import Assessment
    from namro.apps.frameworks.trees import tree_of

    client = browser("dieuphoi")
    typed = [key for key, leaf in tree_of(sheet.edition).leaves.items() if leaf.source == "appraisal"]
    versions = dict(sheet.lines.values_list("node_id", "version"))
    clock, processor, bare = [], [], []
    for n in range(times):
        key = typed[n % len(typed)]
        points = ("0,25", "0,5")[n // len(typed) % 2]
        box = {f"p.{key}": points, f"v.{key}": str(versions.get(key, 0))}
        start, begun = perf_counter(), process_time()
        answer = client.post(f"{address}/luu", box, headers={"accept": "application/json"})
        clock.append(perf_counter() - start)
        processor.append(process_time() - begun)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}/luu answered {answer.status_code}")
        versions[key] = answer.json()["rows"][key]["version"]
        start = perf_counter()
        with transaction.atomic():
            Assessment.objects.filter(pk=sheet.pk).update(version=n)
        bare.append(perf_counter() - start)
    figures = {"cell_ms": 1000 * median(clock), "cell_cpu_ms": 1000 * median(processor)}
    return figures | {"cell_bare_row_ms": 1000 * median(bare)}
