"""Random criteria sets as values: every kind of rule, every field, texts that files must not trip over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from namro.core.framework import rules as r
from namro.core.framework.kinds import KINDS
from namro.core.framework.model import (
    LEVELS,
    ON_MISSING,
    POLICIES,
    PROOF_KINDS,
    ROUNDINGS,
    SIGNED,
    SOURCES,
    TIES,
    Act,
    Adjustment,
    Band,
    Evidence,
    Framework,
    Item,
    Node,
    Proof,
    Requirement,
    Scale,
)
from namro.core.framework.uses import uses

Draw = Any
TRICKY = (
    "yes", "Null", "~", "1.10", "2025-10-31", "- a", "a: b", "a #b", "=1+1", "@x", "'", '"', "\\", "{}", "[a]", "%",
    "#", "&a", "*a", "!t", "|", ">", "a,b", "dòng một\ndòng hai", "Điều 5, khoản 2", "1e5", "12:30", "true", "_x0041_",
    "https://vi.du/a?b=c#d", "TRUE", "0,5", "007", "“ngoặc”", "…", "-", "+1", "a\tb", "a;b", "a|b", "a:b", "ratio",
)  # fmt: skip
_LETTERS = st.characters(
    min_codepoint=0x20, max_codepoint=0x1FFFF, exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp")
)
TEXTS = st.one_of(st.sampled_from(TRICKY), st.text(_LETTERS, min_size=1, max_size=20).map(str.strip).filter(bool))
MAYBE_TEXT = st.one_of(st.just(""), TEXTS)
INPUTS = st.one_of(
    st.sampled_from(["no", "on", "null", "1", "1e5", "2025", "a_b"]), st.from_regex(r"[a-z0-9_]{1,12}", fullmatch=True)
)
MAYBE_INPUT = st.one_of(st.just(""), INPUTS)
NUMBERS = st.one_of(
    st.decimals(-100, 100, places=3, allow_nan=False),
    st.sampled_from(
        [Decimal(x) for x in ("0", "1.10", "100", "123456789012345678.123456789012", "0.30000000000000004")]
    ),
)
POSITIVE = st.one_of(
    st.integers(1, 400).map(lambda n: Decimal(n) / 4), st.sampled_from([Decimal("3.33"), Decimal("0.1")])
)
AMOUNTS = st.one_of(st.just(Decimal(0)), POSITIVE)
FRACTIONS = st.decimals(-2, 2, places=3, allow_nan=False)
DAYS = st.sampled_from(["02-29", "03-31", "12-01"])
MAYBE_DAY = st.one_of(st.just(""), DAYS)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def points(draw: Draw, most: Decimal) -> Decimal:
    return (most * draw(st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal(1)]))).normalize()


def split(draw: Draw, most: Decimal) -> list[Decimal]:
    first = points(draw, most)
    return [first, most - first]


QUANTITIES = st.one_of(INPUTS, st.builds(r.Ratio, INPUTS, INPUTS))
ZEROS = st.sampled_from([r.FULL, r.ZERO, r.NOT_APPLICABLE])


def measured(draw: Draw) -> tuple[r.Quantity, st.SearchStrategy[Decimal]]:
    """What is measured, and thresholds that fit it."""
    quantity = draw(QUANTITIES)
    return quantity, FRACTIONS if isinstance(quantity, r.Ratio) else NUMBERS


def _gate(draw: Draw, most: Decimal) -> r.Rule:
    value, bounds = measured(draw)
    bound = {draw(st.sampled_from(["at_least", "at_most"])): draw(bounds)}
    loss = draw(st.sampled_from([None, points(draw, most)]))
    return r.Gate(value=value, loss=loss, when_zero=draw(ZEROS), **bound)


def _linear(draw: Draw, most: Decimal) -> r.Rule:
    value, bounds = measured(draw)
    full = draw(st.sampled_from([Decimal(1), Decimal("0.95"), Decimal(2)]))
    return r.Linear(value=value, full_at=full, zero_below=draw(maybe(bounds)), when_zero=draw(ZEROS))


def _bands(draw: Draw, most: Decimal) -> r.Rule:
    value, bounds = measured(draw)
    starts = sorted(draw(st.sets(bounds, min_size=1, max_size=4)), reverse=draw(st.booleans()))
    return r.Bands(value=value, steps=tuple(r.Step(s, points(draw, most)) for s in starts), when_zero=draw(ZEROS))


def _parts(draw: Draw, most: Decimal) -> r.Rule:
    return r.Parts(parts=tuple(r.Part(draw(INPUTS), p, draw(MAYBE_TEXT)) for p in split(draw, most)))


def _milestones(draw: Draw, most: Decimal) -> r.Rule:
    made = (r.Milestone(draw(DAYS), draw(INPUTS), draw(NUMBERS), p) for p in split(draw, most))
    return r.Milestones(steps=tuple(made))


def _growth(draw: Draw, most: Decimal) -> r.Rule:
    value, bounds = measured(draw)
    key = "input" if isinstance(value, str) and draw(st.booleans()) else "value"
    unit = draw(st.sampled_from(["points", "percent"]))
    base = draw(st.sampled_from([r.PREVIOUS, "2015"]))
    return r.Growth(base=base, at_least=draw(bounds), unit=unit, when_zero=draw(ZEROS), **{key: value})


def _on_time(draw: Draw, most: Decimal) -> r.Rule:
    mode = draw(st.sampled_from(["share", "all"]))
    return r.OnTime(due=draw(INPUTS), done_on_time=draw(INPUTS), mode=mode, when_zero=draw(ZEROS))


LEAVES: dict[str, Any] = {
    "yes_no": lambda draw, most: r.YesNo(input=draw(INPUTS)),
    "parts": _parts,
    "gate": _gate,
    "linear": _linear,
    "bands": _bands,
    "count": lambda draw, most: r.Count(input=draw(INPUTS), at_least=draw(AMOUNTS)),
    "on_time": _on_time,
    "milestones": _milestones,
    "growth": _growth,
    "zero_incidents": lambda draw, most: r.ZeroIncidents(
        input=draw(INPUTS), each=draw(st.sampled_from([None, points(draw, most)]))
    ),
    "survey": lambda draw, most: r.Survey(input=draw(INPUTS), scale=draw(POSITIVE)),
}
GROUPS = {"min_of": r.MinOf, "all_of": r.AllOf}
ADJUSTMENTS: dict[str, Any] = {
    "per_occurrence": lambda draw: r.PerOccurrence(input=draw(INPUTS), points=draw(AMOUNTS), cap=draw(maybe(AMOUNTS))),
    "per_day_late": lambda draw: r.PerDayLate(
        input=draw(INPUTS), points=draw(AMOUNTS), days=draw(AMOUNTS), beyond=draw(maybe(AMOUNTS))
    ),
}
assert {*LEAVES, *GROUPS, *ADJUSTMENTS, "manual"} == KINDS.keys()


def a_rule(draw: Draw, node: str, most: Decimal, depth: int = 0) -> r.Rule:
    kind = draw(st.sampled_from(["manual", *LEAVES, *(GROUPS if depth < 2 else ())]))
    if kind == "manual":
        return r.Manual(step=draw(POSITIVE), input=draw(st.sampled_from([f"points:{node}", draw(INPUTS)])))
    if kind in GROUPS:
        inner = [a_rule(draw, node, most, depth + 1) for _ in range(draw(st.integers(1, 3)))]
        return GROUPS[kind](rules=tuple(inner))
    return LEAVES[kind](draw, most)


def proof(draw: Draw, number: int, rule: r.Rule) -> Proof:
    known = [part.input for one in r.within(rule) if isinstance(one, r.Parts) for part in one.parts]
    return Proof(
        id=f"{number}.{draw(st.sampled_from(['0', 'a']))}",
        text=draw(MAYBE_TEXT),
        kind=draw(st.sampled_from(PROOF_KINDS)),
        issuer=draw(MAYBE_TEXT),
        signed=draw(st.sampled_from(["", *SIGNED])),
        before=draw(MAYBE_DAY),
        min_count=draw(st.integers(1, 3)),
        part=draw(st.sampled_from(["", *known])),
    )


def evidence(draw: Draw, rule: r.Rule) -> Evidence | None:
    if draw(st.booleans()):
        return None
    items = tuple(proof(draw, number, rule) for number in range(draw(st.sampled_from([0, 0, 1, 3]))))
    return Evidence(
        required=draw(st.booleans()),
        signed=draw(st.sampled_from(["", *SIGNED])),
        before=draw(MAYBE_DAY),
        items=items,
        on_missing=draw(st.sampled_from(ON_MISSING)) if items else "zero",
    )


def words(draw: Draw) -> dict[str, Any]:
    """The texts that few nodes have."""
    filled = draw(st.sets(st.sampled_from(["cite", "note", "applies_if"])))
    return {key: draw(INPUTS if key == "applies_if" else TEXTS) for key in sorted(filled)}


def a_node(draw: Draw, place: str, depth: int) -> Node:
    shared: dict[str, Any] = words(draw) | {
        "id": place,
        "name": draw(TEXTS),
        "source": draw(maybe(st.sampled_from(SOURCES))),
        "not_applicable": draw(maybe(st.sampled_from(POLICIES))),
        "controllable_by": tuple(draw(st.lists(st.sampled_from(LEVELS), unique=True, max_size=2))),
    }
    if depth < 2 and draw(st.integers(0, 2)) == 0:
        children = tuple(a_node(draw, f"{place}.{n}", depth + 1) for n in range(1, draw(st.integers(1, 3)) + 1))
        return Node(max=sum((child.max for child in children), Decimal(0)), children=children, **shared)
    most = draw(AMOUNTS)
    rule = a_rule(draw, place, most)
    return Node(max=most, rule=rule, evidence=evidence(draw, rule), **shared)


def an_item(draw: Draw, place: str) -> Item:
    name, texts = draw(TEXTS), words(draw)
    if draw(st.booleans()):
        rule = ADJUSTMENTS[draw(st.sampled_from(sorted(ADJUSTMENTS)))](draw)
        return Item(id=place, name=name, rule=rule, evidence=evidence(draw, rule), **texts)
    most = draw(POSITIVE)
    rule = a_rule(draw, place, most)
    return Item(id=place, name=name, max=most, rule=rule, evidence=evidence(draw, rule), **texts)


def side(draw: Draw, letter: str) -> Adjustment:
    items = tuple(an_item(draw, f"{letter}{n}") for n in range(draw(st.integers(0, 2))))
    return Adjustment(items=items, cap=draw(maybe(AMOUNTS)) if items else None)


def requirement(draw: Draw, criteria: tuple[Node, ...]) -> Requirement:
    about: dict[str, Any] = (
        {"input": draw(INPUTS)}
        if draw(st.booleans())
        else {"criterion": draw(st.sampled_from([node.id for node in criteria]))}
    )
    return Requirement(**about, **{draw(st.sampled_from(["at_least", "at_most"])): draw(NUMBERS)})


def a_band(draw: Draw, start: Decimal, number: int, criteria: tuple[Node, ...]) -> Band:
    requires = tuple(requirement(draw, criteria) for _ in range(draw(st.sampled_from([0, 0, 1, 2]))))
    return Band(name=f"{number} {draw(TEXTS)}", start=start, requires=requires)


@st.composite
def frameworks(draw: Draw) -> Framework:
    """A set that reads back as it is written."""
    criteria = tuple(a_node(draw, str(n), 0) for n in range(1, draw(st.integers(1, 3)) + 1))
    starts = sorted(draw(st.sets(NUMBERS, max_size=3)), reverse=True)
    first = draw(st.integers(2016, 2030))
    sides = {"bonus": side(draw, "T"), "penalty": side(draw, "P")}
    floor, ceiling = draw(maybe(st.just(Decimal("-1.5")))), draw(maybe(AMOUNTS))
    made = Framework(
        framework=draw(TEXTS),
        edition="2025-10-31",
        title=draw(TEXTS),
        level=draw(st.sampled_from(LEVELS)),
        first_year=first,
        last_year=draw(maybe(st.integers(first, 2040))),
        source=draw(st.builds(Act, document=MAYBE_TEXT, date=st.sampled_from(["", "2025-01-02"]), issuer=MAYBE_TEXT)),
        scale=Scale(
            max=sum((node.max for node in criteria), Decimal(0)),
            precision=draw(st.integers(0, 9)),
            rounding=draw(st.sampled_from(ROUNDINGS)),
            floor=floor,
            ceiling=ceiling,
        ),
        not_applicable=draw(st.sampled_from(POLICIES)),
        ties=draw(st.sampled_from(TIES)),
        bands=tuple(a_band(draw, start, number, criteria) for number, start in enumerate(starts)),
        criteria=criteria,
        **sides,
    )
    used = sorted({use.input for use in uses(made) if ":" not in use.input})
    named = draw(st.lists(st.sampled_from(used), unique=True, max_size=3)) if used else []
    return replace(made, inputs=tuple((name, draw(TEXTS)) for name in named))
