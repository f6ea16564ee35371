"""Notices, the reminder letter, tasks from above and the private calendar, in both sizes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from namro.apps.notices.models import Letter, Wish
from namro.apps.notices.telling import tell
from namro.apps.people.models import OwnerKind, Owning, Position, Role, User
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from namro.demo.reminding import remind
from tests.apps.chasing.test_assigned import ROWS, workbook
from tests.apps.plans.giving_out import give_out, owned_by
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check


@pytest.fixture
def chased(site: str) -> dict[str, User]:
    """A commune with late work, told of it this morning; a letter that did not go out."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    cast = {str(account.role): users[account.username] for account in ACCOUNTS}
    now = system_clock()
    owners = [owned_by(cast[Role.OFFICER])] * 4
    owners += [Owning(OwnerKind.POSITION, seat.pk) for seat in Position.objects.filter(unit__home__code="suoi-may")[:5]]
    days = (-16, -9, -8, 3, -20, -12, -2, 0, 9)
    values = [{"owner": who, "due": now.date() + timedelta(days=n)} for who, n in zip(owners, days, strict=True)]
    give_out(cast, values, at=now)
    Wish.objects.create(user=cast[Role.COORDINATOR], email="vuminhkhue@suoimay.example")
    remind(now=now)
    tell([cast[Role.OFFICER].pk], "hotline", "Phản ánh mới: chờ lâu ở quầy số 2", "/viec", key="a", at=now, urgent=True)
    tell([cast[Role.OFFICER].pk], "mention", "Vũ Minh Khuê nhắc tên bạn trong một việc", "/viec", key="b", at=now)
    Letter.objects.filter(address="lanhdao@suoimay.example").update(
        state=Letter.State.DEAD, attempts=4, fault="550 5.1.1 Recipient address rejected: User unknown"
    )
    return cast


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_chasing_by_hand(open_page: Callable[..., Page], chased: dict[str, User], size: str, tmp_path: Path) -> None:
    wrong = {}

    def look(page: Page, name: str) -> None:
        if found := check(page, f"{size}-don-doc-{name}", size):
            wrong[name] = found

    officer, leader = open_page(size), open_page(size)
    coordinator, admin = open_page(size), open_page(size)
    for page, name in ((officer, "congchuc"), (leader, "lanhdao"), (coordinator, "dieuphoi"), (admin, "quantri")):
        log_in(page, name)
    officer.goto("/thong-bao")
    look(officer, "thong-bao")
    officer.goto("/thong-bao/cai-dat")
    look(officer, "cach-nhan")
    officer.goto("/tai-khoan/lich")
    officer.click("button:has-text('Tạo địa chỉ lịch')")
    officer.wait_for_selector("#dia-chi")
    look(officer, "lich")
    leader.goto("/don-doc")
    leader.select_option("[name=ky]", index=1)
    leader.click("button:has-text('Xem trước')")
    leader.wait_for_selector(".paper")
    look(leader, "cong-van")
    admin.goto("/thong-bao/thu-gui")
    look(admin, "thu-gui")
    path = tmp_path / "nhiem-vu.xlsx"
    path.write_bytes(workbook(ROWS).read())
    coordinator.goto("/nhiem-vu-cap-tren")
    look(coordinator, "cap-tren")
    coordinator.set_input_files("[name=file]", path)
    coordinator.click("button:has-text('Xem trước')")
    coordinator.wait_for_selector(".meanings")
    look(coordinator, "cap-tren-xem")
    coordinator.click("button:has-text('Nạp vào kế hoạch')")
    coordinator.wait_for_url("**/ke-hoach/**")
    look(coordinator, "cap-tren-nap")
    coordinator.goto("/nhiem-vu-cap-tren")
    look(coordinator, "cap-tren-co")
    assert wrong == {}
