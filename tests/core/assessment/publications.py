"""Publications of invented and of random sets, as the product keeps them."""

from __future__ import annotations

import random
from decimal import Decimal
from hashlib import sha256

from namro.core.assessment.opinions import Value, stored
from namro.core.assessment.publishing import ranking_of, results_of
from namro.core.assessment.snapshot import Cells, KeptUnit, Ranking, Snapshot
from namro.core.assessment.valued import value_of
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.scoring.facts import Facts
from namro.core.scoring.leaves import score_item, score_leaf
from namro.core.scoring.numbers import settled
from namro.core.scoring.outcome import Outcome

ABOUT = {"round": {"code": "k1", "title": "Kỳ thử"}, "act": {"number": "12/QĐ-UBND", "date": "2026-12-20"}}


def set_text(leaves: int, *, places: int = 8) -> str:
    """A set of so many leaves of a point each: typed, every tenth computed, every thirteenth a survey."""
    lines = [
        "framework: bo-thu", "edition: 2024-12-01", "title: Bộ để thử", "level: commune", "years: {from: 2025}",
        f"scale: {{max: {leaves}}}", "bands: [{name: Tốt, from: 80}, {name: Khá, from: 50}, {name: Yếu, from: 0}]",
        "criteria:",
    ]  # fmt: skip
    for domain in range(1, places + 1):
        own = range(domain, leaves + 1, places)
        lines += [f'  - {{id: "{domain}", name: Lĩnh vực {domain}, max: {len(own)}, criteria: [']
        lines += [
            f'      {{id: "{domain}.{n}", name: Mục {n}, max: 1, {_rule(number)}}},' for n, number in enumerate(own)
        ]
        lines += ["    ]}"]
    return "\n".join(lines) + "\n"


def _rule(number: int) -> str:
    if number % 10 == 0:
        return f"source: computed, rule: {{kind: linear, value: {{ratio: [done_{number}, owed_{number}]}}}}"
    if number % 13 == 0:
        return f"source: survey, rule: {{kind: survey, input: survey_{number}, scale: 100}}"
    return "rule: {kind: manual, step: 0.25}"


def random_facts(text: str, *, seed: int, year: int = 2025) -> Facts:
    """Facts of one unit that fit `set_text`."""
    pick, values = random.Random(seed), {}
    for leaf in parse_framework(text).leaves.values():
        name = leaf.node.id
        if leaf.source == "computed":
            ratio = leaf.node.rule.value  # type: ignore[union-attr]
            values |= {ratio.numerator: Decimal(pick.randint(0, 300)), ratio.denominator: Decimal(300)}
        elif leaf.source == "survey":
            survey = leaf.node.rule.input  # type: ignore[union-attr]
            values |= {survey: Decimal(pick.randint(600, 950)) / 10, f"{survey}_se": Decimal("1.8")}
        else:
            values[f"points:{name}"] = Decimal(pick.randrange(5)) / 4
    return Facts(year, values)


def kept(framework: Framework, facts: Facts, *, code: str, pool: str = "Xã") -> KeptUnit:
    """A unit whose final values are what the facts give, those of the appraisal decided by people."""
    lines: dict[str, Cells] = {}
    for key, leaf in framework.leaves.items():
        text = _text(score_leaf(leaf, facts, framework))
        lines[key] = {"self": text, "final": text} | ({"appraised": text} if leaf.source == "appraisal" else {})
    for item in framework.items:
        text = _text(score_item(item, facts, framework))
        lines[item.id] = {"final": text, "appraised": text}
    return KeptUnit(code, f"Xã {code}", pool, facts, lines)


def _text(outcome: Outcome) -> str:
    value = value_of(outcome)
    return stored(value if value is None or value.points is None else Value(settled(value.points)))


def snapshot_of(framework: Framework, text: str, units: list[KeptUnit], ranking: Ranking | None = None) -> Snapshot:
    """The snapshot of units as they are published."""
    year = units[0].facts.year
    ranked = ranking or ranking_of(framework, year)
    digest = sha256(text.encode()).hexdigest()
    return Snapshot(ABOUT, text, digest, year, ranked, tuple(units), results_of(framework, units, ranked))


TEXT = set_text(30, places=3)
FRAMEWORK = parse_framework(TEXT)


def small(count: int = 6) -> Snapshot:
    """Some units in two pools, as they are published."""
    units = [
        kept(FRAMEWORK, random_facts(TEXT, seed=n), code=f"x{n}", pool=("Xã", "Phường")[n % 2]) for n in range(count)
    ]
    return snapshot_of(FRAMEWORK, TEXT, units)
