"""How far an appraisal is, counted by the database: by criterion, by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from namro.apps.appraisals.permissions import Bench
from namro.apps.assessments.models import Assessment, Attached, Line, Round
from namro.apps.assessments.queries.rounds import rounds_for
from namro.apps.library.models import EvidenceFile
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import acts_for
from namro.core.assessment.stages import State

#: Sheets that are being judged.
JUDGED = (State.APPRAISAL, State.REAPPRAISAL)
_UNDECIDED = Q(final_nano=None, final_na=False)
_UNAPPRAISED = Q(appraised_nano=None, appraised_na=False)
_FIRST, _SECOND = Q(assessment__state=State.APPRAISAL), Q(assessment__state=State.REAPPRAISAL)
#: So many rounds are offered, the newest first.
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """So many lines are decided, wait (those in dispute among them), are in dispute."""

    decided: int = 0
    waiting: int = 0
    disputed: int = 0

    @property
    def asked(self) -> int:
        """All on which somebody decides."""
        return self.decided + self.waiting

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.decided + other.decided, self.waiting + other.waiting, self.disputed + other.disputed)


def rounds_judged(user: User) -> list[Round]:
    """Return the rounds with sheets in appraisal in which the person has a part, the newest first; two queries."""
    states = [state.value for state in (*JUDGED, State.EXPLANATION)]
    rows = rounds_for(user).filter(alone=False, sheets__state__in=states).distinct().order_by("-year", "-pk")
    found = list(rows.prefetch_related("appraisers")[:_ROUNDS])
    if user.standing.has(Role.COUNCIL):
        return found
    units = {one.department_id for made in found for one in made.appraisers.all()}
    own = {unit for unit in units if acts_for(user, unit, Role.APPRAISER)}
    return [made for made in found if any(one.department_id in own for one in made.appraisers.all())]


def by_node(bench: Bench) -> dict[str, Counted]:
    """Return the figures of every criterion of the round; one query. As `tallies.line_waits` says line by line."""
    return dict(_counted(bench, "node_id", Q()))


def by_unit(bench: Bench) -> dict[int, Counted]:
    """Return the figures of the person's criteria by id of the sheet; one query."""
    return dict(_counted(bench, "assessment", Q(node_id__in=bench.mine())))


def _counted(bench: Bench, group: str, only: Q) -> Iterator[tuple[Any, Counted]]:
    rows = Line.objects.filter(only, carried=None, assessment__round=bench.round, assessment__state__in=JUDGED)
    disputed = Q(disputed=True)
    decided = ~disputed & ((_FIRST & ~_UNAPPRAISED) | (_SECOND & ~_UNDECIDED))
    figures = rows.values(group).annotate(
        n_decided=Count("pk", filter=decided), n_waiting=Count("pk", filter=_waiting(bench)),
        n_disputed=Count("pk", filter=disputed),
    )  # fmt: skip
    for key, done, left, split in figures.order_by().values_list(group, "n_decided", "n_waiting", "n_disputed"):
        yield key, Counted(done, left, split)


def _waiting(bench: Bench) -> Q:
    """The condition on lines on which somebody still has to decide, as `tallies.line_waits` has it."""
    leaves = [key for key, leaf in bench.framework.leaves.items() if leaf.source == "appraisal" and leaf.node.max]
    items = [item.id for item in bench.framework.items]
    asked = Q(node_id__in=leaves) | (Q(node_id__in=items) & Q(claimed_nano__isnull=False) & ~Q(claimed_nano=0))
    first = _FIRST & _UNAPPRAISED & _UNDECIDED & asked
    second = _SECOND & _UNDECIDED & ((~_UNAPPRAISED & ~Q(explained_reason="")) | (_UNAPPRAISED & asked))
    return Q(disputed=True) | first | second


def sheets_judged(bench: Bench) -> list[Assessment]:
    """Return the sheets in appraisal of a round, with their units; one query."""
    rows = Assessment.objects.filter(round=bench.round, state__in=JUDGED).select_related("unit", "edition")
    return list(rows.defer("edition__text"))


def to_look_at(bench: Bench, sheets: Collection[Assessment]) -> Counter[str]:
    """Return for how many sheets the proof of each criterion is missing, unsigned or unreadable; one query.

    What needs a date or another unit's file to be seen is told on the criterion's own page.
    """
    asked = {key: leaf.node.evidence for key, leaf in bench.framework.leaves.items() if leaf.node.evidence}
    failed = Q(evidence__files__state=EvidenceFile.State.FAILED)
    bare = Q(evidence__files__state=EvidenceFile.State.READ, evidence__files__signed="none")
    rows = Attached.objects.filter(
        Attached.STANDING, assessment__in=[sheet.pk for sheet in sheets], evidence__files__current=True
    )
    figures = rows.values("node_id").annotate(
        there=Count("assessment", distinct=True),
        n_failed=Count("assessment", distinct=True, filter=failed),
        n_bare=Count("assessment", distinct=True, filter=failed | bare),
    )
    found = Counter({key: len(sheets) for key, evidence in asked.items() if evidence.required})
    for row in figures.order_by():
        evidence = asked.get(row["node_id"])
        signed = evidence is not None and bool(evidence.signed or any(piece.signed for piece in evidence.items))
        lacking = found[row["node_id"]] - row["there"] if evidence and evidence.required else 0
        found[row["node_id"]] = lacking + (row["n_bare"] if signed else row["n_failed"])
    return found
