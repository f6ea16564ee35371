"""The line below a sheet: total, band, how far to the next one, how much is filled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.queries.last_year import YearBefore
from namro.apps.assessments.standing import Standing
from namro.core.scoring.next_band import rounded_up
from namro.core.scoring.numbers import said, said_points


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The total as shown; `share` and `marks` are places on a bar of 100."""

    points: str
    most: str
    share: str
    marks: tuple[str, ...]
    band: str
    rest: str
    #: The whole in one sentence, for who hears the page.
    sentence: str


def total_of(standing: Standing, before: YearBefore) -> Total:
    """Return the line of a sheet."""
    framework, found = standing.framework, standing.claimed
    scale, score = framework.scale, found.score
    left = score.max - score.excluded
    parts = [_next(standing)] if found.next_band else []
    if before.total is not None:
        last = said_points(before.total, scale)
        parts.append(_("%(year)d: %(points)s") % {"year": standing.sheet.year - 1, "points": last})
    every = len(framework.leaves)
    waiting = found.open_in_all.empty + found.open_in_all.no_data + found.open_in_all.closed
    parts.append(_("đã có %(done)d/%(all)d") % {"done": every - waiting, "all": every})
    share = Decimal(0) if score.percent is None else max(Decimal(0), min(Decimal(100), score.percent))
    return Total(
        points=said_points(score.total, scale),
        most=said(left),
        share=f"{share:.1f}",
        marks=tuple(f"{band.start:.1f}" for band in framework.bands if band.start),
        band=score.band or "",
        rest=" · ".join(parts),
        sentence=found.sentence,
    )


def _next(standing: Standing) -> str:
    following = standing.claimed.next_band
    assert following is not None  # asked by the caller
    if not following.points:
        return _("đủ điểm cho bậc %(band)s, còn vướng điều kiện") % {"band": following.name}
    scale = standing.framework.scale
    points = said_points(rounded_up(following.points, scale), scale)
    return _("còn %(points)s đến %(band)s") % {"points": points, "band": following.name}
