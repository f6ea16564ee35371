"""From points to total, percentage and band."""

from __future__ import annotations

from decimal import Decimal

from namro.core.framework.model import Band, Framework, Requirement, Scale
from namro.core.scoring.facts import Facts
from namro.core.scoring.numbers import HUNDRED, quotient, said, said_percent, settled
from namro.core.scoring.outcome import Outcome


def capped(points: Decimal, cap: Decimal | None) -> Decimal:
    """Cut bonus or penalty at its cap."""
    return points if cap is None else min(points, cap)


def bounded(total: Decimal, scale: Scale) -> Decimal:
    """Apply the floor, then the ceiling."""
    if scale.floor is not None:
        total = max(total, scale.floor)
    return total if scale.ceiling is None else min(total, scale.ceiling)


def percentage(total: Decimal, excluded: Decimal, scale: Scale) -> Decimal | None:
    """Return 100 × total / (max − excluded), never over 100 × ceiling / max; None when nothing is left."""
    left = scale.max - excluded
    if left <= 0:
        return None
    percent = quotient(HUNDRED * total, left)
    return percent if scale.ceiling is None else min(percent, quotient(HUNDRED * scale.ceiling, scale.max))


def band_of(
    framework: Framework, percent: Decimal | None, facts: Facts, criteria: dict[str, Outcome]
) -> tuple[str | None, str | None]:
    """Return the band and the sentence that says why: the settled percentage, and what higher bands require."""
    if percent is None or not framework.bands:
        return None, None
    value = settled(percent)
    reached = said_percent(value / HUNDRED)
    failed: list[str] = []
    for band in framework.bands:
        if value < band.start:
            continue
        unmet = unmet_of(band, framework, facts, criteria)
        if not unmet:
            missed = f"; {'; '.join(failed)}" if failed else ""
            return band.name, f"{reached} đạt bậc {band.name} (từ {said(band.start)} %){missed}."
        failed.append(f"không xếp bậc {band.name} vì {unmet}")
    reason = "; ".join(failed) or f"dưới bậc thấp nhất {said(framework.bands[-1].start)} %"
    return None, f"{reached}: {reason}."


def unmet_of(band: Band, framework: Framework, facts: Facts, criteria: dict[str, Outcome]) -> str:
    """Say the first thing that a band requires and that does not hold; "" when all do."""
    for required in band.requires:
        words = _fails(required, framework, facts, criteria)
        if words:
            return words
    return ""


def _fails(required: Requirement, framework: Framework, facts: Facts, criteria: dict[str, Outcome]) -> str:
    if required.criterion:
        name, value = f"tiêu chí {required.criterion} đạt", _node_percent(required.criterion, framework, criteria)
        nothing, unit = f"tiêu chí {required.criterion} không áp dụng", " %"
    else:
        label = f"“{framework.labels.get(required.input) or required.input}”"
        name, nothing, unit = f"{label} là", f"chưa có số liệu {label}", ""
        value = settled(facts.number(required.input)) if required.input in facts.values else None
    if value is None:
        return nothing
    if required.at_least is not None and value < required.at_least:
        return f"{name} {said(value)}{unit}, cần ít nhất {said(required.at_least)}{unit}"
    if required.at_most is not None and value > required.at_most:
        return f"{name} {said(value)}{unit}, cần không quá {said(required.at_most)}{unit}"
    return ""


def _node_percent(node_id: str, framework: Framework, criteria: dict[str, Outcome]) -> Decimal | None:
    outcome = criteria[node_id]
    left = framework.maxima[node_id] - outcome.excluded
    return settled(quotient(HUNDRED * outcome.points, left)) if left > 0 else None
