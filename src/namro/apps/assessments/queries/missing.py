"""What proof the units of a year lack; as many queries whatever the number of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from namro.apps.assessments.models import Assessment, Assignment, Attached
from namro.apps.assessments.queries.attached import Asked, asked_of, not_applying, proof_of
from namro.apps.frameworks.trees import tree_of
from namro.core.assessment.missing import Tally, tally

#: A row of a sheet of which the unit expects something else than the edition.
_OWN = Q(carried=None, expected__isnull=False)


@dataclass(frozen=True, slots=True)
class Bare:
    """A sheet with how many leaves it asks proof for, and of how many nothing at all is there."""

    sheet: Assessment
    asked: int
    bare: int
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """How a sheet's proof stands: its leaves by state, and how many lack something after its day."""

    tally: Tally
    late: int


def barest(sheets: Iterable[Assessment]) -> list[Bare]:
    """Return sheets with what is not there at all, the emptiest first.

    The database counts: a query for each edition among the sheets, one more where sheets differ from their edition.
    """
    rows = list(sheets)
    own = own_rows(rows)
    editions = {key: _required(_of_edition(sheet)) for key, sheet in {one.edition_id: one for one in rows}.items()}
    needed = {sheet.pk: _needed(sheet, own.get(sheet.pk), editions[sheet.edition_id]) for sheet in rows}
    alike: dict[frozenset[str], list[int]] = {}
    for sheet in rows:
        alike.setdefault(editions[sheet.edition_id], []).append(sheet.pk)
    there: dict[int, int] = {}
    for nodes, keys in alike.items():
        there |= _counted(keys, nodes)
        _correct(there, {key: (nodes, needed[key]) for key in keys if key in own})
    found = [
        Bare(sheet, len(needed[sheet.pk]), len(needed[sheet.pk]) - there.get(sheet.pk, 0), own.get(sheet.pk))
        for sheet in rows
    ]
    return sorted(found, key=lambda one: (-one.bare, one.sheet.unit.code))


def _correct(there: dict[int, int], apart: Mapping[int, tuple[frozenset[str], frozenset[str]]]) -> None:
    """Count what a sheet asks for beyond its edition, and not what it does not; only these criteria are looked at."""
    changed = {key: before ^ after for key, (before, after) in apart.items()}
    nodes = frozenset[str]().union(*changed.values())
    if not nodes:
        return
    rows = _attached(list(changed)).filter(node_id__in=nodes).values_list("assessment", "node_id").distinct()
    for sheet, node in rows:
        if node in changed[sheet]:
            there[sheet] = there.get(sheet, 0) + (1 if node in apart[sheet][1] else -1)


def lacking(sheets: Iterable[Bare], today: date) -> dict[int, Lacking]:
    """Return how the proof of each sheet stands on a day; two queries."""
    asked = {one.sheet.pk: expected_by(one.sheet, {one.sheet.pk: one.apart} if one.apart else {}) for one in sheets}
    found = proof_of(asked, today)
    past = Assignment.objects.filter(assessment__in=list(found), carried=None, due__lt=today)
    internal = {(sheet, node): due for sheet, node, due in past.values_list("assessment", "node_id", "due")}
    return {
        key: Lacking(
            tally(rows.values()),
            sum(one.is_late(today, internal.get((key, node))) for node, one in rows.items()),
        )
        for key, rows in found.items()
    }


@dataclass(frozen=True, slots=True)
class Apart:
    """What makes a sheet expect something else than its edition: its own proof, and rows that do not apply."""

    own: list[Assignment] = field(default_factory=list)
    without: frozenset[str] = frozenset()


def own_rows(sheets: Sequence[Assessment]) -> dict[int, Apart]:
    """Return what sets sheets apart from their editions, by sheet, for those that differ; two queries."""
    without = not_applying(sheets)
    found = {key: Apart([], nodes) for key, nodes in without.items()}
    for row in Assignment.objects.filter(_OWN, assessment__in=[sheet.pk for sheet in sheets]).only(
        "assessment_id", "node_id", "expected"
    ):
        found.setdefault(row.assessment_id, Apart()).own.append(row)
    return found


def expected_by(sheet: Assessment, own: Mapping[int, Apart]) -> Asked:
    """Return what every leaf of a sheet expects."""
    asked, apart = _of_edition(sheet), own.get(sheet.pk)
    if apart is None:
        return asked
    kept = {row.node_id for row in apart.own} | apart.without
    return {**{node: pieces for node, pieces in asked.items() if node not in kept}, **_changed(sheet, apart)}


def _changed(sheet: Assessment, apart: Apart) -> Asked:
    """What the unit expects in the place of what the edition asks for."""
    nodes = {row.node_id for row in apart.own} - apart.without
    return asked_of(tree_of(sheet.edition), apart.own, sheet.year, only=nodes) if nodes else {}


def _needed(sheet: Assessment, apart: Apart | None, of_edition: frozenset[str]) -> frozenset[str]:
    """The criteria of a sheet that need proof; those of a whole province are found for every page."""
    if apart is None:
        return of_edition
    kept = {row.node_id for row in apart.own} | apart.without
    return (of_edition - kept) | _required(_changed(sheet, apart))


def _of_edition(sheet: Assessment) -> Asked:
    key = (sheet.edition.sha256, sheet.year)
    if key not in _known:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[key] = asked_of(tree_of(sheet.edition), (), sheet.year)
    return _known[key]


#: What editions expect in a year: asked for every unit of a province at once.
_known: dict[tuple[str, int], Asked] = {}
_KEPT = 64


def _required(asked: Asked) -> frozenset[str]:
    return frozenset(node for node, pieces in asked.items() if any(piece.required for piece in pieces))


def _attached(sheets: list[int]) -> QuerySet[Attached]:
    """What stands beside criteria; the library lets nothing go that does."""
    return Attached.objects.filter(Attached.STANDING, assessment__in=sheets)


def _counted(sheets: list[int], nodes: frozenset[str]) -> dict[int, int]:
    """How many of some criteria have some proof, by sheet."""
    rows = _attached(sheets).filter(node_id__in=nodes).values("assessment")
    return dict(rows.annotate(nodes=Count("node_id", distinct=True)).values_list("assessment", "nodes"))
