"""A unit's score as the plain data that `namro score --json` prints: decimal strings, never binary floats."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from namro.core.framework.model import Framework
from namro.core.scoring.numbers import fixed, plain, shown
from namro.core.scoring.outcome import Outcome, UnitScore


def unit_answer(
    framework: Framework, unit: str, one: UnitScore, *, rank: int | None, domain_ranks: dict[str, int | None]
) -> dict[str, Any]:
    """Return one unit's entry; `domain_ranks` holds the rank on each top-level node."""
    scale = framework.scale

    def rounded(value: Decimal) -> str:
        return fixed(shown(value, scale))

    criteria = {
        node_id: _criterion(outcome, plain(framework.maxima[node_id]), rounded)
        for node_id, outcome in one.criteria.items()
    }
    for node_id, place in domain_ranks.items():
        criteria[node_id]["rank"] = place
    answer = {
        "unit": unit,
        "total": plain(one.total),
        "total_shown": rounded(one.total),
        "max": plain(one.max),
        "excluded": plain(one.excluded),
        "percent": None if one.percent is None else plain(one.percent),
        "percent_shown": None if one.percent is None else rounded(one.percent),
        "band": one.band,
        "band_why": one.band_why,
        "rank": rank,
        "bonus": plain(one.bonus),
        "penalty": plain(one.penalty),
        "by_source": {
            source: {"points": plain(sums.points), "max": plain(sums.max), "excluded": plain(sums.excluded)}
            for source, sums in one.by_source.items()
        },
        "criteria": criteria,
        "adjustments": {item_id: _adjustment(outcome, rounded) for item_id, outcome in one.adjustments.items()},
    }
    if one.not_ranked:
        answer["not_ranked"] = one.not_ranked
    return answer


def _criterion(outcome: Outcome, most: str, rounded: Any) -> dict[str, Any]:
    answer = _adjustment(outcome, rounded)
    return {"points": answer.pop("points"), "shown": answer.pop("shown"), "max": most} | {
        "excluded": plain(outcome.excluded),
        **answer,
    }


def _adjustment(outcome: Outcome, rounded: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "points": plain(outcome.points),
        "shown": rounded(outcome.points),
        "state": outcome.state,
        "why": outcome.why,
    }
    if outcome.missing is not None:
        answer["missing"] = list(outcome.missing)
    return answer
