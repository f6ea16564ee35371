"""A rule from its mapping: one reader for each type of parameter, and what must hold between parameters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from namro.core.base.yamltree import Mapping, Scalar, Tree
from namro.core.framework.fields import Fields, written
from namro.core.framework.kinds import KINDS, REQUIRED, Kind, Param, Type
from namro.core.framework.rules import (
    NOT_RANKED,
    PREVIOUS,
    Growth,
    Milestone,
    Part,
    Quantity,
    Ratio,
    Rule,
    Step,
)

_Found = TypeVar("_Found")

#: A fraction above this is taken for a percentage written by mistake.
_TOO_LARGE = Decimal(2)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who carries the rule: its id, its maximum (None: an adjustment item without one)."""

    id: str
    maximum: Decimal | None
    adjustment: bool = False


class _Refused(Exception):
    """A parameter was refused; the fault is noted."""


def read_rule(tree: Tree, fields: Fields, bearer: Bearer) -> Rule | None:
    """Return the rule, or None with its faults noted."""
    inner = fields.inner(tree, "rule")
    if inner is None:
        return None
    inner.node = bearer.id
    name = inner.choice("kind", KINDS)
    if name is None:
        if not inner.has("kind"):
            inner.fault("kind", f"quy tắc thiếu “kind”. Hãy chọn một trong: {', '.join(KINDS)}.")
        return None
    kind = KINDS[name]
    given = _given(kind, inner, bearer)
    inner.done()
    if not _allowed(kind, inner, bearer) or given is None:
        return None
    before = len(inner.faults.found)
    _check(kind, given, inner, bearer)
    if len(inner.faults.found) > before:
        return None
    rule: Rule = kind.rule(**given)
    return rule


def _allowed(kind: Kind, fields: Fields, bearer: Bearer) -> bool:
    if kind.adjustments_only and not bearer.adjustment:
        fields.fault("kind", f"{kind.name} chỉ dùng ở mục cộng, trừ điểm (adjustments).")
        return False
    if not kind.adjustments_only and bearer.maximum is None:
        fields.fault("kind", f"mục cộng, trừ dùng {kind.name} phải có điểm tối đa. Hãy thêm max cho mục này.")
        return False
    return True


def _given(kind: Kind, fields: Fields, bearer: Bearer) -> dict[str, Any] | None:
    """Read all parameters, so that all faults are named; None when one was refused."""
    given: dict[str, Any] = {}
    whole = True
    for param in kind.params:
        if not fields.has(param.key):
            fields.asked.add(param.key)
            if param.default is REQUIRED:
                fields.fault(param.key, f"quy tắc {kind.name} thiếu “{param.key}”: {param.type.value}.")
                whole = False
            given[param.key] = param.default
            continue
        try:
            given[param.key] = _READERS[param.type](fields, param, bearer)
        except _Refused:
            whole = False
    if kind.name == "manual" and not given.get("input"):
        given["input"] = points_of(bearer.id)
    return given if whole else None


def _input(fields: Fields, param: Param, bearer: Bearer) -> str:
    tree = fields.tree.items[param.key]
    own = points_of(bearer.id)
    if isinstance(tree, Scalar) and tree.text == own and param.default == "":
        fields.asked.add(param.key)
        return own  # the default of `manual`, written out
    return _sure(fields.input(param.key))


def points_of(node: str) -> str:
    """Return the input of points entered for a criterion."""
    return f"points:{node}"


def _sure(value: _Found | None) -> _Found:
    """Pass a value on; what was refused (None, or no text) refuses the whole."""
    if value is None or value == "":
        raise _Refused
    return value


def _number(fields: Fields, param: Param, _bearer: Bearer) -> Decimal:
    value = _sure(fields.number(param.key, least=None if param.threshold else 0))
    if param.positive and value <= 0:
        fields.fault(param.key, f"{param.key}: {written(value)} phải lớn hơn 0.")
        raise _Refused
    return value


def _points(fields: Fields, param: Param, bearer: Bearer) -> Decimal:
    return _sure(fields.number(param.key, least=0, most=bearer.maximum))


def _choice(fields: Fields, param: Param, _bearer: Bearer) -> str:
    return _sure(fields.choice(param.key, param.options))


def _quantity(fields: Fields, param: Param, _bearer: Bearer) -> Quantity:
    tree = fields.tree.items[param.key]
    fields.asked.add(param.key)
    if not isinstance(tree, Mapping):
        return _sure(fields.input_name(param.key, tree))
    inner = Fields(tree, fields.faults, node=fields.node)
    parts = inner.sequence("ratio", required=True)
    inner.done()
    names = [fields.input_name("ratio", part) for part in parts]
    if len(parts) not in (0, 2):
        inner.fault("ratio", "ratio: ghi đúng hai tên số liệu, ví dụ ratio: [tu_so, mau_so].")
    if len(names) != 2 or not all(names):
        raise _Refused
    return Ratio(names[0], names[1])


def _base(fields: Fields, param: Param, _bearer: Bearer) -> str:
    text = _sure(fields.text(param.key))
    if text != PREVIOUS and not re.fullmatch(r"(19|20)\d\d", text):
        fields.fault(param.key, f"base: “{text}” phải là previous (năm trước) hoặc một năm, ví dụ 2015.")
        raise _Refused
    return text


def _beyond(fields: Fields, param: Param, bearer: Bearer) -> Decimal | None:
    tree = fields.tree.items[param.key]
    if isinstance(tree, Scalar) and tree.text == NOT_RANKED:
        fields.asked.add(param.key)
        return None
    return _points(fields, param, bearer)


def _records(fields: Fields, param: Param, read: Callable[[Fields], Any]) -> tuple[Any, ...]:
    """Read a list of mappings, all of them, before refusing."""
    trees = fields.sequence(param.key, required=True)
    read_rows = []
    for tree in trees:
        inner = fields.inner(tree, param.key)
        try:
            read_rows.append(None if inner is None else read(inner))
        except _Refused:
            read_rows.append(None)
        if inner is not None:
            inner.done()
    if not read_rows or None in read_rows:
        raise _Refused
    return tuple(read_rows)


def _parts(fields: Fields, param: Param, bearer: Bearer) -> tuple[Part, ...]:
    def part(inner: Fields) -> Part:
        name, points = inner.input("input"), inner.number("points", required=True, least=0, most=bearer.maximum)
        label = inner.text("label")
        return Part(_sure(name), _sure(points), label)

    return _records(fields, param, part)


def _steps(fields: Fields, param: Param, bearer: Bearer) -> tuple[Step, ...]:
    def step(inner: Fields) -> Step:
        start = inner.number("from", required=True)
        points = inner.number("points", required=True, least=0, most=bearer.maximum)
        return Step(_sure(start), _sure(points))

    return _records(fields, param, step)


def _milestones(fields: Fields, param: Param, bearer: Bearer) -> tuple[Milestone, ...]:
    def milestone(inner: Fields) -> Milestone:
        by, name = inner.day("by", required=True), inner.input("input")
        at_least = inner.number("at_least", required=True)
        points = inner.number("points", required=True, least=0, most=bearer.maximum)
        return Milestone(_sure(by), _sure(name), _sure(at_least), _sure(points))

    return _records(fields, param, milestone)


def _rules(fields: Fields, param: Param, bearer: Bearer) -> tuple[Rule, ...]:
    inner = Bearer(bearer.id, bearer.maximum)
    found = [read_rule(tree, fields, inner) for tree in fields.sequence(param.key, required=True)]
    whole = tuple(rule for rule in found if rule is not None)
    if not whole or len(whole) < len(found):
        raise _Refused
    return whole


_READERS: dict[Type, Callable[[Fields, Param, Bearer], Any]] = {
    Type.INPUT: _input,
    Type.QUANTITY: _quantity,
    Type.NUMBER: _number,
    Type.POINTS: _points,
    Type.CHOICE: _choice,
    Type.PARTS: _parts,
    Type.STEPS: _steps,
    Type.MILESTONES: _milestones,
    Type.RULES: _rules,
    Type.BASE: _base,
    Type.BEYOND: _beyond,
}


def _check(kind: Kind, given: dict[str, Any], fields: Fields, bearer: Bearer) -> None:
    """What must hold between the parameters of one rule."""
    if kind.name == "gate":
        _exactly_one(fields, given, "at_least", "at_most")
    elif kind.name == "growth":
        _exactly_one(fields, given, "input", "value")
    elif kind.name in ("parts", "milestones"):
        key = "parts" if kind.name == "parts" else "steps"
        _adds_up(fields, key, sum((row.points for row in given[key]), Decimal(0)), bearer)
    elif kind.name == "bands":
        _in_order(fields, [step.start for step in given["steps"]])
    if isinstance(_quantity_of(kind, given), Ratio):
        _fractions(kind, given, fields)


def _quantity_of(kind: Kind, given: dict[str, Any]) -> Any:
    if kind.rule is Growth and given["input"] is not None:
        return given["input"]
    return given.get("value")


def _exactly_one(fields: Fields, given: dict[str, Any], first: str, second: str) -> None:
    if (given[first] is None) == (given[second] is None):
        fields.fault("kind", f"ghi đúng một trong hai khóa {first}, {second}.")


def _adds_up(fields: Fields, key: str, total: Decimal, bearer: Bearer) -> None:
    if bearer.maximum is not None and total != bearer.maximum:
        asked = f"phải bằng điểm tối đa {written(bearer.maximum)}"
        fields.fault(key, f"{key}: các phần cộng lại được {written(total)}, {asked}.")


def _in_order(fields: Fields, starts: list[Decimal]) -> None:
    rising = all(a < b for a, b in pairwise(starts))
    falling = all(a > b for a, b in pairwise(starts))
    if not (rising or falling):
        fields.fault("steps", "steps: các mức from phải tăng dần hẳn hoặc giảm dần hẳn, không trùng nhau.")


def _fractions(kind: Kind, given: dict[str, Any], fields: Fields) -> None:
    """A threshold on a ratio is a fraction: 80 where 0.8 is meant."""
    if kind.name == "growth" and given["unit"] == "percent":
        return
    found = [(p.key, given[p.key]) for p in kind.params if p.threshold and given[p.key] is not None]
    if kind.name == "bands":
        found = [("steps", step.start) for step in given["steps"]]
    for key, value in found:
        if value > _TOO_LARGE:
            cure = f"Tỷ lệ là phân số thập phân, hãy viết {written(value / 100)}."
            fields.fault(key, f"{key}: {written(value)} trên một tỷ lệ. {cure}")
