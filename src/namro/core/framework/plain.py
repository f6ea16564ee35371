"""A criteria set as plain data, keys in the order of the format and defaults left out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from namro.core.framework.kinds import KIND_OF, Type
from namro.core.framework.model import Act, Adjustment, Band, Evidence, Framework, Item, Node, Proof, Requirement, Scale
from namro.core.framework.rules import NOT_RANKED, Manual, Milestone, Part, Quantity, Rule, Step

Plain = dict[str, Any]


class Quoted(str):
    """A text that stands in quotes whatever it looks like: an id, 1.10 for example."""

    __slots__ = ()


class Word(str):
    """A text of the format's own that needs no quotes: a date, a choice."""

    __slots__ = ()


def plain_set(framework: Framework) -> Plain:
    """Return the whole set: mappings, lists, texts, decimals, flags."""
    sides = {"bonus": framework.bonus, "penalty": framework.penalty}
    return _filled(
        framework=framework.framework,
        edition=Word(framework.edition),
        title=framework.title,
        level=Word(framework.level),
        source=_act(framework.source),
        years=_filled(**{"from": Decimal(framework.first_year), "to": _whole(framework.last_year)}),
        scale=_scale(framework.scale),
        not_applicable=_other(framework.not_applicable, "exclude"),
        ties=_other(framework.ties, "competition"),
        bands=[_band(band) for band in framework.bands],
        criteria=[plain_node(node) for node in framework.criteria],
        adjustments=_filled(**{key: _side(side) for key, side in sides.items()}),
        inputs=dict(framework.inputs),
    )


def _filled(**values: Any) -> Plain:
    """Keep what says something; nothing, and empty texts and lists, stand for absent."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], {})}


def _other(value: str | None, default: str | None = None) -> Word | None:
    return Word(value) if value and value != default else None


def _whole(value: int | None, default: int | None = None) -> Decimal | None:
    return None if value is None or value == default else Decimal(value)


def _act(act: Act) -> Plain:
    return _filled(document=act.document, date=Word(act.date), issuer=act.issuer)


def _scale(scale: Scale) -> Plain:
    return _filled(
        max=scale.max,
        precision=_whole(scale.precision, 2),
        rounding=_other(scale.rounding, "half_up"),
        floor=scale.floor,
        ceiling=scale.ceiling,
    )


def _band(band: Band) -> Plain:
    return _filled(**{"name": band.name, "from": band.start, "requires": [_required(one) for one in band.requires]})


def _required(one: Requirement) -> Plain:
    return _filled(
        input=one.input,
        criterion=Quoted(one.criterion) if one.criterion else None,
        at_least=one.at_least,
        at_most=one.at_most,
    )


def plain_node(node: Node) -> Plain:
    """Return a criterion with all below it; the children stand last, where they hide nothing."""
    return _filled(
        id=Quoted(node.id),
        name=node.name,
        max=node.max,
        rule=plain_rule(node.rule, node.id) if node.rule else None,
        source=_other(node.source),
        not_applicable=_other(node.not_applicable),
        controllable_by=[Word(level) for level in node.controllable_by],
        applies_if=node.applies_if,
        evidence=plain_evidence(node.evidence),
        cite=node.cite,
        note=node.note,
        criteria=[plain_node(child) for child in node.children],
    )


def plain_item(item: Item) -> Plain:
    """Return a bonus or penalty item."""
    return _filled(
        id=Quoted(item.id),
        name=item.name,
        max=item.max,
        rule=plain_rule(item.rule, item.id),
        applies_if=item.applies_if,
        evidence=plain_evidence(item.evidence),
        cite=item.cite,
        note=item.note,
    )


def _side(side: Adjustment) -> Plain:
    return _filled(cap=side.cap, items=[plain_item(item) for item in side.items])


def plain_evidence(evidence: Evidence | None) -> Plain | None:
    """Return what proof is asked for; a mapping even where all is as usual, since that asks for one."""
    if evidence is None:
        return None
    items = [_proof(proof) for proof in evidence.items]
    asked = _filled(
        required=None if evidence.required else False,
        signed=_signed(evidence.signed),
        before=Word(evidence.before),
        on_missing=_other(evidence.on_missing, "zero"),
        items=items,
    )
    return asked or {"required": True}


def _proof(proof: Proof) -> Plain:
    return _filled(
        id=Quoted(proof.id),
        text=proof.text,
        kind=_other(proof.kind, "other"),
        issuer=proof.issuer,
        signed=_signed(proof.signed),
        before=Word(proof.before),
        min_count=_whole(proof.min_count, 1),
        part=proof.part,
    )


def _signed(word: str) -> Any:
    return True if word == "true" else _other(word)


def plain_rule(rule: Rule, node: str) -> Plain:
    """Return a rule of `node`, its kind first."""
    kind = KIND_OF[type(rule)]
    found: Plain = {"kind": Word(kind.name)}
    for param in kind.params:
        value = getattr(rule, param.key)
        if value == param.default or (isinstance(rule, Manual) and value == f"points:{node}"):
            continue
        found[param.key] = _VALUES.get(param.type, _itself)(value, node)
    return found


def _itself(value: Any, _node: str) -> Any:
    return value


def plain_quantity(value: Quantity) -> Any:
    """Return an input, or a ratio of two."""
    return value if isinstance(value, str) else {"ratio": [value.numerator, value.denominator]}


def _part(part: Part) -> Plain:
    return _filled(input=part.input, points=part.points, label=part.label)


def _step(step: Step) -> Plain:
    return {"from": step.start, "points": step.points}


def _milestone(step: Milestone) -> Plain:
    return {"by": Word(step.by), "input": step.input, "at_least": step.at_least, "points": step.points}


_VALUES: dict[Type, Callable[[Any, str], Any]] = {
    Type.QUANTITY: lambda value, _node: plain_quantity(value),
    Type.CHOICE: lambda value, _node: Word(value),
    Type.PARTS: lambda parts, _node: [_part(part) for part in parts],
    Type.STEPS: lambda steps, _node: [_step(step) for step in steps],
    Type.MILESTONES: lambda steps, _node: [_milestone(step) for step in steps],
    Type.RULES: lambda rules, node: [plain_rule(rule, node) for rule in rules],
    Type.BASE: lambda base, _node: Word(base),
    Type.BEYOND: lambda beyond, _node: Word(NOT_RANKED) if beyond is None else beyond,
}
