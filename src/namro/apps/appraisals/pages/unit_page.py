"""One unit's published result: band, rank as an interval, where points went, the four values, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.bands import bars_of
from namro.apps.appraisals.pages.ranking_axis import Interval, RankAxis, Tick
from namro.apps.appraisals.pages.unit_compared import Part, compared_parts, gone
from namro.apps.appraisals.pages.unit_trend import Trend, trend
from namro.apps.appraisals.pages.waterfall import Waterfall, waterfall
from namro.apps.appraisals.queries.unit_result import UnitResult, year_result
from namro.apps.assessments.layers import layer_score
from namro.apps.assessments.pages.result_change import ChangePage, compared
from namro.apps.assessments.pages.sheet_cells import arrow, between
from namro.apps.assessments.standing import Standing
from namro.core.assessment.lost_points import by_cause, cause_words, lost_points
from namro.core.assessment.opinions import LAYER_WORDS, Layer
from namro.core.scoring.change import signed
from namro.core.scoring.numbers import ZERO, said, said_points
from namro.core.scoring.outcome import UnitScore
from namro.ui.formats import NOTHING


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain: points of its maximum, those of the year before, the difference."""

    id: str
    name: str
    points: str
    most: str
    share: int
    before: str
    difference: str
    css: str


@dataclass(frozen=True, slots=True)
class LayerStep:
    """One of the four values of the whole sheet; `note` says what it differs from the one before by."""

    name: str
    total: str
    note: str
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """The context of the page."""

    name: str
    total: str
    most: str
    percent: str
    band: str
    bars: int
    near: str
    band_why: str
    not_ranked: str
    rank: str
    span: str
    interval: Interval | None
    ticks: tuple[Tick, ...]
    documents: str
    documents_most: str
    survey: str
    survey_most: str
    alike: tuple[tuple[str, str], ...]
    by_domain: Waterfall | None
    by_cause: Waterfall | None
    domains: tuple[DomainRow, ...]
    layers: tuple[LayerStep, ...]
    change: ChangePage | None
    parts: tuple[Part, ...]
    gone: str
    merged: bool
    trend: Trend


def unit_page(found: UnitResult) -> UnitPage:
    """Return the page of a unit's result."""
    table, own = found.table, found.own
    framework = table.framework
    scale, ranked = framework.scale, table.ranked.get(own.pool, 0)
    axis = RankAxis(ranked)
    score = layer_score(found.standing, Layer.FINAL, Layer.APPRAISED) if found.standing else None
    names = {unit.key: (unit.name, unit.code) for unit in table.units}
    return UnitPage(
        name=own.name,
        total=NOTHING if own.total is None else said_points(own.total, scale),
        most=said(scale.max),
        percent="" if own.percent is None else f"{said_points(own.percent, scale)} %",
        band=own.band,
        bars=bars_of(framework).get(own.band, 1),
        near=own.near,
        band_why=own.band_why,
        not_ranked=own.not_ranked,
        rank=f"{own.rank}/{ranked}" if own.rank else "",
        span=f"{own.low} – {own.high}" if own.low and own.high else "",
        interval=axis.interval(own.rank, own.low, own.high) if own.rank else None,
        ticks=axis.ticks(()),
        documents=said_points(own.documents, scale),
        documents_most=said(scale.max - table.survey_max),
        survey=said_points(own.survey, scale),
        survey_most=said(table.survey_max) if table.survey_max and own.total is not None else "",
        alike=tuple(names[key] for key in sorted(own.alike) if key in names),
        by_domain=_by_domain(found) if own.total is not None else None,
        by_cause=_by_cause(found, score) if score and own.total is not None else None,
        domains=tuple(_domains(found)) if own.total is not None else (),
        layers=tuple(_layers(found, found.standing)) if found.standing and own.total is not None else (),
        change=_change(found, ranked),
        parts=compared_parts(framework, found.sheet, score, found.criteria) if score and found.criteria else (),
        gone=gone(framework, found.criteria) if found.criteria else "",
        merged=bool(found.merged) and found.before is None,
        trend=trend(own.name, found.years, found.merged, scale),
    )


def _change(found: UnitResult, ranked: int) -> ChangePage | None:
    later = year_result(found.table.year, found.own, ranked)
    if found.before is None or later is None:
        return None
    scale = found.table.framework.scale
    return compared(found.before.result, later, scale, other_set=found.before.other_set)


def _domains(found: UnitResult) -> Iterator[DomainRow]:
    scale, own = found.table.framework.scale, found.own
    for node in found.table.framework.criteria:
        points = own.domains.get(node.id, ZERO)
        before = found.before.domains.get(node.id) if found.before else None
        change = None if before is None else points - before
        yield DomainRow(
            node.id,
            node.name,
            said_points(points, scale),
            said_points(node.max, scale),
            round(100 * points / node.max) if node.max else 0,
            "" if before is None else said_points(before, scale),
            "" if change is None else signed(change, scale),
            "" if not change else "up" if change > 0 else "down",
        )


def _beside(found: UnitResult) -> Iterator[tuple[str, str, Decimal]]:
    if found.own.bonus:
        yield _("Điểm thưởng"), "", found.own.bonus
    if found.own.penalty:
        yield _("Điểm trừ"), "", -abs(found.own.penalty)


def _by_domain(found: UnitResult) -> Waterfall:
    framework, own = found.table.framework, found.own
    lost = [
        (f"{node.id}. {node.name}", "", own.domains.get(node.id, ZERO) - node.max)
        for node in framework.criteria
        if own.domains.get(node.id, ZERO) != node.max
    ]
    lost.sort(key=lambda row: row[2])
    return waterfall(
        (_("Điểm tối đa"), framework.scale.max),
        [*lost, *_beside(found)],
        (_("Kết quả"), own.total or ZERO),
        framework.scale,
    )


def _by_cause(found: UnitResult, score: UnitScore) -> Waterfall:
    framework, standing = found.table.framework, found.standing
    assert standing is not None
    causes = {key: line.final_cause or line.appraised_cause for key, line in standing.lines.items()}
    claimed = {
        key: value.points
        for key, line in standing.lines.items()
        if (value := line.value(Layer.SELF)) is not None and value.points is not None
    }
    lost = by_cause(lost_points(framework, score, causes, claimed))
    rows = [
        (cause_words(cause), _("%(n)d tiêu chí") % {"n": count}, -points) for cause, (points, count) in lost.items()
    ]
    if score.excluded:
        rows.append((_("Không áp dụng, loại khỏi thang điểm"), "", -score.excluded))
    if score.bonus:
        rows.append((_("Điểm thưởng"), "", score.bonus))
    return waterfall(
        (_("Điểm tối đa"), framework.scale.max), rows, (_("Kết quả"), found.own.total or ZERO), framework.scale
    )


def _layers(found: UnitResult, standing: Standing) -> Iterator[LayerStep]:
    scale = found.table.framework.scale
    explained = any(line.explained_reason for line in standing.lines.values())
    totals: list[tuple[str, Decimal | None]] = [
        (LAYER_WORDS[Layer.SELF], layer_score(standing, Layer.SELF).total),
        (LAYER_WORDS[Layer.APPRAISED], layer_score(standing, Layer.APPRAISED).total),
        (
            LAYER_WORDS[Layer.EXPLAINED],
            layer_score(standing, Layer.EXPLAINED, Layer.APPRAISED).total if explained else None,
        ),
        (LAYER_WORDS[Layer.FINAL], found.own.total),
    ]
    previous: Decimal | None = None
    for name, total in totals:
        note = _("không giải trình") if total is None else ""
        if total is not None and previous is not None:
            note = _("giữ nguyên") if total == previous else arrow(between(total, previous, scale), scale)
        yield LayerStep(
            name, "" if total is None else said_points(total, scale), note, name == LAYER_WORDS[Layer.FINAL]
        )
        previous = total if total is not None else previous
