"""`namro index766`: points of the service index of Decision 766 from counts, for people or for programs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from namro.cli.index766_words import report
from namro.core.service.counts import read_counts
from namro.core.service.index import ServiceIndex, service_index
from namro.core.service.points import GroupPoints, MetricPoints, Standing, UnitPoints, standing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--counts",
        metavar="TỆP.csv",
        type=Path,
        required=True,
        help="các cột unit, metric, numerator, denominator; score là điểm nhập từ Cổng, nếu có",
    )
    parser.add_argument("--json", action="store_true", help="in dạng JSON cho chương trình khác")


def run(options: argparse.Namespace) -> int:
    """Print the points of all units of the file."""
    index = service_index()
    found = standing(index, read_counts(options.counts, index))
    if options.json:
        print(json.dumps(to_plain(index, found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(report(index, found)))
    return 0


def to_plain(index: ServiceIndex, found: Standing) -> dict[str, Any]:
    """Return the published form."""
    return {
        "index": {"code": index.index, "edition": index.edition, "basis": index.basis},
        "units": [_unit(unit) for unit in found.units],
        "mean": {"total": str(found.mean_total), **{code: str(mean) for code, mean in found.mean_groups.items()}},
    }


def _unit(unit: UnitPoints) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "total": str(unit.total),
        "rank": unit.rank,
        "complete": unit.complete,
        "groups": {code: _group(group) for code, group in unit.groups.items()},
        "metrics": {code: _metric(metric) for code, metric in unit.metrics.items()},
    }


def _group(group: GroupPoints) -> dict[str, Any]:
    return {
        "score": str(group.score),
        "rank": group.rank,
        "max": str(group.group.max),
        "complete": group.complete,
        "imported": group.imported,
    }


def _metric(points: MetricPoints) -> dict[str, Any]:
    metric = points.metric
    return {
        "score": None if points.score is None else str(points.score),
        "numerator": points.numerator,
        "denominator": points.denominator,
        "max": None if metric.max is None else str(metric.max),
        "own": None if points.own is None else str(points.own),
        "imported": points.imported is not None,
        "small_denominator": points.small,
        "controllable_by": list(metric.controlled_by),
    }
