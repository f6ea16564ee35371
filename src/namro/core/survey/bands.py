"""Ranks of units with what the errors allow: from which to which rank a unit may really stand.

Every unit is compared with each of the others by their difference and its error; the level is shared out among all
comparisons of a unit (Bonferroni), so that its band holds its true rank at least as often as the level says. Degrees of
freedom of a difference are the smaller of the two. Units are taken for independent, as villages of different communes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from namro.core.survey.answers import Floats, Ints
from namro.core.survey.student import t_quantile


@dataclass(frozen=True, slots=True)
class Band:
    """A unit's rank by its estimate (1, 2, 2, 4), and the best and worst rank that the errors leave open."""

    rank: int
    best: int
    worst: int


def rank_bands(values: Floats, errors: Floats, df: Ints, *, level: float = 0.95) -> list[Band | None]:
    """Return a band for each unit, highest value first; None where a unit has no value, no error or no degrees of
    freedom: it takes part in nobody's rank.
    """
    used = np.flatnonzero(~np.isnan(values) & ~np.isnan(errors) & (df >= 1))
    found: list[Band | None] = [None] * len(values)
    value, variance, degrees = values[used], errors[used] ** 2, df[used]
    comparisons = max(len(used) - 1, 1)
    tables = {int(one): t_quantile(1 - (1 - level) / (2 * comparisons), int(one)) for one in np.unique(degrees)}
    kinds, which = np.unique(degrees, return_inverse=True)
    quantiles = np.array([tables[int(one)] for one in kinds])
    for at, place in enumerate(used.tolist()):
        off = value - value[at]
        reach = quantiles[np.minimum(which, which[at])] * np.sqrt(variance + variance[at])
        above, below = int((off > reach).sum()), int((-off > reach).sum())
        found[place] = Band(1 + int((off > 0).sum()), 1 + above, len(used) - below)
    return found
