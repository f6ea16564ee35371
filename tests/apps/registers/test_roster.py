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


NIGHT = "Ban đêm (17 giờ đến 7 giờ hôm sau)"


def on_roster(user: User, person: User, day: date, shift: str = "Cả ngày") -> RegisterRow:
    return added(user, ROSTER, {"ngay_truc": f"{day:%d/%m/%Y}", "nguoi_truc": spelt(person), "ca": shift})


def at(day: date, hours: float = 12) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=VIETNAM) + timedelta(hours=hours)


def test_who_stands_in_the_roster_is_on_duty_until_the_row_is_removed(cast: dict[str, User]) -> None:
    coordinator, leader = cast[Role.COORDINATOR], cast[Role.LEADER]
    row = on_roster(coordinator, leader, today())
    assert on_duty(home(), at(today())) == {leader.pk}
    assert on_duty(home(), at(today(), 24)) == frozenset()
    assert on_duty(home() + 100_000, at(today())) == frozenset()
    actions.remove_row(standing(coordinator), register_of(ROSTER), row, why="Đổi ca", at=system_clock())
    assert on_duty(home(), at(today())) == frozenset()


def test_a_night_s_duty_lasts_until_the_next_morning(cast: dict[str, User]) -> None:
    coordinator, leader = cast[Role.COORDINATOR], cast[Role.LEADER]
    row = on_roster(coordinator, leader, today(), NIGHT)
    hours = {16.9: set(), 17: {leader.pk}, 23.9: {leader.pk}, 24: {leader.pk}, 30.9: {leader.pk}, 31: set(), 41: set()}
    assert {hour: set(on_duty(home(), at(today(), hour))) for hour in hours} == hours
    Wish.objects.create(user=leader, email="lanhdao@xa.example")
    tell([leader.pk], "digest", "Tin", "", key="dem", at=at(today(), 26))
    assert Letter.objects.get().not_before == at(today(), 26)
    actions.remove_row(standing(coordinator), register_of(ROSTER), row, why="Đổi ca", at=system_clock())
    assert on_duty(home(), at(today(), 26)) == frozenset()


def test_mail_reaches_who_is_on_duty_at_night_and_nobody_else(cast: dict[str, User]) -> None:
    coordinator, leader = cast[Role.COORDINATOR], cast[Role.LEADER]
    on_roster(coordinator, leader, today())
    people = (coordinator, leader)
    Wish.objects.bulk_create(Wish(user=one, email=f"{one.username}@xa.example") for one in people)
    night = at(today(), 23)
    tell([one.pk for one in people], "digest", "Tin", "", key="dem", at=night)
    found = dict(Letter.objects.values_list("notice__user", "not_before"))
    assert found[leader.pk] == night
    assert found[coordinator.pk] > night
