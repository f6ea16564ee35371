"""Instruments from files: what loads, and what is said of a broken one."""

from __future__ import annotations

import pytest

from namro.core.base.faults import BrokenFile
from namro.core.survey.model import Formula, words_in
from namro.core.survey.reading import parse_instrument, shipped_instruments

GOOD = """\
instrument: thu
edition: 2026-03-01
title: {vi: Hài lòng, en: Satisfaction}
languages: [vi, en]
scale: {max: 5, no_answer: [9], labels: {1: Rất không hài lòng, 5: {vi: Rất hài lòng, en: Very satisfied}}}
formula: top2
index:
  code: overall
  name: Chung
  parts:
    - {code: access, weight: 2, parts: [{item: q1, text: Biển}, {item: q2, weight: 3}]}
    - {code: result, parts: [{item: q3, text: Đúng}]}
"""


def test_a_tree_with_weights_and_languages() -> None:
    found = parse_instrument(GOOD)
    assert (found.code, found.edition, found.formula) == ("thu", "2026-03-01", Formula.TOP2)
    assert [item.code for item in found.items] == ["q1", "q2", "q3"]
    assert [node.code for node in found.index.nodes()] == ["overall", "access", "q1", "q2", "result", "q3"]
    assert found.index.shares() == pytest.approx((2 / 3, 1 / 3))
    assert words_in(found.title, "en") == "Satisfaction"
    assert words_in(found.scale.labels[1][1], "en") == "Very satisfied"
    assert words_in(found.items[1].text) == "q2", "a question without words is called by its code"
    assert [found.scale.score(one, Formula.TOP2) for one in (1, 3, 4, 5)] == [0, 0, 100, 100]
    assert found.scale.score(4, Formula.MEAN) == 80


BROKEN = {
    "a code twice": (GOOD.replace("q2", "q1"), "mã “q1” có hai lần"),
    "a column of the design": (GOOD.replace("item: q1", "item: weight"), "là tên cột của tệp câu trả lời"),
    "weight zero": (GOOD.replace("weight: 3", "weight: 0"), "Trọng số phải lớn hơn 0"),
    "weight negative": (GOOD.replace("weight: 3", "weight: -1"), "Trọng số phải lớn hơn 0"),
    "no formula": (GOOD.replace("formula: top2\n", ""), "thiếu khóa “formula”"),
    "another formula": (GOOD.replace("top2", "top3"), "Có phải “top2”?"),
    "no answer on the scale": (GOOD.replace("[9]", "[5]"), "là một mức của thang"),
    "a label off the scale": (GOOD.replace("5: {vi", "7: {vi"), "không phải mức của thang"),
    "a scale of one": (GOOD.replace("max: 5", "max: 1"), "quá nhỏ"),
    "nothing below": (GOOD.replace("[{item: q3, text: Đúng}]", "[]"), "danh sách trống"),
    "a language that is none": (GOOD.replace("[vi, en]", "[tiếng Việt]"), "không phải mã ngôn ngữ"),
    "a key nobody knows": (GOOD.replace("edition:", "editon:"), "Có phải “edition”?"),
    "no mapping": ("- 1", "tệp phải bắt đầu bằng"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_said_of_a_broken_file(name: str) -> None:
    text, said = BROKEN[name]
    with pytest.raises(BrokenFile) as refused:
        parse_instrument(text)
    assert said in refused.value.message


def test_nesting_ends_somewhere() -> None:
    deep = "{code: p0, parts: [" + "".join(f"{{code: p{n}, parts: [" for n in range(1, 12)) + "{item: q1}" + "]}" * 12
    with pytest.raises(BrokenFile, match="lồng quá 8 tầng"):
        parse_instrument(f"instrument: a\nedition: 1\nscale: {{max: 5}}\nformula: mean\nindex: {deep}\n")


def test_what_is_shipped_loads_and_each_question_says_something() -> None:
    found = shipped_instruments()
    assert {"nam-yeu-to", "ba-khoi"} <= set(found)
    for instrument in found.values():
        assert instrument.about, "whose instrument it is"
        assert all(words_in(item.text) != item.code for item in instrument.items)
