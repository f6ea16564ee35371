"""A province made by code: two departments, six communes after the merger, one commune of before. All is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from namro.apps.people.actions.loading import (
    NewCode,
    NewLink,
    NewOversight,
    NewPerson,
    NewPosition,
    NewUnit,
    Organisation,
)
from namro.apps.people.models import CodeSystem, Kind, Role
from namro.demo.names import invented_names
from namro.demo.offices import (
    DEPARTMENTS,
    HAMLET_HEADS,
    OLD_OFFICES,
    PEOPLES_COUNCIL,
    PROVINCE_LEADERS,
    Office,
    Seat,
    commune_leaders,
    commune_offices,
)

#: The first day of the model with two levels.
MERGER = date(2025, 7, 1)
_LONG_AGO = date(2021, 7, 1)
_SEED = 2026

PROVINCE = "tinh-van-son"
#: The commune of the shipped sample sheet, and where most accounts of the demo work.
HOME = "suoi-may"
COMMUNES = {
    HOME: ("Xã Suối Mây", Kind.COMMUNE),
    "dong-suong": ("Xã Đồng Sương", Kind.COMMUNE),
    "khe-ngan": ("Xã Khe Ngân", Kind.COMMUNE),
    "bai-trang": ("Xã Bãi Trăng", Kind.COMMUNE),
    "ben-lua": ("Phường Bến Lụa", Kind.WARD),
    "cau-gio": ("Phường Cầu Gió", Kind.WARD),
}
_HAMLETS = ("Thượng", "Hạ", "Đông", "Đoài")
_DISTRICT = "huyen-suong-lam"
_OLD = "may-ha"


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the demo whom one may want to be; `unit` and `position` say where."""

    username: str
    full_name: str
    unit: str
    position: str
    role: Role


ACCOUNTS = (
    Account("dieuphoi", "Vũ Minh Khuê", f"{HOME}-van-phong", "Công chức Văn phòng – Thống kê", Role.COORDINATOR),
    Account("congchuc", "Lê Thu An", f"{HOME}-van-phong", "Công chức Tư pháp – Hộ tịch", Role.OFFICER),
    Account("lanhdao", "Phạm Quốc Hưng", HOME, "Phó Chủ tịch Ủy ban nhân dân xã", Role.LEADER),
    Account("thamdinh", "Đinh Khánh Vy", "so-noi-vu-cchc", "Chuyên viên thẩm định cải cách hành chính", Role.APPRAISER),
    Account("hoidong", "Trịnh Gia Long", "so-noi-vu-cchc", "Trưởng phòng Cải cách hành chính", Role.COUNCIL),
    Account("theodoi", "Hồ Bích Oanh", f"{HOME}-mat-tran", "Chủ tịch Ủy ban Mặt trận Tổ quốc xã", Role.WATCHER),
    Account("dieutra", "Mạc Hạ Lam", "so-noi-vu-cchc", "Điều tra viên khảo sát hài lòng", Role.ENUMERATOR),
    Account("quantri", "Đỗ Hải Yến", "van-phong-tinh-hanh-chinh", "Chuyên viên quản trị hệ thống", Role.ADMIN),
)


@dataclass(slots=True)
class _Draft:
    """What has been made so far."""

    names: Iterator[str] = field(default_factory=lambda: invented_names(_SEED))
    units: list[NewUnit] = field(default_factory=list)
    positions: list[NewPosition] = field(default_factory=list)
    people: list[NewPerson] = field(default_factory=list)
    unit_links: list[NewLink] = field(default_factory=list)
    position_links: list[NewLink] = field(default_factory=list)

    def unit(self, code: str, name: str, kind: Kind, *, parent: str | None, until: date | None = None) -> None:
        since = MERGER if kind in (Kind.COMMUNE, Kind.WARD) and until is None else _LONG_AGO
        self.units.append(NewUnit(code=code, name=name, kind=kind, parent=parent, home=None, since=since, until=until))

    def body(self, home: NewUnit, office: Office) -> str:
        code = f"{home.code}-{office.code}"
        self.units.append(
            NewUnit(
                code=code,
                name=office.name,
                kind=office.kind,
                parent=home.code,
                home=home.code,
                since=home.since,
                until=home.until,
            )
        )
        self.staff(code, office.seats, like=home)
        return code

    def staff(self, unit: str, seats: tuple[Seat, ...], *, like: NewUnit) -> None:
        for seat in seats:
            key = f"{unit}/{seat.name}"
            self.positions.append(
                NewPosition(
                    key=key,
                    unit=unit,
                    name=seat.name,
                    role=seat.role,
                    seats=seat.seats,
                    since=like.since,
                    until=like.until,
                    groups=(seat.group,) if seat.group else (),
                )
            )
            known = [a for a in ACCOUNTS if (a.unit, a.position) == (unit, seat.name)]
            for n in range(seat.seats):
                self.person(key, like, known[n] if n < len(known) else None)

    def person(self, key: str, like: NewUnit, account: Account | None) -> None:
        username = account.username if account else f"{like.code}.{len(self.people) + 1}"
        name = account.full_name if account else next(self.names)
        admin = account is not None and account.role == Role.ADMIN
        self.people.append(NewPerson(username, name, ((key, like.since, like.until),), is_admin=admin))


def province(communes: int = len(COMMUNES)) -> Organisation:
    """Return the province with its first so many communes (at least 1: the one of the shipped sample)."""
    draft = _Draft()
    draft.unit(PROVINCE, "Tỉnh Vân Sơn", Kind.PROVINCE, parent=None)
    draft.staff(PROVINCE, PROVINCE_LEADERS, like=draft.units[-1])
    for code, (name, leaders, offices) in DEPARTMENTS.items():
        draft.unit(code, name, Kind.DEPARTMENT, parent=PROVINCE)
        department = draft.units[-1]
        draft.staff(code, leaders, like=department)
        for office in offices:
            draft.body(department, office)
    for code, (name, kind) in list(COMMUNES.items())[:communes]:
        _commune(draft, code, name, kind)
    _before_the_merger(draft, list(COMMUNES)[:communes])
    draft.body(next(unit for unit in draft.units if unit.code == HOME), PEOPLES_COUNCIL)
    _somebody_who_moved(draft)
    return Organisation(
        units=draft.units,
        positions=draft.positions,
        people=draft.people,
        unit_links=draft.unit_links,
        position_links=draft.position_links,
        oversight=_oversight(list(COMMUNES)[:communes]),
        codes=_codes(list(COMMUNES)[:communes]),
    )


def _oversight(communes: list[str]) -> list[NewOversight]:
    """The district appraised until it ended, the province appraises since."""
    return [
        NewOversight(_OLD, _DISTRICT, _LONG_AGO, MERGER),
        *(NewOversight(code, PROVINCE, MERGER) for code in communes),
    ]


def _codes(communes: list[str]) -> list[NewCode]:
    """Invented codes outside the ranges in use; the new commune took over the code of the one before."""
    administrative, exchange = CodeSystem.ADMINISTRATIVE, CodeSystem.EXCHANGE
    found = [NewCode(PROVINCE, administrative, "99"), NewCode(PROVINCE, exchange, "H99")]
    found += [NewCode(_DISTRICT, administrative, "991"), NewCode(_OLD, administrative, "99103")]
    for n, code in enumerate(communes):
        found += [NewCode(code, administrative, f"991{3 * n + 3:02}"), NewCode(code, exchange, f"H99.{n + 201}")]
    return found


def _commune(draft: _Draft, code: str, name: str, kind: Kind) -> None:
    draft.unit(code, name, kind, parent=PROVINCE)
    home = draft.units[-1]
    draft.staff(code, commune_leaders(kind), like=home)
    for office in commune_offices(kind):
        draft.body(home, office)
    ward = kind == Kind.WARD
    for n, place in enumerate(_HAMLETS, 1):
        head = Seat("Tổ trưởng tổ dân phố" if ward else "Trưởng thôn", group=HAMLET_HEADS)
        draft.body(home, Office(f"thon-{n}", f"Tổ dân phố {n}" if ward else f"Thôn {place}", Kind.HAMLET, (head,)))


def _before_the_merger(draft: _Draft, communes: list[str]) -> None:
    """A district and a commune that ended with the merger, and what took over from them."""
    draft.unit(_DISTRICT, "Huyện Sương Lam", Kind.DISTRICT, parent=PROVINCE, until=MERGER)
    draft.unit_links.append(NewLink(_DISTRICT, PROVINCE, Decimal("0.4"), MERGER))
    part = (Decimal("0.6") / len(communes)).quantize(Decimal("0.0001"))
    draft.unit_links += [NewLink(_DISTRICT, code, part, MERGER) for code in communes]
    draft.unit(_OLD, "Xã Mây Hạ", Kind.COMMUNE, parent=_DISTRICT, until=MERGER)
    old = draft.units[-1]
    draft.unit_links.append(NewLink(_OLD, HOME, Decimal(1), MERGER))
    draft.staff(_OLD, (Seat("Chủ tịch Ủy ban nhân dân xã", Role.LEADER),), like=old)
    _follow(draft, f"{_OLD}/Chủ tịch Ủy ban nhân dân xã", f"{HOME}/Chủ tịch Ủy ban nhân dân xã")
    for office, later in OLD_OFFICES:
        code = draft.body(old, office)
        for to, percent in later:
            draft.unit_links.append(NewLink(code, f"{HOME}-{to}", Decimal(percent) / 100, MERGER))
            for seat in office.seats:
                _follow(draft, f"{code}/{seat.name}", f"{HOME}-{to}/{seat.name}")


def _follow(draft: _Draft, old: str, new: str) -> None:
    """The position of the same name takes over where there is one."""
    if any(position.key == new for position in draft.positions):
        draft.position_links.append(NewLink(old, new, Decimal(1), MERGER))


def _somebody_who_moved(draft: _Draft) -> None:
    """The coordinator had the same work in the old commune: one person, two positions one after the other."""
    index = next(n for n, person in enumerate(draft.people) if person.username == "dieuphoi")
    before = f"{_OLD}-van-phong/Công chức Văn phòng – Thống kê"
    draft.people[:] = [person for person in draft.people if person.held[0][0] != before]
    known = draft.people[index]
    draft.people[index] = NewPerson(
        known.username, known.full_name, ((before, _LONG_AGO, MERGER), *known.held), is_admin=known.is_admin
    )
