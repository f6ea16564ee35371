"""Findings of a unit's own sheet: every lost point once, who gave it up, and a plan drafted from them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namro.core.assessment.opinions import Value
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.improvement import draft_plan
from namro.core.improvement.sheet_findings import SheetLosses, Told
from namro.core.printed.items import Header
from namro.core.scoring.facts import Facts
from namro.core.scoring.one import added_up
from namro.core.scoring.outcome import NOT_APPLICABLE, SCORED, Outcome
from tests.core.scoring.drawing import draw_set
from tests.drawing import share

ZERO = Decimal(0)
SET = """\
framework: vi-du-xa
edition: 2026-08-31
title: Ví dụ
level: commune
years: {from: 2026}
scale: {max: 10}
criteria:
  - id: "1"
    name: Chỉ đạo điều hành
    max: 5
    criteria:
      - {id: "1.1", name: Kế hoạch, max: 2, rule: {kind: manual, step: 0.5}}
      - {id: "1.2", name: Kiểm tra, max: 3, rule: {kind: manual, step: 0.5}}
  - {id: "2", name: Hài lòng, max: 5, source: survey, rule: {kind: survey, input: sipas}}
adjustments:
  bonus: {cap: 1, items: [{id: T1, name: Sáng kiến, rule: {kind: per_occurrence, input: ideas, points: 0.5}}]}
  penalty: {cap: 1, items: [{id: P1, name: Trễ, rule: {kind: per_occurrence, input: late, points: 0.5}}]}
"""


def outcome(points: str | Decimal) -> Outcome:
    return Outcome(Decimal(points), ZERO, SCORED, "")


def losses(framework: Framework, points: dict[str, str], told: dict[str, Told]) -> SheetLosses:
    found = {key: outcome(value) for key, value in points.items()}
    leaves = {key: found[key] for key in framework.leaves}
    items = {item.id: found.get(item.id, outcome("0")) for item in framework.items}
    return SheetLosses(framework, added_up(framework, Facts(2026, {}), leaves, items), told)


def own(points: str, cause: str = "", reason: str = "") -> Told:
    return Told(Value(Decimal(points)), cause, reason)


def test_each_loss_is_split_into_what_was_given_up_and_what_was_taken() -> None:
    told = {
        "1.1": own("2", "proof_not_as_guided", "Minh chứng mờ"),
        "1.2": own("2", "", "Mới kiểm tra 2/3 đơn vị, chưa đủ"),
        "2": own("4", "", "80 % hài lòng, dưới mức tối đa"),
        "T1": own("1"),
        "P1": own("0.5", "late", "Trễ báo cáo quý III"),
    }
    report = losses(parse_framework(SET), {"1.1": "1.5", "1.2": "1.5", "2": "4", "T1": "0.5", "P1": "3"}, told).report()
    found = {one.id: (one.points, one.given_up, one.taken, one.cause, one.disposition) for one in report.findings}
    points = {key: tuple(map(str, row[:3])) for key, row in found.items()}
    assert points == {
        "1.1": ("0.5", "0", "0.5"),
        "1.2": ("1.5", "1", "0.5"),
        "2": ("1", "1", "0"),
        "T1": ("0.5", "0", "0.5"),
        "P1": ("1", "0.5", "0.5"),  # 3 are cut at 1
    }
    assert [row[3] for row in found.values()] == [
        "proof_not_as_guided", "not_done", "low_survey", "no_reason", "late",
    ]  # fmt: skip
    assert {row[4] for row in found.values()} == {"to_do"}
    assert (report.published, report.maximum, report.total) == (Decimal("6.5"), Decimal("11"), Decimal("4.5"))


def test_the_rules_of_a_printed_sheet_propose_what_to_do() -> None:
    told = {
        "1.1": own("2", "", "Chưa ký số văn bản (đã khắc phục)"),
        "1.2": own("3", "structural", "Do cơ cấu biên chế"),
        "2": own("5"),
    }
    report = losses(parse_framework(SET), {"1.1": "1", "1.2": "1", "2": "5"}, told).report()
    assert [one.disposition for one in report.findings] == ["already_remedied", "long_term"]


def test_a_claim_that_it_does_not_apply_gives_nothing_up() -> None:
    told = {"1.1": Told(Value(None), "not_done", "Có phát sinh, chưa thực hiện"), "1.2": own("3"), "2": own("5")}
    (found,) = losses(parse_framework(SET), {"1.1": "0", "1.2": "3", "2": "5"}, told).report().findings
    assert (found.given_up, found.taken) == (0, 2)


def test_a_plan_answers_them_by_field() -> None:
    told = {"1.1": own("2", "proof_not_as_guided", "Minh chứng mờ"), "1.2": own("2.5"), "2": own("5"), "P1": own("0")}
    found = losses(parse_framework(SET), {"1.1": "1.5", "1.2": "2.5", "2": "5", "P1": "0.5"}, told)
    header = Header(issuing_body="UBND xã Suối Mây", assessed_year=2026, date="2026-12-21")
    plan = draft_plan(found.reading(header), report=found.report())
    assert (plan.subject_year, plan.title.endswith("năm 2027")) == (2027, True)
    tasks = {(group.title, task.criterion): task for group in plan.groups for task in group.tasks}
    assert list(tasks) == [("Chỉ đạo điều hành", "1.1"), ("Chỉ đạo điều hành", "1.2"), ("Điểm trừ", "P1")]
    first, second, third = tasks.values()
    assert (first.cause, first.gain, first.due_text) == ("proof_not_as_guided", Decimal("0.5"), "Trong quý I/2027")
    assert second.text.startswith("Xác định vì sao đơn vị chưa đạt 0,50 điểm")  # nobody took them: nobody to ask
    assert third.text.startswith("Đề nghị cơ quan thẩm định cho biết lý do trừ 0,50 điểm")
    assert all(task.proposed for task in tasks.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sets")


@given(data=st.data())
@settings(max_examples=share(150), deadline=None, suppress_health_check=list(HealthCheck))
def test_losses_add_up_to_what_maximum_and_total_are_apart(folder: Path, data: st.DataObject) -> None:
    framework = draw_set(data, folder / "facts.csv").framework
    share = st.sampled_from([Decimal(n) / 8 for n in range(9)])
    leaves, told = {}, {}
    for key, leaf in framework.leaves.items():
        most = leaf.node.max
        out = data.draw(st.integers(0, 9)) == 0
        leaves[key] = (
            Outcome(ZERO, most, NOT_APPLICABLE, "") if out else Outcome(most * data.draw(share), ZERO, SCORED, "")
        )
        told[key] = Told(Value(None if data.draw(st.integers(0, 9)) == 0 else most * data.draw(share)))
    items = {item.id: Outcome(2 * data.draw(share), ZERO, SCORED, "") for item in framework.items}
    told |= {item.id: Told(Value(2 * data.draw(share))) for item in framework.items}
    score = added_up(framework, Facts(2026, {}), leaves, items)
    report = SheetLosses(framework, score, told).report()
    assert report.lost_in_print == report.total
    assert all(one.points and one.points > 0 and 0 <= (one.given_up or 0) <= one.points for one in report.findings)
    ids = [one.id for one in report.findings]
    assert len(ids) == len(set(ids))
    refused = sum(
        (one.points or ZERO for one in report.findings if one.id in {i.id for i in framework.bonus.items}), ZERO
    )
    if framework.scale.floor is None and framework.scale.ceiling is None:
        most = sum((node.max for node in framework.criteria), ZERO)
        assert report.total == most - score.excluded + score.bonus + refused - score.total
