"""What a page is told after cells were saved: the rows, every sum, the total, the counts; plain values for JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.assessments.pages.criterion_page import bearer_of
from namro.apps.assessments.pages.sheet_cells import cell_of
from namro.apps.assessments.pages.sheet_filters import points_filters
from namro.apps.assessments.pages.sheet_rows import sums_of
from namro.apps.assessments.pages.sheet_total import total_of
from namro.apps.assessments.queries.last_year import YearBefore
from namro.apps.assessments.queries.shown import Shown
from namro.apps.assessments.standing import Standing


def saved(
    standing: Standing, before: YearBefore, nodes: Collection[str], refused: Mapping[str, str], *, at: datetime
) -> dict[str, Any]:
    """Return the answer; `nodes` are the rows that were sent, `refused` why some of them were not taken."""
    everything = frozenset(nodes)
    sheet = Shown(
        standing=standing, before=before, owners={}, pieces={}, proof={}, mine=frozenset(), fills_all=False,
        fills=everything,
    )  # fmt: skip
    rows = {}
    for node in nodes:
        bearer = bearer_of(sheet, node)
        if bearer is not None and node not in refused:
            rows[node] = asdict(cell_of(bearer, sheet))
    counts = {name: len(found) for name, found in points_filters(standing, before).items()}
    clock = f"{timezone.localtime(at):%H:%M:%S}"
    return {
        "saved": _("Đã lưu %(clock)s") % {"clock": clock},
        "rows": rows,
        "refused": dict(refused),
        "sums": {node: asdict(one) for node, one in sums_of(standing, before).items()},
        "total": asdict(total_of(standing, before)),
        "counts": counts,
    }
