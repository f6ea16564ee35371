"""The rows of a sample put in order for one way of looking: domains, in them strata, in them PSUs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from namro.core.survey.answers import Answers, Floats, Ints, Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Where groups begin in what they are groups of, all of it in order."""

    starts: Ints
    lengths: Ints

    def sums(self, values: NDArray[np.generic]) -> Floats:
        """Return the sum of each group."""
        if len(self.starts) == len(values):
            return values.astype(np.float64, copy=False)
        return np.add.reduceat(values, self.starts, dtype=np.float64)

    def spread(self, values: Floats) -> Floats:
        """Return a value of each group for all of its members."""
        return values if len(values) == self.lengths.sum() else np.repeat(values, self.lengths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Rows ordered by domain, stratum and PSU.

    `cells` are the rows of one PSU in one domain; `strata` are cells of one stratum in one domain; `domains` are made
    of strata. `psus` and `kept` belong to `strata`: m, the PSUs of the stratum in the whole file, and 1 − f.
    """

    order: Ints | None
    weight: Floats
    cells: Groups
    strata: Groups
    domains: Groups
    rows: Groups
    psus: Floats
    kept: Floats
    df: Ints

    def placed(self, column: Answers) -> Answers:
        """Return a column of the sample in the order of the design."""
        return column if self.order is None else column[self.order]

    def variance(self, totals: Floats) -> Floats:
        """Return, for each domain, Σ over strata (1 − f) · m/(m − 1) · Σ (u − ū)² of the totals `u` of its cells.

        PSUs without anybody of the domain count with u = 0. A stratum of one PSU adds (1 − f) · u².
        """
        mean = self.strata.sums(totals) / self.psus
        off = totals - self.strata.spread(mean)
        absent = self.psus - self.strata.lengths
        squares = self.strata.sums(off * off) + absent * mean * mean
        alone = self.psus == 1
        factor = np.where(alone, 1.0, self.psus / np.maximum(self.psus - 1, 1))
        if alone.any():
            squares = np.where(alone, self.strata.sums(totals * totals), squares)
        return self.domains.sums(self.kept * factor * squares)


def design_of(sample: Sample, *, by_unit: bool) -> Design:
    """Order a sample that has rows; the whole of it is one domain unless looked at by unit."""
    domain = sample.unit if by_unit else np.zeros(len(sample.unit), dtype=np.int64)
    key = domain * (int(sample.psu.max()) + 1) + sample.psu
    order = None if bool((np.diff(key) >= 0).all()) else np.argsort(key, kind="stable")
    if order is not None:
        domain, key = domain[order], key[order]
    stratum = sample.stratum if order is None else sample.stratum[order]
    weight = sample.weight if order is None else sample.weight[order]
    cells = _groups(key)
    first = cells.starts
    strata = _groups(domain[first] * len(sample.fpc) + stratum[first])
    at = first[strata.starts]
    domains = _groups(domain[at])
    psus = sample.psus_of_strata.astype(np.float64)
    kept = np.where(np.isnan(sample.fpc), 1.0, 1.0 - psus / sample.fpc)
    return Design(
        order=order,
        weight=weight,
        cells=cells,
        strata=strata,
        domains=domains,
        rows=_groups(domain),
        psus=psus[stratum[at]],
        kept=kept[stratum[at]],
        df=_degrees(weight, cells, strata, domains),
    )


def _degrees(weight: Floats, cells: Groups, strata: Groups, domains: Groups) -> Ints:
    """PSUs − strata of each domain, both counted where the domain has a row with weight."""
    psus = np.maximum.reduceat(weight > 0, cells.starts)
    used = np.maximum.reduceat(psus, strata.starts)
    return (domains.sums(strata.sums(psus)) - domains.sums(used)).astype(np.int64)


def _groups(keys: Ints) -> Groups:
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Groups(starts=starts, lengths=np.diff(np.append(starts, len(keys))))
