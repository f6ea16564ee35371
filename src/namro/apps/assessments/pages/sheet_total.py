"""The line below a sheet: total, band, how far to the next one, how much is filled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.layers import BELOW, layer_score
from namro.apps.assessments.queries.last_year import YearBefore
from namro.apps.assessments.standing import Standing
from namro.core.assessment.opinions import Layer
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
    #: Whether it is the published result, no longer what the unit claims.
    final: bool
    #: The whole in one sentence, for who hears the page.
    sentence: str


def total_of(standing: Standing, before: YearBefore, *, final: bool = False) -> Total:
    """Return the line of a sheet; `final`: that of its published result, with what the unit claimed beside it."""
    framework, found = standing.framework, standing.claimed
    scale = framework.scale
    score = layer_score(standing, *BELOW[Layer.FINAL]) if final else found.score
    left = score.max - score.excluded
    parts = [_next(standing)] if found.next_band and not final else []
    if final:
        parts = [_("tự chấm %(points)s") % {"points": said_points(found.score.total, scale)}]
    if before.total is not None:
        last = said_points(before.total, scale)
        parts.append(_("%(year)d: %(points)s") % {"year": standing.sheet.year - 1, "points": last})
    every = len(framework.leaves)
    waiting = found.open_in_all.empty + found.open_in_all.no_data + found.open_in_all.closed
    if not final:
        parts.append(_("đã có %(done)d/%(all)d") % {"done": every - waiting, "all": every})
    share = Decimal(0) if score.percent is None else max(Decimal(0), min(Decimal(100), score.percent))
    return Total(
        points=said_points(score.total, scale),
        most=said(left),
        share=f"{share:.1f}",
        marks=tuple(f"{band.start:.1f}" for band in framework.bands if band.start),
        band=score.band or "",
        rest=" · ".join(parts),
        final=final,
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
