"""A sheet filled by hand adds up as scoring does; what is empty is counted and never a 0."""

from __future__ import annotations

import time
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from namro.core.framework.model import Framework, Leaf
from namro.core.framework.reading import parse_framework, read_framework
from namro.core.framework.rules import PerDayLate
from namro.core.scoring.claimed import ClaimedSheet, Open, claimed
from namro.core.scoring.claims import Claim, Inapplicable, typed_most
from namro.core.scoring.facts import BaseValue, Facts
from namro.core.scoring.fullest import fullest
from namro.core.scoring.next_band import rounded_up
from namro.core.scoring.numbers import settled
from namro.core.scoring.one import score
from namro.core.scoring.outcome import CLOSED, EMPTY, NO_DATA
from tests.core.scoring import strategies, twin
from tests.core.scoring.drawing import draw_set
from tests.drawing import share
from tests.house.sources import PACKAGE

MODEL = PACKAGE / "data" / "frameworks" / "mau-xa" / "2026-08-31.yaml"
SHEET = """\
framework: vi-du-xa
edition: 2026-08-31
title: Ví dụ
level: commune
years: {from: 2026}
scale: {max: 10}
bands:
  - {name: Tốt, from: 80, requires: [{criterion: "1", at_least: 60}]}
  - {name: Khá, from: 60}
criteria:
  - id: "1"
    name: Chỉ đạo
    max: 5
    criteria:
      - {id: "1.1", name: Kế hoạch, max: 2, rule: {kind: manual, step: 0.5}, evidence: {signed: true}}
      - {id: "1.2", name: Chợ, max: 3, rule: {kind: yes_no, input: market}, not_applicable: POLICY}
  - id: "2"
    name: Một cửa
    max: 5
    criteria:
      - {id: "2.1", name: Đúng hạn, max: 3, source: computed, rule: {kind: linear, value: {ratio: [kept, all]}}}
      - {id: "2.2", name: Hài lòng, max: 2, source: survey, rule: {kind: survey, input: sipas}}
adjustments:
  bonus: {cap: 1, items: [{id: T1, name: Sáng kiến, rule: {kind: per_occurrence, input: ideas, points: 0.5}}]}
  penalty: {items: [{id: P1, name: Trễ, rule: {kind: per_day_late, input: late, points: 1, days: 2, beyond: 3}}]}
"""


def sheet_of(claims: dict[str, Claim], *, policy: str = "exclude", **values: Any) -> ClaimedSheet:
    framework = parse_framework(SHEET.replace("POLICY", policy))
    return claimed(framework, Facts(2026, values), claims)


def test_an_empty_sheet_has_nothing_scored() -> None:
    found = sheet_of({})
    assert {name: one.state for name, one in found.score.criteria.items()} == {
        "1": EMPTY, "1.1": EMPTY, "1.2": EMPTY, "2": NO_DATA, "2.1": NO_DATA, "2.2": CLOSED,
    }  # fmt: skip
    assert found.score.criteria["1.1"].why == "Trống, tối đa 2 điểm."
    assert "0,00" not in found.score.criteria["1"].why
    assert found.open["1"] == Open(empty=2, points=Decimal(5))
    assert found.open_in_all == Open(2, 1, 1, points=Decimal(10), closed_points=Decimal(2))
    assert found.sentence == (
        "Tổng 0,00/10 điểm (0 %). Còn 6,00 điểm tới bậc Khá (từ 60 %). "
        "Còn 2 mục trống, 1 mục chưa có số liệu, 2 điểm khảo sát chưa có kết quả."
    )


def test_each_source_takes_its_own_points() -> None:
    claims: dict[str, Claim] = {"1.1": Decimal("1.5"), "2.1": Decimal(3), "2.2": Decimal(2)}
    found = sheet_of(claims, kept=Decimal(1), all=Decimal(2), sipas=Decimal(80), market=True)
    points = {name: one.points for name, one in found.score.criteria.items()}
    assert points == {"1": Decimal("1.5"), "1.1": Decimal("1.5"), "1.2": 0, "2": Decimal("3.1"),
                      "2.1": Decimal("1.5"), "2.2": Decimal("1.6")}  # fmt: skip
    assert {name: fault.code for name, fault in found.faults.items()} == {"2.1": "closed", "2.2": "closed"}
    assert found.score.criteria["1"].why == "Cộng 1,50 + trống = 1,50/5 điểm."
    assert found.score.criteria["1.2"].state == EMPTY  # facts do not type for people


@pytest.mark.parametrize(
    ("policy", "points", "excluded", "percent"),
    [("exclude", 0, 3, Decimal(200) / 7), ("full", 3, 0, 50), ("zero", 0, 0, 20)],
)
def test_not_applicable_goes_by_the_policy(policy: str, points: int, excluded: int, percent: Decimal) -> None:
    found = sheet_of({"1.1": Decimal(2), "1.2": Inapplicable("Xã không có chợ")}, policy=policy).score
    assert (found.criteria["1.2"].points, found.criteria["1.2"].excluded) == (points, excluded)
    assert found.percent is not None
    assert settled(found.percent) == settled(Decimal(percent))
    assert found.criteria["1.2"].why.startswith("Đơn vị ghi không áp dụng: Xã không có chợ: ")


def test_adjustments_are_typed_from_0_up_or_come_from_facts() -> None:
    typed = sheet_of({"1.1": Decimal(2), "T1": Decimal("1.5"), "P1": Decimal(1)}, late=Decimal(2))
    assert (typed.score.bonus, typed.score.penalty, typed.score.total) == (1, 1, 2)
    assert typed.faults == {}
    counted = sheet_of({"1.1": Decimal(2)}, late=Decimal(2))
    assert (counted.score.penalty, counted.score.total) == (2, 0)
    assert counted.score.adjustments["T1"].why == "Trống, không tính."


def test_facts_still_say_what_does_not_apply_and_who_is_not_ranked() -> None:
    framework = parse_framework(
        SHEET.replace("POLICY", "full")
        .replace("beyond: 3}", "beyond: not_ranked}")
        .replace("name: Sáng kiến,", "name: Sáng kiến, applies_if: large,")
    )
    claims: dict[str, Claim] = {"T1": Decimal(1), "P1": Decimal(1)}
    found = claimed(framework, Facts(2026, {"large": False, "late": Decimal(5)}), claims)
    assert (found.score.bonus, found.score.penalty, found.score.adjustments["T1"].state) == (0, 1, "not_applicable")
    assert found.score.not_ranked.startswith("Không xếp loại, không xếp hạng")
    assert (found.score.band, found.next_band) == (None, None)
    typed = claimed(framework, Facts(2026, {}), {"1.1": Decimal(2), **claims})
    assert (typed.score.bonus, typed.score.total) == (1, 2)


def test_what_a_rule_cannot_say_of_an_item_does_not_hide_what_was_typed() -> None:
    rule = "{kind: linear, value: {ratio: [kept, all]}}"
    framework = parse_framework(
        SHEET.replace("POLICY", "full").replace("{kind: per_occurrence, input: ideas, points: 0.5}", f"{rule}, max: 1")
    )
    nothing = Facts(2026, {"kept": Decimal(0), "all": Decimal(0)})
    assert claimed(framework, nothing, {}).score.adjustments["T1"].state == "not_applicable"
    assert claimed(framework, nothing, {"T1": Decimal("0.5")}).score.bonus == Decimal("0.5")


def test_a_grade_beyond_the_ceiling_is_not_promised() -> None:
    framework = parse_framework(SHEET.replace("POLICY", "exclude").replace("{max: 10}", "{max: 10, ceiling: 7}"))
    claims: dict[str, Claim] = {"1.1": Decimal(2), "1.2": Decimal(3)}
    facts = Facts(2026, {"kept": Decimal(1), "all": Decimal(1)})
    found = claimed(framework, facts, claims)
    assert (found.score.total, found.score.band, found.next_band) == (7, "Khá", None)
    assert claimed(framework, facts, {}).next_band is not None


def test_a_slip_counts_up_to_the_maximum_and_is_a_fault() -> None:
    found = sheet_of({"1.1": Decimal("20")})
    assert found.score.total == 2
    assert found.score.criteria["1.1"].why == "Ghi 20, ngoài khoảng cho phép: tạm tính 2,00/2 điểm."
    assert (found.faults["1.1"].code, found.faults["1.1"].cures) == ("above", (Decimal(2),))


def test_a_cell_that_the_set_does_not_have_is_told() -> None:
    found = sheet_of({"9.9": Decimal(1), "1": Decimal(1)})
    assert {name: fault.code for name, fault in found.faults.items()} == {"9.9": "unknown", "1": "unknown"}


def test_the_next_grade_says_what_it_requires() -> None:
    first: dict[str, Claim] = {"1.1": Decimal(1), "1.2": Decimal(0)}
    found = sheet_of(first, kept=Decimal(1), all=Decimal(1), sipas=Decimal(100))
    assert found.score.band == "Khá"
    assert found.next_band is not None
    assert found.next_band.sentence == (
        "Còn 2,00 điểm tới bậc Tốt (từ 80 %), và tiêu chí 1 đạt 20 %, cần ít nhất 60 %."
    )
    lifted = sheet_of(
        {**first, "T1": Decimal(1), "1.1": Decimal(2)}, kept=Decimal(1), all=Decimal(1), sipas=Decimal(100)
    )
    assert lifted.next_band is not None
    assert lifted.next_band.sentence == "Đủ điểm cho bậc Tốt (từ 80 %) nhưng tiêu chí 1 đạt 40 %, cần ít nhất 60 %."
    best = sheet_of({"1.1": Decimal(2), "1.2": Decimal(3)}, kept=Decimal(1), all=Decimal(1), sipas=Decimal(100))
    assert (best.score.band, best.next_band) == ("Tốt", None)


@pytest.fixture(scope="module")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts") / "facts.csv"


def leaves_of(plain: dict[str, Any]) -> list[dict[str, Any]]:
    return [leaf for top in plain["criteria"] for leaf in top["criteria"]]


def with_sources(data: st.DataObject, plain: dict[str, Any]) -> None:
    for leaf in leaves_of(plain):
        leaf["source"] = data.draw(st.sampled_from(["appraisal", "appraisal", "computed", "survey"]))


def typed_set(
    plain: dict[str, Any], facts: strategies.Plain, claims: dict[str, Claim]
) -> tuple[dict[str, Any], dict[tuple[str, int, str], str]]:
    """The same sheet as an ordinary set: points entered by hand, conditions for what is said not to apply."""
    made, known = deepcopy(plain), dict(facts)
    sides = made.get("adjustments", {}).values()
    for bearer in [*leaves_of(made), *(item for side in sides for item in side["items"])]:
        claim = claims.get(bearer["id"])
        if "max" in bearer and bearer.get("source") == "appraisal":
            bearer["rule"] = {"kind": "manual"}
            bearer.pop("evidence", None)
            known.pop(("A", strategies.YEAR, f"points:{bearer['id']}"), None)
        elif isinstance(claim, Decimal):
            bearer["rule"] = {"kind": "manual"}
        told = any(key[2] in proof_of(bearer) and key[:2] == ("A", strategies.YEAR) for key in facts)
        if not told:  # what no fact speaks of costs nothing
            bearer.pop("evidence", None)
        if isinstance(claim, Decimal):
            known["A", strategies.YEAR, f"points:{bearer['id']}"] = str(claim)
        elif isinstance(claim, Inapplicable):
            bearer["applies_if"] = "said_not_to_apply"
            known["A", strategies.YEAR, "said_not_to_apply"] = "false"
    return made, known


def proof_of(bearer: dict[str, Any]) -> set[str]:
    """The facts that say how the proof of a leaf or item stands."""
    evidence = bearer.get("evidence") or {}
    return {f"evidence:{bearer['id']}/{item['id']}" for item in evidence.get("items", ())} or {
        f"evidence:{bearer['id']}"
    }


@st.composite
def claims_for(draw: Any, framework: Framework) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    counted = [item for item in framework.items if not isinstance(item.rule, PerDayLate)]
    for bearer in [*framework.leaves.values(), *counted]:
        name = bearer.node.id if isinstance(bearer, Leaf) else bearer.id
        if isinstance(bearer, Leaf) and bearer.source != "appraisal":
            continue
        most = typed_most(bearer)
        kind = draw(st.integers(0, 3))
        if kind == 1:
            found[name] = Inapplicable("không có")
        elif kind > 1:
            found[name] = draw(st.decimals(0, 5 if most is None else most, places=2))
    return found


@settings(
    max_examples=share(100), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_typing_adds_up_as_the_slow_twin_adds_up_entered_points(facts_file: Path, data: st.DataObject) -> None:
    drawn = draw_set(data, facts_file, lambda plain: with_sources(data, plain))
    framework = drawn.framework
    claims = data.draw(claims_for(framework))
    found = claimed(framework, drawn.table.of("A"), claims)
    wanted = twin.score_all(*typed_set(drawn.plain, drawn.facts, claims), strategies.YEAR)["A"]
    one = found.score
    assert Fraction(settled(one.total)) == wanted["total"]
    assert (None if one.percent is None else Fraction(settled(one.percent))) == wanted["percent"]
    assert (one.band, bool(one.not_ranked)) == (wanted["band"], wanted["unranked"])
    outcomes = {**one.criteria, **one.adjustments}
    for node, (points, excluded, state) in wanted["nodes"].items():
        assert abs(Fraction(outcomes[node].points) - points) < Fraction(1, 10**40), node
        assert Fraction(outcomes[node].excluded) == excluded, node
        if node in framework.leaves and framework.maxima[node]:
            assert {EMPTY: "no_data", CLOSED: "no_data"}.get(outcomes[node].state, outcomes[node].state) == state, node
    empty = [n for n in framework.leaves if one.criteria[n].state == EMPTY]
    assert found.open_in_all.empty == len(empty) == sum(found.open[node.id].empty for node in framework.criteria)


@settings(max_examples=share(100), deadline=None)
@given(st.integers(0, 8), st.one_of(st.none(), st.integers(0, 12)), st.integers(0, 100))
def test_the_distance_to_the_next_grade_is_exact(first: int, second: int | None, survey: int) -> None:
    apart: Claim = Inapplicable("không có") if second is None else Decimal(second) / 4
    claims: dict[str, Claim] = {"1.1": Decimal(first) / 4, "1.2": apart}
    found = sheet_of(claims, kept=Decimal(7), all=Decimal(9), sipas=Decimal(survey))
    assume(found.next_band is not None)
    assert found.next_band is not None
    left, start = 10 - found.score.excluded, found.next_band.start
    assert left == (7 if second is None else 10)
    shown = rounded_up(found.next_band.points, parse_framework(SHEET.replace("POLICY", "full")).scale)
    assert settled((found.score.total + shown) * 100 / left) >= start
    assert not shown or settled((found.score.total + shown - Decimal("0.01")) * 100 / left) < start


def test_full_facts_and_full_claims_give_what_scoring_gives() -> None:
    framework = read_framework(MODEL)
    values, base = fullest(framework, 2026)
    facts = Facts(2026, values, {key: BaseValue(value) for key, value in base.items()})
    claims: dict[str, Claim] = {n: leaf.node.max for n, leaf in framework.leaves.items() if leaf.source == "appraisal"}
    found, scored = claimed(framework, facts, claims), score(framework, facts)
    assert (found.score.total, found.score.band, found.faults) == (scored.total, scored.band, {})
    assert (found.open_in_all, found.next_band) == (Open(), None)


def test_a_saved_cell_recomputes_the_sheet_at_once() -> None:
    framework = read_framework(MODEL)
    values, base = fullest(framework, 2026)
    facts = Facts(2026, values, {key: BaseValue(value) for key, value in base.items()})
    claims: dict[str, Claim] = {n: leaf.node.max for n, leaf in framework.leaves.items() if leaf.source == "appraisal"}
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        claimed(framework, facts, claims)
        times.append(time.perf_counter() - begun)
    assert min(times) / len(framework.leaves) * 150 < 0.005
