"""The try-out: fields of one criterion, a domain or all; points, sentences, total and band, and how they moved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.pages.choices import Option
from namro.apps.frameworks.pages.edition_page import edition_name
from namro.apps.frameworks.pages.trial_fields import Field, fields_of, node_of, proof_fields
from namro.apps.frameworks.pages.trial_result import Move, MovedRow, moved_of, moves_of, outcome_of
from namro.apps.frameworks.pages.words import STATE_LOOKS, points_words, state_word
from namro.apps.frameworks.trying import Texts
from namro.core.framework.model import Framework, Item, Leaf, Node, Scale
from namro.core.scoring.numbers import said_points
from namro.core.scoring.outcome import Outcome, UnitScore

#: Scope of everything; fields on one page, below what a request may bring; criteria in the list to choose from.
ALL = "tat-ca"
_MOST_FIELDS = 700
_MOST_OPTIONS = 1500


@dataclass(frozen=True, slots=True)
class Block:
    """One criterion with its points, its sentence and its fields."""

    id: str
    name: str
    points: str
    max: str
    state: str
    css: str
    icon: str
    why: str
    fields: tuple[Field, ...]
    prefix: str
    proof: tuple[Field, ...]
    proof_prefix: str
    proof_words: str
    open_proof: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria of a domain in the list to choose from."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """The whole page."""

    address: tuple[str, str]
    title: str
    name: str
    year: str
    years: tuple[str, ...]
    all: Option
    groups: tuple[Group, ...]
    blocks: tuple[Block, ...]
    left_out: str
    moves: tuple[Move, ...]
    band_why: str
    moved: tuple[MovedRow, ...]
    carried: str
    wrong: str
    hidden_errors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trying:
    """What was asked: scope, year, texts with their errors, and the points before and after."""

    scope: str
    year: int
    years: tuple[int, ...]
    texts: Texts
    kept: Texts
    errors: dict[str, str]
    before: UnitScore
    after: UnitScore


def trial_page(edition: Edition, tree: Framework, asked: Trying) -> TrialPage:
    """Return the context."""
    bearers = bearers_in(tree, asked.scope)
    blocks, left_out = _blocks(tree, bearers, asked)
    shown = {field.key for block in blocks for field in (*block.fields, *block.proof)}
    carried = json.dumps(asked.kept, ensure_ascii=False, separators=(",", ":"))
    return TrialPage(
        address=(edition.framework, edition.edition.isoformat()),
        title=tree.title,
        name=edition_name(edition),
        year=str(asked.year),
        years=tuple(str(year) for year in asked.years),
        all=Option(ALL, _("Tất cả tiêu chí"), asked.scope == ALL),
        groups=tuple(_groups(tree, asked.scope)),
        blocks=blocks,
        left_out=_left_out(left_out),
        moves=tuple(moves_of(tree.scale, asked.before, asked.after)),
        band_why=asked.after.band_why or "",
        moved=tuple(moved_of(tree, asked.before, asked.after)),
        carried=carried,
        wrong=_wrong(len(asked.errors)),
        hidden_errors=tuple(f"{key[2:]}: {words}" for key, words in asked.errors.items() if key not in shown),
    )


def bearers_in(tree: Framework, scope: str) -> list[Leaf | Item]:
    """Return the criteria of a scope: `ALL`, the id of a node or of an item."""
    if scope == ALL:
        return [*tree.leaves.values(), *tree.items]
    item = next((item for item in tree.items if item.id == scope), None)
    if item:
        return [item]
    found = [node for node in tree.nodes if node.id == scope]
    for node in found:
        found.extend(node.children)
    wanted = {node.id for node in found}
    return [leaf for leaf in tree.leaves.values() if leaf.node.id in wanted]


def _blocks(tree: Framework, bearers: Sequence[Leaf | Item], asked: Trying) -> tuple[tuple[Block, ...], int]:
    """Each field stands once, with the first criterion that reads it."""
    seen: set[str] = set()
    blocks: list[Block] = []
    for place, bearer in enumerate(bearers):
        node = node_of(bearer)
        fields = [
            f for f in fields_of(tree, bearer, asked.year, texts=asked.texts, errors=asked.errors) if f.key not in seen
        ]
        proof = proof_fields(bearer, asked.texts, asked.errors)
        if blocks and len(seen) + len(fields) + len(proof) > _MOST_FIELDS:
            return tuple(blocks), len(bearers) - place
        seen.update(field.key for field in (*fields, *proof))
        blocks.append(
            _block(node, outcome_of(asked.after, node.id), fields, proof=proof, place=place, scale=tree.scale)
        )
    return tuple(blocks), 0


def _wrong(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(n)d ô chưa dùng được nên chưa tính lại. Sửa ô đó rồi tính.",
        "%(n)d ô chưa dùng được nên chưa tính lại. Sửa các ô đó rồi tính.",
        count,
    )
    return words % {"n": count}


def _left_out(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "Còn %(n)d mục chưa hiện. Chọn một lĩnh vực hoặc một mục ở trên.",
        "Còn %(n)d mục chưa hiện. Chọn một lĩnh vực hoặc một mục ở trên.",
        count,
    )
    return words % {"n": count}


def _block(
    node: Node | Item, outcome: Outcome, fields: list[Field], *, proof: list[Field], place: int, scale: Scale
) -> Block:
    css, icon = STATE_LOOKS[outcome.state]
    return Block(
        id=node.id,
        name=node.name,
        points=said_points(outcome.points, scale),
        max=points_words(node.max),
        state=state_word(outcome.state),
        css=css,
        icon=icon,
        why=outcome.why,
        fields=tuple(fields),
        prefix=f"s{place}",
        proof=tuple(proof),
        proof_prefix=f"c{place}",
        proof_words=ngettext("Minh chứng (%(n)d ô)", "Minh chứng (%(n)d ô)", len(proof)) % {"n": len(proof)},
        open_proof=bool(outcome.missing) or any(field.error for field in proof),
    )


def _groups(tree: Framework, scope: str) -> Iterator[Group]:
    small = len(tree.leaves) <= _MOST_OPTIONS
    for domain in tree.criteria:
        whole = Option(domain.id, _("%(id)s: cả lĩnh vực") % {"id": domain.id}, domain.id == scope)
        below = [node for node in _leaves_below(domain) if node is not domain] if small else []
        options = (Option(n.id, f"{n.id} {n.name}", n.id == scope) for n in below)
        yield Group(f"{domain.id}. {domain.name}", (whole, *options))
    for label, items in ((_("Điểm thưởng"), tree.bonus.items), (_("Điểm trừ"), tree.penalty.items)):
        if items:
            yield Group(label, tuple(Option(i.id, f"{i.id} {i.name}", i.id == scope) for i in items))


def _leaves_below(node: Node) -> Iterator[Node]:
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves_below(child)
