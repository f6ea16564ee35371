"""The table of states: allowed now, allowed for you, and the diagram in the papers."""

from __future__ import annotations

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.states import (
    ACTS,
    CLOSED,
    ROLE_WORDS,
    STATE_WORDS,
    Role,
    State,
    acts_open,
    after,
    diagram,
)
from tests.house.sources import ROOT

EVERYBODY = frozenset(Role)


def test_the_usual_way() -> None:
    state = after(State.PLANNED, "start", {Role.OWNER})
    state = after(state, "submit", {Role.OWNER})
    state = after(state, "return", {Role.LEADER}, said="Thiếu chữ ký số")
    state = after(state, "submit", {Role.OWNER})
    assert after(state, "accept", {Role.COORDINATOR}) is State.ACCEPTED


def test_stuck_asks_for_a_decision_and_the_leader_gives_it() -> None:
    with pytest.raises(NamroError, match="Hãy ghi quyết định cần xin trước khi báo vướng mắc"):
        after(State.DOING, "ask", {Role.OWNER}, said="  ")
    stuck = after(State.DOING, "ask", {Role.OWNER}, said="Cho mượn máy quét của Trung tâm?")
    assert stuck is State.STUCK
    with pytest.raises(NamroError, match="Chỉ lãnh đạo của việc này được cho ý kiến"):
        after(stuck, "answer", {Role.OWNER}, said="Đồng ý")
    assert after(stuck, "answer", {Role.LEADER}, said="Đồng ý") is State.DOING


def test_nobody_accepts_what_was_not_handed_in() -> None:
    with pytest.raises(NamroError, match=r"“Đang làm”, không duyệt được\. Chỉ duyệt khi “Chờ duyệt”"):
        after(State.DOING, "accept", {Role.LEADER})


def test_an_owner_does_not_accept_the_own_work() -> None:
    with pytest.raises(NamroError, match="Chỉ đầu mối hoặc lãnh đạo"):
        after(State.SUBMITTED, "accept", {Role.OWNER})


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_open_acts_are_just_those_that_succeed(state: State, role: Role) -> None:
    def succeeds(act: str) -> bool:
        try:
            after(state, act, {role}, said="có")
        except NamroError:
            return False
        return True

    assert acts_open(state, {role}) == tuple(name for name in ACTS if succeeds(name))


def test_every_state_is_reached_and_only_closed_ones_may_end() -> None:
    reached, new = set(), {State.PLANNED}
    while new:
        reached |= new
        new = {after(s, a, EVERYBODY, said="có") for s in new for a in acts_open(s, EVERYBODY)} - reached
    assert reached == set(State)
    assert {s for s in State if not any(s in act.sources for act in ACTS.values() if act.target is not s)} <= CLOSED


def test_every_state_and_role_has_words_in_the_glossary() -> None:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    named = {**STATE_WORDS, **ROLE_WORDS}
    assert [code for code, words in named.items() if f"| {code} | {words} |" not in text] == []


def test_the_diagram_in_the_papers_is_the_table() -> None:
    text = (ROOT / "docs/following.md").read_text("utf-8")
    assert f"```mermaid\n{diagram()}\n```" in text, f"put this into docs/following.md:\n{diagram()}"
