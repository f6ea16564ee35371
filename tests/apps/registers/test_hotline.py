"""Rows that are hotline items: told at once to who answers and who is on duty, quiet hours or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from namro.apps.notices.models import Letter, Notice, Wish
from namro.apps.people.models import Role, User
from namro.apps.registers import actions, hotline
from namro.apps.registers.definitions import shipped_text
from namro.apps.registers.hotline import tell_items
from namro.apps.registers.models import RegisterRow
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.registers import parse_register
from namro.core.registers.model import Hotline
from tests.apps.registers.rows import added, home, register_of, spelt, standing, today
from tests.apps.registers.test_roster import NIGHT, on_roster

CODE = "phan-anh-nong"


def item(person: User, **others: str) -> Mapping[str, str]:
    return {
        "ngay_nhan": f"{today():%d/%m/%Y}",
        "noi_dung": "Kiosk không in được",
        "kenh": "Điện thoại",
        "nguoi_xu_ly": spelt(person),
        "tinh_trang": "Mới nhận",
        **others,
    }


def told() -> set[int]:
    return set(Notice.objects.filter(kind="hotline").values_list("user", flat=True))


def night() -> datetime:
    return datetime.combine(today(), datetime.min.time(), tzinfo=VIETNAM) + timedelta(hours=26)


def test_who_answers_is_told_at_once_at_night(cast: dict[str, User]) -> None:
    coordinator, officer = cast[Role.COORDINATOR], cast[Role.OFFICER]
    Wish.objects.create(user=officer, email="canbo@xa.example")
    row = actions.add_row(standing(coordinator), register_of(CODE), home(), item(officer), at=night())
    notice = Notice.objects.get(kind="hotline")
    assert (notice.user, notice.urgent, notice.url) == (officer, True, f"/so/{CODE}/{row.code}")
    assert "Kiosk không in được" in notice.text
    assert Letter.objects.get().not_before == night()


def test_who_is_on_duty_is_told_too_and_the_writer_is_not(cast: dict[str, User]) -> None:
    coordinator, officer, leader = cast[Role.COORDINATOR], cast[Role.OFFICER], cast[Role.LEADER]
    on_roster(coordinator, leader, today(), NIGHT)
    actions.add_row(standing(officer), register_of(CODE), home(), item(officer), at=night())
    assert told() == {leader.pk}


def test_where_nobody_answers_the_heads_of_the_unit_are_told(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = added(cast[Role.COORDINATOR], CODE, item(cast[Role.OFFICER]))
    Notice.objects.all().delete()
    monkeypatch.setattr(hotline, "_person", lambda _register, _row: 0)
    tell_items(register_of(CODE), [row], actor=cast[Role.OFFICER], at=system_clock())
    assert told() >= {cast[Role.LEADER].pk, cast[Role.COORDINATOR].pk}


def test_a_change_tells_who_answers_now_and_nobody_twice(cast: dict[str, User]) -> None:
    coordinator, officer, leader = cast[Role.COORDINATOR], cast[Role.OFFICER], cast[Role.LEADER]
    register = register_of(CODE)
    row = added(coordinator, CODE, item(officer))
    for person in (leader, officer):
        row = actions.change_row(
            standing(coordinator), register, row, item(person), version=row.version, at=system_clock()
        )
    assert told() == {officer.pk, leader.pk}
    assert Notice.objects.filter(kind="hotline").count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"tinh_trang": "Đã trả lời"},
        {"ngay_nhan": "01/02/2026"},
    ],
)
def test_what_is_settled_or_old_wakes_nobody(cast: dict[str, User], changes: dict[str, str]) -> None:
    added(cast[Role.COORDINATOR], CODE, item(cast[Role.OFFICER], **changes))
    assert told() == set()


def test_many_new_rows_are_one_notice(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    rows = [added(cast[Role.COORDINATOR], CODE, item(officer)) for _n in range(6)]
    Notice.objects.all().delete()
    tell_items(register_of(CODE), rows, actor=cast[Role.COORDINATOR], at=system_clock())
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (officer, f"/so/{CODE}")
    assert "6 mục mới" in notice.text


def test_only_rows_that_meet_the_conditions_are_items(cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    text = "hotline:\n  person: nguoi_xu_ly\n  when:\n    - {column: kenh, is: zalo}\n"
    register = register_of(CODE)
    narrow = parse_register(_shipped_with(text))
    assert narrow.hotline is not None
    assert narrow.hotline != register.hotline == Hotline(person="nguoi_xu_ly")
    row = added(cast[Role.COORDINATOR], CODE, item(cast[Role.OFFICER]))
    Notice.objects.all().delete()
    tell_items(narrow, [row], actor=cast[Role.COORDINATOR], at=system_clock())
    assert told() == set()
    row.data["kenh"] = "zalo"
    tell_items(narrow, [row], actor=cast[Role.COORDINATOR], at=system_clock())
    assert told() == {cast[Role.OFFICER].pk}


def test_of_a_confidential_register_only_the_number_is_told(cast: dict[str, User]) -> None:
    secret = parse_register(_shipped_with("hotline:\n  person: nguoi_xu_ly\nconfidential: true\n"))
    row = RegisterRow.objects.get(pk=added(cast[Role.COORDINATOR], CODE, item(cast[Role.OFFICER])).pk)
    Notice.objects.all().delete()
    tell_items(secret, [row], actor=cast[Role.COORDINATOR], at=system_clock())
    text = Notice.objects.get().text
    assert "Kiosk" not in text
    assert f"{row.seq}/{row.date.year}" in text


def _shipped_with(hotline_text: str) -> str:
    return shipped_text(CODE).replace("hotline:\n  person: nguoi_xu_ly\n", hotline_text)
