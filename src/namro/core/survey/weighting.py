"""Weights of respondents: the design's own, made larger for those of the same class who did not answer.

In each class (a stratum, or a cell such as commune × field) the respondents stand for all who were drawn: base weight ×
Σ base weights drawn / Σ base weights of respondents. With a known population of each class they stand for that instead.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from namro.core.base.errors import NamroError


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCase:
    """Somebody drawn who belongs to the population. `base`: 1 / chance of being drawn. `wider`: classes are joined only
    inside it, such as communes inside their province.
    """

    cell: str
    base: float
    responded: bool
    wider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightClass:
    """One class as it was used, with the cells joined in it and the factor on base weights."""

    cells: tuple[str, ...]
    drawn: int
    responded: int
    factor: float


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weight for each case in the order given, 0 for those who did not respond, and the classes behind them."""

    weights: tuple[float, ...]
    classes: tuple[WeightClass, ...]

    @property
    def effect(self) -> float | None:
        """How much unequal weights enlarge the variance at most: n Σ w² / (Σ w)² (Kish); None without respondents."""
        used = [weight for weight in self.weights if weight > 0]
        return len(used) * sum(weight**2 for weight in used) / sum(used) ** 2 if used else None


def response_weights(
    cases: Sequence[DrawnCase], *, populations: Mapping[str, float] | None = None, collapse_below: int = 0
) -> Weighted:
    """Return weights corrected for those who did not respond; `populations` (by cell) replaces the drawn as the total.

    A class with fewer than `collapse_below` respondents is joined to the one before it in the order in which classes
    first come, the first one to the one after, always inside the same `wider`; the smallest first. Raises NamroError
    for a class that is left without respondents, for base weights that are not positive, for populations that are
    missing or too small.
    """
    if bad := next((case for case in cases if not (math.isfinite(case.base) and case.base > 0)), None):
        said = f"Ô “{bad.cell}” có trọng số gốc {bad.base:g}. Trọng số gốc là 1 / xác suất được chọn, lớn hơn 0."
        raise NamroError(said, code="weight")
    factors: dict[tuple[str, str], float] = {}
    classes = []
    for group in _joined(_cells(cases), collapse_below):
        factor = _factor(group, populations)
        names = tuple(cell.name for cell in group)
        drawn, responded = sum(cell.drawn for cell in group), _responded(group)
        classes.append(WeightClass(cells=names, drawn=drawn, responded=responded, factor=factor))
        factors |= {(cell.wider, cell.name): factor for cell in group}
    weights = tuple(case.base * factors[(case.wider, case.cell)] if case.responded else 0.0 for case in cases)
    return Weighted(weights, tuple(classes))


@dataclass(slots=True)
class _Cell:
    name: str
    wider: str
    drawn: int = 0
    responded: int = 0
    base: float = 0.0
    base_responded: float = 0.0


_Group = list[_Cell]


def _cells(cases: Sequence[DrawnCase]) -> list[_Group]:
    """Count the cells, each a class of its own at first."""
    found: dict[tuple[str, str], _Cell] = {}
    for case in cases:
        cell = found.setdefault((case.wider, case.cell), _Cell(case.cell, case.wider))
        cell.drawn += 1
        cell.base += case.base
        if case.responded:
            cell.responded += 1
            cell.base_responded += case.base
    return [[cell] for cell in found.values()]


def _joined(groups: list[_Group], least: int) -> list[_Group]:
    """Join classes with too few respondents inside each wider one, as long as there is one to join it to."""
    inside: dict[str, list[_Group]] = {}
    for group in groups:
        inside.setdefault(group[0].wider, []).append(group)
    for near in inside.values():
        sizes = [_responded(group) for group in near]
        while len(near) > 1 and min(sizes) < least:
            at = sizes.index(min(sizes))
            first = at - 1 if at else 0
            near[first] += near.pop(first + 1)
            sizes[first] += sizes.pop(first + 1)
    return [group for near in inside.values() for group in near]


def _responded(group: _Group) -> int:
    return sum(cell.responded for cell in group)


def _factor(group: _Group, populations: Mapping[str, float] | None) -> float:
    named = ", ".join(f"“{cell.name}”" for cell in group)
    answered = sum(cell.base_responded for cell in group)
    if not answered:
        drawn = sum(cell.drawn for cell in group)
        said = f"Ô {named}: đã chọn {drawn} người, không ai trả lời, nên không có ai đại diện."
        raise NamroError(
            f"{said} Gộp với ô khác (đặt số phiếu ít nhất mỗi ô), hoặc bỏ ô này khỏi tổng thể.", code="cell"
        )
    if populations is None:
        return sum(cell.base for cell in group) / answered
    if missing := [cell.name for cell in group if cell.name not in populations]:
        raise NamroError(f"Ô “{missing[0]}” chưa có số người của tổng thể. Ghi số người cho mọi ô.", code="cell")
    whole = sum(populations[cell.name] for cell in group)
    if not math.isfinite(whole) or whole < _responded(group):
        said = f"Ô {named}: tổng thể ghi {whole:g} người, ít hơn {_responded(group)} người đã trả lời."
        raise NamroError(f"{said} Kiểm tra lại khung mẫu.", code="cell")
    return whole / answered
