"""Definitions: the shipped ones, and every fault of a broken one at once."""

from __future__ import annotations

import pytest

from namro.apps.indicators.definitions import shipped
from namro.core.base.faults import BrokenFile
from namro.core.base.yamlfile import data_text
from namro.core.indicators.model import SURE
from namro.core.indicators.reading import parse_windows
from tests.core.indicators.drafts import SHARE, indicator


def test_the_shipped_indicators() -> None:
    known = shipped()
    assert len(known) >= 25
    assert all(one.source.text and one.sure in SURE for one in known.values())
    assert {"disbursement", "dossiers_on_time", "online_dossiers", "reports_on_time", "staff_inspected"} <= set(known)
    assert [(mark.by, str(mark.target.bound)) for mark in known["disbursement"].milestones] == [
        ("08-25", "0.6"),
        ("11-30", "0.85"),
    ]
    many = {one.id for one in known.values() if len(one.variants) > 1}
    assert all(variant.source for name in many for variant in known[name].variants)


def test_no_input_of_a_criteria_set_is_written_by_two_indicators() -> None:
    fed = [name for one in shipped().values() for name, _part in one.feeds]
    assert len(fed) == len(set(fed))


def test_machine_and_people_write_the_same_part_only_where_it_says_so() -> None:
    for one in shipped().values():
        both = {part.id for part in one.typed} & {part.id for part in one.asked}
        assert both == {part.id for part in one.parts if part.counted}
        assert one.typed or one.asked


def test_the_window_of_the_decree_names_its_article() -> None:
    windows = parse_windows(data_text("indicators/windows.yaml"), name="windows.yaml")
    assert windows["decree_09"].first_day == 15
    assert "Điều 12" in windows["decree_09"].basis


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("numerator: a, denominator: b", "numerator: x, denominator: b"), 14, "không có phần “x” trong parts"),
        ((", denominator: b}", "}"), 14, "tỷ lệ phải có mẫu số"),
        (("unit: percent", "unit: phan_tram"), 5, "không có trong bộ quy tắc"),
        (("window: calendar", "window: nam"), 6, "window: “nam”"),
        (("    source: {text: Văn bản}\n", ""), 2, "thiếu khóa “source”"),
        (("source: {text: Văn bản}", "source: {text: Văn bản, day: 2024-02-31}"), 7, "không phải ngày có thật"),
        (("sure: A", "sure: Z"), 8, "sure: “Z”"),
        (("id: of_c", "id: of_b"), 15, "ghi hai lần"),
        (("c: {name: Tổng khác}", "c: {name: Gộp, from: parts, plus: [c]}"), 12, "vòng tròn"),
        (("c: {name: Tổng khác}", "c: {name: Gộp, from: parts, plus: [z]}"), 12, "gộp từ “z”"),
        (("c: {name: Tổng khác}", "c: {name: Sổ, from: register, of: so}"), 12, "ví dụ inspections.people"),
        (("c: {name: Tổng khác}", "c: {name: Sổ, from: register}"), 12, "thiếu khóa “of”"),
        (("c: {name: Tổng khác}", "c: {name: Cố định, from: value}"), 12, "thiếu khóa “number”"),
    ],
)
def test_faults_by_line(change: tuple[str, str], line: int, said: str) -> None:
    with pytest.raises(BrokenFile) as broken:
        indicator(SHARE.replace(*change))
    assert any(fault.line == line and said in fault.message for fault in broken.value.faults), broken.value


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('    milestones:\n      - {by: "11-31", at_least: 0.85}\n', "không phải ngày trong năm"),
        ('    milestones:\n      - {by: "02-29", at_least: 0.85}\n', "29/02 không có mỗi năm"),
        ('    milestones:\n      - {by: "11-30", at_least: 1}\n      - {by: "08-25", at_least: 1}\n', "theo thứ tự"),
        ("    target: {at_least: 85}\n", "Có phải 0.85?"),
        ("    target: {at_least: 0.1, at_most: 0.2}\n", "đúng một trong"),
        ("    target: {at_least: 0.1, per: month}\n", "tỷ lệ không nhân lên"),
        ("    checks:\n      - {kind: jump, left: [a]}\n", "thiếu khóa “more_than”"),
        ("    checks:\n      - {kind: equal, left: [a], right: [q]}\n", "không có phần “q”"),
        ("    feeds: {so_lieu: q}\n", "không có phần “q”"),
        ("    khac: 1\n", "không có khóa “khac”"),
    ],
)
def test_faults_of_what_stands_at_the_end(more: str, said: str) -> None:
    with pytest.raises(BrokenFile, match=said.replace("?", "\\?")):
        indicator(SHARE + more)


def test_all_faults_are_told_at_once() -> None:
    text = (
        SHARE.replace("unit: percent", "unit: x").replace("sure: A", "sure: Z").replace("numerator: a", "numerator: q")
    )
    with pytest.raises(BrokenFile) as broken:
        indicator(text)
    assert {fault.line for fault in broken.value.faults} == {5, 8, 14, 15}


def test_what_is_read_is_not_written_too() -> None:
    text = SHARE.replace("c: {name: Tổng khác}", "c: {name: Số, from: fact, of: tong}") + "    feeds: {tong: a}\n"
    with pytest.raises(BrokenFile, match="vừa được đọc vừa được ghi"):
        indicator(text)
