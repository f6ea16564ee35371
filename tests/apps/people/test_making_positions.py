"""Positions are made, renamed, moved: they stay the same position, with their work, their groups and their holder."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from namro.apps.people.actions import (
    OrganisationError,
    appoint,
    change_position,
    end_position,
    end_unit,
    make_position,
    move_position,
)
from namro.apps.people.models import AuditEntry, EarlierPost, Group, Position, Role, User
from namro.apps.people.queries.people import members_of, positions_of, seats_in, standing_of
from namro.demo.offices import ONE_STOP
from namro.demo.province import HOME, MERGER
from tests.apps.people.places import NOW, TODAY, TOMORROW, body, seat, unit

Cast = dict[str, User]
NAME = "Công chức Tư pháp – Hộ tịch"


def made(actor: User, **values: Any) -> Position:
    given = {"name": "Công chức chuyển đổi số", "role": Role.OFFICER, "seats": 2, "since": TODAY, **values}
    return make_position(actor, given.pop("unit", body("van-hoa")), at=NOW, **given)


def stands(day: date, position: Position) -> tuple[str, int]:
    found = next(one for one in seats_in(unit().pk, day) if one == position)
    return found.name, found.unit_id


def test_a_position_gives_its_role_to_whoever_holds_it(cast: Cast) -> None:
    position = made(cast[Role.ADMIN], role=Role.ENUMERATOR, since=TOMORROW)
    newcomer = User.objects.create_user("moi", full_name="Hà Mới")
    with pytest.raises(OrganisationError, match="không có vào ngày 02/03/2026"):
        appoint(cast[Role.ADMIN], newcomer, position=position, since=TODAY, at=NOW)
    appoint(cast[Role.ADMIN], newcomer, position=position, since=TOMORROW, at=NOW)
    assert standing_of(newcomer, TODAY).roles == frozenset()
    assert standing_of(newcomer, TOMORROW).posts == {(Role.ENUMERATOR, unit().pk)}
    assert [one.pk for one in seats_in(unit().pk, TOMORROW) if one.unit_id == body("van-hoa").pk][-1] == position.pk
    entry = AuditEntry.objects.earliest("id")
    assert (entry.act, entry.unit_id) == ("position_made", unit().pk)
    assert entry.note == "Công chức chuyển đổi số (Điều tra viên), 03/03/2026"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "Chưa ghi tên"),
        ({"name": "công chức nội vụ"}, "Ở đây đã có chức danh “Công chức Nội vụ”"),
        ({"role": Role.ADMIN}, "Chọn vai trò"),
        ({"seats": 0}, "số người từ 1"),
        ({"since": MERGER - timedelta(days=1)}, "“Phòng Văn hóa – Xã hội” như hiện nay có từ ngày 01/07/2025"),
        ({"unit": "may-ha"}, "“Xã Mây Hạ” đã kết thúc"),
    ],
)
def test_a_position_that_cannot_be_is_refused(cast: Cast, values: dict[str, Any], said: str) -> None:
    if "unit" in values:
        values = {**values, "unit": unit(values["unit"])}
    before = Position.objects.count()
    with pytest.raises(OrganisationError, match=said):
        made(cast[Role.ADMIN], **values)
    assert Position.objects.count() == before


def test_a_renamed_position_keeps_its_holders_its_groups_and_its_past_name(cast: Cast) -> None:
    position, group = seat("van-phong", NAME), Group.objects.get(unit=unit(), name=ONE_STOP)
    yesterday, holders = TODAY - timedelta(days=1), list(position.holdings.values())
    change_position(cast[Role.ADMIN], position, name="Công chức Tư pháp", on=TODAY, at=NOW)
    place = body("van-phong").pk
    assert (stands(yesterday, position), stands(TODAY, position)) == ((NAME, place), ("Công chức Tư pháp", place))
    assert list(position.holdings.values()) == holders
    assert [p.name for p in positions_of(cast[Role.OFFICER], TODAY)] == ["Công chức Tư pháp"]
    assert next(p.name for p in members_of(group, yesterday) if p == position) == NAME
    assert next(p.name for p in members_of(group, TODAY) if p == position) == "Công chức Tư pháp"
    change_position(cast[Role.ADMIN], position, name="Công chức Hộ tịch", on=TODAY, at=NOW)
    assert EarlierPost.objects.count() == 1
    assert stands(TODAY, position)[0] == "Công chức Hộ tịch"


def test_seats_are_added_and_taken_away_where_nobody_sits(cast: Cast) -> None:
    admin, position = cast[Role.ADMIN], seat("van-phong", "Công chức Văn phòng – Thống kê")
    newcomer = User.objects.create_user("moi", full_name="Hà Mới")
    change_position(admin, position, name=position.name, seats=2, on=TODAY, at=NOW)
    appoint(admin, newcomer, position=position, since=TODAY, at=NOW)
    assert (
        AuditEntry.objects.earliest("id").note == f"{position.name} (1 người) → {position.name} (2 người), 02/03/2026"
    )
    found = {day: next(s for s in seats_in(unit().pk, day) if s == position) for day in (MERGER, TODAY)}
    assert {day: one.seats for day, one in found.items()} == {MERGER: 1, TODAY: 2}
    for seats in (1, 0):
        with pytest.raises(OrganisationError, match="Thống kê” có nhiều người hơn"):
            change_position(admin, position, name=position.name, seats=seats, on=TODAY, at=NOW)


def test_a_moved_position_stands_in_each_body_on_its_days(cast: Cast) -> None:
    position, centre = seat("van-phong", NAME), body("ttpvhcc")
    move_position(cast[Role.ADMIN], position, to=centre, on=TOMORROW, at=NOW)
    assert (stands(TODAY, position)[1], stands(TOMORROW, position)[1]) == (body("van-phong").pk, centre.pk)
    assert standing_of(cast[Role.OFFICER], TOMORROW).units() == {unit().pk}
    note = AuditEntry.objects.get().note
    assert note == f"{NAME}: Văn phòng HĐND và UBND → Trung tâm Phục vụ hành chính công, 03/03/2026"
    end_unit(cast[Role.ADMIN], body("van-phong"), on=TOMORROW, successors=[], at=NOW)
    position.refresh_from_db()
    assert position.until is None


def test_what_ends_before_somebody_moves_out_is_refused(cast: Cast) -> None:
    later = TOMORROW + timedelta(days=9)
    move_position(cast[Role.ADMIN], seat("van-phong", NAME), to=body("ttpvhcc"), on=later, at=NOW)
    with pytest.raises(OrganisationError, match="chuyển đi từ ngày 12/03/2026"):
        end_unit(cast[Role.ADMIN], body("van-phong"), on=TOMORROW, successors=[], at=NOW)
    with pytest.raises(OrganisationError, match="có từ ngày 12/03/2026"):
        end_position(cast[Role.ADMIN], seat("ttpvhcc", NAME), on=TOMORROW, successors=[], at=NOW)


@pytest.mark.parametrize(
    ("act", "values", "said"),
    [
        ("rename", {"name": "Khác", "on": TOMORROW}, "đến ngày 03/03/2026 hãy ghi"),
        ("rename", {"name": NAME, "on": TODAY}, "Không có gì thay đổi"),
        ("rename", {"name": "Chánh Văn phòng HĐND và UBND", "on": TODAY}, "Ở đây đã có chức danh"),
        ("rename", {"name": "Khác", "on": MERGER - timedelta(days=1)}, "như hiện nay có từ ngày 01/07/2025"),
        ("move", {"to": f"{HOME}-van-phong", "on": TODAY}, "Không có gì thay đổi"),
        ("move", {"to": "so-noi-vu-cchc", "on": TODAY}, "Sang đơn vị khác là chức danh khác"),
        ("move", {"to": f"{HOME}-ttpvhcc", "on": MERGER - timedelta(days=1)}, "có từ ngày 01/07/2025"),
    ],
)
def test_changes_that_cannot_be_are_refused(cast: Cast, act: str, values: dict[str, Any], said: str) -> None:
    if "to" in values:
        values = {**values, "to": unit(values["to"])}
    change = {"rename": change_position, "move": move_position}[act]
    with pytest.raises(OrganisationError, match=said):
        change(cast[Role.ADMIN], seat("van-phong", NAME), at=NOW, **values)
    assert not EarlierPost.objects.exists()
    assert not AuditEntry.objects.exists()
