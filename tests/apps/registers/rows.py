"""Rows of registers for tests: inspections of people of the commune, written through the real door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import people_of, standing_of
from namro.apps.registers import actions
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterExport, RegisterRow, RegisterUpload
from namro.core.base.clock import system_clock
from namro.core.registers import Register
from namro.demo.province import HOME

INSPECTIONS, OUT = "kiem-tra", "van-ban-di"


def today() -> date:
    """The day of the tests."""
    return system_clock().date()


def register_of(code: str) -> Register:
    """The register in force."""
    return definitions(today()).get(code)


def home() -> int:
    """The id of the commune where most of the cast work."""
    return Unit.objects.get(code=HOME).pk


def standing(user: User) -> User:
    """The person with the standing of today, as a request has it."""
    user.standing = standing_of(user, today())
    return user


def colleagues(unit: int) -> list[User]:
    """Everybody with a seat in the unit."""
    return list(people_of(unit, today()))


def spelt(person: User) -> str:
    """The one spelling that stands for nobody else."""
    return f"{person.full_name} ({person.username})"


def inspection(person: str, day: date | None = None, **others: str) -> dict[str, str]:
    """What is typed for one inspection."""
    day = day or today()
    return {
        "ngay_kiem_tra": f"{day:%d/%m/%Y}",
        "nguoi": person,
        "noi_dung": "Giờ giấc, tiếp nhận hồ sơ",
        "hinh_thuc": "Định kỳ theo kế hoạch",
        "ket_qua": "Không có sai sót",
        **others,
    }


def inspected(user: User, person: User, day: date | None = None, **others: str) -> RegisterRow:
    """Write one inspection."""
    return added(user, INSPECTIONS, inspection(spelt(person), day, **others))


def added(user: User, register: str, typed: Mapping[str, str]) -> RegisterRow:
    """Write one row of the commune."""
    return actions.add_row(standing(user), register_of(register), home(), typed, at=system_clock())


def register_places(cast: dict[str, User]) -> dict[str, object]:
    """A row of the commune, and a workbook of the coordinator's on its way in and one on its way out."""
    coordinator = standing(cast[Role.COORDINATOR])
    row = inspected(coordinator, colleagues(home())[0])
    now = system_clock()
    waiting = RegisterUpload.objects.create(
        register=INSPECTIONS, edition=row.edition, unit_id=home(), name="so.xlsx", by=coordinator, at=now,
        rows=[[2, "", 0, row.data | {"noi_dung": "Ký số"}]],
    )  # fmt: skip
    going = RegisterExport.objects.create(register=INSPECTIONS, by=coordinator, at=now, changed_at=now)
    return {"register_row": row.code, "register_upload": waiting.code, "register_export": going.code}
