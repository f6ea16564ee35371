"""Appointing, leaving, moving, ending: what the acts do, what they refuse, and that the past stays as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from namro.apps.people.actions import (
    OrganisationError,
    Share,
    appoint,
    end_holding,
    end_position,
    end_unit,
    move,
)
from namro.apps.people.models import AuditEntry, Group, Holding, Position, PositionLink, Role, Unit, UnitLink, User
from namro.apps.people.queries.organisation import touch, tree_on
from namro.apps.people.queries.people import members_of, people_of, positions_of, seats_in
from namro.core.base.clock import VIETNAM
from namro.demo.filling import fill_people
from namro.demo.offices import HAMLET_HEADS
from namro.demo.province import HOME, MERGER

NOW = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)

Cast = dict[str, User]


def seat(body: str, name: str) -> Position:
    return Position.objects.select_related("unit").get(unit__code=f"{HOME}-{body}" if body else HOME, name=name)


@pytest.fixture
def coordinator_seat(cast: Cast) -> Position:
    return seat("van-phong", "Công chức Văn phòng – Thống kê")


def held(position: Position) -> list[tuple[str, date, date | None]]:
    return list(position.holdings.order_by("since").values_list("user__username", "since", "until"))


def test_a_seat_is_taken_after_it_was_given_up(cast: Cast, coordinator_seat: Position) -> None:
    admin, officer = cast[Role.ADMIN], cast[Role.OFFICER]
    with pytest.raises(OrganisationError, match="đã đủ người: Vũ Minh Khuê"):
        appoint(admin, officer, position=coordinator_seat, since=TODAY, at=NOW)
    end_holding(admin, coordinator_seat.holdings.get(), until=TOMORROW, at=NOW)
    with pytest.raises(OrganisationError, match="đã đủ người"):
        appoint(admin, officer, position=coordinator_seat, since=TODAY, at=NOW)
    appoint(admin, officer, position=coordinator_seat, since=TOMORROW, at=NOW)
    assert held(coordinator_seat) == [("dieuphoi", MERGER, TOMORROW), ("congchuc", TOMORROW, None)]
    assert coordinator_seat in positions_of(cast[Role.COORDINATOR], TODAY)
    assert coordinator_seat not in positions_of(cast[Role.COORDINATOR], TOMORROW)
    assert list(AuditEntry.objects.order_by("id").values_list("act", flat=True)) == ["holding_ended", "appointed"]


def test_nobody_is_appointed_before_somebody_who_comes_later(cast: Cast, coordinator_seat: Position) -> None:
    holding = coordinator_seat.holdings.get()
    Holding.objects.filter(pk=holding.pk).update(since=TOMORROW)
    with pytest.raises(OrganisationError, match="đã đủ người"):
        appoint(cast[Role.ADMIN], cast[Role.OFFICER], position=coordinator_seat, since=TODAY, at=NOW)


def test_a_position_of_two_seats_takes_two(cast: Cast) -> None:
    pair = seat("van-phong", "Công chức Tư pháp – Hộ tịch")
    with pytest.raises(OrganisationError, match="đang giữ chức danh này rồi"):
        appoint(cast[Role.ADMIN], cast[Role.OFFICER], position=pair, since=TODAY, at=NOW)
    with pytest.raises(OrganisationError, match="đã đủ người"):
        appoint(cast[Role.ADMIN], cast[Role.LEADER], position=pair, since=TODAY, at=NOW)


def test_who_left_the_office_and_wrong_days_are_refused(cast: Cast, coordinator_seat: Position) -> None:
    admin, officer, holding = cast[Role.ADMIN], cast[Role.OFFICER], coordinator_seat.holdings.get()
    for until in (holding.since, holding.since - timedelta(days=1)):
        with pytest.raises(OrganisationError, match="Chọn ngày sau ngày đó"):
            end_holding(admin, holding, until=until, at=NOW)
    end_holding(admin, holding, until=TODAY, at=NOW)
    with pytest.raises(OrganisationError, match="việc đã qua không sửa lại"):
        end_holding(admin, holding, until=TOMORROW, at=NOW)
    with pytest.raises(OrganisationError, match="không có vào ngày 30/06/2025"):
        appoint(admin, officer, position=coordinator_seat, since=date(2025, 6, 30), at=NOW)
    officer.is_active = False
    with pytest.raises(OrganisationError, match="ngừng dùng"):
        appoint(admin, officer, position=coordinator_seat, since=TODAY, at=NOW)
    assert AuditEntry.objects.count() == 1


def test_a_planned_end_may_come_earlier_but_not_later(cast: Cast, coordinator_seat: Position) -> None:
    admin, holding = cast[Role.ADMIN], coordinator_seat.holdings.get()
    end_holding(admin, holding, until=TODAY + timedelta(days=9), at=NOW)
    appoint(admin, cast[Role.OFFICER], position=coordinator_seat, since=TODAY + timedelta(days=9), at=NOW)
    with pytest.raises(OrganisationError, match="việc đã qua không sửa lại"):
        end_holding(admin, holding, until=TODAY + timedelta(days=10), at=NOW)
    end_holding(admin, holding, until=TOMORROW, at=NOW)
    assert held(coordinator_seat)[0] == ("dieuphoi", MERGER, TOMORROW)


def test_moving_gives_up_everything_else_or_changes_nothing(cast: Cast, coordinator_seat: Position) -> None:
    admin, officer = cast[Role.ADMIN], cast[Role.OFFICER]
    before = list(Holding.objects.values())
    with pytest.raises(OrganisationError, match="đã đủ người"):
        move(admin, officer, position=coordinator_seat, on=TOMORROW, at=NOW)
    assert list(Holding.objects.values()) == before
    end_holding(admin, coordinator_seat.holdings.get(), until=TODAY, at=NOW)
    move(admin, officer, position=coordinator_seat, on=TOMORROW, at=NOW)
    assert [p.name for p in positions_of(officer, TODAY)] == ["Công chức Tư pháp – Hộ tịch"]
    assert positions_of(officer, TOMORROW) == [coordinator_seat]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.MOVED).count() == 1


def test_the_work_of_an_ended_position_is_its_successors(cast: Cast) -> None:
    head = seat("thon-1", "Trưởng thôn")
    other = seat("thon-2", "Trưởng thôn")
    office = seat("van-phong", "Chánh Văn phòng HĐND và UBND")
    group = Group.objects.get(unit__code=HOME, name=HAMLET_HEADS)
    shares = [Share(other, Decimal("0.6")), Share(office, Decimal("0.4"))]
    end_position(cast[Role.ADMIN], head, on=TOMORROW, successors=shares, at=NOW)
    assert len(held(head)) == 1
    assert held(head)[0][2] == TOMORROW
    assert dict(PositionLink.objects.filter(old=head).values_list("new", "share")) == {
        other.pk: Decimal("0.6"),
        office.pk: Decimal("0.4"),
    }
    assert head in members_of(group, TODAY)
    assert office not in members_of(group, TODAY)
    assert {office, other} <= set(members_of(group, TOMORROW))
    assert head not in members_of(group, TOMORROW)
    assert len(members_of(group, TOMORROW)) == 4
    with pytest.raises(OrganisationError, match="đã kết thúc từ ngày 03/03/2026"):
        end_position(cast[Role.ADMIN], head, on=TOMORROW + timedelta(days=5), successors=[], at=NOW)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["0.6", "0.5"], "không quá 100"),
        (["0"], "lớn hơn 0"),
        (["0.5", "same"], "chọn hai lần"),
        (["self"], "không nhận được việc"),
    ],
)
def test_shares_that_cannot_be_are_refused(cast: Cast, parts: list[str], said: str) -> None:
    head, heads = seat("thon-1", "Trưởng thôn"), [seat("thon-2", "Trưởng thôn"), seat("thon-3", "Trưởng thôn")]
    shares = {"same": Share(heads[0], Decimal("0.5")), "self": Share(head, Decimal(1))}
    successors = [shares.get(p) or Share(heads[n], Decimal(p)) for n, p in enumerate(parts)]
    with pytest.raises(OrganisationError, match=said):
        end_position(cast[Role.ADMIN], head, on=TOMORROW, successors=successors, at=NOW)
    assert not AuditEntry.objects.exists()


def test_a_body_ends_with_its_positions_and_the_day_before_stays(cast: Cast) -> None:
    body, other = Unit.objects.get(code=f"{HOME}-kinh-te"), Unit.objects.get(code=f"{HOME}-van-hoa")
    home = Unit.objects.get(code=HOME)
    seats = {p.pk for p in seats_in(home.pk, TODAY)}
    people = set(people_of(home.pk, TODAY))
    end_unit(cast[Role.ADMIN], body, on=TOMORROW, successors=[Share(other, Decimal(1))], at=NOW)
    assert {p.pk for p in seats_in(home.pk, TODAY)} == seats
    assert set(people_of(home.pk, TODAY)) == people
    assert len({p.pk for p in seats_in(home.pk, TOMORROW)}) == len(seats) - 3
    assert len(people_of(home.pk, TOMORROW)) == len(people) - 4
    assert body.pk in tree_on(TODAY).nodes
    assert body.pk not in tree_on(TOMORROW).nodes
    assert UnitLink.objects.get(old=body).new == other
    assert AuditEntry.objects.get().act == AuditEntry.Act.UNIT_ENDED


def test_a_unit_with_others_under_it_does_not_end(cast: Cast) -> None:
    province = Unit.objects.get(home=None, spans__kind="province")
    with pytest.raises(OrganisationError, match="Còn đơn vị trực thuộc: Sở Nội vụ"):
        end_unit(cast[Role.ADMIN], province, on=TOMORROW, successors=[], at=NOW)
    with pytest.raises(OrganisationError, match="đã kết thúc từ ngày 01/07/2025"):
        end_unit(cast[Role.ADMIN], Unit.objects.get(code="may-ha"), on=TOMORROW, successors=[], at=NOW)


def test_what_begins_later_is_refused_with_words(cast: Cast) -> None:
    body = Unit.objects.get(code=f"{HOME}-kinh-te")
    Position.objects.filter(unit=body).update(since=TOMORROW + timedelta(days=30))
    with pytest.raises(OrganisationError, match="Chọn ngày sau ngày đó"):
        end_unit(cast[Role.ADMIN], body, on=TOMORROW, successors=[], at=NOW)
    assert body.pk in tree_on(TOMORROW).nodes


def test_the_tree_is_kept_until_the_organisation_changes(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        tree = tree_on(TODAY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert tree_on(TODAY) is tree
    touch()
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert tree_on(TODAY) == tree
    old = tree_on(date(2025, 6, 30))
    village = next(node for node in old.nodes.values() if node.code == "may-ha-mot-cua")
    assert [step.code for step in old.path(village.id)] == [
        "tinh-van-son",
        "huyen-suong-lam",
        "may-ha",
        "may-ha-mot-cua",
    ]
    assert tree.path(village.id) == ()


def test_the_database_refuses_what_no_act_writes(cast: Cast, coordinator_seat: Position) -> None:
    old, new = Unit.objects.all()[:2]
    yesterday = TODAY - timedelta(days=1)
    backwards = Holding(user=cast[Role.ADMIN], position=coordinator_seat, since=TODAY, until=yesterday)
    for wrong in (backwards, UnitLink(old=old, new=new, share=Decimal("1.5"), on=TODAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.filter(pk=coordinator_seat.pk).update(role=Role.ADMIN)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_fill_one_seat_at_the_same_time() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for")
    fill_people("mot-mat-khau-de-thu", lambda: NOW, communes=1)
    position = seat("van-phong", "Công chức Văn phòng – Thống kê")
    position.holdings.update(until=TODAY)
    admin, *people = User.objects.filter(username__in=["quantri", "congchuc", "lanhdao"]).order_by("-username")
    start, refused = Barrier(2), []

    def try_to(user: User) -> None:
        start.wait(10)
        try:
            appoint(admin, user, position=position, since=TODAY, at=NOW)
        except OrganisationError:
            refused.append(user)
        finally:
            connection.close()

    threads = [Thread(target=try_to, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert position.holdings.filter(until=None).count() == 1
