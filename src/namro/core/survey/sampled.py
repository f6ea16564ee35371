"""Rows of answers gathered chunk by chunk into a `Sample`: names become places, PSUs count inside their stratum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from namro.core.base.faults import Faults
from namro.core.survey.answers import Answers, Floats, Ints, Sample


class _Places(defaultdict[object, int]):
    """A number for each name in the order in which names first come."""

    def __init__(self) -> None:
        super().__init__()
        self.default_factory = self.__len__


class Gathered:
    """Rows so far. A column of the design that is None in one chunk is None in all."""

    def __init__(self, items: Sequence[str]) -> None:
        self.units, self.strata, self.psus = _Places(), _Places(), _Places()
        self.parts: dict[str, list[np.ndarray]] = {name: [] for name in ("unit", "stratum", "psu", "weight", "fpc")}
        self.answers: dict[str, list[Answers]] = {code: [] for code in items}
        self.lines: list[Sequence[int]] = []

    def add(
        self,
        units: Sequence[str],
        strata: Sequence[str] | None,
        psus: Sequence[str] | None,
        weights: Sequence[float] | None,
        fpc: Sequence[float] | None,
        answers: Mapping[str, Answers],
        lines: Sequence[int],
    ) -> None:
        """Take a chunk of rows; `lines` say where they stand in the file."""
        size = len(units)
        stratum = [self.strata[name] for name in strata] if strata is not None else [self.strata[""]] * size
        if psus is None:
            before = sum(map(len, self.parts["unit"]))
            psu: Sequence[int] = range(before, before + size)
        else:
            psu = [self.psus[pair] for pair in zip(stratum, psus, strict=True)]
        columns = {
            "unit": [self.units[name] for name in units],
            "stratum": stratum,
            "psu": psu,
            "weight": weights if weights is not None else np.ones(size),
            "fpc": fpc if fpc is not None else np.full(size, np.nan),
        }
        for name, values in columns.items():
            kind = np.float64 if name in ("weight", "fpc") else np.int64
            self.parts[name].append(np.asarray(values, dtype=kind))
        for code, found in answers.items():
            self.answers[code].append(found)
        self.lines.append(lines)

    def check(self, faults: Faults) -> None:
        """Note where the numbers of PSUs in the population (fpc) cannot be."""
        stratum, psu, fpc = self._joined("stratum"), self._joined("psu"), self._joined("fpc")
        if not len(fpc) or np.isnan(fpc).all():
            return
        lines = np.concatenate([np.asarray(one) for one in self.lines])
        names = list(self.strata)
        for place, name in enumerate(names):
            rows = np.flatnonzero(stratum == place) if len(names) > 1 else np.arange(len(fpc))
            said = np.unique(fpc[rows])  # all nan count as one
            where, seen = int(lines[rows[0]]), len(np.unique(psu[rows]))
            called = f"tầng “{name}”" if name else "tệp"
            if len(said) > 1:
                first = int(lines[rows[np.flatnonzero(~_same(fpc[rows], fpc[rows][0]))[0]]])
                faults.add(first, f"fpc: {called} có nhiều số khác nhau. Mỗi tầng một số, ghi ở mọi dòng của tầng.")
            elif said[0] < seen:
                faults.add(where, f"fpc: {called} ghi {said[0]:g} cụm trong tổng thể nhưng mẫu đã có {seen} cụm.")

    def sample(self) -> Sample:
        """Settle places: units in the order of their names, PSUs stratum by stratum."""
        units = sorted(map(str, self.units))
        new = np.zeros(len(units), dtype=np.int64)
        for place, name in enumerate(units):
            new[self.units[name]] = place
        unit, stratum, fpc = self._joined("unit"), self._joined("stratum"), self._joined("fpc")
        of_strata = np.full(len(self.strata), np.nan)
        of_strata[stratum] = fpc
        return Sample(
            units=tuple(units),
            unit=new[unit] if len(unit) else unit,
            stratum=stratum,
            psu=_by_stratum(stratum, self._joined("psu")),
            weight=self._joined("weight"),
            fpc=of_strata,
            answers={
                code: np.concatenate(parts) if parts else np.zeros(0, np.uint8) for code, parts in self.answers.items()
            },
        )

    def _joined(self, name: str) -> np.ndarray:
        kind = np.float64 if name in ("weight", "fpc") else np.int64
        return np.concatenate(self.parts[name]) if self.parts[name] else np.zeros(0, dtype=kind)


def _same(values: Floats, one: float) -> np.ndarray:
    return np.isnan(values) if np.isnan(one) else values == one


def _by_stratum(stratum: Ints, psu: Ints) -> Ints:
    """Number PSUs anew, those of the first stratum first."""
    if not len(psu):
        return psu
    names, first = np.unique(psu, return_index=True)
    ranks = np.empty(int(names.max()) + 1, dtype=np.int64)
    ranks[names[np.argsort(stratum[first], kind="stable")]] = np.arange(len(names))
    return ranks[psu]
