"""What the lines of sheets add up to in a layer, written in the transaction of every change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from namro.apps.appraisals.models import Tally
from namro.apps.assessments.bridge import nano
from namro.apps.assessments.gathering import pool_of
from namro.apps.assessments.layers import BELOW, layer_score
from namro.apps.assessments.models import Assessment, Line
from namro.apps.assessments.standing import Standing
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.sets import Edition
from namro.core.assessment.opinions import Layer
from namro.core.framework.model import Framework
from namro.core.scoring.outcome import UnitScore

_WRITTEN = [
    "total_nano", "percent_nano", "band", "band_why", "not_ranked", "bonus_nano", "penalty_nano", "domains", "sources",
    "undecided", "disputed",
]  # fmt: skip


def standings_of(sheets: Sequence[Assessment]) -> list[Standing]:
    """Return sheets as they stand; as many queries for all those of one year and edition. Expects editions at hand."""
    found: dict[tuple[int, str], list[Assessment]] = {}
    for sheet in sheets:
        found.setdefault((sheet.year, sheet.edition.sha256), []).append(sheet)
    lines: dict[int, dict[str, Line]] = {sheet.pk: {} for sheet in sheets}
    for line in Line.objects.filter(assessment__in=lines, carried=None):
        lines[line.assessment_id][line.node_id] = line
    standings = []
    for (year, sha256), group in found.items():
        framework = tree_of(group[0].edition)
        pool = pool_of(Edition(framework, sha256), year, [sheet.unit_id for sheet in group])
        standings += [Standing(sheet, framework, pool.facts(sheet.unit_id), lines[sheet.pk]) for sheet in group]
    return standings


def tally(standings: Iterable[Standing], layer: Layer) -> list[Tally]:
    """Write what sheets add up to in a layer, and return the rows."""
    rows = [tally_of(standing, layer, layer_score(standing, *BELOW[layer])) for standing in standings]
    return Tally.objects.bulk_create(
        rows, batch_size=200, update_conflicts=True, update_fields=_WRITTEN, unique_fields=["assessment", "layer"]
    )


def tally_of(standing: Standing, layer: Layer, score: UnitScore) -> Tally:
    """Return the row, not saved."""
    framework = standing.framework
    waiting = waits(standing, layer)
    return Tally(
        assessment=standing.sheet,
        layer=layer,
        total_nano=nano(score.total),
        percent_nano=None if score.percent is None else nano(score.percent),
        band=score.band or "",
        band_why=score.band_why or "",
        not_ranked=score.not_ranked,
        bonus_nano=nano(score.bonus),
        penalty_nano=nano(score.penalty),
        domains={node.id: nano(score.criteria[node.id].points) for node in framework.criteria},
        sources={source: nano(total.points) for source, total in score.by_source.items()},
        undecided=len(waiting),
        disputed=sum(line.disputed for line in standing.lines.values()),
    )


def waits(standing: Standing, layer: Layer) -> list[str]:
    """Return the leaves and items on which somebody still has to decide in a layer, in the order of the set.

    In the second appraisal only what the unit explained, and what is disputed, is decided again.
    """
    framework = standing.framework
    keys = (*framework.leaves, *(item.id for item in framework.items))
    return [key for key in keys if line_waits(standing.lines.get(key), framework, layer)]


def line_waits(line: Line | None, framework: Framework, layer: Layer) -> bool:
    """Whether somebody still has to decide on one line in a layer."""
    if line is None:
        return False
    if line.disputed:
        return True
    if line.value(layer) is not None or line.value(Layer.FINAL) is not None:
        return False
    if layer == Layer.FINAL and line.value(Layer.APPRAISED) is not None:
        return bool(line.explained_reason)
    return is_judged(line, framework)


def is_judged(line: Line, framework: Framework) -> bool:
    """Whether somebody has to say something: what people typed. Computed values and surveys speak for themselves."""
    leaf = framework.leaves.get(line.node_id)
    if leaf is not None:
        return leaf.source == "appraisal" and bool(leaf.node.max)
    return line.claimed_nano is not None and bool(line.claimed_nano)
