"""How far it is to the next better grade, in points and in what that grade requires."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext

from namro.core.framework.model import Band, Framework, Scale
from namro.core.scoring.facts import Facts
from namro.core.scoring.numbers import EXACT, HUNDRED, ZERO, said, said_points, settled
from namro.core.scoring.outcome import UnitScore
from namro.core.scoring.totals import percentage, unmet_of


@dataclass(frozen=True, slots=True)
class NextBand:
    """The next better grade: the points missing (exact, 0 when only requirements are), what is not met, a sentence."""

    name: str
    start: Decimal
    points: Decimal
    unmet: str
    sentence: str


def next_band(framework: Framework, facts: Facts, score: UnitScore) -> NextBand | None:
    """Return the next better grade; None at the best one, out of reach of the ceiling, or when nothing is graded."""
    if score.percent is None or score.not_ranked:
        return None
    with localcontext(EXACT):
        band = _above(framework.bands, score.band)
        best = None if framework.scale.ceiling is None else _percent(framework, score, framework.scale.ceiling)
        if band is None or (best is not None and best < band.start):
            return None
        reached = settled(score.percent) >= band.start
        left = framework.scale.max - score.excluded
        points = ZERO if reached else max(ZERO, band.start * left / HUNDRED - score.total)
        unmet = unmet_of(band, framework, facts, score.criteria)
        return NextBand(band.name, band.start, points, unmet, _sentence(band, points, unmet, framework.scale))


def rounded_up(points: Decimal, scale: Scale) -> Decimal:
    """Return what is missing with the set's digits, up: with one grain less it would not do."""
    return points.quantize(Decimal(1).scaleb(-scale.precision), ROUND_CEILING, EXACT)


def _above(bands: tuple[Band, ...], name: str | None) -> Band | None:
    """Bands fall: the one before the band given; of no band at all the lowest."""
    place = next((place for place, band in enumerate(bands) if band.name == name), len(bands))
    return bands[place - 1] if place else None


def _percent(framework: Framework, score: UnitScore, total: Decimal) -> Decimal | None:
    found = percentage(total, score.excluded, framework.scale)
    return None if found is None else settled(found)


def _sentence(band: Band, points: Decimal, unmet: str, scale: Scale) -> str:
    grade = f"bậc {band.name} (từ {said(band.start)} %)"
    if not points:
        return f"Đủ điểm cho {grade} nhưng {unmet}."
    required = f", và {unmet}" if unmet else ""
    return f"Còn {said_points(rounded_up(points, scale), scale)} điểm tới {grade}{required}."
