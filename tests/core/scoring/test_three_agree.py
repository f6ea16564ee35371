"""One unit exactly, all units on arrays, and the slow twin: the same points, states, totals, bands and ranks."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namro.core.framework.kinds import KINDS
from namro.core.framework.reading import parse_framework
from namro.core.scoring.facts_csv import read_facts
from namro.core.scoring.many import score_many
from namro.core.scoring.numbers import settled
from namro.core.scoring.one import score
from namro.core.scoring.outcome import STATES
from namro.core.scoring.ranks import NOTHING
from namro.core.scoring.rules_arrays import ARRAY_RULES
from namro.core.scoring.rules_exact import EXACT_RULES
from tests.core.scoring import strategies, twin
from tests.core.scoring.drawing import draw_set, write_facts
from tests.drawing import share


def test_every_kind_is_in_every_table() -> None:
    rules = {kind.rule for kind in KINDS.values()}
    assert set(EXACT_RULES) == rules
    assert set(ARRAY_RULES) == rules
    leaves = {name for name, kind in KINDS.items() if not kind.adjustments_only}
    assert set(strategies.LEAF_KINDS) == leaves
    assert set(strategies.ADJUSTMENT_KINDS) == set(KINDS) - leaves


@pytest.fixture(scope="module")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts") / "facts.csv"


@settings(
    max_examples=share(100), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_the_three_agree_on_random_sets(facts_file: Path, data: st.DataObject) -> None:
    drawn = draw_set(data, facts_file)
    expected = twin.score_all(drawn.plain, drawn.facts, strategies.YEAR)
    assert drawn.table.units == list(expected)
    compare(drawn.framework, drawn.table, expected)


def compare(framework, table, expected) -> None:  # type: ignore[no-untyped-def]
    many = score_many(framework, table)
    names = [band.name for band in framework.bands]
    for place, unit in enumerate(table.units):
        one, wanted = score(framework, table.of(unit)), expected[unit]
        assert Fraction(settled(one.total)) == wanted["total"] == Fraction(int(many.total[place]), 10**9)
        percent = None if many.percent[place] == NOTHING else Fraction(int(many.percent[place]), 10**9)
        assert (None if one.percent is None else Fraction(settled(one.percent))) == wanted["percent"] == percent
        band = names[many.band[place]] if many.band[place] >= 0 else None
        assert one.band == wanted["band"] == band
        assert (int(many.rank[place]) or None) == wanted["rank"]
        assert bool(one.not_ranked) == wanted["unranked"] == bool(many.unranked[place])
        outcomes = {**one.criteria, **one.adjustments}
        columns = {**many.nodes, **many.items}
        assert set(outcomes) == set(wanted["nodes"]) == set(columns)
        for node, (points, excluded, state) in wanted["nodes"].items():
            assert (outcomes[node].state, STATES[columns[node].state[place]]) == (state, state), node
            assert abs(Fraction(outcomes[node].points) - points) < Fraction(1, 10**40), node
            assert abs(Fraction(float(columns[node].points[place])) - points) < Fraction(1, 10**12), node
            assert Fraction(outcomes[node].excluded) == excluded, node
            assert outcomes[node].why.endswith("."), node


ZERO_DENOMINATOR = """framework: mau-so-khong
edition: 2025-01-01
title: Mẫu số bằng 0
level: commune
years: {from: 2025}
scale: {max: 6}
criteria:
  - {id: "1", name: Đủ, max: 2, evidence: {}, rule: {kind: on_time, due: due, done_on_time: done, when_zero: full}}
  - {id: "2", name: Không, max: 2, evidence: {},
     rule: {kind: gate, value: {ratio: [done, due]}, at_least: 1, when_zero: zero}}
  - {id: "3", name: Bên trong, max: 2, evidence: {},
     rule: {kind: min_of, rules: [{kind: on_time, due: due, done_on_time: done, when_zero: full}]}}
"""


def test_a_zero_denominator_decides_before_proof_is_asked_for(facts_file: Path) -> None:
    framework = parse_framework(ZERO_DENOMINATOR)
    table = read_facts(
        write_facts(facts_file, {("A", 2025, "due"): "0", ("A", 2025, "done"): "0"}), framework, year=2025
    )
    one, many = score(framework, table.of("A")), score_many(framework, table)
    found = {node: (outcome.points, outcome.state) for node, outcome in one.criteria.items()}
    assert found == {"1": (2, "scored"), "2": (0, "scored"), "3": (0, "no_evidence")}
    states = {node: STATES[column.state[0]] for node, column in many.nodes.items()}
    assert states == {"1": "scored", "2": "scored", "3": "no_evidence"}
    assert int(many.total[0]) == 2 * 10**9
