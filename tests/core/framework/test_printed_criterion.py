"""A printed number and name find their criterion in this year's edition, or say that people must be asked."""

from __future__ import annotations

import pytest

from namro.core.framework.model import Framework
from namro.core.framework.printed_criterion import Meant, criterion_meant
from namro.core.framework.reading import parse_framework

HEAD = """framework: thu
edition: {day}
title: Bộ thử
level: commune
years: {{from: 2025}}
scale: {{max: 4}}
bands: [{{name: Tốt, from: 0}}]
criteria:
"""
OLD = """  - {id: "1", name: Chỉ đạo, max: 4, criteria: [
      {id: "1.1", name: Kế hoạch, max: 1, rule: {kind: manual}},
      {id: "1.2", name: Báo cáo đúng hạn, max: 1, rule: {kind: manual}},
      {id: "1.3", name: Sáng kiến, max: 2, rule: {kind: manual}}]}
"""
#: A criterion was put in before the reports, and innovation has parts now.
NEW = """  - {id: "1", name: Chỉ đạo, max: 4, criteria: [
      {id: "1.1", name: Kế hoạch, max: 1, rule: {kind: manual}},
      {id: "1.2", name: Đối thoại, max: 0.5, rule: {kind: manual}},
      {id: "1.3", name: Báo cáo đúng hạn, max: 0.5, rule: {kind: manual}},
      {id: "1.4", name: Sáng kiến, max: 2, criteria: [
        {id: "1.4.1", name: Có sáng kiến, max: 1, rule: {kind: manual}},
        {id: "1.4.2", name: Được áp dụng, max: 1, rule: {kind: manual}}]}]}
"""


def edition(text: str, day: str) -> Framework:
    return parse_framework(HEAD.format(day=day) + text, name="thu")


@pytest.mark.parametrize(
    ("number", "name", "leaf", "certain"),
    [
        ("1.2", "Báo cáo đúng hạn", "1.3", True),  # moved by what was put in before it
        ("1.2.", "BÁO CÁO ĐÚNG HẠN", "1.3", True),  # printed a little otherwise
        ("1.2", "", "1.3", True),  # the number alone, by the edition that printed it
        ("1.1", "Báo cáo đúng hạn", "1.3", False),  # number and name speak of two
        ("1.2", "Báo cáo định kỳ", "1.3", False),  # another name than that of the number
        ("1.2", "Giải ngân vốn đầu tư công", "", False),  # a number of another set: its name is like none
        ("1.3", "Sáng kiến", "1.4.1", False),  # it has parts now: which one?
        ("9.9", "Không có", "", False),
        ("", "", "", False),
    ],
)
def test_the_edition_before_is_compared(number: str, name: str, leaf: str, certain: bool) -> None:
    old, new = edition(OLD, "2025-01-01"), edition(NEW, "2026-01-01")
    assert criterion_meant(number, name, old=old, new=new) == Meant(leaf, certain)


@pytest.mark.parametrize(
    ("number", "name", "leaf", "certain"),
    [
        ("1.3", "Báo cáo đúng hạn", "1.3", True),
        ("1.2", "Báo cáo đúng hạn", "1.3", False),  # the name stands elsewhere
        ("1.2", "", "1.2", False),  # whose number is it?
        ("1.4", "Sáng kiến", "1.4.1", False),
    ],
)
def test_without_the_edition_before_number_and_name_must_agree(
    number: str, name: str, leaf: str, certain: bool
) -> None:
    assert criterion_meant(number, name, old=None, new=edition(NEW, "2026-01-01")) == Meant(leaf, certain)
