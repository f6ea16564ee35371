"""The duty roster: quiet hours do not hold for who is on duty on the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from namro.apps.notices.duty import on_duty
from namro.apps.notices.models import Letter, Wish
from namro.apps.notices.telling import tell
from namro.apps.people.models import Role, User
from namro.apps.registers import actions
from namro.apps.registers.models import RegisterRow
from namro.core.base.clock import VIETNAM, system_clock
from tests.apps.registers.rows import added, home, register_of, spelt, standing, today

ROSTER = "truc-lanh-dao"


def on_roster(user: User, person: User, day: date) -> RegisterRow:
    return added(user, ROSTER, {"ngay_truc": f"{day:%d/%m/%Y}", "nguoi_truc": spelt(person), "ca": "Cả ngày"})


def test_who_stands_in_the_roster_is_on_duty_until_the_row_is_removed(cast: dict[str, User]) -> None:
    coordinator, leader = cast[Role.COORDINATOR], cast[Role.LEADER]
    row = on_roster(coordinator, leader, today())
    assert on_duty(home(), today()) == {leader.pk}
    assert on_duty(home(), today() + timedelta(days=1)) == frozenset()
    assert on_duty(home() + 100_000, today()) == frozenset()
    actions.remove_row(standing(coordinator), register_of(ROSTER), row, why="Đổi ca", at=system_clock())
    assert on_duty(home(), today()) == frozenset()


def test_mail_reaches_who_is_on_duty_at_night_and_nobody_else(cast: dict[str, User]) -> None:
    coordinator, leader = cast[Role.COORDINATOR], cast[Role.LEADER]
    on_roster(coordinator, leader, today())
    people = (coordinator, leader)
    Wish.objects.bulk_create(Wish(user=one, email=f"{one.username}@xa.example") for one in people)
    night = datetime.combine(today(), datetime.min.time(), tzinfo=VIETNAM) + timedelta(hours=23)
    tell([one.pk for one in people], "digest", "Tin", "", key="dem", at=night)
    found = dict(Letter.objects.values_list("notice__user", "not_before"))
    assert found[leader.pk] == night
    assert found[coordinator.pk] > night
