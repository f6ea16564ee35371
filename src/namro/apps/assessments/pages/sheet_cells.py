"""One row of a sheet as finished text: its points, the year before, the difference, proof, person and fault."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.models import Line
from namro.apps.assessments.pages.sheet_proof import ProofChip, proof_chip
from namro.apps.assessments.queries.last_year import LastYear
from namro.apps.assessments.queries.shown import Shown
from namro.core.assessment.causes import cause_labels
from namro.core.framework.model import Item, Leaf, Scale
from namro.core.scoring.claims import NO_REASON, OFF_STEP, TOO_FINE, ClaimFault
from namro.core.scoring.numbers import said, said_points, shown
from namro.core.scoring.outcome import CLOSED, EMPTY, NO_DATA, NO_EVIDENCE, NOT_APPLICABLE, SCORED, Outcome
from namro.ui.formats import initials

#: What stands in the cell of points: a box to type in, a computed value, a lock, or plain text.
BOX, COMPUTED, LOCKED, TEXT = "box", "fx", "lock", "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The points of a leaf or item: `text` as typed or computed, `hint` what stands in an empty one.

    `message` is a fault in a few words, for the row; `fault` is the whole of it.
    """

    kind: str
    text: str
    hint: str
    version: int
    css: str = ""
    message: str = ""
    fault: str = ""
    cures: tuple[str, ...] = ()
    difference: str = ""
    way: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """The year before: points, the short word for why some were lost, and the whole sentence."""

    points: str = ""
    lost: str = ""
    sentence: str = ""
    #: The maximum of that year where it was another one: points above this year's maximum would look like a fault.
    most: str = ""


def exactly(value: Decimal, scale: Scale) -> str:
    """Write points with the set's digits, or with all they have: what was typed is never rounded away."""
    return said_points(value, scale) if shown(value, scale) == value else said(value)


def cell_of(bearer: Leaf | Item, sheet: Shown) -> Cell:
    """Return the cell of a leaf or an item."""
    node = bearer.node.id if isinstance(bearer, Leaf) else bearer.id
    standing = sheet.standing
    score = standing.claimed.score
    outcome = score.criteria[node] if isinstance(bearer, Leaf) else score.adjustments[node]
    line, scale = standing.lines.get(node), standing.framework.scale
    kind = _kind(bearer, outcome, line, open_to_reader=node in sheet.fills)
    text, hint = _text(outcome, line, kind, scale)
    fault = standing.claimed.faults.get(node)
    lost = isinstance(bearer, Item) and bearer in standing.framework.penalty.items
    difference = difference_of(outcome, sheet.before.rows.get(node), scale)
    return Cell(
        kind=kind,
        text=text,
        hint=hint,
        version=line.version if line else 0,
        css="bad" if fault else "nil" if not text else "",
        message=_short(fault) if fault else "",
        fault=fault.message if fault else "",
        cures=tuple(exactly(cure, scale) for cure in fault.cures) if fault and kind == BOX else (),
        difference=arrow(difference, scale),
        way=_way(-difference if lost and difference else difference),
        why=outcome.why,
    )


def _kind(bearer: Leaf | Item, outcome: Outcome, line: Line | None, *, open_to_reader: bool) -> str:
    if isinstance(bearer, Leaf) and bearer.source != "appraisal":
        return LOCKED if bearer.source == "survey" else COMPUTED
    said = line is not None and (line.not_applicable or line.claimed is not None)  # to be emptied, if nothing else
    by_condition = outcome.state == NOT_APPLICABLE and not said
    return BOX if open_to_reader and not by_condition else TEXT


def _text(outcome: Outcome, line: Line | None, kind: str, scale: Scale) -> tuple[str, str]:
    if line is not None and line.claimed is not None:
        return exactly(line.claimed, scale), _("trống")
    if outcome.state == SCORED:
        points = said_points(outcome.points, scale)
        return ("", points) if kind == BOX else (points, "")
    return "", hints()[outcome.state]


def hints() -> dict[str, str]:
    """What stands where there are no points; never 0."""
    return {
        EMPTY: _("trống"),
        CLOSED: _("chưa có"),
        NO_DATA: _("thiếu số liệu"),
        NO_EVIDENCE: _("thiếu minh chứng"),
        NOT_APPLICABLE: _("không áp dụng"),
    }


def difference_of(outcome: Outcome, last: LastYear | None, scale: Scale) -> Decimal | None:
    """Return how much more than the year before; None where one of the two is not known."""
    return None if outcome.state != SCORED or last is None else between(outcome.points, last.points, scale)


def between(now: Decimal, last: Decimal, scale: Scale) -> Decimal:
    """Return the difference of two figures as they are shown: whoever takes one from the other finds it."""
    return shown(now, scale) - shown(last, scale)


def arrow(difference: Decimal | None, scale: Scale) -> str:
    """Write a difference with its arrow and without a sign; nothing where there is none."""
    rounded = shown(difference or Decimal(0), scale)
    return f"{'▲' if rounded > 0 else '▼'} {said_points(abs(rounded), scale)}" if rounded else ""


def _way(difference: Decimal | None) -> str:
    return "" if not difference else "up" if difference > 0 else "dn"


def way_of(difference: Decimal | None) -> str:
    """Return the class of a difference."""
    return _way(difference)


def _short(fault: ClaimFault) -> str:
    """A fault in a few words; what to write instead stands beside it as buttons."""
    words = {OFF_STEP: _("Sai mức điểm"), TOO_FINE: _("Quá nhiều số lẻ"), NO_REASON: _("Chưa ghi lý do")}
    return words.get(fault.code) or fault.message.partition(". ")[0].rstrip(".")


def before_of(last: LastYear | None, most: Decimal | None, scale: Scale) -> Before:
    """Return the year before of a row; `most` is what the row may bring this year."""
    if last is None:
        return Before()
    points = said_points(last.points, scale)
    then = "" if last.max in {None, most} else said_points(last.max, scale)
    if last.full or not (last.cause or last.reason):
        return Before(points, most=then)
    label = cause_labels().get(last.cause, "")
    word = _(label) if label else last.reason
    return Before(points, word[:1].lower() + word[1:], last.reason or word, then)


@dataclass(frozen=True, slots=True)
class Who:
    """Who answers for a row."""

    initials: str = ""
    name: str = ""
    me: bool = False


def who_of(node: str, sheet: Shown, names: dict[str, Who]) -> Who:
    """Return who answers for a row; `names` keeps what was said already, by the owner's key."""
    owner = sheet.owners.get(node)
    if owner is None:
        return Who()
    key = f"{type(owner).__name__}{owner.key}"
    if key not in names:
        names[key] = Who(initials(owner.name), owner.name, node in sheet.mine)
    return names[key]


def chip_of(node: str, sheet: Shown) -> ProofChip:
    """Return the chip of a row's proof."""
    return proof_chip(sheet.pieces.get(node, ()), sheet.proof.get(node))
