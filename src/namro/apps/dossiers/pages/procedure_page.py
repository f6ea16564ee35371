"""One procedure: what the act says, where it is posted, reviews and proposals, sample dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Aim, Posting, Procedure, ProcedureReview, SampleDossier, Verdict
from namro.apps.dossiers.pages.dossier_page import term_words
from namro.apps.library.models import Evidence
from namro.core.service.findings import Circumstances
from namro.core.service.postings import posting_limit
from namro.core.timetable import WorkingTime, working_days
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, number


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of the library."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class PostingLine:
    """A place where it is posted."""

    place: str
    when: str
    unit: str
    late: str
    proof: str
    piece: Link | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review; `decides`: its outcome can be put down."""

    key: int
    title: str
    text: str
    when: str
    unit: str
    saved: str
    chip: Chip | None
    decision: str
    piece: Link | None
    decides: bool


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A sample dossier."""

    key: int
    title: str
    unit: str
    piece: Link
    mine: bool


_CHIPS = {
    Verdict.WAITING: ("clock", "warn"),
    Verdict.ACCEPTED: ("circle-check", "good"),
    Verdict.REFUSED: ("lock", "line"),
}


def fee_words(row: Procedure) -> str:
    """Return what a procedure costs."""
    if row.fee is None:
        return row.fee_words or NOTHING
    return _("%(n)s đồng") % {"n": number(Decimal(row.fee))} if row.fee else row.fee_words or _("không thu")


def components_of(row: Procedure) -> list[str]:
    """Return the parts of the dossier, one a line or divided by semicolons, as the act lists them."""
    return [part.strip(" -–•\t") for part in row.components.replace(";", "\n").splitlines() if part.strip(" -–•\t")]


def posting_lines(
    rows: Iterable[Posting], names: Mapping[int, str], offices: Mapping[int, WorkingTime]
) -> list[PostingLine]:
    """Return the places, each with whether it was late by rule R10."""
    return [
        PostingLine(
            one.place, day(one.day), names[one.unit_id], _late(one, offices[one.unit_id]), one.proof,
            piece_of(one.evidence),
        ) for one in rows
    ]  # fmt: skip


def _late(one: Posting, office: WorkingTime) -> str:
    decided = one.procedure.act_day
    if decided is None:
        return ""
    limit = posting_limit(decided, Circumstances(office=office)).date()
    if one.day <= limit:
        return ""
    days = working_days(decided, one.day, office.calendar)
    return _("muộn: sau %(n)d ngày làm việc, hạn %(day)s") % {"n": days, "day": day(limit)}


def review_lines(rows: Iterable[ProcedureReview], names: Mapping[int, str], own: frozenset[int]) -> list[ReviewLine]:
    """Return the reviews with what became of them."""
    return [_review(one, names[one.unit_id], one.unit_id in own) for one in rows]


def _review(one: ProcedureReview, unit: str, mine: bool) -> ReviewLine:
    proposal = one.aim != Aim.NONE
    chip = Chip(*_CHIPS[Verdict(one.verdict)], str(one.get_verdict_display())) if proposal else None
    saved = term_words(one.saved, one.procedure.time_unit) if one.saved else ""
    decision = f"{one.decided_by}, {day(one.decided_on)}" if one.decided_on else ""
    when = f"{day(one.day)}{f' · {one.paper}' if one.paper else ''}"
    return ReviewLine(
        one.pk, str(one.get_aim_display()), one.text, when, unit, saved, chip, decision, piece_of(one.evidence),
        mine and proposal and one.verdict == Verdict.WAITING,
    )  # fmt: skip


def sample_lines(rows: Iterable[SampleDossier], names: Mapping[int, str], own: frozenset[int]) -> list[SampleLine]:
    """Return the sample dossiers."""
    found = []
    for one in rows:
        piece = piece_of(one.evidence)
        if piece is not None:
            found.append(SampleLine(one.pk, one.title, names[one.unit_id], piece, one.unit_id in own))
    return found


def piece_of(evidence: Evidence | None) -> Link | None:
    """Return a piece of the library as a link."""
    if evidence is None:
        return None
    return Link(
        evidence.abstract or evidence.number or evidence.code, reverse("library:evidence", args=[evidence.code])
    )
