"""Reads of evidence. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import UnitLink
from namro.apps.people.permissions import Handovers
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.assessment.signatures import SignatureReport, from_plain
from namro.core.base.spans import Handover

State = EvidenceFile.State
#: Answers of a database are asked for this many at a time: SQLite takes no more parameters than some tens of thousands.
_BATCH = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of evidence as it stands now, with its current version; what a row of a sheet needs to know.

    `state` is one of `EvidenceFile.State`; `signatures` is None until the file has been read, or where there is none.
    """

    id: int
    code: str
    unit: int
    year: int
    number: str
    dated: date | None
    issuer: str
    abstract: str
    removed: bool
    version: int
    name: str
    kind: str
    size: int
    sha256: str
    link: str
    pictured_on: date | None
    state: str
    message: str
    pages: int | None
    described: Mapping[str, Any] | None
    signatures: SignatureReport | None
    #: The units with the same file that are not this one, nor before or after it: not for every eye (`seen_by`).
    others: frozenset[int]

    @property
    def elsewhere(self) -> bool:
        """Whether another unit has the same file."""
        return bool(self.others)

    @property
    def title(self) -> str:
        """What people call it: its abstract, else its number, else the name of its file."""
        return self.abstract or self.number or self.name


def pieces(ids: Collection[int]) -> dict[int, Piece]:
    """Return the pieces by id, removed ones too; three queries however many there are (some more beyond thousands)."""
    wanted = list(ids)
    rows: list[EvidenceFile] = []
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        rows += EvidenceFile.objects.filter(current=True, evidence__in=batch).select_related("evidence")
    return {piece.id: piece for piece in pieces_of(rows)}


def pieces_of(files: Iterable[EvidenceFile], handovers: Handovers | None = None) -> list[Piece]:
    """Return versions, fetched with their evidence, as pieces; two queries, one where the handovers are at hand."""
    rows = list(files)
    found = _other_units([(row.sha256, row.evidence.unit_id) for row in rows], handovers)
    return [_piece(row, found.get((row.sha256, row.evidence.unit_id), frozenset())) for row in rows]


def file_used_elsewhere(sha256s: Collection[str], unit: int) -> dict[str, frozenset[int]]:
    """Return the other units that have files with these digests, by digest; digests nobody else has are left out.

    Units before or after this one are not others: what they collected is this unit's. Two queries.
    """
    found = _other_units([(sha256, unit) for sha256 in sha256s])
    return {sha256: units for (sha256, _unit), units in found.items() if units}


def in_library() -> QuerySet[EvidenceFile]:
    """The current versions of all evidence that was not removed, newest evidence first."""
    rows = EvidenceFile.objects.filter(current=True, evidence__removed_at=None).select_related("evidence")
    return rows.order_by("-evidence_id")


def removed() -> QuerySet[EvidenceFile]:
    """The last versions of evidence that was removed, newest evidence first."""
    rows = EvidenceFile.objects.filter(current=True).exclude(evidence__removed_at=None).select_related("evidence")
    return rows.order_by("-evidence_id")


#: Filters of the list by their word in the address; what asks an app above is added where it answers.
def unsigned() -> Q:
    """The condition on versions that were read and bear no digital signature."""
    return Q(state=State.READ, signed="none")


def undated() -> Q:
    """The condition on versions of evidence without a day."""
    return Q(evidence__dated=None)


def unreadable() -> Q:
    """The condition on versions that could not be read, and on links without a picture."""
    return Q(state=State.FAILED) | Q(sha256="")


def with_twins() -> Exists:
    """The condition on versions whose file another unit has, too; units before and after are not others."""
    own = OuterRef(OuterRef("evidence__unit"))
    kin = UnitLink.objects.filter(
        Q(old=OuterRef("evidence__unit"), new=own) | Q(new=OuterRef("evidence__unit"), old=own)
    )
    others = EvidenceFile.objects.filter(sha256=OuterRef("sha256"), evidence__removed_at=None)
    return Exists(others.exclude(sha256="").exclude(evidence__unit=OuterRef("evidence__unit")).exclude(Exists(kin)))


def years_in_library(condition: Q) -> list[int]:
    """Return the years of which there is evidence that fits a condition, the newest first."""
    rows = Evidence.objects.filter(condition, removed_at=None)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def _other_units(
    asked: Iterable[tuple[str, int]], handovers: Handovers | None = None
) -> dict[tuple[str, int], frozenset[int]]:
    pairs = {pair for pair in asked if pair[0]}
    digests = list({sha256 for sha256, _unit in pairs})
    owners: dict[str, set[int]] = {}
    for start in range(0, len(digests), _BATCH):
        rows = EvidenceFile.objects.filter(sha256__in=digests[start : start + _BATCH], evidence__removed_at=None)
        for sha256, unit in rows.values_list("sha256", F("evidence__unit")).distinct():
            owners.setdefault(sha256, set()).add(unit)
    kin = _Kin(unit_handovers() if handovers is None else handovers)
    return {(sha256, unit): frozenset(owners.get(sha256, set()) - kin.of(unit)) for sha256, unit in pairs}


class _Kin:
    """Units with all that came before and after them."""

    def __init__(self, handovers: Iterable[Handover[int]]) -> None:
        self._up: dict[int, set[int]] = {}
        self._down: dict[int, set[int]] = {}
        for handover in handovers:
            self._up.setdefault(handover.new, set()).add(handover.old)
            self._down.setdefault(handover.old, set()).add(handover.new)

    def of(self, unit: int) -> set[int]:
        """The unit itself, those it came from and those it went to."""
        return {unit} | _reached(unit, self._up) | _reached(unit, self._down)


def _reached(start: int, steps: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        fresh = steps.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def _piece(row: EvidenceFile, others: frozenset[int]) -> Piece:
    evidence = row.evidence
    return Piece(
        id=evidence.pk,
        code=evidence.code,
        unit=evidence.unit_id,
        year=evidence.year,
        number=evidence.number,
        dated=evidence.dated,
        issuer=evidence.issuer,
        abstract=evidence.abstract,
        removed=evidence.removed_at is not None,
        version=row.version,
        name=row.name,
        kind=row.kind,
        size=row.size,
        sha256=row.sha256,
        link=row.link,
        pictured_on=row.pictured_on,
        state=row.state,
        message=row.message,
        pages=row.pages,
        described=row.described,
        signatures=from_plain(row.signatures) if row.signatures else None,
        others=others,
    )
