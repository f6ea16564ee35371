"""What proof the units of a year lack; as many queries whatever the number of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from namro.apps.assessments.models import Assessment, Assignment, Attached
from namro.apps.assessments.queries.attached import Asked, asked_of, not_applying, proof_of
from namro.apps.frameworks.trees import tree_of
from namro.core.assessment.missing import State, Tally, tally

#: A row of a sheet of which the unit expects something else than the edition.
_OWN = Q(carried=None, expected__isnull=False)


@dataclass(frozen=True, slots=True)
class Bare:
    """A sheet with how many leaves it asks proof for, and of how many nothing at all is there."""

    sheet: Assessment
    asked: int
    bare: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """How a sheet's proof stands: its leaves by state, and how many lack something after its day."""

    tally: Tally
    late: int


def barest(sheets: Iterable[Assessment]) -> list[Bare]:
    """Return sheets with what is not there at all, the emptiest first.

    The database counts: a query for each edition among the sheets, one more where units expect proof of their own.
    """
    rows = list(sheets)
    own = own_rows(rows)
    needed = {sheet.pk: frozenset(_required(expected_by(sheet, own))) for sheet in rows}
    alike: dict[frozenset[str], list[int]] = {}
    for sheet in rows:
        alike.setdefault(needed[sheet.pk] if sheet.pk not in own else frozenset(), []).append(sheet.pk)
    there: dict[int, int] = {}
    for nodes, keys in alike.items():
        if nodes:
            there |= _counted(keys, nodes)
    for key, proven in _with_proof(list(own)).items():
        there[key] = len(proven & needed[key])
    found = [Bare(sheet, len(needed[sheet.pk]), len(needed[sheet.pk]) - there.get(sheet.pk, 0)) for sheet in rows]
    return sorted(found, key=lambda one: (-one.bare, one.sheet.unit.code))


def lacking(sheets: Sequence[Assessment], today: date) -> dict[int, Lacking]:
    """Return how the proof of each sheet stands on a day; two queries."""
    own = own_rows(sheets)
    found = proof_of({sheet.pk: expected_by(sheet, own) for sheet in sheets}, today)
    return {
        key: Lacking(
            tally(rows.values()),
            sum(1 for one in rows.values() if one.state is not State.FINE and one.due and one.due < today),
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
    for row in Assignment.objects.filter(_OWN, assessment__in=[sheet.pk for sheet in sheets]):
        found.setdefault(row.assessment_id, Apart()).own.append(row)
    return found


def expected_by(sheet: Assessment, own: Mapping[int, Apart]) -> Asked:
    """Return what every leaf of a sheet expects."""
    apart = own.get(sheet.pk)
    if apart is not None:
        return asked_of(tree_of(sheet.edition), apart.own, sheet.year, without=apart.without)
    key = (sheet.edition.sha256, sheet.year)
    if key not in _known:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[key] = asked_of(tree_of(sheet.edition), (), sheet.year)
    return _known[key]


#: What editions expect in a year: asked for every unit of a province at once.
_known: dict[tuple[str, int], Asked] = {}
_KEPT = 64


def _required(asked: Asked) -> Iterable[str]:
    return (node for node, pieces in asked.items() if any(piece.required for piece in pieces))


def _attached(sheets: list[int]) -> QuerySet[Attached]:
    """What stands beside criteria; the library lets nothing go that does."""
    return Attached.objects.filter(assessment__in=sheets, removed_at=None, carried=None)


def _counted(sheets: list[int], nodes: frozenset[str]) -> dict[int, int]:
    """How many of some criteria have some proof, by sheet."""
    rows = _attached(sheets).filter(node_id__in=nodes).values("assessment")
    return dict(rows.annotate(nodes=Count("node_id", distinct=True)).values_list("assessment", "nodes"))


def _with_proof(sheets: list[int]) -> dict[int, set[str]]:
    """The criteria that have some proof, by sheet."""
    found: dict[int, set[str]] = {}
    if sheets:
        for sheet, node in _attached(sheets).values_list("assessment", "node_id").distinct():
            found.setdefault(sheet, set()).add(node)
    return found
