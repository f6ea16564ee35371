"""What a unit's criteria got the year before, under the ids of this year's edition."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock
from typing import Any

from django.db import connection

from namro.apps.assessments.bridge import lines_of
from namro.apps.assessments.layers import layer_score
from namro.apps.assessments.layers_read import tells_final
from namro.apps.assessments.models import Assessment, Line, Score
from namro.apps.assessments.standing import standing_of
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.models import Fact
from namro.apps.people.models import OrganisationVersion
from namro.core.assessment.opinions import Layer
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework


@dataclass(frozen=True, slots=True)
class LastYear:
    """One criterion's points of the year before, its maximum then, and why points were lost ("" where none were)."""

    points: Decimal
    max: Decimal | None
    reason: str = ""
    #: The coded cause (`data/causes.yaml`); "" where nobody said one.
    cause: str = ""

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
    """Return what is known of the year before: its sheet, else the computed result.

    What the province decided about it is sealed until it is published; until then it is what the sheet gave.

    A sheet shows it on every page and at every saved cell while it hardly ever changes: it is remembered by what it
    was made of, and then costs one query.
    """
    return _remembered((sheet.edition.sha256, sheet.year, sheet.unit_id, *_made_of(sheet)), lambda: _found(sheet))


_KEPT = 200
_known: OrderedDict[tuple[Any, ...], YearBefore] = OrderedDict()
_lock = Lock()


def _made_of(sheet: Assessment) -> tuple[Any, ...]:
    """Return what tells that lines, facts, results or units changed since, in one query.

    Written out: it is asked at every saved cell, and the ORM takes longer to compose it than a database to answer.
    """
    last = {"unit": sheet.unit_id, "year": sheet.year - 1}
    with connection.cursor() as cursor:
        cursor.execute(_MADE_OF, last)
        return tuple(cursor.fetchone())


_MODELS = (Assessment, Edition, Fact, Line, OrganisationVersion, Score)
_MADE_OF = """
SELECT o.token, s.id, e.sha256, s.band, s.state, MAX(l.at), SUM(l.version), SUM(l.final_nano),
       (SELECT MAX(id) FROM {Fact}),
       (SELECT MAX(id) FROM {Score} WHERE unit_id = %(unit)s AND year = %(year)s),
       (SELECT MAX(computed_at) FROM {Score} WHERE unit_id = %(unit)s AND year = %(year)s)
  FROM (SELECT MIN(token) AS token FROM {OrganisationVersion}) o
  LEFT JOIN {Assessment} s ON s.unit_id = %(unit)s AND s.year = %(year)s
  LEFT JOIN {Edition} e ON e.id = s.edition_id
  LEFT JOIN {Line} l ON l.assessment_id = s.id
 GROUP BY o.token, s.id, e.sha256, s.band, s.state
""".format(**{model.__name__: model._meta.db_table for model in _MODELS})  # noqa: S608 - names of our own tables


def _found(sheet: Assessment) -> YearBefore:
    rows = Assessment.objects.filter(unit=sheet.unit_id, year=sheet.year - 1)
    before = rows.select_related("edition", "unit", "round").defer("edition__text").first()
    if before is not None:
        return _of_sheet(before, tree_of(sheet.edition))
    score = Score.objects.filter(unit=sheet.unit_id, year=sheet.year - 1).order_by("-computed_at").first()
    return YearBefore() if score is None else _of_score(score, tree_of(sheet.edition))


def _remembered(key: tuple[Any, ...], make: Callable[[], YearBefore]) -> YearBefore:
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    found = make()
    with _lock:
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def _of_sheet(before: Assessment, framework: Framework) -> YearBefore:
    standing = standing_of(before)
    old, score = standing.framework, standing.claimed.score
    told = tells_final(before)
    finals = {key: line for key, line in standing.lines.items() if told and line.value(Layer.FINAL) is not None}
    band = before.band
    if finals:
        score = layer_score(standing, Layer.FINAL)
        band = score.band or ""
    found = {
        key: _row(finals.get(key), outcome.points, old.maxima.get(key))
        for key, outcome in (*score.criteria.items(), *score.adjustments.items())
    }
    return YearBefore(before, _under_new_ids(old, framework, found), score.total, band)


def _row(line: Line | None, points: Decimal, most: Decimal | None) -> LastYear:
    if line is None or line.final is None:
        return LastYear(points, most)
    return LastYear(line.final, most, line.final_reason, line.final_cause)


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
