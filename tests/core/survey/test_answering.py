"""Which questions are asked, and what is kept of raw answers: a walk by hand, and properties."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from namro.core.survey.answering import Wrong, checked, visible
from namro.core.survey.conditions import Given
from namro.core.survey.reading import parse_instrument
from tests.core.survey.three_blocks import THREE_BLOCKS

INSTRUMENT = parse_instrument(THREE_BLOCKS)
ALL = [one.question.code for one in INSTRUMENT.asked()]


def test_a_walk_through_the_form() -> None:
    assert visible(INSTRUMENT, {}) == ("used", "wish")
    assert visible(INSTRUMENT, {"used": ("no",)}) == ("used", "wish")
    assert visible(INSTRUMENT, {"used": ("yes",), "q1": ("4",)}) == ("used", "q1", "q2", "sent", "wish")
    unhappy = {"used": ("yes",), "q1": ("2",), "q2": ("9",), "sent": ("yes",), "wish": ("a", "other")}
    assert visible(INSTRUMENT, unhappy) == tuple(ALL)
    assert visible(INSTRUMENT, unhappy | {"used": ("no",)}) == ("used", "wish"), "a hidden answer hides what follows it"


def test_what_is_kept_and_what_is_said() -> None:
    raw = {
        "used": "yes",
        "q1": 2,
        "why": "  Chờ lâu ",
        "q2": 4.0,
        "sent": "perhaps",
        "q3": "5",
        "wish": ["other", "a"],
        "words": "",
        "zz": "1",
    }
    found = checked(INSTRUMENT, raw)
    assert dict(found.answers) == {
        "used": ("yes",),
        "q1": ("2",),
        "why": ("Chờ lâu",),
        "q2": ("4",),
        "wish": ("a", "other"),
    }
    assert [(fault.question, fault.wrong) for fault in found.faults] == [
        ("zz", Wrong.UNKNOWN),
        ("sent", Wrong.CODE),
        ("q3", Wrong.HIDDEN),
    ]
    assert "“perhaps” không có trong các câu trả lời" in found.faults[1].said


def test_bad_answers_each_with_its_kind() -> None:
    known = {"used": "yes"}
    for raw, wrong in (
        ({"q1": "6"}, Wrong.OFF_SCALE),
        ({"q1": 2.5}, Wrong.OFF_SCALE),
        ({"q1": True}, Wrong.OFF_SCALE),
        ({"q1": {"a": 1}}, Wrong.OFF_SCALE),
        ({"q1": ["1", "2"]}, Wrong.SEVERAL),
        ({"wish": "a b c"}, Wrong.TOO_MANY),
        ({"wish": ["a", "zz"]}, Wrong.CODE),
        ({"q1": "1", "why": "x" * 2001}, Wrong.LONG),
    ):
        assert [fault.wrong for fault in checked(INSTRUMENT, known | raw).faults] == [wrong]
    assert checked(INSTRUMENT, {"wish": ["a", "zz"]}).answers == {"wish": ("a",)}, "what is known of a choice stays"
    assert checked(INSTRUMENT, {"used": "yes", "q1": "9"}).answers["q1"] == ("9",), "no answer was an answer"


RAW = st.dictionaries(
    st.sampled_from([*ALL, "zz"]),
    st.sampled_from(["", "yes", "no", "dk", "1", "2", "5", "9", "a", "other", "a other", "a b c", "6", None, 3]),
)


@given(RAW)
def test_clean_answers_stay_as_they_are(raw: dict[str, object]) -> None:
    once = checked(INSTRUMENT, raw)
    again = checked(INSTRUMENT, once.answers)
    assert again.answers == once.answers
    assert again.faults == ()
    assert set(once.answers) <= set(visible(INSTRUMENT, once.answers))
    assert list(once.answers) == [code for code in ALL if code in once.answers]


@given(RAW)
def test_what_is_asked_as_the_rules_say_one_by_one(raw: dict[str, object]) -> None:
    clean = checked(INSTRUMENT, raw).answers
    shown = set(visible(INSTRUMENT, clean))

    def said(code: str) -> Given:
        return clean.get(code, ()) if code in shown else ()

    used = said("used") == ("yes",)
    wanted = {
        "used": True,
        "q1": used,
        "why": used and said("q1") in (("1",), ("2",)),
        "q2": used,
        "sent": used,
        "q3": used and said("sent") == ("yes",) and said("q2") != (),
        "wish": True,
        "words": "other" in said("wish") and said("used") != ("no",),
    }
    assert shown == {code for code, asked in wanted.items() if asked}
