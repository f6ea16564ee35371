"""Conditions: what text they are read from and written as, and when they hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.survey.condition_text import condition_text, parse_condition
from namro.core.survey.conditions import All, Compared, Condition, Either, Given, Not, Op, holds, plain_condition

LEAVES = st.builds(Compared, st.sampled_from(["a", "b", "c.1"]), st.sampled_from(Op), st.sampled_from(["1", "2", "3"]))


def _joined(kind: type[All] | type[Either]) -> st.SearchStrategy[Condition]:
    other = Either if kind is All else All
    parts = LEAVES | st.builds(Not, LEAVES) | st.builds(other, st.tuples(LEAVES, LEAVES))
    return st.builds(kind, st.tuples(parts, parts))


CONDITIONS = LEAVES | st.builds(Not, LEAVES) | _joined(All) | _joined(Either) | st.builds(Not, _joined(All))
ANSWERS = st.dictionaries(
    st.sampled_from(["a", "b", "c.1"]), st.lists(st.sampled_from(["1", "2", "3", "x"]), max_size=2).map(tuple)
)


@given(CONDITIONS)
def test_what_is_written_reads_back(condition: Condition) -> None:
    assert parse_condition(condition_text(condition)) == condition


@given(CONDITIONS, ANSWERS)
def test_holds_as_the_lists_for_a_page_say(condition: Condition, answers: dict[str, Given]) -> None:
    assert holds(condition, answers) == by_lists(plain_condition(condition), answers)


def by_lists(condition: list, answers: dict[str, Given]) -> bool:
    """A second reading of conditions, as a page's script has it."""
    head, *rest = condition
    if head in ("all", "any"):
        return {"all": all, "any": any}[head]([by_lists(one, answers) for one in rest])
    if head == "not":
        return not by_lists(rest[0], answers)
    given = list(answers.get(rest[0], ()))
    if head == "selected":
        return rest[1] in given
    text = given[0] if given else ""
    if head in ("=", "!="):
        return (text == rest[1]) == (head == "=")
    below = int(text) < int(rest[1]) if text.isdigit() else None
    same = text == rest[1]
    return {
        "<": below is True,
        "<=": below is True or same,
        ">": below is False and not same,
        ">=": below is False or same,
    }[head]


READS = {
    "${a}=1": "${a} = '1'",
    ' ${ a } != "2" ': "${a} != '2'",
    "${a} >= '4'": "${a} >= 4",
    "selected(${m},'x') and (${a} = 1 and ${b} < 3)": "selected(${m}, 'x') and ${a} = '1' and ${b} < 3",
    "${a}='1' or ${b}='1' and ${c}='1'": "${a} = '1' or (${b} = '1' and ${c} = '1')",
    "not((${a} = ''))": "not(${a} = '')",
}


@pytest.mark.parametrize("text", READS)
def test_one_writing_for_one_condition(text: str) -> None:
    assert condition_text(parse_condition(text)) == READS[text]


REFUSED = {
    "": "dở dang",
    "${a}": "cần một phép so sánh",
    "${a} = ": "dở dang",
    "${a} = ${b}": "không phải mã",
    "a = 1": "không hiểu “a”",
    "${a} = 1 and": "dở dang",
    "(${a} = 1": "thiếu “)” ở cuối",
    "${a} = 1)": "thừa “)”",
    "count-selected(${a}) > 2": "không hiểu “count-selected”",
    "${a} + 1 = 2": "không hiểu “+ 1 = 2”",
    "${a} = 1.5": "không hiểu “1.5”",
    "selected('x', ${a})": "selected( cần",
    "(" * 40 + "${a} = 1" + ")" * 40: "ngoặc lồng quá",
    "${a} = 1 or " * 300 + "${a} = 1": "dài quá",
    "not(" * 400: "ngoặc lồng quá",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_says_why_and_what_is_understood(text: str) -> None:
    with pytest.raises(NamroError) as refused:
        parse_condition(text)
    assert REFUSED[text] in refused.value.message
    assert "Dùng được:" in refused.value.message


def test_no_answer_means_what_it_means_in_an_xlsform() -> None:
    for op, value in itertools.product(("<", "<=", ">", ">=", "="), ("1", "5")):
        assert not holds(Compared("a", Op(op), value), {})
    assert holds(Compared("a", Op.IS_NOT, "1"), {})
    assert not holds(Compared("a", Op.SELECTED, "1"), {})
    assert holds(Compared("a", Op.IS, ""), {"a": ()})
