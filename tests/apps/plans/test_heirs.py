"""Positions and bodies end: open work goes to those who took over, what was done stays with who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.actions import Share, end_position, end_unit
from namro.apps.people.models import (
    Holding,
    Kind,
    OwnerKind,
    Owning,
    Position,
    PositionLink,
    Role,
    Unit,
    UnitSpan,
    User,
)
from namro.apps.people.owners import owners_of
from namro.apps.people.queries.organisation import touch
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.agenda import agenda, counts, duties_of, finished, helped
from namro.apps.plans.board import board_of
from namro.apps.plans.models import Collaborator, Occurrence
from namro.apps.plans.queries import tasks_in
from namro.apps.plans.tallies import OVER
from namro.core.base.clock import VIETNAM
from namro.core.improvement.owners import is_over
from tests.apps.plans.giving_out import Cast, give_out, stand

Browsers = Callable[[str], Client]
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
ENDS = date(2026, 4, 1)
DAY = timedelta(days=1)
SINCE = date(2025, 7, 1)
DUE = date(2026, 6, 30)


def seat(name: str, unit: Unit, *people: str) -> Position:
    """A position with people in it since the reform."""
    found = Position.objects.create(unit=unit, name=name, role=Role.OFFICER, since=SINCE)
    for person in people:
        user, _made = User.objects.get_or_create(username=person.lower(), defaults={"full_name": person})
        Holding.objects.create(user=user, position=found, since=SINCE)
    return found


def body(code: str, home: Unit, name: str) -> Unit:
    """A body of the commune since the reform."""
    found = Unit.objects.create(code=code, home=home)
    UnitSpan.objects.create(unit=found, parent=home, kind=Kind.DIVISION, name=name, since=SINCE)
    touch()
    return found


@pytest.fixture
def home(cast: Cast) -> Unit:
    """The cast's commune."""
    found = cast[Role.COORDINATOR].holdings.get(until=None).position.unit
    return found.home or found


def ended(cast: Cast, old: Position, *to: tuple[Position, str], on: date = ENDS) -> None:
    end_position(cast[Role.ADMIN], old, on=on, successors=[Share(new, Decimal(part)) for new, part in to], at=NOW)


def owes(name: str, day: date) -> list[int]:
    """What somebody owes on a day."""
    user = User.objects.get(username=name.lower())
    user.standing = standing_of(user, day)
    return [entry.pk for entry in agenda(duties_of(user))]


def given_to(cast: Cast, position: Position, count: int = 1) -> list[Occurrence]:
    return give_out(cast, [{"owner": Owning(OwnerKind.POSITION, position.pk), "due": DUE}] * count, at=NOW)


def test_open_work_is_the_successors_from_the_day_on(cast: Cast, home: Unit) -> None:
    old, new = seat("Công chức cũ", home, "Mai"), seat("Công chức mới", home, "Tâm")
    (row,) = given_to(cast, old)
    ended(cast, old, (new, "1"))
    assert (owes("Mai", ENDS - DAY), owes("Tâm", ENDS - DAY)) == ([row.pk], [])
    assert (owes("Mai", ENDS), owes("Tâm", ENDS)) == ([], [row.pk])
    owner = owners_of([row.task], today=ENDS)[row.task_id]
    assert [owner.holders(day)[0].name for day in (ENDS - DAY, ENDS)] == ["Mai", "Tâm"]
    assert owner.name == "Công chức mới"


def test_what_was_done_before_stays_with_the_person_of_the_time(cast: Cast, home: Unit) -> None:
    old, new = seat("Công chức cũ", home, "Mai"), seat("Công chức mới", home, "Tâm")
    other = seat("Tổ giúp việc", home, "Mai")  # still here afterwards
    done, left = given_to(cast, old, 2)
    mai = User.objects.get(username="mai")
    mai.standing = standing_of(mai, NOW.date())
    actions.act(mai, done, "submit", said="xong", at=NOW)
    actions.act(cast[Role.LEADER], done, "accept", at=NOW)
    ended(cast, old, (new, "1"))
    tam = User.objects.get(username="tâm")
    for user, rows in ((mai, [done.pk]), (tam, [])):
        user.standing = standing_of(user, ENDS)
        assert [row.pk for row in finished(duties_of(user))] == rows
        assert counts(duties_of(user))[0] == len(rows)
    assert owes("Tâm", ENDS) == [left.pk]
    event = done.events.filter(act="submit").get()
    assert (event.by, event.as_who) == (mai, f"{old.name}; {other.name}")
    actions.act(tam, left, "submit", said="làm tiếp", at=NOW + timedelta(days=20))
    assert left.events.get(act="submit").as_who == new.name


def test_two_bodies_merge_and_the_heads_work_goes_to_the_new_head(cast: Cast, home: Unit) -> None:
    bodies = [body(f"phong-{n}", home, f"Phòng {n}") for n in "abc"]
    heads = [seat("Trưởng phòng", one, name) for one, name in zip(bodies, ("An", "Bình", "Cúc"), strict=True)]
    clerk = seat("Văn thư", bodies[0], "Dung")
    rows = [given_to(cast, head)[0] for head in (*heads[:2], clerk)]
    for one in bodies[:2]:
        end_unit(cast[Role.ADMIN], one, on=ENDS, successors=[Share(bodies[2], Decimal(1))], at=NOW)
    assert sorted(owes("Cúc", ENDS)) == sorted(row.pk for row in rows[:2])
    assert owes("Cúc", ENDS - DAY) == owes("An", ENDS) == owes("Dung", ENDS) == []
    # There is no clerk in the new body: the task is listed, with the reason.
    board = board_of([home.pk], today=ENDS)
    assert board.columns[OVER] == [rows[2].pk]
    assert board.people["", 0].open == 1


def test_a_divided_position_is_the_coordinators_to_decide(
    cast: Cast, home: Unit, browser_of: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, one, two = (seat(f"Công chức {n}", home, f"Người {n}") for n in (1, 2, 3))
    (row,) = given_to(cast, old)
    ended(cast, old, (one, "0.6"), (two, "0.4"))
    assert owes("Người 2", ENDS) == owes("Người 3", ENDS) == []
    board = board_of([home.pk], today=ENDS)
    assert board.columns[OVER] == [row.pk]
    assert is_over(board.owners[row.task_id])
    monkeypatch.setattr("namro.apps.people.requests.system_clock", lambda: datetime(2026, 4, 2, 9, tzinfo=VIETNAM))
    said = "Chức danh “Công chức 1” đã kết thúc từ ngày 01/04/2026, việc chia cho Công chức 2, Công chức 3."
    coordinator = browser_of(Role.COORDINATOR)
    assert "Chưa rõ: trách nhiệm" in coordinator.get(f"/viec/{row.code}").content.decode()
    for address in ("/bang", f"/ke-hoach/{row.task.plan.code}?loc=chua-nguoi", f"/viec/{row.code}"):
        assert said in coordinator.get(address).content.decode()
    # The coordinator decides: the plan is amended and approved again.
    stand(cast, ENDS)
    at = datetime(2026, 4, 2, 9, 0, tzinfo=VIETNAM)
    plan = row.task.plan
    actions.amend(cast[Role.COORDINATOR], plan, reason="chia việc", at=at)
    edit = Edit({"owner": Owning(OwnerKind.POSITION, two.pk)})
    actions.edit_tasks(cast[Role.COORDINATOR], plan, [row.task_id], edit=edit, at=at)
    assert owes("Người 3", ENDS) == [row.pk]


def test_an_amended_plan_is_not_submitted_while_work_has_no_owner(cast: Cast, home: Unit) -> None:
    old = seat("Công chức cũ", home, "Mai")
    (row,) = given_to(cast, old)
    ended(cast, old)
    stand(cast, ENDS)
    at = datetime(2026, 4, 2, 9, 0, tzinfo=VIETNAM)
    coordinator, plan = cast[Role.COORDINATOR], row.task.plan
    actions.amend(coordinator, plan, reason="chức danh đã hết", at=at)
    actions.edit_tasks(coordinator, plan, [row.task_id], edit=Edit({"deliverable": "sổ mới"}), at=at)
    with pytest.raises(actions.Faulty) as refused:
        actions.submit(coordinator, plan, at=at)
    (fault,) = refused.value.found[row.task_id]
    assert (fault.code, "chưa có nơi kế tiếp" in fault.message) == ("position_over", True)


def test_chains_of_successors_and_a_chain_that_comes_together_again(cast: Cast, home: Unit) -> None:
    first, second, third, fourth = (seat(f"Công chức {n}", home, f"Người {n}") for n in (1, 2, 3, 4))
    (row,) = given_to(cast, first)
    ended(cast, first, (second, "0.5"), (third, "0.5"))
    later = ENDS + 10 * DAY
    ended(cast, second, (fourth, "1"), on=later)
    ended(cast, third, (fourth, "1"), on=later)
    assert [owes(f"Người {n}", later - DAY) for n in (1, 2, 3, 4)] == [[], [], [], []]
    assert [owes(f"Người {n}", later) for n in (1, 2, 3, 4)] == [[], [], [], [row.pk]]


def test_who_helps_goes_on_in_all_who_took_over(cast: Cast, home: Unit, browser_of: Browsers) -> None:
    old, one, two, lead = (seat(f"Công chức {n}", home, f"Người {n}") for n in (1, 2, 3, 4))
    (row,) = given_to(cast, lead)
    Collaborator.objects.create(task=row.task, position=old)
    ended(cast, old, (one, "0.5"), (two, "0.5"))
    for name, rows in (("Người 1", []), ("Người 2", [row.pk]), ("Người 3", [row.pk])):
        user = User.objects.get(full_name=name)
        user.standing = standing_of(user, ENDS)
        assert [found.pk for found in helped(duties_of(user))] == rows
    page = browser_of(Role.LEADER).get(f"/viec/{row.code}").content.decode()
    assert "Công chức 2, Công chức 3" in page


def test_a_commune_ends_and_its_plan_is_its_successors(cast: Cast, home: Unit) -> None:
    (row,) = given_to(cast, seat("Công chức hộ tịch", home, "Mai"))
    new = Unit.objects.create(code="xa-moi")
    above = home.spans.get(until=None).parent
    UnitSpan.objects.create(unit=new, parent=above, kind=Kind.COMMUNE, name="Xã Mới", since=SINCE)
    touch()
    seat("Công chức hộ tịch", new, "Tâm")
    coordinator = seat("Đầu mối", new, "Hoa")
    Position.objects.filter(pk=coordinator.pk).update(role=Role.COORDINATOR)
    end_unit(cast[Role.ADMIN], home, on=ENDS, successors=[Share(new, Decimal(1))], at=NOW)
    assert owes("Tâm", ENDS) == [row.pk]
    hoa = User.objects.get(username="hoa")
    hoa.standing = standing_of(hoa, ENDS)
    at = datetime(2026, 4, 2, 9, 0, tzinfo=VIETNAM)
    plan = row.task.plan
    actions.amend(hoa, plan, reason="nhập xã", at=at)
    actions.edit_tasks(hoa, plan, [row.task_id], edit=Edit({"deliverable": "sổ chung"}), at=at)
    assert tasks_in(plan)[0].deliverable == "sổ chung"
    link = PositionLink.objects.get(old__name="Công chức hộ tịch")
    assert (link.new.unit, link.share, link.on) == (new, 1, ENDS)


def test_pages_ask_as_often_for_three_times_as_much(
    cast: Cast, home: Unit, browser_of: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("namro.apps.people.requests.system_clock", lambda: datetime(2026, 4, 2, 9, tzinfo=VIETNAM))
    officer = cast[Role.OFFICER].holdings.get(until=None).position

    def grow(count: int) -> str:
        olds = [seat(f"Công chức {count}.{n}", home, f"Người {count}.{n}") for n in range(count)]
        rows = [given_to(cast, old)[0] for old in olds]
        for old in olds:
            ended(cast, old, (officer, "1"))
        plan = rows[0].task.plan
        plan.tasks.update(owner_position=olds[0])
        return f"/ke-hoach/{plan.code}"

    def asked(role: str, address: str) -> int:
        client = browser_of(role)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    plan = grow(2)
    pages = ((Role.OFFICER, "/viec"), (Role.LEADER, "/bang"), (Role.COORDINATOR, plan))
    few = [asked(*page) for page in pages]
    few = [asked(*page) for page in pages]
    grow(6)
    assert [asked(*page) for page in pages] == few
    assert max(few[:2]) <= 12
