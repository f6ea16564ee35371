"""Random criteria sets with facts that fit them, one table of strategies for all kinds of rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

YEAR = 2025
Plain = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

#: Maxima, points and thresholds with few digits, so that borders are met often.
MAXIMA = st.sampled_from([Decimal(x) for x in ("0.5", "1", "1.5", "2", "3.33", "0.25", "0")])
FRACTIONS = st.sampled_from([Decimal(x) for x in ("0", "0.2", "0.3", "0.5", "0.8", "0.95", "1", "1.5", "2")])
Values = Callable[[Random], str]
_BORDERS = ["0", "0.3", "0.8", "0.95", "1", "1.5", "79.999999999999", "80", "0.2999999999995", "0.8000000000005"]


def counts(random: Random) -> str:
    """Whole numbers from 0 up."""
    return str(random.choice([random.randint(0, 12), 0, 1, 2, 3, 90, 99, 100, 101]))


def values(random: Random) -> str:
    """Numbers at, just beside and far from the borders."""
    return random.choice([f"{random.uniform(-3, 120):.2f}", random.choice(_BORDERS)])


def flags(random: Random) -> str:
    """True and false as they may be written."""
    return random.choice(["true", "false", "True", "1", "0"])


def flags_or_counts(random: Random) -> str:
    """What a condition takes."""
    return random.choice([flags, counts])(random)


def shares(random: Random) -> str:
    """Survey results on a scale of 5."""
    return random.choice(["0", "5", "4.2", f"{random.uniform(0, 5):.3f}"])


@dataclass
class Making:
    """A set on its way: the facts each input may take, and how many names were given."""

    draw: Draw
    inputs: dict[str, Values] = field(default_factory=dict)
    growing: dict[str, Values] = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    proofs: list[tuple[str, bool]] = field(default_factory=list)
    depth: int = 0

    def name(self, made: Values) -> str:
        name = f"i{len(self.inputs)}"
        self.inputs[name] = made
        return name

    def split(self, most: Decimal) -> list[Decimal]:
        first = self.draw(st.sampled_from([Decimal(0), most / 2, most])).quantize(Decimal("0.001"))
        return [first, most - first]

    def quantity(self) -> Any:
        if self.draw(st.booleans()):
            return self.name(values)
        return {"ratio": [self.name(counts), self.name(counts)]}


def _manual(m: Making, most: Decimal, node: str) -> Plain:
    steps = [Decimal(0), most] + ([Decimal("0.25")] if most >= Decimal("0.25") else [])
    texts = sorted({f"{step:f}" for step in steps})

    def points(random: Random) -> str:
        return random.choice(texts)

    if m.draw(st.booleans()):
        return {"kind": "manual", "input": m.name(points)}
    m.inputs[f"points:{node}"] = points
    return {"kind": "manual"}


def _yes_no(m: Making, most: Decimal, node: str) -> Plain:
    return {"kind": "yes_no", "input": m.name(flags)}


def _parts(m: Making, most: Decimal, node: str) -> Plain:
    return {"kind": "parts", "parts": [{"input": m.name(flags), "points": p} for p in m.split(most)]}


def _when_zero(m: Making, rule: Plain) -> Plain:
    chosen = m.draw(st.sampled_from([None, "full", "zero", "not_applicable"]))
    return rule if chosen is None else rule | {"when_zero": chosen}


def _gate(m: Making, most: Decimal, node: str) -> Plain:
    rule = {"kind": "gate", "value": m.quantity(), m.draw(st.sampled_from(["at_least", "at_most"])): m.draw(FRACTIONS)}
    if m.draw(st.booleans()):
        rule["loss"] = m.split(most)[0]
    return _when_zero(m, rule)


def _linear(m: Making, most: Decimal, node: str) -> Plain:
    rule: Plain = {"kind": "linear", "value": m.quantity()}
    if m.draw(st.booleans()):
        rule["full_at"] = m.draw(st.sampled_from([Decimal("0.3"), Decimal("0.95"), Decimal("1.5")]))
    if m.draw(st.booleans()):
        rule["zero_below"] = m.draw(FRACTIONS)
    return _when_zero(m, rule)


def _bands(m: Making, most: Decimal, node: str) -> Plain:
    starts = sorted(m.draw(st.sets(FRACTIONS, min_size=1, max_size=3)), reverse=m.draw(st.booleans()))
    steps = [{"from": start, "points": m.split(most)[0]} for start in starts]
    return _when_zero(m, {"kind": "bands", "value": m.quantity(), "steps": steps})


def _count(m: Making, most: Decimal, node: str) -> Plain:
    rule: Plain = {"kind": "count", "input": m.name(counts)}
    return rule | ({"at_least": Decimal(2)} if m.draw(st.booleans()) else {})


def _on_time(m: Making, most: Decimal, node: str) -> Plain:
    due, done = m.name(counts), m.name(counts)
    m.pairs.append((due, done))
    return _when_zero(
        m, {"kind": "on_time", "due": due, "done_on_time": done, "mode": m.draw(st.sampled_from(["share", "all"]))}
    )


def _milestones(m: Making, most: Decimal, node: str) -> Plain:
    steps = [
        {"by": "08-25", "input": m.name(values), "at_least": m.draw(FRACTIONS), "points": p} for p in m.split(most)
    ]
    return {"kind": "milestones", "steps": steps}


def _growth(m: Making, most: Decimal, node: str) -> Plain:
    quantity = m.quantity()
    names = [quantity] if isinstance(quantity, str) else quantity["ratio"]
    m.growing.update((name, m.inputs[name]) for name in names)
    rule: Plain = {"kind": "growth", "base": m.draw(st.sampled_from(["previous", "2020"]))}
    rule["input" if isinstance(quantity, str) else "value"] = quantity
    if m.draw(st.booleans()):
        rule["at_least"] = m.draw(st.sampled_from([Decimal(x) for x in ("0", "0.02", "0.5", "2", "-0.01")]))
    if m.draw(st.booleans()):
        rule["unit"] = m.draw(st.sampled_from(["points", "percent"]))
    return _when_zero(m, rule) if not isinstance(quantity, str) else rule


def _zero_incidents(m: Making, most: Decimal, node: str) -> Plain:
    rule: Plain = {"kind": "zero_incidents", "input": m.name(counts)}
    return rule | ({"each": m.split(most)[0]} if m.draw(st.booleans()) else {})


def _survey(m: Making, most: Decimal, node: str) -> Plain:
    return {"kind": "survey", "input": m.name(shares), "scale": Decimal(m.draw(st.sampled_from([5, 100])))}


def _inner(m: Making, most: Decimal, node: str) -> list[Plain]:
    """Rules inside a rule; groups inside groups at most twice."""
    m.depth += 1
    kinds = sorted(kind for kind in LEAF_KINDS if m.depth < 3 or kind not in ("min_of", "all_of"))
    chosen = m.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))
    made = [LEAF_KINDS[kind](m, most, node) for kind in chosen]
    m.depth -= 1
    return made


def _min_of(m: Making, most: Decimal, node: str) -> Plain:
    return {"kind": "min_of", "rules": _inner(m, most, node)}


def _all_of(m: Making, most: Decimal, node: str) -> Plain:
    return {"kind": "all_of", "rules": _inner(m, most, node)}


def _per_occurrence(m: Making, most: Decimal, node: str) -> Plain:
    rule: Plain = {"kind": "per_occurrence", "input": m.name(counts), "points": Decimal("0.5")}
    return rule | ({"cap": Decimal(2)} if m.draw(st.booleans()) else {})


def _per_day_late(m: Making, most: Decimal, node: str) -> Plain:
    beyond = m.draw(st.sampled_from([Decimal(2), "not_ranked"]))
    return {"kind": "per_day_late", "input": m.name(counts), "points": Decimal(1), "days": Decimal(2), "beyond": beyond}


LEAF_KINDS: dict[str, Callable[[Making, Decimal, str], Plain]] = {
    "manual": _manual,
    "yes_no": _yes_no,
    "parts": _parts,
    "gate": _gate,
    "linear": _linear,
    "bands": _bands,
    "count": _count,
    "on_time": _on_time,
    "milestones": _milestones,
    "growth": _growth,
    "zero_incidents": _zero_incidents,
    "survey": _survey,
    "min_of": _min_of,
    "all_of": _all_of,
}
ADJUSTMENT_KINDS = {"per_occurrence": _per_occurrence, "per_day_late": _per_day_late}


def _evidence(m: Making, node: str, rule: Plain) -> Plain | None:
    chosen = m.draw(st.sampled_from(["none", "none", "one", "items"]))
    if chosen == "none":
        return None
    signed = m.draw(st.sampled_from([None, True, "leader", "both"]))
    before = m.draw(st.sampled_from([None, "03-31"]))
    evidence: Plain = {} if signed is None else {"signed": signed}
    if before:
        evidence["before"] = before
    if m.draw(st.booleans()):
        evidence["required"] = m.draw(st.booleans())
    if chosen == "one":
        m.proofs.append((node, False))
        return evidence
    items: list[Plain] = [{"id": "a"}, {"id": "b", "min_count": Decimal(2)}]
    if rule["kind"] == "parts":
        items[0]["part"] = rule["parts"][0]["input"]
    m.proofs += [(f"{node}/a", True), (f"{node}/b", True)]
    evidence["on_missing"] = m.draw(st.sampled_from(["zero", "parts", "warn"]))
    return evidence | {"items": items}


def _leaf(m: Making, node: str) -> Plain:
    most = m.draw(MAXIMA)
    rule = LEAF_KINDS[m.draw(st.sampled_from(sorted(LEAF_KINDS)))](m, most, node)
    leaf: Plain = {"id": node, "name": f"Mục {node}", "max": most, "rule": rule}
    evidence = _evidence(m, node, rule)
    if evidence is not None:
        leaf["evidence"] = evidence
    return leaf | _shared(m)


def _shared(m: Making) -> Plain:
    shared: Plain = {}
    if m.draw(st.integers(0, 3)) == 0:
        shared["applies_if"] = m.name(flags_or_counts)
    if m.draw(st.integers(0, 3)) == 0:
        shared["not_applicable"] = m.draw(st.sampled_from(["full", "exclude", "zero"]))
    return shared


@st.composite
def sets(draw: Draw) -> tuple[Plain, Making]:
    """A set as plain data, and what its inputs may hold."""
    m = Making(draw)
    tops = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        children = [_leaf(m, f"{number}.{child}") for child in range(1, draw(st.integers(1, 4)) + 1)]
        most = sum((child["max"] for child in children), Decimal(0))
        tops.append({"id": str(number), "name": f"Phần {number}", "max": most, "criteria": children} | _shared(m))
    total = sum((top["max"] for top in tops), Decimal(0))
    scale: Plain = {"max": total}
    for key, values in (("floor", ["0", "0.5"]), ("ceiling", ["1", "3", "20"])):
        if draw(st.integers(0, 2)) == 0:
            scale[key] = Decimal(draw(st.sampled_from(values)))
    framework: Plain = {
        "framework": "ngau-nhien",
        "edition": "2025-01-01",
        "title": "Bộ ngẫu nhiên",
        "level": "commune",
        "years": {"from": YEAR},
        "scale": scale,
        "ties": draw(st.sampled_from(["competition", "dense"])),
        "not_applicable": draw(st.sampled_from(["full", "exclude", "zero"])),
        "bands": _grades(m, tops),
        "criteria": tops,
    }
    adjustments = {side: _side(m, side) for side in ("bonus", "penalty") if draw(st.booleans())}
    if adjustments:
        framework["adjustments"] = adjustments
    return framework, m


def _grades(m: Making, tops: list[Plain]) -> list[Plain]:
    grades: list[Plain] = [{"name": "Tốt", "from": Decimal(80)}, {"name": "Khá", "from": Decimal(50)}]
    if m.draw(st.booleans()):
        bound = m.draw(st.sampled_from(["at_least", "at_most"]))
        needs: Plain = {bound: m.draw(st.sampled_from([Decimal(0), Decimal(50), Decimal(100)]))}
        if m.draw(st.booleans()):
            needs["criterion"] = tops[0]["id"]
        else:
            needs["input"] = m.name(flags_or_counts)
        grades[0]["requires"] = [needs]
    return grades


def _side(m: Making, side: str) -> Plain:
    items = []
    for number in range(m.draw(st.integers(1, 2))):
        node = f"{side}{number}"
        if m.draw(st.booleans()):
            kind = m.draw(st.sampled_from(sorted(ADJUSTMENT_KINDS)))
            items.append({"id": node, "name": node, "rule": ADJUSTMENT_KINDS[kind](m, Decimal(0), node)})
        else:
            most = m.draw(st.sampled_from([Decimal(1), Decimal(2)]))
            kind = m.draw(st.sampled_from(sorted(LEAF_KINDS)))
            items.append({"id": node, "name": node, "max": most, "rule": LEAF_KINDS[kind](m, most, node)})
    side_: Plain = {"items": items}
    return side_ | ({"cap": Decimal("1.5")} if m.draw(st.booleans()) else {})


@st.composite
def facts(draw: Draw, made: Making) -> dict[tuple[str, int, str], str]:
    """Facts of a few units that fit the set: some missing, earlier years for growth."""
    found: dict[tuple[str, int, str], str] = {}
    random = Random(draw(st.integers(0, 2**32)))
    for unit in ("A", "B", "C"):
        found[unit, YEAR, "seen"] = "1"
        for name, values_of in made.inputs.items():
            if random.randrange(10):
                found[unit, YEAR, name] = values_of(random)
        for due, done in made.pairs:
            both = [int(found.get((unit, YEAR, name), "0")) for name in (due, done)]
            if both[1] > both[0] and (unit, YEAR, done) in found and (unit, YEAR, due) in found:
                found[unit, YEAR, due], found[unit, YEAR, done] = str(both[1]), str(both[0])
        for name, values_of in made.growing.items():
            for year in (YEAR - 1, 2020):
                if random.randrange(4):
                    same = found.get((unit, YEAR, name))
                    found[unit, year, name] = same if same and random.randrange(2) else values_of(random)
        for key, counted in made.proofs:
            _proof(random, found, unit, key, counted=counted)
    return found


def _proof(random: Random, found: dict[tuple[str, int, str], str], unit: str, key: str, *, counted: bool) -> None:
    if random.randrange(4) == 0:
        return
    found[unit, YEAR, f"evidence:{key}"] = random.choice(
        ["missing", "present", "signed", "leader", "organisation", "both", "both"] if counted else ["present", "signed"]
    )
    if random.randrange(2):
        days = [f"{YEAR}-03-31", f"{YEAR}-04-01", "2024-12-31"]
        found[unit, YEAR, f"evidence_date:{key}"] = random.choice(days)
    if counted and random.randrange(2):
        found[unit, YEAR, f"evidence_count:{key}"] = random.choice(["1", "2", "5"])
