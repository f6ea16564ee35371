"""The morning digest from real plans: who is told, once, however many schedulers there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from namro.apps.chasing import jobs
from namro.apps.chasing.digest import tell_morning
from namro.apps.chasing.dues import Asked, Due, dues, register_dues
from namro.apps.notices.models import Notice
from namro.apps.people.models import Group, OwnerKind, Owning, Role, User
from namro.apps.plans import actions
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.timetable import national_calendar
from tests.apps.plans.giving_out import give_out, owned_by, stand


def monday(today: date) -> date:
    """A Monday that works, not before today."""
    day = today + timedelta(days=-today.weekday() % 7)
    while not national_calendar().is_working(day):
        day += timedelta(days=7)
    return day


DAY = monday(system_clock().date())
MORNING = datetime.combine(DAY, datetime.min.time(), VIETNAM) + timedelta(hours=7)


def before(days: int) -> date:
    """So many working days before DAY."""
    day = DAY
    for _ in range(days):
        day = national_calendar().previous_working_day(day - timedelta(days=1))
    return day


def due_on(cast: dict[str, User], *values: dict[str, object]) -> list[object]:
    return list(give_out(cast, list(values), at=MORNING - timedelta(days=30)))


def test_owner_coordinator_and_leader_are_told_once_a_day(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    due_on(cast, {"owner": owned_by(officer), "due": before(3)}, {"owner": owned_by(officer), "due": before(5)})
    assert tell_morning(MORNING) >= 2
    told = Notice.objects.get(user=officer)
    assert told.text == "Sáng nay: 1 việc đã trễ hạn"
    assert "trễ 3 ngày làm" in told.body
    assert "Ngoài ra còn 1 việc khác đang trễ hạn." in told.body
    assert told.url == "/viec"
    assert "Lập sổ theo dõi báo cáo số 1" in Notice.objects.get(user=cast[Role.COORDINATOR]).body
    leader = Notice.objects.get(user=cast[Role.LEADER])
    assert f"{officer.full_name}: Lập sổ theo dõi báo cáo số 2" in leader.body
    assert leader.url == "/bang"
    assert tell_morning(MORNING + timedelta(hours=1)) == 0


def test_handed_in_work_is_the_reviewer_s_turn(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    (row,) = give_out(cast, [{"owner": owned_by(officer), "due": before(1)}], at=MORNING - timedelta(days=30))
    stand(cast, before(2))
    actions.act(officer, row, "submit", at=MORNING - timedelta(days=4), said="Đã làm xong")
    assert tell_morning(MORNING) == 0


def test_members_of_a_group_are_told_of_their_own_product(cast: dict[str, User]) -> None:
    group = Group.objects.filter(unit__code="suoi-may").earliest("id")
    due_on(cast, {"owner": Owning(OwnerKind.EACH, group.pk), "due": before(1)})
    tell_morning(MORNING)
    (due,) = dues(Asked(today=DAY))
    assert len(due.people) > 1
    assert set(Notice.objects.values_list("user", flat=True)) == set(due.people)


def test_an_app_above_says_what_is_due(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    report = Due(
        key="bao-cao:1", text="Báo cáo quý III", due=DAY, unit=1, people=(officer.pk,), kind="Báo cáo", url="/bao-cao/1"
    )
    forget = register_dues(lambda asked: [report])
    try:
        assert tell_morning(MORNING) == 1
        assert dues(Asked(today=DAY, people=[cast[Role.LEADER].pk])) == []
    finally:
        forget()
    assert "[Báo cáo] Báo cáo quý III" in Notice.objects.get(user=officer).body


def test_queries_do_not_grow_with_the_work(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]

    def asked(at: datetime) -> int:
        with CaptureQueriesContext(connection) as found:
            tell_morning(at)
        return len(found)

    due_on(cast, {"owner": owned_by(officer), "due": before(1)})
    asked(MORNING)  # the map of units is at hand from here on
    Notice.objects.all().delete()
    few = asked(MORNING)
    Notice.objects.all().delete()
    due_on(cast, *({"owner": owned_by(officer), "due": before(1)} for _ in range(20)))
    assert asked(MORNING) == few


@pytest.mark.parametrize("hour", [5, 7])
def test_the_digest_begins_once_in_the_morning_of_a_working_day(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch, hour: int
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(type(jobs.tell_this_morning), "enqueue", lambda self, slot: begun.append(slot))
    moment = MORNING.replace(hour=hour)
    assert (jobs.keep_up(moment) is not None) == (hour >= 7)
    assert jobs.keep_up(moment + timedelta(seconds=5)) is None if hour >= 7 else not begun
    saturday = moment + timedelta(days=5)
    assert jobs.keep_up(saturday) is None
    assert begun == ([f"{DAY:%Y-%m-%d}"] if hour >= 7 else [])


def test_what_was_told_before_it_was_cut_off_is_not_told_again(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    due_on(cast, {"owner": owned_by(cast[Role.OFFICER]), "due": DAY})
    monkeypatch.setattr(jobs, "system_clock", lambda: MORNING)
    with monkeypatch.context() as killed:
        killed.setattr(jobs.once, "finish", lambda *_, **__: None)  # everybody was told, and nothing said so
        jobs.keep_up(MORNING)
    told = Notice.objects.count()
    assert told
    jobs.keep_up(MORNING + timedelta(minutes=16))
    assert Notice.objects.count() == told
