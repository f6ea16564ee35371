"""What may stand in a cell of a sheet, and what is proposed instead of what may not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework, Item, Leaf
from namro.core.framework.reading import parse_framework
from namro.core.scoring.claims import Inapplicable, check_claim, parse_points
from namro.core.scoring.facts import Facts
from namro.core.scoring.one import score
from namro.core.scoring.suggested import suggest
from tests.core.scoring.drawing import draw_set
from tests.drawing import share

HEAD = """framework: vi-du
edition: 2025-10-31
title: Ví dụ
level: commune
years: {from: 2025}
scale: {max: 2}
criteria:
"""
RATIO = "value: {ratio: [a, b]}"
ITEM = "adjustments: {SIDE: {items: [{id: X, name: Mục, rule: RULE}]}}\n"


def set_with(rule: str, more: str = "") -> Framework:
    return parse_framework(f'{HEAD}  - {{id: "1", name: Mục, max: 2, rule: {rule}{more}}}\n')


def leaf_with(rule: str, more: str = "") -> tuple[Leaf, Framework]:
    framework = set_with(rule, more)
    return framework.leaves["1"], framework


def item_with(rule: str, side: str) -> tuple[Item, Framework]:
    framework = parse_framework(
        f'{HEAD}  - {{id: "1", name: Mục, max: 2, rule: {{kind: manual}}}}\n'
        + ITEM.replace("SIDE", side).replace("RULE", rule)
    )
    return framework.items[0], framework


@pytest.mark.parametrize(
    ("text", "points"),
    [("0,5", "0.5"), ("0.5", "0.5"), (" 1 ", "1"), ("1,00", "1"), ("007", "7"), ("-1", "-1"), ("−0,5", "-0.5")],
)
def test_points_as_people_type_them(text: str, points: str) -> None:
    assert parse_points(text) == Decimal(points)


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_an_empty_cell_is_no_points(text: str) -> None:
    assert parse_points(text) is None


@pytest.mark.parametrize(
    "text",
    [",5", "5,", "1.234,5", "1,5 đ", "1e2", "=1+1", "½", "٣", "１", "--1", "+1", "0,5,5", "trống", "1 5", "9" * 60],
)
def test_what_is_not_a_number_of_points_is_refused(text: str) -> None:
    with pytest.raises(NamroError, match=r"không phải số điểm[.] Viết dạng 0,5 hoặc 1"):
        parse_points(text)


@given(st.decimals(0, 100, places=3))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    text = format(value, "f")
    assert parse_points(text) == parse_points(text.replace(".", ",")) == value


@pytest.mark.parametrize(
    ("rule", "points", "code", "cures"),
    [
        ("{kind: manual}", "2.05", "above", ["2"]),
        ("{kind: manual}", "-0.5", "below", ["0"]),
        ("{kind: manual}", "0.30", "off_step", ["0.25", "0.5"]),
        ("{kind: manual, step: 0.3}", "1.95", "off_step", ["1.8", "2"]),
        ("{kind: manual, step: 0.125}", "0.125", "", []),
        ("{kind: manual, step: 0.3}", "2", "", []),
        ("{kind: yes_no, input: a}", "1", "off_step", ["0", "2"]),
        ("{kind: yes_no, input: a}", "2.00", "", []),
        ("{kind: parts, parts: [{input: a, points: 0.5}, {input: b, points: 1.5}]}", "1", "off_step", ["0.5", "1.5"]),
        (f"{{kind: gate, {RATIO}, at_least: 0.8, loss: 0.5}}", "1", "off_step", ["1.5"]),
        (f"{{kind: gate, {RATIO}, at_least: 0.8, loss: 0.5}}", "1.5", "", []),
        (f"{{kind: gate, {RATIO}, at_least: 0.8, loss: 0.5, when_zero: zero}}", "0", "", []),
        (f"{{kind: gate, {RATIO}, at_least: 0.8, loss: 0}}", "0", "off_step", ["2"]),
        (f"{{kind: bands, {RATIO}, steps: [{{from: 0.5, points: 1}}]}}", "1.5", "off_step", ["1"]),
        (f"{{kind: bands, {RATIO}, steps: [{{from: 0.5, points: 1}}], when_zero: full}}", "2", "", []),
        ("{kind: zero_incidents, input: a, each: 0.75}", "1", "off_step", ["0.5", "1.25"]),
        ("{kind: count, input: a}", "0.5", "off_step", ["0", "2"]),
        (f"{{kind: linear, {RATIO}}}", "1.234", "too_fine", ["1.23", "1.24"]),
        (f"{{kind: linear, {RATIO}}}", "1.230", "", []),
        (f"{{kind: linear, {RATIO}}}", "1.999", "too_fine", ["1.99", "2"]),
        ("{kind: min_of, rules: [{kind: yes_no, input: a}, {kind: count, input: b}]}", "1", "off_step", ["0", "2"]),
        (f"{{kind: min_of, rules: [{{kind: yes_no, input: a}}, {{kind: linear, {RATIO}}}]}}", "1.11", "", []),
        (f"{{kind: all_of, rules: [{{kind: linear, {RATIO}}}]}}", "1", "off_step", ["0", "2"]),
    ],
)
def test_points_against_their_rule(rule: str, points: str, code: str, cures: list[str]) -> None:
    leaf, framework = leaf_with(rule)
    fault = check_claim(leaf, Decimal(points), framework)
    assert ("" if fault is None else fault.code) == code
    if fault is not None:
        assert fault.cures == tuple(map(Decimal, cures))
        assert all(check_claim(leaf, cure, framework) is None for cure in fault.cures)
        assert "Dùng " in fault.message


def test_faults_say_what_to_write() -> None:
    leaf, framework = leaf_with("{kind: manual, step: 0.3}")
    said = {p: check_claim(leaf, Decimal(p), framework) for p in ("2.05", "-1", "1.95")}
    assert [fault.message for fault in said.values() if fault] == [
        "Vượt tối đa 2,00. Dùng 2,00.",
        "Điểm không nhỏ hơn 0. Dùng 0,00.",
        "1,95 không phải bội của bước chấm 0,3. Dùng 1,80 hoặc 2,00.",
    ]


@pytest.mark.parametrize(
    ("rule", "side", "points", "code", "cures"),
    [
        ("{kind: per_occurrence, input: n, points: 0.5}", "penalty", "-1", "below", ["1"]),
        ("{kind: per_occurrence, input: n, points: 0.5}", "bonus", "-1", "below", ["0"]),
        ("{kind: per_occurrence, input: n, points: 0.5}", "bonus", "70.5", "", []),
        ("{kind: per_occurrence, input: n, points: 0.5}", "bonus", "0.7", "off_step", ["0.5", "1"]),
        ("{kind: per_occurrence, input: n, points: 0.5, cap: 1.2}", "bonus", "1.2", "", []),
        ("{kind: per_occurrence, input: n, points: 0.5, cap: 1.2}", "bonus", "1.5", "above", ["1.2"]),
        ("{kind: per_day_late, input: n, points: 1, days: 2, beyond: 4}", "penalty", "3", "off_step", ["2", "4"]),
        ("{kind: per_day_late, input: n, points: 1, days: 2, beyond: 4}", "penalty", "-4", "below", ["4"]),
        ("{kind: per_day_late, input: n, points: 1, days: 2, beyond: not_ranked}", "penalty", "3", "above", ["2"]),
    ],
)
def test_bonus_and_penalty_are_typed_from_0_up(rule: str, side: str, points: str, code: str, cures: list[str]) -> None:
    item, framework = item_with(rule, side)
    fault = check_claim(item, Decimal(points), framework)
    assert ("" if fault is None else fault.code) == code
    assert (() if fault is None else fault.cures) == tuple(map(Decimal, cures))


@pytest.mark.parametrize(("source", "word"), [("computed", "số liệu"), ("survey", "điều tra xã hội học")])
def test_leaves_that_people_do_not_score_are_closed(source: str, word: str) -> None:
    leaf, framework = leaf_with("{kind: yes_no, input: a}", f", source: {source}")
    for claim in (Decimal(1), Inapplicable("không có")):
        fault = check_claim(leaf, claim, framework)
        assert fault is not None
        assert word in fault.message
    assert check_claim(leaf, None, framework) is None


def test_not_applicable_needs_its_reason() -> None:
    leaf, framework = leaf_with("{kind: yes_no, input: a}")
    fault = check_claim(leaf, Inapplicable("  "), framework)
    assert fault is not None
    assert fault.code == "no_reason"
    assert check_claim(leaf, Inapplicable("Xã không có chợ"), framework) is None


@given(st.sampled_from(["{kind: manual, step: 0.3}", f"{{kind: linear, {RATIO}}}",
                        "{kind: parts, parts: [{input: a, points: 0.5}, {input: b, points: 1.5}]}"]),
       st.decimals(-3, 3, places=4))  # fmt: skip
def test_every_cure_is_right(rule: str, points: Decimal) -> None:
    leaf, framework = leaf_with(rule)
    fault = check_claim(leaf, points, framework)
    for cure in fault.cures if fault else (points,):
        assert check_claim(leaf, cure, framework) is None


@pytest.fixture(scope="module")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts") / "facts.csv"


@settings(
    max_examples=share(60), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_what_a_rule_gives_may_be_typed(facts_file: Path, data: st.DataObject) -> None:
    """Points that scoring finds are on the grain of their rule; as a claim they are at most too fine to be typed."""
    drawn = draw_set(data, facts_file)
    framework, table = drawn.framework, drawn.table
    for unit in table.units:
        found = score(framework, table.of(unit))
        outcomes = {**found.criteria, **found.adjustments}
        bearers: list[Leaf | Item] = [*framework.leaves.values(), *framework.items]
        for bearer in bearers:
            one = outcomes[bearer.node.id if isinstance(bearer, Leaf) else bearer.id]
            if one.state == "scored":
                fault = check_claim(bearer, one.points, framework)
                assert fault is None or fault.code == "too_fine"


PARTS = """{kind: parts, parts: [{input: a, points: 0.5}, {input: b, points: 1.5}]},
  evidence: {on_missing: parts, items: [{id: x, signed: true, part: a}, {id: y, part: b}]}"""


@pytest.mark.parametrize(
    ("rule", "known", "sentence"),
    [
        ("{kind: yes_no, input: a}, evidence: {signed: true}", {"evidence:1": "present"}, "0,00 (chưa ký số)"),
        ("{kind: yes_no, input: a}, evidence: {signed: true}", {"evidence:1": "signed"}, "2,00"),
        ("{kind: manual}, evidence: {}", {"evidence:1": "present"}, "nhiều nhất 2,00"),
        (f"{{kind: linear, {RATIO}}}, evidence: {{}}", {}, "0,00 (chưa có)"),
        (PARTS, {"evidence:1/x": "present", "evidence:1/y": "present"}, "1,50"),
        (f"{{kind: linear, {RATIO}}}, evidence: {{}}",
         {"evidence:1": "present", "a": Decimal(1), "b": Decimal(2)}, "1,00"),
    ],
)  # fmt: skip
def test_what_proof_lets_one_expect(rule: str, known: dict[str, str | Decimal], sentence: str) -> None:
    leaf, framework = leaf_with(rule)
    found = suggest(leaf, Facts(2025, known), framework)
    assert found is not None
    assert found.sentence == f"Gợi ý từ minh chứng: {sentence}"


def test_proof_never_tells_a_rate() -> None:
    leaf, framework = leaf_with(f"{{kind: linear, {RATIO}}}, evidence: {{}}")
    assert suggest(leaf, Facts(2025, {"evidence:1": "present"}), framework) is None
    bare, framework = leaf_with("{kind: yes_no, input: a}")
    assert suggest(bare, Facts(2025, {}), framework) is None
