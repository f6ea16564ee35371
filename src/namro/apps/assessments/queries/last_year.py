"""What a unit's criteria got the year before, under the ids of this year's edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from namro.apps.assessments.bridge import lines_of
from namro.apps.assessments.models import Assessment, Line, Score
from namro.apps.assessments.standing import standing_of
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework


@dataclass(frozen=True, slots=True)
class LastYear:
    """One criterion's points of the year before, its maximum then, and why points were lost ("" where none were)."""

    points: Decimal
    max: Decimal | None
    reason: str = ""

    @property
    def full(self) -> bool:
        """Whether nothing was lost."""
        return self.max is not None and self.points >= self.max


@dataclass(frozen=True, slots=True)
class YearBefore:
    """The year before: its sheet where there is one, the criteria under this year's ids, total and band."""

    sheet: Assessment | None = None
    rows: Mapping[str, LastYear] = field(default_factory=dict)
    total: Decimal | None = None
    band: str = ""


def year_before(sheet: Assessment) -> YearBefore:
    """Return what is known of the year before: its sheet, else the computed result; a fixed number of queries."""
    rows = Assessment.objects.filter(unit=sheet.unit_id, year=sheet.year - 1)
    before = rows.select_related("edition", "unit").defer("edition__text").first()
    if before is not None:
        return _of_sheet(before, tree_of(sheet.edition))
    score = Score.objects.filter(unit=sheet.unit_id, year=sheet.year - 1).order_by("-computed_at").first()
    return YearBefore() if score is None else _of_score(score, tree_of(sheet.edition))


def _of_sheet(before: Assessment, framework: Framework) -> YearBefore:
    standing = standing_of(before)
    old, score = standing.framework, standing.claimed.score
    found: dict[str, LastYear] = {}
    finals = {key: line for key, line in standing.lines.items() if line.final is not None}
    for key, outcome in (*score.criteria.items(), *score.adjustments.items()):
        found[key] = _row(finals.get(key), outcome.points, old.maxima.get(key))
    for node in reversed(old.nodes):
        if node.children and finals:
            points = sum((found[child.id].points for child in node.children), Decimal(0))
            found[node.id] = LastYear(points, node.max)
    total = score.total
    if finals:
        tops = sum((found[node.id].points for node in old.criteria), Decimal(0))
        total = tops + score.bonus - score.penalty
    return YearBefore(before, _under_new_ids(old, framework, found), total, before.band)


def _row(line: Line | None, points: Decimal, most: Decimal | None) -> LastYear:
    if line is None or line.final is None:
        return LastYear(points, most)
    return LastYear(line.final, most, line.final_reason)


def _of_score(row: Score, framework: Framework) -> YearBefore:
    edition = Edition.objects.filter(sha256=row.edition).defer("text").first()
    if edition is None:
        return YearBefore(total=row.total, band=row.band)
    old = tree_of(edition)
    found = {key: LastYear(line.points, old.maxima.get(key)) for key, line in lines_of(row, "criteria")}
    found |= {key: LastYear(line.points, None) for key, line in lines_of(row, "adjustments")}
    return YearBefore(None, _under_new_ids(old, framework, found), row.total, row.band)


def _under_new_ids(old: Framework, new: Framework, rows: Mapping[str, LastYear]) -> dict[str, LastYear]:
    if old is new:
        return dict(rows)
    ids = compare(old, new).ids
    return {ids[key]: row for key, row in rows.items() if key in ids}
