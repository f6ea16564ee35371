"""The synthetic province: the same each time, whole, in every role."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from namro.apps.people.models import Group, Holding, Kind, Position, Role, Unit, UnitSpan, User, on_day
from namro.apps.people.queries.organisation import tree_on, unit_handovers
from namro.core.base.clock import system_clock
from namro.core.base.spans import successors
from namro.demo.filling import fill_people
from namro.demo.province import ACCOUNTS, COMMUNES, MERGER, PROVINCE, province

BEFORE = date(2025, 6, 30)


@pytest.fixture
def filled(db: None) -> None:
    fill_people("mot-mat-khau-de-thu", system_clock)


def test_the_same_province_is_made_each_time() -> None:
    assert province() == province()


def test_it_has_what_a_province_has(filled: None) -> None:
    tree = tree_on(MERGER)
    top = tree.children(None)
    assert [node.code for node in top] == [PROVINCE]
    assert Counter(node.kind for node in tree.children(top[0].id)) == {"department": 2, "commune": 4, "ward": 2}
    for code in COMMUNES:
        node = next(n for n in tree.nodes.values() if n.code == code)
        kinds = Counter(body.kind for body in tree.children(node.id))
        assert kinds[Kind.HAMLET] == 4
        assert {Kind.OFFICE, Kind.SERVICE_CENTRE, Kind.POLICE, Kind.HEALTH_STATION} <= set(kinds)
        assert kinds[Kind.DIVISION] == 2
        assert Position.objects.filter(unit__home__code=code, name__contains="bưu điện").count() == 1
        assert Group.objects.filter(unit__code=code).count() == 2


def test_every_seat_has_its_people_and_everybody_a_name(filled: None) -> None:
    for day in (BEFORE, MERGER):
        held = Counter(Holding.objects.filter(on_day(day)).values_list("position", flat=True))
        assert held == {p.pk: p.seats for p in Position.objects.filter(on_day(day))}
    names = list(User.objects.values_list("full_name", flat=True))
    assert len(set(names)) == len(names) > 150


def test_accounts_are_in_every_role_and_made_once(filled: None) -> None:
    assert {account.role for account in ACCOUNTS} == set(Role)
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.full_name == account.full_name
        assert user.holdings.filter(until=None, position__name=account.position, position__unit__code=account.unit)
    passwords = set(User.objects.values_list("pk", "password"))
    assert fill_people("another password", system_clock) == ACCOUNTS
    assert set(User.objects.values_list("pk", "password")) == passwords


def test_all_that_ended_has_successors(filled: None) -> None:
    assert UnitSpan.objects.filter(on_day(BEFORE), until=MERGER).count() == 5
    names = dict(Unit.objects.values_list("pk", "code"))
    for ended in UnitSpan.objects.filter(until=MERGER):
        found = {names[key]: share for key, share in successors(ended.unit_id, unit_handovers(), MERGER).items()}
        assert ended.unit.code not in found
        assert sum(found.values()) == 1
