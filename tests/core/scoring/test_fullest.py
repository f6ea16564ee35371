"""Facts with which a set gives what it can."""

from __future__ import annotations

import pytest

from namro.core.framework.reading import parse_framework
from namro.core.scoring.fullest import fullest
from namro.core.scoring.one import score
from namro.core.scoring.table import table_of

HEAD = """framework: vi-du
edition: 2025-10-31
title: Ví dụ
level: commune
years: {from: 2025}
scale: {max: 4}
criteria:
"""
RULES = [
    "{kind: manual}",
    "{kind: manual, step: 3}",
    "{kind: yes_no, input: a}",
    "{kind: parts, parts: [{input: a, points: 1}, {input: b, points: 3}]}",
    "{kind: gate, value: {ratio: [a, b]}, at_least: 0.85}",
    "{kind: gate, value: a, at_most: 3}",
    "{kind: linear, value: a, full_at: 12, zero_below: 3}",
    "{kind: linear, value: {ratio: [a, b]}}",
    "{kind: bands, value: a, steps: [{from: 1, points: 1}, {from: 2, points: 4}]}",
    "{kind: bands, value: {ratio: [a, b]}, steps: [{from: 0.9, points: 4}, {from: 0.5, points: 1}]}",
    "{kind: count, input: a, at_least: 3}",
    "{kind: on_time, due: a, done_on_time: b, mode: all}",
    '{kind: milestones, steps: [{by: "06-30", input: a, at_least: 1, points: 1}, '
    '{by: "12-31", input: b, at_least: 2, points: 3}]}',
    "{kind: growth, input: a, base: previous, at_least: 2}",
    "{kind: growth, input: a, base: 2020, at_least: 5, unit: percent}",
    "{kind: growth, value: {ratio: [a, b]}, base: previous, at_least: 0.02}",
    "{kind: zero_incidents, input: a, each: 1}",
    "{kind: survey, input: a, scale: 5}",
    "{kind: min_of, rules: [{kind: yes_no, input: a}, {kind: zero_incidents, input: b}]}",
    "{kind: all_of, rules: [{kind: survey, input: a}, {kind: count, input: b}]}",
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("more", ["", ", evidence: {signed: both, before: '03-31'}", ", applies_if: c"])
def test_every_kind_gives_all(rule: str, more: str) -> None:
    tree = parse_framework(f'{HEAD}  - {{id: "1", name: Mục, max: 4, rule: {rule}{more}}}\n')
    values, base = fullest(tree, 2025)
    found = score(tree, table_of(2025, {"x": values}, {"x": base}).of("x"))
    assert (found.criteria["1"].state, found.total) == ("scored", 4)


def test_bonus_and_penalty_stay_at_nothing() -> None:
    tree = parse_framework(
        f'{HEAD}  - {{id: "1", name: Mục, max: 4, rule: {{kind: yes_no, input: a}}}}\n'
        "adjustments:\n"
        "  bonus: {items: [{id: T1, name: Thưởng, max: 1, rule: {kind: yes_no, input: b}}]}\n"
        "  penalty: {items: [{id: P1, name: Trừ, rule: {kind: per_occurrence, input: n, points: 1}}]}\n"
    )
    values, base = fullest(tree, 2025)
    found = score(tree, table_of(2025, {"x": values}, {"x": base}).of("x"))
    assert (found.total, found.bonus, found.penalty) == (4, 0, 0)
