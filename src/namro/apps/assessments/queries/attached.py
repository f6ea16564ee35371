"""What is attached to the criteria of sheets, as the core asks for it; one query whatever the number of sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from namro.apps.assessments.expecting import with_pieces
from namro.apps.assessments.models import Assessment, Assignment, Line
from namro.apps.library.models import EvidenceFile
from namro.core.assessment.expected_proof import Expected, expected_of
from namro.core.assessment.missing import LATE, UNREADABLE, UNSIGNED_FILE, Attached, Standing, standings
from namro.core.framework.model import Framework
from namro.core.scoring.proof import SERVED

#: What can be known of a file's signatures; of a file nobody could tell about, nothing is said.
_KNOWN = {"none", "leader", "organisation", "both"}
Asked = Mapping[str, tuple[Expected, ...]]


def files_beside(sheets: Collection[int]) -> QuerySet[EvidenceFile]:
    """The current files that stand beside criteria of sheets; a file beside two criteria comes twice.

    One filter names all conditions: in two of them the attachments of one file could be different ones.
    """
    return EvidenceFile.objects.filter(
        current=True,
        evidence__removed_at=None,
        evidence__attachments__removed_at=None,
        evidence__attachments__carried=None,
        evidence__attachments__assessment__in=sheets,
    )


def asked_of(
    framework: Framework, rows: Iterable[Assignment], year: int, *, only: Collection[str] | None = None
) -> dict[str, tuple[Expected, ...]]:
    """Return what every leaf of a sheet, or those of `only`, expects: the edition's proof, or the unit's own."""
    own = {row.node_id: row.expected for row in rows if row.expected is not None}
    leaves = framework.leaves
    return {
        key: found
        for key in (leaves if only is None else only)
        if key in leaves and (found := tuple(expected_of(with_pieces(leaves[key].node, own.get(key)), year)))
    }


def not_applying(sheets: Iterable[Assessment]) -> dict[int, frozenset[str]]:
    """Return the rows that people marked as not applying, by sheet; one query."""
    rows = Line.objects.filter(assessment__in=[sheet.pk for sheet in sheets], carried=None, not_applicable=True)
    found: dict[int, frozenset[str]] = {}
    for sheet, node in rows.values_list("assessment", "node_id"):
        found[sheet] = found.get(sheet, frozenset()) | {node}
    return found


def proof_of(asked: Mapping[int, Asked], today: date) -> dict[int, dict[str, Standing]]:
    """Return how the proof of every leaf stands, by sheet; `asked` is what each sheet expects. One query."""
    rows = files_beside(list(asked))
    given: dict[int, list[File]] = {}
    for sheet, node, item, signed, state, dated in rows.values_list(
        "evidence__attachments__assessment", "evidence__attachments__node_id", "evidence__attachments__expected_id",
        "signed", "state", "evidence__dated",
    ):  # fmt: skip
        given.setdefault(sheet, []).append(File(node, item, signed, state, dated))
    return {sheet: proof_by(wanted, given.get(sheet, ()), today) for sheet, wanted in asked.items()}


@dataclass(frozen=True, slots=True)
class File:
    """A current file that stands beside a criterion, and for which expected piece ("" not said)."""

    node: str
    item: str
    signed: str
    state: str
    dated: date | None


def proof_by(asked: Asked, files: Iterable[File], today: date) -> dict[str, Standing]:
    """Return how the proof of every leaf of one sheet stands by its files."""
    found = []
    for file in files:
        wanted = asked.get(file.node, ())
        one = _meant(wanted, file.item)
        if one is not None:
            found.append(Attached(file.node, one.item if len(wanted) == 1 else file.item, remarks_on(file, wanted)))
    return standings(asked, found, today=today)


def remarks_on(file: File, wanted: Collection[Expected]) -> frozenset[str]:
    """Return the settled remarks on a file beside a criterion that expects these pieces."""
    one = _meant(wanted, file.item)
    if one is None:
        return frozenset({UNREADABLE} if file.state == EvidenceFile.State.FAILED else ())
    return frozenset(_remarks(one, signed=file.signed, state=file.state, dated=file.dated))


def _meant(wanted: Collection[Expected], item: str) -> Expected | None:
    """The piece that something is attached to; where only one is expected, that one, whatever was said."""
    if not wanted:
        return None
    first = next(iter(wanted))
    return first if len(wanted) == 1 else next((one for one in wanted if one.item == item), first)


def _remarks(one: Expected, *, signed: str, state: str, dated: date | None) -> Iterable[str]:
    """Settled remarks only: a file that nobody has read yet is not unsigned."""
    if state == EvidenceFile.State.FAILED:
        yield UNREADABLE
    if one.signed and state == EvidenceFile.State.READ and signed in _KNOWN - SERVED[one.signed]:
        yield UNSIGNED_FILE
    if one.due and dated and dated > one.due:
        yield LATE
