"""`namro index766` for people: the ranking, and of a single unit every metric with what is behind it."""

from __future__ import annotations

from collections.abc import Iterator

from namro.cli.tables import aligned
from namro.core.base.points import exact_words, format_points
from namro.core.service.index import ServiceIndex
from namro.core.service.points import GroupPoints, MetricPoints, Standing, UnitPoints
from namro.core.service.words import CONTROLLERS

_NOTHING = "–"


def report(index: ServiceIndex, found: Standing) -> Iterator[str]:
    """Yield the lines: units by rank with their groups, the mean, and what is missing."""
    yield f"Chỉ số {index.index}: {index.basis}."
    yield from aligned([_head(index), *(_row(unit) for unit in _by_rank(found)), *_mean(index, found)])
    if len(found.units) == 1:
        yield ""
        yield from _metrics(found.units[0])
    for unit in _by_rank(found):
        yield from _missing(unit)


def _by_rank(found: Standing) -> list[UnitPoints]:
    return sorted(found.units, key=lambda unit: unit.rank)


def _head(index: ServiceIndex) -> tuple[str, ...]:
    return ("Hạng", "Đơn vị", "Tổng", *(f"{group.code}/{exact_words(group.max)}" for group in index.groups))


def _row(unit: UnitPoints) -> tuple[str, ...]:
    return (str(unit.rank), unit.unit, format_points(unit.total), *(_group(group) for group in unit.groups.values()))


def _group(group: GroupPoints) -> str:
    if group.complete:
        return format_points(group.score)
    return f"{format_points(group.score)} (thiếu)" if group.score else _NOTHING


def _mean(index: ServiceIndex, found: Standing) -> list[tuple[str, ...]]:
    if len(found.units) < 2:
        return []
    groups = (format_points(found.mean_groups[group.code]) for group in index.groups)
    return [("", "Trung bình", format_points(found.mean_total), *groups)]


def _metrics(unit: UnitPoints) -> Iterator[str]:
    yield from aligned(
        [("Chỉ số", "Điểm", "Tối đa", "Số đếm", "Ai tác động", "Lưu ý"), *map(_metric, unit.metrics.values())]
    )


def _metric(points: MetricPoints) -> tuple[str, ...]:
    metric = points.metric
    counted = f"{points.numerator}/{points.denominator}" if points.numerator is not None else _NOTHING
    return (
        f"{metric.number} {metric.name}".strip(),
        _NOTHING if points.score is None else format_points(points.score),
        _NOTHING if metric.max is None else exact_words(metric.max),
        counted,
        ", ".join(CONTROLLERS[one] for one in metric.controlled_by),
        "; ".join(_remarks(points)),
    )


def _remarks(points: MetricPoints) -> Iterator[str]:
    if not points.metric.is_scored:
        yield "chỉ để xem"
    if points.imported is not None:
        yield "điểm nhập"
        if points.own is not None and points.own != points.imported:
            yield f"tự tính {format_points(points.own)}"
    if points.small and points.denominator:
        yield "mẫu số nhỏ"
    if points.denominator == 0:
        yield "mẫu số 0"


def _missing(unit: UnitPoints) -> Iterator[str]:
    wanted = [code for group in unit.groups.values() if not group.complete for code in _unknown(group, unit)]
    if wanted:
        yield f"{unit.unit}: chưa đủ số liệu ({', '.join(wanted)}); tổng là tổng của phần đã có."


def _unknown(group: GroupPoints, unit: UnitPoints) -> Iterator[str]:
    scored = [metric.code for metric in group.group.metrics if metric.is_scored]
    unknown = [code for code in scored if unit.metrics[code].score is None]
    if len(unknown) == len(scored):
        yield f"cả nhóm {group.group.code}"
    else:
        yield from unknown
