"""A commune of 2022 with a chair, a coordinator and 23 people who each owe an article a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from namro.apps.people.models import Group, GroupMember, Holding, Kind, Position, Role, Unit, UnitSpan, User
from namro.apps.people.queries.organisation import touch
from namro.apps.people.queries.people import standing_of

SINCE = date(2020, 1, 1)
_GIVEN = (
    "An", "Bảo", "Cúc", "Dung", "Én", "Giang", "Hạnh", "Khoa", "Lan", "Mận", "Nga", "Oanh", "Phú", "Quý", "Rạng",
    "Sen", "Tú", "Uyên", "Vân", "Xuyến", "Yến", "Ái", "Ổi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commune:
    """Its people; `writers` are the members of the group, in the order of their names."""

    unit: Unit
    chair: User
    coordinator: User
    writers: tuple[User, ...]
    group: Group

    def on(self, day: date) -> Commune:
        """The same people with what each may do on a day."""
        for user in (self.chair, self.coordinator, *self.writers):
            user.standing = standing_of(user, day)
        return self


def commune_of_23() -> Commune:
    """Make it."""
    unit = Unit.objects.create(code="xa-thu")
    UnitSpan.objects.create(unit=unit, kind=Kind.COMMUNE, name="Xã Suối Thử", since=SINCE)
    chair = _seated(unit, "hong", "Lê Văn Hồng", Role.LEADER, "Chủ tịch UBND xã")
    coordinator = _seated(unit, "tam", "Hồ Thị Tâm", Role.COORDINATOR, "Công chức Văn phòng – Thống kê")
    group = Group.objects.create(unit=unit, name="Người viết tin, bài")
    writers = []
    for number, given in enumerate(_GIVEN):
        writer = _seated(unit, f"viet-{number}", f"Nguyễn Thị {given}", Role.OFFICER, f"Công chức {number + 1}")
        position = Position.objects.get(holdings__user=writer)
        GroupMember.objects.create(group=group, position=position, since=SINCE)
        writers.append(writer)
    touch()
    return Commune(unit, chair, coordinator, tuple(writers), group)


def _seated(unit: Unit, username: str, name: str, role: Role, title: str) -> User:
    user = User.objects.create_user(username, full_name=name)
    position = Position.objects.create(unit=unit, name=title, role=role, since=SINCE)
    Holding.objects.create(user=user, position=position, since=SINCE)
    return user
