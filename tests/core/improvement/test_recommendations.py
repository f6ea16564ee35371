"""How a recommendation stands, what may be done to it, and how late an answer is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.recommendations import (
    ACTS,
    STANDING_WORDS,
    Asked,
    Side,
    Standing,
    acts_open,
    check_now,
    days_late,
    diagram,
    standing_of,
)

DAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("asked", "dropped", "works", "accepted", "expected"),
    [
        (Asked.NEW, False, 0, 0, Standing.NEW),
        (Asked.RECEIVED, False, 0, 0, Standing.RECEIVED),
        (Asked.DECLINED, False, 0, 0, Standing.DECLINED),
        (Asked.TASK, False, 0, 0, Standing.TASK),  # the plan is not approved yet
        (Asked.TASK, False, 3, 2, Standing.TASK),
        (Asked.TASK, False, 3, 3, Standing.DONE),
        (Asked.TASK, True, 3, 3, Standing.DROPPED),
    ],
)
def test_standing(asked: Asked, dropped: bool, works: int, accepted: int, expected: Standing) -> None:
    assert standing_of(asked, dropped=dropped, works=works, accepted=accepted) == expected


def test_acts_of_each_side() -> None:
    open_to = {(standing, side): acts_open(standing, side) for standing in Standing for side in Side}
    assert {key: acts for key, acts in open_to.items() if acts} == {
        (Standing.NEW, Side.WATCHER): ("change",),
        (Standing.NEW, Side.COORDINATOR): ("receive", "take_up", "decline"),
        (Standing.RECEIVED, Side.COORDINATOR): ("take_up", "decline"),
        (Standing.DROPPED, Side.COORDINATOR): ("take_up", "decline"),
    }


def test_an_act_that_is_not_possible_says_when_it_is() -> None:
    with pytest.raises(NamroError) as refused:
        check_now(Standing.DECLINED, "receive")
    assert refused.value.code == "state"
    assert refused.value.message == (
        "Kiến nghị đang ở trạng thái “Không tiếp nhận”, không tiếp nhận được. Chỉ tiếp nhận khi “Mới”."
    )
    check_now(Standing.NEW, "receive")


@pytest.mark.parametrize(
    ("answer_by", "answered", "today", "expected"),
    [
        (None, None, date(2027, 1, 1), 0),
        (DAY, None, DAY, 0),
        (DAY, None, date(2026, 11, 11), 1),
        (DAY, date(2026, 11, 12), date(2027, 1, 1), 2),
        (DAY, date(2026, 11, 9), date(2027, 1, 1), 0),
    ],
)
def test_days_late(answer_by: date | None, answered: date | None, today: date, expected: int) -> None:
    assert days_late(answer_by, answered, today=today) == expected


def test_every_act_leads_to_a_standing_with_words() -> None:
    assert set(STANDING_WORDS) == set(Standing)
    assert {Standing(act.target) for act in ACTS.values()} <= set(Standing)


def test_diagram_in_the_papers_is_fresh() -> None:
    paper = Path(__file__).parents[3] / "docs" / "following.md"
    assert diagram() in paper.read_text("utf-8"), f"stale; put this into following.md:\n{diagram()}"
