"""Two people at the same moment on one piece of work, on real connections: one after the other, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.plans import actions, generating
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.models import DueMove, Occurrence, Proof, Target, Tick, WorkEvent
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.states import State
from namro.core.timetable import Period, Rhythm
from namro.demo.filling import fill_people
from tests.apps.plans.aiming import target_of
from tests.apps.plans.giving_out import Cast, give_out, owned_by
from tests.apps.plans.watching import recommended

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=VIETNAM)
DUE, LATER = date(2026, 11, 20), date(2026, 12, 4)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for")
    accounts = fill_people("mot-mat-khau-de-thu", lambda: NOW, communes=1)
    users = User.objects.in_bulk([account.username for account in accounts], field_name="username")
    return {account.role: users[account.username] for account in accounts}


@pytest.fixture
def work(people: Cast) -> Occurrence:
    (row,) = give_out(people, [{"owner": owned_by(people[Role.OFFICER]), "due": DUE}], at=NOW)
    AuditEntry.objects.all().delete()
    return row


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all acts at the same moment, each on its own connection; return the codes of what was refused, sorted."""
    start, refused = Barrier(len(acts)), []

    def one(act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            act()
        except NamroError as fault:
            refused.append(fault.code)
        finally:
            connection.close()

    threads = [Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return sorted(refused)


def events(work: Occurrence) -> list[str]:
    return list(WorkEvent.objects.filter(occurrence=work).order_by("id").values_list("act", flat=True))


def test_two_tell_the_progress(people: Cast, work: Occurrence) -> None:
    told = {Role.OFFICER: 40, Role.COORDINATOR: 60}
    refused = at_once(
        *(
            lambda who=who, percent=percent: actions.tell_progress(people[who], work, percent, at=NOW, version=0)
            for who, percent in told.items()
        )
    )
    work.refresh_from_db()
    assert refused == ["conflict"]  # the second one is shown both values
    assert work.progress in told.values()
    assert (events(work), work.version) == (["progress"], 1)


def test_the_owner_hands_in_twice(people: Cast, work: Occurrence) -> None:
    officer = people[Role.OFFICER]
    refused = at_once(*(lambda: actions.act(officer, work, "submit", said="xong", at=NOW) for _ in range(2)))
    work.refresh_from_db()
    assert refused == ["state"]
    assert (work.state, work.submitted_on, events(work)) == (State.SUBMITTED, NOW.date(), ["submit"])
    assert AuditEntry.objects.filter(subject=work.code).count() == 1


def test_one_accepts_while_another_returns(people: Cast, work: Occurrence) -> None:
    actions.act(people[Role.OFFICER], work, "submit", said="xong", at=NOW)
    leader, coordinator = people[Role.LEADER], people[Role.COORDINATOR]
    refused = at_once(
        lambda: actions.act(leader, work, "accept", at=NOW, version=1),
        lambda: actions.act(coordinator, work, "return", said="chưa ký số", at=NOW, version=1),
    )
    work.refresh_from_db()
    assert refused == ["conflict"]
    _submitted, decided = events(work)
    assert work.state == {"accept": State.ACCEPTED, "return": State.RETURNED}[decided]
    assert (work.accepted_on is None) == (decided == "return")


def test_the_owner_takes_back_while_the_leader_accepts(people: Cast, work: Occurrence) -> None:
    actions.act(people[Role.OFFICER], work, "submit", said="xong", at=NOW)
    refused = at_once(
        lambda: actions.act(people[Role.OFFICER], work, "withdraw", at=NOW),
        lambda: actions.act(people[Role.LEADER], work, "accept", at=NOW, version=1),
    )
    work.refresh_from_db()
    assert len(refused) == 1
    assert work.state in {State.DOING, State.ACCEPTED}
    assert len(events(work)) == 2


def test_proof_of_many_hands_is_all_there(people: Cast, work: Occurrence) -> None:
    officer, coordinator = people[Role.OFFICER], people[Role.COORDINATOR]
    acts = [
        lambda n=n, who=who: actions.add_link(who, work, f"https://example.vn/{who.pk}/{n}", at=NOW)
        for n in range(4)
        for who in (officer, coordinator)
    ]
    assert at_once(*acts) == []
    work.refresh_from_db()
    assert Proof.objects.filter(occurrence=work).count() == len(acts)
    assert (events(work), work.version) == (["proof"] * len(acts), len(acts))
    assert AuditEntry.objects.filter(subject=work.code).count() == len(acts)


def test_two_ask_for_time(people: Cast, work: Occurrence) -> None:
    who = (people[Role.OFFICER], people[Role.COORDINATOR])
    refused = at_once(
        *(lambda user=user: actions.ask_for_time(user, work, LATER, reason="chờ", at=NOW) for user in who)
    )
    assert refused == ["waiting"]
    assert DueMove.objects.get().outcome == "waiting"
    assert events(work) == ["time_asked"]


def test_time_is_given_while_it_is_refused(people: Cast, work: Occurrence) -> None:
    wish = actions.ask_for_time(people[Role.OFFICER], work, LATER, reason="chờ", at=NOW)
    leader = people[Role.LEADER]
    refused = at_once(
        lambda: actions.grant_time(leader, work, LATER, answer="đồng ý", at=NOW, asked=wish.pk),
        lambda: actions.refuse_time(leader, work, answer="việc gấp", at=NOW, asked=wish.pk),
    )
    work.refresh_from_db()
    wish.refresh_from_db()
    assert refused == ["state"]
    assert (wish.outcome, work.due) in {("granted", LATER), ("refused", DUE)}
    assert len(events(work)) == 2


def test_work_is_handed_in_while_time_is_given(people: Cast, work: Occurrence) -> None:
    wish = actions.ask_for_time(people[Role.OFFICER], work, LATER, reason="chờ", at=NOW)
    refused = at_once(
        lambda: actions.grant_time(people[Role.LEADER], work, LATER, answer="đồng ý", at=NOW, asked=wish.pk),
        lambda: actions.act(people[Role.OFFICER], work, "submit", said="xong", at=NOW),
    )
    work.refresh_from_db()
    assert refused == []
    assert (work.state, work.due, work.submitted_on) == (State.SUBMITTED, LATER, NOW.date())
    assert sorted(events(work)) == ["moved", "submit", "time_asked"]


def test_a_recommendation_is_taken_up_and_declined(people: Cast, work: Occurrence) -> None:
    made, coordinator = recommended(people), people[Role.COORDINATOR]
    values = {"text": "Niêm yết lại", "deliverable": "ảnh", "owner": owned_by(people[Role.OFFICER]), "due": LATER}
    taking = actions.Taking(work.task.plan, values)
    refused = at_once(
        lambda: actions.take_up(coordinator, made, taking=taking, version=0, at=NOW),
        lambda: actions.decline(coordinator, made, reason="Thuộc tỉnh", version=0, at=NOW),
    )
    made.refresh_from_db()
    assert refused == ["conflict"]
    assert made.version == 1
    tasks = work.task.plan.tasks.filter(text="Niêm yết lại")
    assert tasks.count() == (1 if made.state == "task" else 0)
    assert made.task == tasks.first()


def test_two_schedulers_lay_out_the_same_times_once(people: Cast) -> None:
    rhythm = Rhythm(period=Period.WEEK)
    given = [{"owner": owned_by(people[Role.OFFICER]), "rhythm": rhythm, "due": date(2027, 9, 1)} for _ in range(5)]
    give_out(people, given, at=NOW)
    before, later = Occurrence.objects.count(), NOW.date() + timedelta(days=100)
    found: list[generating.Generated] = []
    assert at_once(*(lambda: found.append(generating.generate(later)) for _ in range(2))) == []
    assert sum(one.added for one in found) == Occurrence.objects.count() - before > 0
    times = list(Occurrence.objects.values_list("task", "scheduled"))
    assert len(times) == len(set(times))


def test_an_approval_during_the_night_keeps_the_new_rule(people: Cast) -> None:
    given = {"owner": owned_by(people[Role.OFFICER]), "rhythm": Rhythm(period=Period.MONTH, day=20), "due": None}
    (row,) = give_out(people, [given], at=NOW)
    plan, leader, coordinator = row.task.plan, people[Role.LEADER], people[Role.COORDINATOR]
    actions.amend(coordinator, plan, reason="đổi ngày", at=NOW)
    edit = Edit({"rhythm": Rhythm(period=Period.MONTH, day=10)})
    actions.edit_tasks(coordinator, plan, [row.task_id], edit=edit, at=NOW)
    actions.submit(coordinator, plan, at=NOW)
    later = NOW + timedelta(days=30)
    refused = at_once(lambda: actions.approve(leader, plan, at=later), lambda: generating.generate(later.date()))
    assert refused == []
    coming = Occurrence.objects.filter(task=row.task, scheduled__gt=later.date())
    assert {day.day for day in coming.values_list("scheduled", flat=True)} == {10}


def test_a_line_ticked_twice_at_once_is_ticked_once(work: Occurrence, people: Cast) -> None:
    officer = people[Role.OFFICER]
    (item,) = actions.add_items(officer, work, "Gọi các bộ phận", at=NOW)
    assert at_once(*[lambda: actions.tick(officer, work, item.pk, done=True, at=NOW)] * 2) == []
    assert Tick.objects.count() == 1
    assert events(work).count(WorkEvent.TICKED) == 1


def test_of_two_changes_of_one_target_the_second_is_told(work: Occurrence, people: Cast) -> None:
    coordinator = people[Role.COORDINATOR]
    plan = actions.amend(coordinator, work.task.plan, reason="Thêm chỉ tiêu", at=NOW)
    target = target_of(people, plan)

    def change(name: str) -> None:
        actions.set_target(coordinator, plan, target, values={"name": name}, version=target.version, at=NOW)

    assert at_once(lambda: change("Một"), lambda: change("Hai")) == ["conflict"]
    assert Target.objects.get().version == target.version + 1
