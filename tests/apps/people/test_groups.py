"""Groups: who is in them on a day; their names; what ends takes its places in them along."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from namro.apps.people.actions import (
    OrganisationError,
    Share,
    add_members,
    end_position,
    end_unit,
    make_group,
    make_position,
    remove_members,
    rename_group,
)
from namro.apps.people.models import AuditEntry, Group, GroupMember, Role, User
from namro.apps.people.queries.groups import groups_in
from namro.apps.people.queries.people import members_of
from namro.demo.offices import HAMLET_HEADS
from tests.apps.people.places import NOW, TODAY, TOMORROW, body, seat, unit

Cast = dict[str, User]


@pytest.fixture
def group(cast: Cast) -> Group:
    """A group of the coordinator's, still empty."""
    return make_group(cast[Role.COORDINATOR], unit(), name=" Tổ  chuyển đổi số ", at=NOW)


def test_a_group_is_filled_and_emptied_day_by_day(cast: Cast, group: Group) -> None:
    who = cast[Role.COORDINATOR]
    clerk, head = seat("van-hoa", "Công chức Nội vụ"), seat("thon-1", "Trưởng thôn")
    add_members(who, group, positions=[clerk, head], on=TODAY, at=NOW)
    remove_members(who, group, positions=[clerk], on=TOMORROW, at=NOW)
    assert members_of(group, TODAY - timedelta(days=1)) == []
    assert set(members_of(group, TODAY)) == {clerk, head}
    assert members_of(group, TOMORROW) == [head]
    add_members(who, group, positions=[clerk], on=TOMORROW, at=NOW)
    assert set(members_of(group, TOMORROW)) == {clerk, head}
    acts = list(AuditEntry.objects.order_by("id").values_list("act", "unit", "subject"))
    assert {(row[1], row[2]) for row in acts} == {(unit().pk, f"group:{group.pk}")}
    assert [row[0] for row in acts] == ["group_made", "group_joined", "group_left", "group_joined"]
    sizes = {one.name: one.size for one in groups_in([unit().pk], TODAY)}  # type: ignore[attr-defined]
    assert sizes["Tổ chuyển đổi số"] == 2


def test_who_came_in_by_mistake_was_never_there(cast: Cast, group: Group) -> None:
    head = seat("thon-1", "Trưởng thôn")
    add_members(cast[Role.ADMIN], group, positions=[head], on=TODAY, at=NOW)
    remove_members(cast[Role.ADMIN], group, positions=[head], on=TODAY, at=NOW)
    assert members_of(group, TODAY) == []
    assert not GroupMember.objects.filter(group=group).exists()


def test_what_cannot_be_in_a_group_is_refused(cast: Cast, group: Group) -> None:
    admin, head = cast[Role.ADMIN], seat("thon-1", "Trưởng thôn")
    stranger = unit("so-noi-vu-cchc").positions.first()
    later = make_position(admin, body("van-hoa"), name="Sau này", role="officer", seats=1, since=TOMORROW, at=NOW)
    assert stranger is not None
    add_members(admin, group, positions=[head], on=TOMORROW, at=NOW)
    for positions, on, said in (
        ([], TODAY, "Chưa chọn chức danh nào"),
        ([stranger], TODAY, "ở đơn vị khác"),
        ([head], TODAY, "đang trong nhóm, hoặc vào nhóm sau ngày này"),
        ([later], TODAY, "“Sau này” như hiện nay có từ ngày 03/03/2026"),
    ):
        with pytest.raises(OrganisationError, match=said):
            add_members(admin, group, positions=positions, on=on, at=NOW)
    for positions, on, said in (
        ([later], TOMORROW, "không trong nhóm"),
        ([head], TODAY, "có từ ngày 03/03/2026"),
    ):
        with pytest.raises(OrganisationError, match=said):
            remove_members(admin, group, positions=positions, on=on, at=NOW)
    assert GroupMember.objects.filter(group=group).count() == 1


def test_names_of_groups_are_told_apart(cast: Cast, group: Group) -> None:
    with pytest.raises(OrganisationError, match="đã có nhóm “Tổ chuyển đổi số”"):
        make_group(cast[Role.ADMIN], unit(), name="TỔ CHUYỂN ĐỔI SỐ", at=NOW)
    with pytest.raises(OrganisationError, match="Không có gì thay đổi"):
        rename_group(cast[Role.ADMIN], group, name=group.name, at=NOW)
    with pytest.raises(OrganisationError, match="đã có nhóm"):
        rename_group(cast[Role.ADMIN], group, name=HAMLET_HEADS, at=NOW)
    rename_group(cast[Role.ADMIN], group, name="Tổ công nghệ số", at=NOW)
    assert AuditEntry.objects.latest("id").note == "Tổ chuyển đổi số → Tổ công nghệ số"


def test_a_body_that_ends_takes_its_places_in_groups_along(cast: Cast, group: Group) -> None:
    head, other = seat("thon-1", "Trưởng thôn"), seat("thon-2", "Trưởng thôn")
    add_members(cast[Role.ADMIN], group, positions=[head], on=TOMORROW + timedelta(days=9), at=NOW)
    add_members(cast[Role.ADMIN], group, positions=[other], on=TODAY, at=NOW)
    for code in ("thon-1", "thon-2"):
        end_unit(cast[Role.ADMIN], body(code), on=TOMORROW, successors=[], at=NOW)
    assert list(group.members.values_list("position", "since", "until")) == [(other.pk, TODAY, TOMORROW)]


def test_a_successor_takes_places_to_come_and_is_never_twice_in_a_group(cast: Cast, group: Group) -> None:
    admin, later = cast[Role.ADMIN], TOMORROW + timedelta(days=9)
    head, other, third = (seat(f"thon-{n}", "Trưởng thôn") for n in (1, 2, 3))
    add_members(admin, group, positions=[head, other], on=later, at=NOW)
    fourth = seat("thon-4", "Trưởng thôn")
    end_position(admin, third, on=later + timedelta(days=9), successors=[], at=NOW)
    end_position(admin, fourth, on=later, successors=[], at=NOW)
    for ending in (third, fourth):
        ending.refresh_from_db()
    shares = [Share(other, Decimal("0.5")), Share(third, Decimal("0.3")), Share(fourth, Decimal("0.2"))]
    end_position(admin, head, on=TOMORROW, successors=shares, at=NOW)
    rows = set(group.members.values_list("position", "since", "until"))
    assert rows == {(other.pk, later, None), (third.pk, later, later + timedelta(days=9))}
