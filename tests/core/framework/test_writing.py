"""A set written and read again is the same set, written again the same text."""

from __future__ import annotations

import yaml
from hypothesis import HealthCheck, given, settings

from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.framework.writing import write_framework
from tests.core.framework.editions import NEW, OLD
from tests.core.framework.random_sets import frameworks
from tests.drawing import share


@settings(deadline=None, max_examples=share(25), suppress_health_check=list(HealthCheck))
@given(frameworks())
def test_what_is_written_reads_back_as_the_same_set(framework: Framework) -> None:
    text = write_framework(framework)
    assert parse_framework(text) == framework
    assert write_framework(parse_framework(text)) == text


@settings(deadline=None, max_examples=share(15), suppress_health_check=list(HealthCheck))
@given(frameworks())
def test_other_readers_of_yaml_see_the_same_texts(framework: Framework) -> None:
    read = yaml.safe_load(write_framework(framework))
    assert (read["framework"], read["title"]) == (framework.framework, framework.title)
    assert [node["name"] for node in read["criteria"]] == [node.name for node in framework.criteria]
    assert [node["id"] for node in read["criteria"]] == [node.id for node in framework.criteria]


def test_the_writing_is_for_people() -> None:
    assert write_framework(parse_framework(NEW)) == WRITTEN


def test_two_writings_of_one_set_become_one() -> None:
    other = OLD.replace("max: 3,", "max: 3.00,").replace("name: Tốt", 'name: "Tốt"')
    assert write_framework(parse_framework(other)) == write_framework(parse_framework(OLD))


WRITTEN = """\
framework: vi-du-xa
edition: 2025-10-31
title: Bộ tiêu chí ví dụ cấp xã
level: commune
years: {from: 2025}
scale: {max: 12}
bands:
  - {name: Xuất sắc, from: 90}
  - {name: Khá, from: 70}
criteria:
  - id: "1"
    name: Chỉ đạo, điều hành
    max: 6
    criteria:
      - id: "1.1"
        name: Ban hành kế hoạch
        max: 2
        rule: {kind: yes_no, input: plan}
      - id: "1.2"
        name: Kiểm tra
        max: 1
        rule: {kind: yes_no, input: inspected}
      - id: "1.3"
        name: Báo cáo đúng hạn
        max: 3
        rule: {kind: on_time, due: due, done_on_time: done, mode: all}
  - id: "2"
    name: Thủ tục hành chính
    max: 6
    criteria:
      - id: "2.1"
        name: Báo cáo đúng hạn
        max: 2
        rule: {kind: manual}
      - id: "2.2"
        name: Trả kết quả Đúng hạn.
        max: 3
        rule: {kind: linear, value: {ratio: [kept, all]}}
      - id: "2.3"
        name: Sáng kiến
        max: 1
        rule: {kind: manual}
adjustments:
  bonus:
    cap: 2
    items:
      - id: "T2"
        name: Sáng kiến cấp tỉnh
        rule: {kind: per_occurrence, input: ideas, points: 1}
  penalty:
    items:
      - id: "P1"
        name: Nộp trễ
        rule: {kind: per_day_late, input: late, points: 1, days: 2, beyond: 3}
"""
