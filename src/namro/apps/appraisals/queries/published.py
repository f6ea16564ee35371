"""Reads of publications: those of a round, and what one of them moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from namro.apps.appraisals.models import Publication, PublishedResult
from namro.apps.assessments.models import LineEvent, Round
from namro.core.assessment.opinions import Layer


@dataclass(frozen=True, slots=True)
class Move:
    """A unit whose points, band or rank a correction changed."""

    unit: str
    before: PublishedResult
    after: PublishedResult

    @property
    def change(self) -> int | None:
        """The change of the total in whole 1e-9; None where there is no total."""
        if self.before.total_nano is None or self.after.total_nano is None:
            return None
        return self.after.total_nano - self.before.total_nano


def publications_of(made: Round) -> QuerySet[Publication]:
    """Return the publications of a round, the first act first, without their snapshots."""
    return made.publications.select_related("by").defer("snapshot").order_by("number")


def moves_of(publication: Publication, readable: Q | None = None) -> list[Move]:
    """Return what a correction moved, by unit, those with other points first; nothing for the first act.

    `readable` is the condition on results that the reader may know of.
    """
    before = PublishedResult.objects.filter(
        publication__round=publication.round_id, publication__number=publication.number - 1
    )
    return moves_between(before, publication.results.filter(readable or Q()))


@dataclass(frozen=True, slots=True)
class Change:
    """A final value that a correction changed, as stored: "3.5", "na"; with the words of the cause and why."""

    sheet: int
    node_id: str
    before: str
    after: str
    reason: str


def changes_of(publication: Publication, readable: Q) -> list[Change]:
    """Return the final values that a correction changed; `readable` is the condition on events."""
    if publication.number == 1:
        return []
    rows = LineEvent.objects.filter(
        readable, line__assessment__round=publication.round_id, layer=Layer.FINAL, at=publication.at
    )
    found: dict[tuple[int, str], dict[str, LineEvent]] = {}
    for row in rows.select_related("line").order_by("line"):
        found.setdefault((row.line.assessment_id, row.line.node_id), {})[row.field] = row
    return [
        Change(sheet, node, of["points"].old, of["points"].new, of["reason"].new if "reason" in of else "")
        for (sheet, node), of in found.items()
        if "points" in of
    ]


def moves_between(before: Iterable[PublishedResult], after: Iterable[PublishedResult]) -> list[Move]:
    """Return the units whose points, band or rank differ."""
    were = {row.assessment_id: row for row in before}
    pairs = [(were[row.assessment_id], row) for row in after if row.assessment_id in were]
    found = [Move(now.unit_name, was, now) for was, now in pairs if _shown(was) != _shown(now)]
    return sorted(found, key=lambda move: (not move.change, move.after.pool, move.after.rank or len(were), move.unit))


def _shown(row: PublishedResult) -> tuple[object, ...]:
    return row.total_nano, row.band, row.rank, row.not_ranked
