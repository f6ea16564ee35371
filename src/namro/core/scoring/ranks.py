"""Ranks of columns of settled values, highest first; `core/base/ranks` has them for a few."""

from __future__ import annotations

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
