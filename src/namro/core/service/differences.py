"""Why an own score and an imported one differ: metric by metric, in points, and through which of the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from namro.core.service.index import Metric, ServiceIndex
from namro.core.service.points import MetricPoints, UnitPoints, own_points

_ZERO = Decimal("0.00")


class Cause(StrEnum):
    """What lies behind a difference, or why there is none to tell."""

    COUNTS = "counts"
    FORMULA = "formula"
    SCORE_ONLY = "score_only"
    OWN_MISSING = "own_missing"
    IMPORTED_MISSING = "imported_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One metric, or a whole group where only its score was imported.

    `points` is imported less own, None where one of them is not known. Where both sides have counts it is the sum of
    what another numerator does, then another denominator, and what is left although the counts are the same.
    """

    code: str
    name: str
    own: Decimal | None
    imported: Decimal | None
    cause: Cause
    words: str
    by_numerator: Decimal | None = None
    by_denominator: Decimal | None = None
    by_formula: Decimal | None = None

    @property
    def points(self) -> Decimal | None:
        """Imported less own."""
        return None if self.own is None or self.imported is None else self.imported - self.own


def differences(index: ServiceIndex, own: UnitPoints, imported: UnitPoints) -> tuple[Difference, ...]:
    """Return what differs between points computed here and points imported, the largest difference first.

    Metrics that are equal are left out, as are those known on neither side; those known on one side come last.
    """
    rows = [row for row in _rows(index, own, imported) if row.points != 0]
    return tuple(sorted(rows, key=lambda row: (row.points is None, -abs(row.points or _ZERO))))


def _rows(index: ServiceIndex, own: UnitPoints, imported: UnitPoints) -> Iterator[Difference]:
    for group in index.groups:
        pairs = [
            (metric, own.metrics[metric.code], imported.metrics[metric.code])
            for metric in group.metrics
            if metric.is_scored
        ]
        theirs = imported.groups[group.code]
        if theirs.imported and all(there.score is None for _, _, there in pairs):
            ours = own.groups[group.code]
            yield _whole_group(group.code, group.name, ours.score if ours.complete else None, theirs.score)
            continue
        for metric, here, there in pairs:
            if here.own is not None or there.score is not None:
                yield _of_metric(metric, here, there)


def _whole_group(code: str, name: str, own: Decimal | None, imported: Decimal) -> Difference:
    if own is None:
        words = "Chỉ có điểm nhập của cả nhóm; ở đây chưa đủ số liệu để tự tính."
        return Difference(code=code, name=name, own=None, imported=imported, cause=Cause.OWN_MISSING, words=words)
    words = "Điểm nhập chỉ có cho cả nhóm, không biết chênh ở chỉ số nào. Nhập điểm từng chỉ số để so."
    return Difference(code=code, name=name, own=own, imported=imported, cause=Cause.SCORE_ONLY, words=words)


def _of_metric(metric: Metric, here: MetricPoints, there: MetricPoints) -> Difference:
    cause, words = _told(here, there)
    parts: tuple[Decimal | None, Decimal | None, Decimal | None] = (None, None, None)
    if cause in (Cause.COUNTS, Cause.FORMULA):
        parts = _parts(metric, here, there)
    return Difference(
        code=metric.code,
        name=metric.name,
        own=here.own,
        imported=there.score,
        cause=cause,
        words=words,
        by_numerator=parts[0],
        by_denominator=parts[1],
        by_formula=parts[2],
    )


def _told(here: MetricPoints, there: MetricPoints) -> tuple[Cause, str]:
    if here.own is None:
        return Cause.OWN_MISSING, "Có điểm nhập; ở đây chưa có số đếm để tự tính."
    if there.score is None:
        return Cause.IMPORTED_MISSING, "Tự tính được; chưa nhập điểm của chỉ số này."
    if there.numerator is None or there.denominator is None:
        return Cause.SCORE_ONLY, "Điểm nhập không kèm số đếm. Nhập thêm tử số, mẫu số để biết chênh ở đâu."
    if (here.numerator, here.denominator) == (there.numerator, there.denominator):
        counted = f"{here.numerator}/{here.denominator}"
        return Cause.FORMULA, f"Cùng số đếm {counted} mà điểm khác: nơi nhập tính theo công thức hoặc ngưỡng khác."
    return Cause.COUNTS, _counts_words(here, there)


def _counts_words(here: MetricPoints, there: MetricPoints) -> str:
    both = f"Nơi nhập đếm {there.numerator}/{there.denominator}, ở đây {here.numerator}/{here.denominator}"
    changes = [
        f"{name} {'nhiều' if change > 0 else 'ít'} hơn {abs(change)}"
        for name, change in (
            ("tử số", (there.numerator or 0) - (here.numerator or 0)),
            ("mẫu số", (there.denominator or 0) - (here.denominator or 0)),
        )
        if change
    ]
    return f"{both}: {', '.join(changes)}."


def _parts(metric: Metric, here: MetricPoints, there: MetricPoints) -> tuple[Decimal, Decimal, Decimal]:
    assert here.numerator is not None
    assert here.denominator is not None
    assert there.numerator is not None
    assert there.denominator is not None
    start = here.own or _ZERO
    middle = own_points(metric, there.numerator, here.denominator) or _ZERO
    counted = own_points(metric, there.numerator, there.denominator) or _ZERO
    return middle - start, counted - middle, (there.score or _ZERO) - counted
