"""What a unit may set about its way of working: typed, kept, laid over the defaults."""

from __future__ import annotations

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.habits import HABITS, default_habits, habit, read_value, shown, with_values
from namro.core.improvement.reminding import reminder_rules


def test_defaults_come_from_the_data() -> None:
    usual = default_habits()
    assert (usual.before, usual.after, usual.again) == ((7, 3, 1, 0), (1, 3, 7), 5)
    assert (usual.ask_ahead, usual.concluded_within, usual.look_days) == (3, 3, 5)
    assert usual.rules == reminder_rules()


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("before", "1, 5,3", "5,3,1"),
        ("before", "0", "0"),
        ("after", " 7; 2 2 ", "2,7"),
        ("look_days", "10", "10"),
    ],
)
def test_what_is_typed_is_kept_in_order_each_once(code: str, typed: str, kept: str) -> None:
    assert read_value(habit(code), typed) == kept
    assert shown(habit(code), with_values({code: kept})) == kept.replace(",", ", ")


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("before", "ba ngày", "Ghi các số ngày cách nhau bằng dấu phẩy, từ 0 đến 60"),
        ("before", "", "không dùng được"),
        ("before", "-1", "không dùng được"),
        ("before", "61", "mỗi số từ 0 đến 60"),
        ("before", "1,2,3,4,5,6,7,8,9,10,11", "nhiều nhất 10 số"),
        ("after", "0, 1", "mỗi số từ 1 đến 60"),
        ("look_days", "3, 5", "chỉ ghi một số, từ 1 đến 30"),
        ("ask_ahead", "99", "từ 0 đến 30"),
        ("again", "1" * 400, "không dùng được"),
    ],
)
def test_what_cannot_be_says_what_to_type(code: str, typed: str, words: str) -> None:
    with pytest.raises(NamroError, match=words) as refused:
        read_value(habit(code), typed)
    assert refused.value.code == code


def test_a_value_that_is_not_known_any_more_is_left_out() -> None:
    assert with_values({"gone": "3"}) == default_habits()
    assert with_values({"again": "2", "before": "5"}).rules.again == 2
    assert {one.code for one in HABITS} == set(default_habits().__dataclass_fields__)
