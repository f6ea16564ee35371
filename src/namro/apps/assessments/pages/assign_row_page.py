"""One row of the assignment: who, until when, what proof, what is attached, and every change so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.assessments.expecting import piece_words, pieces_of
from namro.apps.assessments.models import AssignmentChange, Attached
from namro.apps.assessments.pages.assign_conflict import field_words
from namro.apps.assessments.pages.assign_page import AssignRow, assign_row
from namro.apps.assessments.pages.sheet_proof import file_mark
from namro.apps.assessments.queries.assigned import Assigned
from namro.apps.assessments.queries.attached import File
from namro.apps.library.models import Evidence, EvidenceFile
from namro.core.assessment.missing import Standing
from namro.core.assessment.missing import State as ProofState
from namro.core.assessment.stages import State
from namro.core.framework.model import PROOF_KINDS, SIGNED, Proof
from namro.core.framework.words import PROOF_WORDS, SIGNED_WORDS
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment

#: Lines of expected proof that a form offers beyond those that are there.
_MORE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceBox:
    """A line of the form of expected proof."""

    id: str
    text: str
    kinds: tuple[tuple[str, str, bool], ...]
    signs: tuple[tuple[str, str, bool], ...]
    before: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedRow:
    """A piece that is attached; `code` leads to it in the library."""

    id: int
    code: str
    words: str
    beside: str
    state: Chip
    by: str
    removable: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """An expected piece with what is attached to it; the last one, without an id, takes the rest."""

    id: str
    words: str
    state: str
    rows: tuple[AttachedRow, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field."""

    word: str
    old: str
    new: str
    person: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRowPage:
    """Everything the page shows."""

    row: AssignRow
    own: bool
    boxes: tuple[PieceBox, ...]
    edition_asks: tuple[str, ...]
    pieces: tuple[Piece, ...]
    #: The piece that what comes next is for, as long as nobody chooses another one.
    next_piece: str
    changes: tuple[Change, ...]
    previous: str
    following: str
    may_add: bool


def assign_row_page(
    found: Assigned,
    node: str,
    *,
    attached: Sequence[tuple[Attached, EvidenceFile]],
    changes: Iterable[AssignmentChange],
) -> AssignRowPage:
    """Return the context."""
    leaf, row = found.framework.leaves[node], found.rows[node]
    own = pieces_of(leaf.node, row.expected)
    order = list(found.rows)
    at = order.index(node)
    return AssignRowPage(
        row=assign_row(found, leaf),
        own=row.expected is not None,
        boxes=tuple(_box(piece) for piece in (*own, *[Proof(id="")] * _MORE)),
        edition_asks=tuple(piece_words(piece) for piece in pieces_of(leaf.node, None)),
        pieces=_pieces(found, node, own, attached),
        next_piece=_next_piece(found, node, own),
        changes=tuple(
            Change(field_words()[one.field], one.old or NOTHING, one.new or NOTHING, one.by.full_name, moment(one.at))
            for one in changes
        ),
        previous=order[at - 1] if at else "",
        following=order[at + 1] if at + 1 < len(order) else "",
        may_add=found.may_add(node),
    )


def evidence_words(evidence: Evidence, file: EvidenceFile) -> str:
    """What a piece of evidence is called: its abstract, else its number, else the name of its file."""
    return evidence.abstract or evidence.number or file.name


#: Classes of chips by those of marks.
_CHIPS = {"ok": "good", "un": "warn", "": "line"}


def file_chip(one: Attached, file: EvidenceFile, standing: Standing | None = None) -> Chip:
    """Return how a piece beside a criterion stands; `standing` is that of the proof beside the criterion."""
    beside = File(one.node_id, one.expected_id, file.signed, file.state, one.evidence.dated)
    mark = file_mark(beside, standing)
    return Chip(mark.icon, _CHIPS[mark.css], mark.words or _("đã có"))


def _box(piece: Proof) -> PieceBox:
    month, _dash, number = piece.before.partition("-")
    return PieceBox(
        id=piece.id,
        text=piece.text,
        kinds=tuple((kind, PROOF_WORDS[kind], kind == piece.kind) for kind in PROOF_KINDS),
        signs=(
            ("", _("không đòi chữ ký"), not piece.signed),
            *((one, SIGNED_WORDS[one], one == piece.signed) for one in SIGNED),
        ),
        before=f"{number}/{month}" if piece.before else "",
        count=str(piece.min_count),
    )


def _pieces(
    found: Assigned, node: str, own: Sequence[Proof], attached: Sequence[tuple[Attached, EvidenceFile]]
) -> tuple[Piece, ...]:
    standing = found.proof.get(node)
    items = standing.items if standing else ()
    states = {one.expected.item: one.sentence.removeprefix(f"{one.expected.words}: ") for one in items}
    only = own[0].id if len(own) == 1 else None
    rows: dict[str, list[AttachedRow]] = {"": []}
    for piece in own:
        rows[piece.id] = []
    for one, file in attached:
        place = only if only is not None else one.expected_id if one.expected_id in rows else ""
        rows[place].append(_attached_row(found, node, one, file))
    made = [Piece(piece.id, piece_words(piece), states.get(piece.id, ""), tuple(rows[piece.id])) for piece in own]
    if rows[""] and all(piece.id for piece in own):
        made.append(Piece("", _("Chưa xếp vào mục nào"), "", tuple(rows[""])))
    return tuple(made)


def _next_piece(found: Assigned, node: str, own: Sequence[Proof]) -> str:
    """The first piece that lacks something, files before signatures; where only one is expected, that one."""
    if len(own) == 1:
        return own[0].id
    lacking = found.proof[node].lacking if node in found.proof else ()
    order = sorted(lacking, key=lambda one: one.state is ProofState.UNSIGNED)
    return order[0].expected.item if order else ""


def _attached_row(found: Assigned, node: str, one: Attached, file: EvidenceFile) -> AttachedRow:
    evidence = one.evidence
    number = evidence.number if evidence.abstract else ""
    beside = [number, day(evidence.dated) if evidence.dated else "", evidence.issuer]
    return AttachedRow(
        id=one.pk,
        code=evidence.code,
        words=evidence_words(evidence, file),
        beside=" · ".join(filter(None, beside)),
        state=file_chip(one, file, found.proof.get(one.node_id)),
        by=f"{one.by.full_name}, {moment(one.at)}",
        removable=found.may_add(node) and not _handed_in(found, one),
    )


def _handed_in(found: Assigned, one: Attached) -> bool:
    """Whether the piece came with the sheet: what came with the explanation may be taken away while it goes on."""
    return State(found.sheet.state) is State.EXPLANATION and one.at < found.sheet.state_at
