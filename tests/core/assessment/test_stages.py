"""The table of a sheet's states: its usual way, who may do what, locks that say why, and the diagram in the papers."""

from __future__ import annotations

from datetime import datetime

import pytest

from namro.core.assessment.stages import HANDED_IN, OPEN, STAGE_WORDS, STATE_WORDS, TABLE, Party, Stage, State, lock_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from tests.house.sources import ROOT

ALL = frozenset(Party)


def test_the_usual_way_from_preparing_to_publication() -> None:
    state = State.PREPARING
    way = ("begin", "lay", "approve", "submit", "appraise", "explain", "reappraise", "decide", "publish")
    for act in way:
        state = TABLE.after(state, act, ALL)
    assert state is State.PUBLISHED


def test_one_organisation_alone_can_reach_every_state() -> None:
    seen, left = {State.PREPARING}, [State.PREPARING]
    alone = {Party.COORDINATOR, Party.LEADER, Party.ORGANISER}
    while left:
        state = left.pop()
        for act in TABLE.acts_open(state, alone):
            target = TABLE.after(state, act, alone, said="vì vậy")
            if target not in seen:
                seen.add(target)
                left.append(target)
    assert seen == set(State)


@pytest.mark.parametrize(
    ("state", "act", "who", "words"),
    [
        (State.WAITING, "approve", {Party.COORDINATOR}, "Chỉ lãnh đạo của phiếu này được duyệt."),
        (State.SCORING, "submit", ALL, "Chỉ nộp khi “Đã duyệt, chờ nộp”."),
        (State.SUBMITTED, "hand_back", {Party.LEADER}, "Chỉ cơ quan tổ chức"),
        (State.WAITING, "send_back", ALL, "Hãy ghi lý do trả lại"),
        (State.PUBLISHED, "decide", ALL, "“Đã công bố”"),
    ],
)
def test_what_is_refused_says_why(state: State, act: str, who: set[Party], words: str) -> None:
    with pytest.raises(NamroError) as refused:
        TABLE.after(state, act, who)
    assert words in str(refused.value)


def test_every_state_is_open_or_locked_with_a_reason() -> None:
    since = datetime(2026, 10, 16, 14, 32, tzinfo=VIETNAM)
    for state in State:
        lock = lock_of(state, since)
        assert (lock is None) == (state in OPEN)
        if lock:
            assert lock.why
            assert lock.lifted_by.endswith(".")
            assert lock.since == since
    assert not OPEN & HANDED_IN


def test_words_for_all() -> None:
    assert set(STATE_WORDS) == set(State)
    assert set(STAGE_WORDS) == set(Stage)


def test_the_diagram_in_the_papers_is_the_table() -> None:
    text = (ROOT / "docs/rounds.md").read_text("utf-8")
    assert f"```mermaid\n{TABLE.diagram()}\n```" in text, f"put this into docs/rounds.md:\n{TABLE.diagram()}"
