"""More time for work: asked for, given, refused, taken back; the old day stays in the history, the new one counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from namro.apps.people.models import AuditEntry, Group, OwnerKind, Owning, Role
from namro.apps.plans import actions, agenda
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.board import board_of
from namro.apps.plans.models import DueMove, Occurrence, Plan
from namro.apps.plans.tallies import LATE, STUCK
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.agenda import Section
from namro.core.improvement.states import State
from tests.apps.conftest import Answer
from tests.apps.plans.giving_out import Cast, give_out, owned_by, stand

Browsers = Callable[[str], Client]
NOW = datetime(2026, 11, 17, 9, 0, tzinfo=VIETNAM)
DUE, LATER = date(2026, 11, 20), date(2026, 12, 4)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Pages are asked on the day of the story."""
    for module in ("namro.apps.plans.views.work_task", "namro.apps.people.requests"):
        monkeypatch.setattr(f"{module}.system_clock", lambda: NOW, raising=False)
    return NOW


@pytest.fixture
def work(cast: Cast) -> Occurrence:
    (row,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": DUE}], at=NOW)
    return row


def ask(cast: Cast, work: Occurrence, wanted: date = LATER, reason: str = "chờ tỉnh hướng dẫn") -> DueMove:
    return actions.ask_for_time(cast[Role.OFFICER], work, wanted, reason=reason, at=NOW)


def send(client: Client, work: Occurrence, viec: str, **fields: object) -> Answer:
    posted = {"viec": viec, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return client.post(f"/viec/{work.code}/gia-han", posted)


def page(client: Client, work: Occurrence) -> str:
    return client.get(f"/viec/{work.code}").content.decode()


def test_asked_for_and_given(cast: Cast, work: Occurrence) -> None:
    wish = ask(cast, work, date(2026, 12, 6))  # a Sunday
    work.refresh_from_db()
    assert (work.due, work.scheduled, work.state) == (DUE, DUE, State.PLANNED)  # nothing changes while it waits
    actions.grant_time(cast[Role.LEADER], work, date(2026, 12, 6), answer="đồng ý", at=NOW, asked=wish.pk)
    work.refresh_from_db()
    assert (work.due, work.scheduled) == (LATER, DUE)
    wish.refresh_from_db()
    assert (wish.outcome, wish.old, wish.wanted, wish.new) == ("granted", DUE, date(2026, 12, 6), LATER)
    assert [event.act for event in work.events.order_by("id")] == ["time_asked", "moved"]
    notes = AuditEntry.objects.filter(subject=work.code).order_by("id").values_list("note", flat=True)
    assert [note.partition(":")[0] for note in notes] == [
        "time_asked 20/11/2026 → 04/12/2026",
        "moved 20/11/2026 → 04/12/2026",
    ]


def test_refused_with_a_reason_and_asked_again(cast: Cast, work: Occurrence) -> None:
    wish = ask(cast, work)
    with pytest.raises(NamroError, match="đang chờ quyết định"):
        ask(cast, work)
    with pytest.raises(NamroError, match="Chưa ghi lý do"):
        actions.refuse_time(cast[Role.LEADER], work, answer=" ", at=NOW, asked=wish.pk)
    actions.refuse_time(cast[Role.LEADER], work, answer="việc gấp", at=NOW, asked=wish.pk)
    work.refresh_from_db()
    assert work.due == DUE
    with pytest.raises(NamroError, match="đã được quyết định"):
        actions.grant_time(cast[Role.LEADER], work, LATER, answer="đồng ý", at=NOW, asked=wish.pk)
    again = ask(cast, work, reason="xin lần nữa")
    actions.withdraw_wish(cast[Role.OFFICER], work, at=NOW, asked=again.pk)
    assert list(DueMove.objects.order_by("id").values_list("outcome", flat=True)) == ["refused", "withdrawn"]


@pytest.mark.parametrize(
    ("who", "act", "told"),
    [
        (Role.WATCHER, "ask", "Chỉ người thực hiện hoặc đầu mối"),
        (Role.LEADER, "ask", "Chỉ người thực hiện hoặc đầu mối"),
        (Role.OFFICER, "grant", "Chỉ lãnh đạo quyết định gia hạn"),
        (Role.COORDINATOR, "refuse", "Chỉ lãnh đạo quyết định gia hạn"),
        (Role.LEADER, "withdraw", "rút đề nghị"),
        (Role.OFFICER, "move", "Chỉ lãnh đạo quyết định gia hạn"),
    ],
)
def test_who_may_not(cast: Cast, work: Occurrence, who: Role, act: str, told: str) -> None:
    wish = ask(cast, work) if act in ("grant", "refuse", "withdraw") else DueMove(pk=0)
    user = cast[who]
    acts = {
        "ask": lambda: actions.ask_for_time(user, work, LATER, reason="bận", at=NOW),
        "grant": lambda: actions.grant_time(user, work, LATER, answer="đồng ý", at=NOW, asked=wish.pk),
        "refuse": lambda: actions.refuse_time(user, work, answer="không", at=NOW, asked=wish.pk),
        "withdraw": lambda: actions.withdraw_wish(user, work, at=NOW, asked=wish.pk),
        "move": lambda: actions.move_due(user, work, LATER, reason="bận", at=NOW),
    }
    with pytest.raises(NamroError, match=told):
        acts[act]()
    work.refresh_from_db()
    assert work.due == DUE


def test_work_that_was_handed_in_asks_for_nothing(cast: Cast, work: Occurrence) -> None:
    actions.act(cast[Role.OFFICER], work, "submit", said="xong", at=NOW)
    with pytest.raises(NamroError, match="Việc đã nộp"):
        ask(cast, work)


def test_closed_work_waits_for_no_answer(cast: Cast, work: Occurrence) -> None:
    ask(cast, work)
    actions.act(cast[Role.LEADER], work, "cancel", said="không cần nữa", at=NOW)
    assert DueMove.objects.get().outcome == "withdrawn"
    assert agenda.to_decide(cast[Role.LEADER], ()) == []


def test_a_leader_moves_a_day_unasked_and_answers_first_what_was_asked(
    cast: Cast, browser_of: Browsers, work: Occurrence
) -> None:
    leader = cast[Role.LEADER]
    actions.move_due(leader, work, LATER, reason="chờ hướng dẫn", at=NOW)
    actions.move_due(leader, work, date(2026, 11, 27), reason="xong sớm hơn", at=NOW)
    with pytest.raises(NamroError, match="đúng hạn đang áp dụng"):
        actions.move_due(leader, work, date(2026, 11, 28), reason="thứ Bảy", at=NOW)
    assert board_of([work.task.plan.unit_id], today=NOW.date()).extended == 1
    actions.move_due(leader, work, LATER, reason="lại chờ", at=NOW)
    said = page(browser_of(Role.LEADER), work)
    assert "Gia hạn lần 1, Phạm Quốc Hưng đổi hạn" in said
    assert "04/12 → 27/11. xong sớm hơn" in said  # a day moved forward is no extension
    assert "Gia hạn lần 2, Phạm Quốc Hưng đổi hạn" in said
    actions.move_due(leader, work, date(2026, 11, 27), reason="thôi", at=NOW)
    actions.ask_for_time(cast[Role.OFFICER], work, LATER, reason="lại chờ", at=NOW)
    with pytest.raises(NamroError, match="Có đề nghị gia hạn đang chờ"):
        actions.move_due(leader, work, LATER, reason="tự đổi", at=NOW)


def test_a_member_of_a_group_asks_for_all(cast: Cast) -> None:
    group = Group.objects.order_by("id").first()
    assert group is not None
    (row,) = give_out(cast, [{"owner": Owning(OwnerKind.EACH, group.pk), "due": DUE}], at=NOW)
    member = next(user for user in cast.values() if agenda.agenda(agenda.duties_of(user)))
    wish = actions.ask_for_time(member, row, LATER, reason="còn thiếu người", at=NOW)
    actions.grant_time(cast[Role.LEADER], row, LATER, answer="đồng ý", at=NOW, asked=wish.pk)
    row.refresh_from_db()
    assert (row.due, row.submitted_on) == (LATER, None)
    assert all(event.piece is None for event in row.events.all())


def test_it_is_on_the_lists_while_it_waits(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    unit, day = work.task.plan.unit_id, DUE + timedelta(days=5)
    ask(cast, work)
    (entry,) = agenda.agenda(agenda.duties_of(cast[Role.OFFICER]))
    assert entry.section is Section.WAITING
    assert agenda.to_decide(cast[Role.LEADER], ()) == [work.pk]
    assert agenda.to_decide(cast[Role.COORDINATOR], ()) == []
    columns = board_of([unit], today=day).columns
    assert (columns[STUCK], columns[LATE]) == ([work.pk], [work.pk])  # asking for time gives none
    assert "Xin gia hạn đến 04/12" in browser_of(Role.LEADER).get("/bang").content.decode()
    assert "xin gia hạn đến 04/12" in browser_of(Role.LEADER).get("/bang/in").content.decode()
    mine = browser_of(Role.LEADER).get("/viec").content.decode()
    assert "Quyết định gia hạn" in mine
    actions.grant_time(cast[Role.LEADER], work, LATER, answer="đồng ý", at=NOW, asked=DueMove.objects.get().pk)
    board = board_of([unit], today=day)
    assert (board.columns[STUCK], board.columns[LATE], board.extended) == ([], [], 1)
    assert "1 việc đã được gia hạn" in browser_of(Role.LEADER).get("/bang").content.decode()
    assert "gia hạn 1 lần" in browser_of(Role.OFFICER).get("/viec").content.decode()


def test_the_pages_of_asking_and_deciding(cast: Cast, browser_of: Browsers, work: Occurrence, today: datetime) -> None:
    officer, leader = browser_of(Role.OFFICER), browser_of(Role.LEADER)
    assert "Xin gia hạn" in page(officer, work)
    assert "Xin gia hạn" not in page(browser_of(Role.WATCHER), work)
    impossible = send(officer, work, "ask", han="31/11/2026", noi_dung="chờ tỉnh hướng dẫn")
    said = impossible.content.decode()
    assert impossible.status_code == 400
    assert "Không có ngày 31/11/2026" in said
    assert 'name="chon-ngay" value="2026-12-01"' in said
    assert "chờ tỉnh hướng dẫn</textarea>" in said
    assert 'value="31/11/2026"' in said
    typed = {"han": "31/11/2026", "noi_dung": "chờ tỉnh hướng dẫn"}
    assert send(officer, work, "", dinh_lam="ask", chon_ngay="2026-12-01", **typed).status_code == 302
    said = page(leader, work)
    assert "Xin gia hạn từ 20/11/2026 đến 01/12/2026" in said
    assert "Đồng ý gia hạn" in said
    assert "Rút đề nghị" not in said
    assert "Rút đề nghị" in page(officer, work)
    key = DueMove.objects.get().pk
    refused = send(leader, work, "refuse", han="01/12/2026", noi_dung=" ", de_nghi=key)
    assert refused.status_code == 400
    assert "Chưa ghi lý do" in refused.content.decode()
    assert send(leader, work, "grant", han="4/12", noi_dung="đến hết tuần", de_nghi=key).status_code == 302
    said = page(officer, work)
    assert "Gia hạn lần 1: 20/11 → 04/12." in said
    assert "Phạm Quốc Hưng đồng ý" in said
    assert "đến hết tuần" in said
    late = send(leader, work, "refuse", noi_dung="không", de_nghi=key)
    assert late.status_code == 400
    assert "đã được quyết định hoặc đã rút" in late.content.decode()
    assert send(officer, work, "burn").status_code == 404


def test_a_refusal_stands_on_the_page(cast: Cast, browser_of: Browsers, work: Occurrence, today: datetime) -> None:
    wish = ask(cast, work)
    assert send(browser_of(Role.LEADER), work, "refuse", noi_dung="việc gấp", de_nghi=wish.pk).status_code == 302
    said = page(browser_of(Role.OFFICER), work)
    assert "xin đến 04/12/2026; Phạm Quốc Hưng không đồng ý: việc gấp" in said
    assert "Xin gia hạn" in said


def amended(cast: Cast, plan: Plan, task: int, values: dict[str, object]) -> None:
    stand(cast, NOW.date())
    coordinator = cast[Role.COORDINATOR]
    actions.amend(coordinator, plan, reason="điều chỉnh", at=NOW)
    actions.edit_tasks(coordinator, plan, [task], edit=Edit(values), at=NOW)
    actions.submit(coordinator, plan, at=NOW)
    actions.approve(cast[Role.LEADER], plan, at=NOW)


def test_an_amended_plan_takes_no_time_away_unless_it_changes_the_day(cast: Cast, work: Occurrence) -> None:
    plan = work.task.plan
    actions.move_due(cast[Role.LEADER], work, LATER, reason="chờ hướng dẫn", at=NOW)
    amended(cast, plan, work.task_id, {"deliverable": "Báo cáo"})
    work.refresh_from_db()
    assert work.due == LATER
    amended(cast, plan, work.task_id, {"due": date(2026, 12, 31)})
    work.refresh_from_db()
    assert work.due == date(2026, 12, 31)
