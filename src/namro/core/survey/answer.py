"""Estimates as the plain data of `namro survey estimate --json`; cells of few answers keep only their n."""

from __future__ import annotations

import math
from typing import Any

from namro.core.survey.estimating import Estimates, Node
from namro.core.survey.model import Instrument

#: Fewer answers than this are not shown unless somebody asks for it.
MIN_N = 30


def estimates_answer(
    instrument: Instrument, total: Estimates, units: Estimates | None, *, level: float, min_n: int
) -> dict[str, Any]:
    """Return the whole answer; `units` only where it was estimated by unit."""
    answer: dict[str, Any] = {
        "instrument": instrument.code,
        "edition": instrument.edition,
        "formula": str(instrument.formula),
        "level": level,
        "total": {"nodes": nodes_of(total, 0, min_n=min_n)},
    }
    if units is not None:
        answer["units"] = [
            {"unit": name, "nodes": nodes_of(units, place, min_n=min_n)} for place, name in enumerate(units.units)
        ]
    return answer


def nodes_of(estimates: Estimates, place: int, *, min_n: int) -> dict[str, dict[str, Any]]:
    """Return the nodes of one domain by code."""
    df = int(estimates.df[place])
    return {node.code: _node(node, place, df, min_n=min_n) for node in estimates.nodes}


def _node(node: Node, place: int, df: int, *, min_n: int) -> dict[str, Any]:
    n = int(node.n[place])
    suppressed = n < min_n
    values = {
        name: None if suppressed else _number(getattr(node, name)[place])
        for name in ("estimate", "se", "low", "high", "deff")
    }
    return values | {"n": n, "df": None if suppressed else df, "suppressed": suppressed}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
