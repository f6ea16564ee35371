"""Instruments with more than an index: what loads, what is refused, that a file written reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.faults import BrokenFile
from namro.core.survey.model import Item
from namro.core.survey.questions import Kind
from namro.core.survey.reading import parse_instrument, shipped_instruments
from namro.core.survey.validity import Burst, Reason
from namro.core.survey.writing import write_instrument
from tests.core.survey.random_instruments import random_instrument
from tests.core.survey.test_instruments import GOOD
from tests.core.survey.three_blocks import THREE_BLOCKS


def test_blocks_questions_and_rules() -> None:
    found = parse_instrument(THREE_BLOCKS)
    assert [one.code for one in found.sections] == ["before", "overall", "wishes"]
    assert [one.question.code for one in found.asked()] == ["used", "q1", "why", "q2", "sent", "q3", "wish", "words"]
    assert [item.code for item in found.items] == ["q1", "q2", "q3"], "only items count"
    assert [(one.code, one.kind) for one in found.questions][:3] == [
        ("used", Kind.ONE),
        ("why", Kind.TEXT),
        ("sent", Kind.ONE),
    ]
    wish = found.questions[3]
    assert ([option.code for option in wish.options], wish.most) == (["a", "b", "c", "other"], 2)
    assert found.questions[0].no_answer == ("dk",)
    assert (found.validity.straight, found.validity.burst) == (3, Burst(5, 10))
    assert found.validity.excludes == (Reason.BLANKS, Reason.STRAIGHT, Reason.FAST, Reason.DUPLICATE)


def test_what_stands_around_a_question() -> None:
    around = {one.question.code: [group.code for group in one.inside] for one in parse_instrument(THREE_BLOCKS).asked()}
    assert around["why"] == ["overall", "access"]
    assert around["wish"] == ["wishes"]
    counts = {one.question.code: len(one.conditions) for one in parse_instrument(THREE_BLOCKS).asked()}
    assert (counts["used"], counts["q1"], counts["why"], counts["words"]) == (0, 1, 2, 1)


@pytest.mark.parametrize("text", [THREE_BLOCKS, GOOD, *map(write_instrument, shipped_instruments().values())])
def test_what_is_written_reads_back(text: str) -> None:
    found = parse_instrument(text)
    assert parse_instrument(write_instrument(found)) == found


def test_the_shipped_three_blocks_ask_before_and_after_the_index() -> None:
    found = shipped_instruments()["ba-khoi"]
    assert len(found.before) >= 1
    assert len(found.after) >= 1
    asked = list(found.asked())
    assert any(isinstance(one.question, Item) for one in asked)
    assert {Kind.ONE, Kind.MANY, Kind.TEXT} <= {one.kind for one in found.questions}
    assert found.validity.excludes, "what is doubted is said, and what of it counts"


def changed(old: str, new: str) -> str:
    assert old in THREE_BLOCKS
    return THREE_BLOCKS.replace(old, new)


BROKEN = {
    "nobody of that name": (changed("${q1} <= 2", "${q7} <= 2"), "mục “why”: relevant: hỏi đến “q7”, không có câu nào"),
    "a group": (changed("${q1} <= 2", "${access} = '1'"), "“access” là một nhóm"),
    "a later question": (changed("${q1} <= 2", "${q2} <= 2"), "hỏi đến “q2”, câu đứng sau"),
    "itself": (changed("${q1} <= 2", "${why} != ''"), "đi vòng tròn: why → why"),
    "a question of its own group": (changed("${used} = 'yes'", "${q1} = 1"), "vòng tròn: overall → q1 → access → over"),
    "an unknown code": (changed("${used} = 'yes'", "${used} = 'maybe'"), "“used” không có mã “maybe”. Các mã: yes, no"),
    "off the scale": (changed("${q1} <= 2", "${q1} <= 7"), "“q1” không có mã “7”"),
    "sizes of words": (changed("${used} = 'yes'", "${used} < 'yes'"), "không so lớn nhỏ được"),
    "one of many": (changed("selected(${wish}, 'other')", "${wish} = 'other'"), "Viết selected(${wish}, 'other')"),
    "words that say something": (changed("${q2} != ''", "${why} = 'a'"), "“why” trả lời bằng lời"),
    "not understood": (changed("${q1} <= 2", "q1 thấp"), "relevant: không hiểu “q1”"),
    "a name twice": (changed("code: wish\n", "code: q1\n"), "mã “q1” có hai lần"),
    "a kind nobody knows": (changed("type: many", "type: several"), "type: “several” không có"),
    "one option": (changed('{"yes": Có, "no": Chưa}', '{"yes": Có}'), "có 1 phương án"),
    "an option with a blank": (changed("a: Năng lực", '"a b": Năng lực'), "“a b” không làm mã được"),
    "no answer nobody can choose": (changed("no_answer: [dk]", "no_answer: [zz]"), "“zz” không có trong options"),
    "only no answers": (changed("no_answer: [dk]", 'no_answer: ["yes", "no", dk]'), "mọi phương án đều là"),
    "options of words": (changed("type: text, text: Ghi rõ", "type: text, options: {a: A}"), "không có khóa “options”"),
    "no place of the index": (changed("  - index: overall\n", ""), "thiếu dòng {index: overall}"),
    "the index twice": (changed("  - index: overall\n", "  - index: overall\n" * 2), "ghi đúng một lần"),
    "another index": (changed("- index: overall", "- index: access"), "ghi đúng một lần, {index: overall}"),
    "blanks of all": (changed("blanks: 0.5", "blanks: 50"), "Viết tỷ lệ nhỏ hơn 1"),
    "a reason nobody knows": (changed("excludes: [blanks,", "excludes: [blank,"), "excludes: “blank” không dùng được"),
    "half a burst": (changed("burst: {answers: 5, ", "burst: {"), "thiếu khóa “answers”"),
    "a part that only asks": (
        changed("        - {item: q1, text: Biển}\n", "").replace("        - {item: q2, weight: 3}\n", ""),
        "“access” không có câu nào trên thang",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_said_of_a_broken_file(name: str) -> None:
    text, said = BROKEN[name]
    with pytest.raises(BrokenFile) as refused:
        parse_instrument(text)
    assert said in refused.value.message


@given(st.integers(0, 10**9))
def test_any_instrument_reads_back_from_its_file(seed: int) -> None:
    made = random_instrument(seed)
    assert parse_instrument(write_instrument(made)) == made
