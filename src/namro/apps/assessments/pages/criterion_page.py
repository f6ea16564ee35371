"""One criterion of a sheet: what it asks, its cells, the year before, proof, person and every change so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import EXPLANATION, NOT_APPLICABLE, POINTS, REASON
from namro.apps.assessments.models import LineEvent
from namro.apps.assessments.pages.result_page import facts_url_of
from namro.apps.assessments.pages.sheet_cells import BOX, Before, Cell, Who, before_of, cell_of, exactly, who_of
from namro.apps.assessments.pages.sheet_proof import piece_chip
from namro.apps.assessments.pages.sheet_rows import address_of
from namro.apps.assessments.queries.proof_beside import NOTHING_BESIDE, Beside
from namro.apps.assessments.queries.shown import Shown
from namro.apps.frameworks.pages.proof_words import ProofEntry, ProofWords, proof_words
from namro.core.framework.model import Evidence, Item, Leaf, Scale
from namro.core.framework.words import rule_words
from namro.core.scoring.claims import typed_most
from namro.core.scoring.grains import Steps, grain_of
from namro.core.scoring.numbers import said, said_points
from namro.ui.formats import NOTHING, moment

#: Ids of inputs as rules in words hold them.
_BRACKETED, _INPUT = re.compile(r" ?\[[a-z][a-z0-9_]*\]"), re.compile(r"\b[a-z][a-z0-9_]*\b")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field: what it was, what it became, who and when."""

    field: str
    old: str
    new: str
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of proof: what it is called, its chip, its page in the library, what is noticed about it."""

    words: str
    icon: str
    css: str
    url: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPage:
    """Everything the page, and the panel below the table, show of one criterion."""

    id: str
    name: str
    most: str
    rule: str
    step: str
    cite: str
    note: str
    cell: Cell
    points: str
    fills: bool
    takes_points: bool
    not_applicable: bool
    reason: str
    explanation: str
    year: int
    before: Before
    asked: ProofWords
    pieces: tuple[Piece, ...]
    suggestion: str
    who: Who
    url: str
    facts: str
    changes: tuple[Change, ...]
    previous: str
    following: str
    place: str
    refused: str = ""


def bearer_of(sheet: Shown, node: str) -> Leaf | Item | None:
    """Return the leaf or item of a sheet."""
    framework = sheet.standing.framework
    items = {item.id: item for item in framework.items}
    return framework.leaves.get(node) or items.get(node)


def criterion_page(
    sheet: Shown,
    node: str,
    events: Iterable[LineEvent] = (),
    *,
    proof: Beside = NOTHING_BESIDE,
    typed: dict[str, str] | None = None,
    refused: str = "",
) -> CriterionPage:
    """Return the context; `proof` is what is said of it, `typed` what was sent and refused, shown again."""
    bearer = bearer_of(sheet, node)
    assert bearer is not None  # the view answered 404
    inner = bearer.node if isinstance(bearer, Leaf) else bearer
    framework, line = sheet.standing.framework, sheet.standing.lines.get(node)
    scale, cell = framework.scale, cell_of(bearer, sheet)
    most = typed_most(bearer)
    grain = grain_of(inner.rule, most) if inner.rule else None
    url, year, code = address_of(sheet), sheet.sheet.year, sheet.sheet.unit.code
    previous, following, place = _beside(sheet, node)
    return CriterionPage(
        id=node,
        name=inner.name,
        most="" if most is None else said_points(most, scale),
        rule=in_words(rule_words(inner.rule, node), framework.labels) if inner.rule else "",
        step=said(grain.step) if isinstance(grain, Steps) else "",
        cite=inner.cite,
        note=inner.note,
        cell=cell,
        points=(typed or {}).get(f"p.{node}", cell.text),
        fills=node in sheet.fills,
        takes_points=cell.kind == BOX,
        not_applicable=f"n.{node}" in typed if typed else bool(line and line.not_applicable),
        reason=(typed or {}).get(f"r.{node}", line.reason if line else ""),
        explanation=(typed or {}).get(f"e.{node}", line.explanation if line else ""),
        year=year - 1,
        before=before_of(sheet.before.rows.get(node), most, scale),
        asked=_asked(inner.evidence, framework.labels),
        pieces=tuple(_piece(sheet, bearer, proof)),
        suggestion=proof.suggestion.sentence if proof.suggestion else "",
        who=who_of(node, sheet, {}),
        url=url(node),
        facts=f"{facts_url_of(year, code)}?tim={node}" if cell.kind == "fx" else "",
        changes=tuple(_change(event, scale) for event in events),
        previous=url(previous) if previous else "",
        following=url(following) if following else "",
        place=place,
        refused=refused,
    )


def in_words(text: str, labels: Mapping[str, str]) -> str:
    """Put the names of inputs in place of their ids; an id in brackets beside its own words is left out."""
    bare = _BRACKETED.sub("", text)
    return _INPUT.sub(lambda found: labels.get(found[0], found[0]), bare)


def _asked(evidence: Evidence | None, labels: Mapping[str, str]) -> ProofWords:
    words = proof_words(evidence)
    entries = tuple(ProofEntry(one.text, in_words(one.terms, labels)) for one in words.entries)
    return ProofWords(entries, words.without)


def _beside(sheet: Shown, node: str) -> tuple[str, str, str]:
    framework = sheet.standing.framework
    ids = [*framework.leaves, *(item.id for item in framework.items)]
    at, leaves = ids.index(node), len(framework.leaves)
    # Bonus and penalty items are counted for themselves, as the sheet does.
    within, all_of = (at, leaves) if at < leaves else (at - leaves, len(ids) - leaves)
    place = _("%(place)d / %(all)d") % {"place": within + 1, "all": all_of}
    return (ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "", place)


def _piece(sheet: Shown, bearer: Leaf | Item, proof: Beside) -> Iterable[Piece]:
    inner = bearer.node if isinstance(bearer, Leaf) else bearer
    for one in sheet.pieces.get(inner.id, ()):
        chip = piece_chip(one, sheet.proof.get(inner.id))
        noticed = tuple(remark.sentence for remark in proof.remarks.get(one.code, ()))
        yield Piece(chip.words, chip.icon, chip.css, reverse("library:evidence", args=[one.code]), noticed)


def field_words() -> dict[str, str]:
    """What the fields of a row are called."""
    return {
        POINTS: _("Điểm tự chấm"),
        NOT_APPLICABLE: _("Không áp dụng"),
        REASON: _("Lý do không áp dụng"),
        EXPLANATION: _("Giải trình"),
    }


def value_words(name: str, stored: str, scale: Scale) -> str:
    """Say a value as it stands in events; an emptied one is a dash."""
    if name == POINTS and stored:
        return exactly(Decimal(stored), scale)
    if name == NOT_APPLICABLE:
        return _("có") if stored else _("không")
    return stored or NOTHING


def _change(event: LineEvent, scale: Scale) -> Change:
    old, new = (value_words(event.field, text, scale) for text in (event.old, event.new))
    return Change(field_words()[event.field], old, new, event.by.full_name, moment(event.at))
