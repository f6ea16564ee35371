"""Answers of a sample with their design: one row a respondent, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Where a row has no answer to an item.
NO_ANSWER = 0

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Answers = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """n rows. `unit`, `stratum` and `psu` are places in `units`, in 0 … strata − 1 and in 0 … PSUs − 1.

    A PSU stands in one stratum, and PSUs are numbered stratum by stratum. `fpc` has, for each stratum, the number of
    its PSUs in the population, nan without one. `answers` has for each item n answers 1 … max, 0 where there is none.
    """

    units: tuple[str, ...]
    unit: Ints
    stratum: Ints
    psu: Ints
    weight: Floats
    fpc: Floats
    answers: Mapping[str, Answers]

    @property
    def psus_of_strata(self) -> Ints:
        """How many PSUs each stratum has in the sample, those with weight 0 included."""
        last = np.zeros(len(self.fpc), dtype=np.int64)
        if len(self.psu):
            pairs = np.unique(np.stack((self.stratum, self.psu)), axis=1)
            last = np.bincount(pairs[0], minlength=len(self.fpc)).astype(np.int64)
        return last
