"""Ranks, highest first: 1, 2, 2, 4 (competition) or 1, 2, 2, 3 (dense)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: In a column of settled values: no value, no rank.
NOTHING = np.iinfo(np.int64).min


def ranks(settled: NDArray[np.int64], ties: str) -> NDArray[np.int64]:
    """Rank settled values given as whole numbers of 1e-9; `NOTHING` gets rank 0."""
    found = np.zeros(len(settled), dtype=np.int64)
    ranked = settled != NOTHING
    _, place, counts = np.unique(-settled[ranked], return_inverse=True, return_counts=True)
    first = np.arange(len(counts)) if ties == "dense" else np.cumsum(counts) - counts
    found[ranked] = first[place] + 1
    return found


def rank_list(values: Sequence[int | None], ties: str) -> list[int | None]:
    """Rank plain whole numbers of any size; None gets none."""
    order = sorted({value for value in values if value is not None}, reverse=True)
    counts = dict.fromkeys(order, 0)
    for value in values:
        if value is not None:
            counts[value] += 1
    rank, above = {}, 0
    for dense, value in enumerate(order, start=1):
        rank[value] = dense if ties == "dense" else above + 1
        above += counts[value]
    return [None if value is None else rank[value] for value in values]
