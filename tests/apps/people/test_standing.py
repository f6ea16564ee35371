"""Roles come from the positions of the day; whose work a person sees comes from the units of that day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from namro.apps.exchange.actions import import_file
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.permissions import can_import, check_correct
from namro.apps.exchange.queries import documents_for
from namro.apps.people.actions import appoint, end_holding
from namro.apps.people.models import Position, Role, Unit, User
from namro.apps.people.permissions import can_manage, check_manage
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import VIETNAM
from namro.demo.filling import fill_people
from namro.demo.province import ACCOUNTS, HOME, MERGER
from tests.apps.conftest import SHEET

NOW = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
TODAY = NOW.date()


def at_work(user: User, day: date = TODAY) -> User:
    user.standing = standing_of(user, day)
    return user


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """The people of the demo by login name, in two communes."""
    fill_people("mot-mat-khau-de-thu", lambda: NOW, communes=2)
    return {user.username: at_work(user) for user in User.objects.all()}


def somebody(code: str, position: str, people: dict[str, User]) -> User:
    name = Position.objects.get(unit__code=code, name=position).holdings.order_by("id")[0].user.username
    return people[name]


def imported(user: User, folder: Path, at: datetime = NOW) -> ImportedDocument:
    path = folder / f"{user.username.replace('.', '-')}-{at:%Y%m%d}.txt"
    path.write_text(f"{SHEET}\n{path.name}", "utf-8")
    return import_file(user, path, at=at).document


def seen(user: User) -> set[ImportedDocument]:
    rows: QuerySet[ImportedDocument] = documents_for(user)
    return set(rows)


def test_roles_are_those_of_the_positions_of_the_day(people: dict[str, User]) -> None:
    home = Unit.objects.get(code=HOME)
    for account in ACCOUNTS:
        assert account.role in people[account.username].standing.roles
    assert people["dieuphoi"].standing.units(Role.COORDINATOR) == {home.pk}
    assert people["dieuphoi"].standing.units(Role.LEADER) == frozenset()
    assert standing_of(people["dieuphoi"], MERGER - timedelta(days=1)).units() == {Unit.objects.get(code="may-ha").pk}
    assert standing_of(people["dieuphoi"], date(2020, 1, 1)).roles == frozenset()


def test_standing_is_one_query(people: dict[str, User], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        standing_of(people["dieuphoi"], TODAY)


def test_only_administrators_change_the_organisation(people: dict[str, User]) -> None:
    assert {a.role for a in ACCOUNTS if can_manage(people[a.username])} == {Role.ADMIN}
    with pytest.raises(PermissionDenied, match="Chỉ quản trị"):
        check_manage(people["hoidong"])


def test_who_imports(people: dict[str, User]) -> None:
    assert {a.role for a in ACCOUNTS if not can_import(people[a.username])} == {
        Role.LEADER,
        Role.WATCHER,
        Role.ENUMERATOR,
    }


@pytest.mark.parametrize("name", ["lanhdao", "theodoi", "thamdinh", "hoidong"])
def test_who_only_reads_is_told_so(people: dict[str, User], tmp_path: Path, name: str) -> None:
    document = imported(people["dieuphoi"], tmp_path)
    with pytest.raises(PermissionDenied, match="do đầu mối cải cách hành chính hoặc người nhập văn bản làm"):
        check_correct(people[name], document)


def test_everybody_sees_the_work_of_the_unit_that_the_role_allows(people: dict[str, User], tmp_path: Path) -> None:
    near = imported(people["congchuc"], tmp_path)
    far = imported(somebody("dong-suong-van-phong", "Công chức Tư pháp – Hộ tịch", people), tmp_path)
    above = imported(somebody("so-noi-vu-van-phong", "Chuyên viên tổng hợp", people), tmp_path)
    expected = {
        "congchuc": {near},
        "dieuphoi": {near},
        "lanhdao": {near},
        "theodoi": {near},
        "thamdinh": {near, far},
        "dieutra": set(),
        "hoidong": {near, far, above},
        "quantri": {near, far, above},
    }
    assert {name: seen(people[name]) for name in expected} == expected
    colleague = Position.objects.get(unit__code=f"{HOME}-kinh-te", name="Trưởng phòng Kinh tế").holdings.get().user
    assert seen(people[colleague.username]) == set()


def test_work_stays_with_the_unit_when_its_author_moves(people: dict[str, User], tmp_path: Path) -> None:
    document = imported(people["congchuc"], tmp_path)
    admin, leaves = people["quantri"], TODAY + timedelta(days=1)
    end_holding(admin, people["congchuc"].holdings.get(), until=leaves, at=NOW)
    free = Position.objects.get(unit__code="dong-suong-kinh-te", name="Trưởng phòng Kinh tế")
    end_holding(admin, free.holdings.get(), until=leaves, at=NOW)
    appoint(admin, people["congchuc"], position=free, since=leaves, at=NOW)
    later = imported(people["congchuc"], tmp_path, NOW + timedelta(days=2))
    there = somebody("dong-suong-van-phong", "Công chức Văn phòng – Thống kê", people)
    assert seen(at_work(people["dieuphoi"], leaves)) == {document}
    assert seen(at_work(there, leaves)) == {later}
    assert seen(at_work(people["congchuc"], leaves)) == {document, later}


def test_who_takes_over_sees_what_was_done_before_the_merger(people: dict[str, User], tmp_path: Path) -> None:
    before = datetime(2025, 3, 1, 9, tzinfo=VIETNAM)
    old = imported(somebody("may-ha-van-phong", "Công chức Tư pháp – Hộ tịch", people), tmp_path, before)
    assert seen(people["dieuphoi"]) == {old}
    there = somebody("dong-suong-van-phong", "Công chức Văn phòng – Thống kê", people)
    assert seen(there) == set()


def test_the_day_of_work_is_that_of_viet_nam(people: dict[str, User], tmp_path: Path) -> None:
    late = datetime(2026, 3, 2, 0, 30, tzinfo=VIETNAM)  # in UTC still the first of March
    people["congchuc"].holdings.update(since=late.date())
    document = imported(people["congchuc"], tmp_path, late)
    assert seen(people["dieuphoi"]) == {document}
