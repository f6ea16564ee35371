"""The list of facts that a set needs."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from namro.core.framework.model import Framework
from namro.core.framework.needs import Need, needed_inputs
from namro.core.framework.reading import parse_framework
from namro.core.framework.uses import evidence_inputs, uses
from tests.core.framework.random_sets import frameworks
from tests.drawing import share

SET = """\
framework: vi-du
edition: 2025-10-31
title: Bộ ví dụ
level: commune
years: {from: 2025}
scale: {max: 6}
inputs: {n: Số hồ sơ, hai_long: Mức hài lòng}
bands: [{name: Tốt, from: 80, requires: [{input: hai_long, at_least: 70}]}]
criteria:
  - {id: "1/a", name: Chấm tay, max: 2, rule: {kind: manual, step: 0.5}, applies_if: co_ban,
     evidence: {before: 03-31}}
  - {id: "2", name: Khảo sát, max: 2, rule: {kind: survey, input: hai_long, scale: 100}}
  - {id: "3", name: Tăng, max: 1, rule: {kind: growth, value: {ratio: [n, d]}, base: previous},
     evidence: {items: [{id: x, min_count: 2}, {id: "y", before: 06-30}]}}
  - {id: "4", name: Tăng nữa, max: 1, rule: {kind: growth, input: n, base: 2020}, evidence: {required: false}}
"""


def test_every_input_with_what_it_holds_and_who_reads_it() -> None:
    assert needed_inputs(parse_framework(SET)) == (
        Need("co_ban", "đúng, sai hoặc số", ("1/a",)),
        Need("points:1/a", "điểm chấm từ 0 đến 2, bước 0,5", ("1/a",)),
        Need("hai_long", "kết quả khảo sát từ 0 đến 100", ("2",), (), "Mức hài lòng"),
        Need("n", "số từ 0 trở lên, số", ("3", "4"), ("năm trước", "năm 2020"), "Số hồ sơ"),
        Need("d", "số từ 0 trở lên", ("3",), ("năm trước",)),
        Need("evidence:1/a", STATUS, ("1/a",)),
        Need("evidence_date:1/a", "ngày của minh chứng: năm-tháng-ngày", ("1/a",)),
        Need("evidence:3/x", STATUS, ("3",)),
        Need("evidence_count:3/x", "số tệp minh chứng", ("3",)),
        Need("evidence:3/y", STATUS, ("3",)),
        Need("evidence_date:3/y", "ngày của minh chứng: năm-tháng-ngày", ("3",)),
    )


STATUS = "tình trạng minh chứng: missing, present, signed, leader, organisation hoặc both"


@settings(deadline=None, max_examples=share(20), suppress_health_check=list(HealthCheck))
@given(frameworks())
def test_the_list_is_whole_and_holds_nothing_that_facts_may_not(framework: Framework) -> None:
    listed = [need.input for need in needed_inputs(framework)]
    assert len(listed) == len(set(listed))
    read = {use.input for use in uses(framework)}
    assert read <= set(listed) <= read | evidence_inputs(framework).keys()
