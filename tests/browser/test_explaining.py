"""The unit's pages of an appraisal: explanations with and without script, what changed, the criterion and the sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Window
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.people.models import Role, User
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from tests.apps.appraisals.judging import explained, in_appraisal, judged
from tests.apps.assessments.sheets import NOW, edition_in_force, ready
from tests.browser.conftest import SIZES, log_in, picture
from tests.browser.test_every_page import check

pytestmark = pytest.mark.slow
in_force = pytest.fixture(autouse=True)(edition_in_force)
Open = Callable[..., Page]
HOME = "/phieu/2026/suoi-may"
PAGES = {
    "giai-trinh": f"{HOME}/giai-trinh",
    "thay-doi": f"{HOME}/thay-doi",
    "tieu-chi": f"{HOME}/1.1/ly-lich",
    "tieu-chi-tu-tinh": f"{HOME}/2.1/ly-lich",
    "phieu-giai-trinh": HOME,
}


@pytest.fixture
def cast(site: str) -> dict[str, User]:
    """The demo's people by role."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    return {account.role: users[account.username] for account in ACCOUNTS}


@pytest.fixture
def sheet(cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """1.1 and 1.2 were lowered, 1.1 is explained already; dossiers are counted; the explanation is open."""
    from tests.apps.assessments import sheets as made_with

    real = made_with.move

    def with_facts(user: User, sheet: Assessment, act: str, **more: object) -> Assessment:
        if act == "submit":  # facts are frozen from here on
            values = {"on_time": "90", "dossiers": "100"}
            facts = [NewFact(sheet.unit_id, 2026, name, value) for name, value in values.items()]
            origin = Origin(Producer.DOSSIER, "Một cửa")
            write_facts(ready(cast[Role.ADMIN]), facts, origin=origin, as_of=NOW.date(), at=NOW)
        return real(user, sheet, act, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(made_with, "move", with_facts)
    found = in_appraisal(cast)
    lowered = "Kế hoạch chưa có chữ ký số của lãnh đạo; bản scan không xác thực được người ký."
    judged(cast[Role.APPRAISER], found, "1.1", "1", cause="not_signed", reason=lowered)
    judged(cast[Role.APPRAISER], found, "1.2", "3", cause="late", reason="Báo cáo quý III gửi ngày 05/10.")
    judged(cast[Role.APPRAISER], found, "1.3", "1", request="Gửi kèm quyết định công nhận sáng kiến.")
    found = move(ready(cast[Role.COUNCIL]), found, "explain", at=NOW)
    now = system_clock()
    Window.objects.filter(stage="explanation").update(
        opens_at=now - timedelta(days=2), closes_at=now + timedelta(days=9)
    )
    explained(cast[Role.COORDINATOR], found, "1.1", "Bản ký số đã gắn lại, ký ngày 12/01.")
    return found


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_sound(open_page: Open, sheet: Assessment, size: str) -> None:
    page = open_page(size)
    log_in(page)
    wrong = {}
    for name, address in PAGES.items():
        page.goto(address)
        if faults := check(page, f"appraisals-{name}-{size}", size):
            wrong[name] = faults
    assert wrong == {}


def test_two_people_explain_one_criterion_without_script(
    open_page: Open, sheet: Assessment, cast: dict[str, User]
) -> None:
    page = open_page("desk", java_script_enabled=False)
    log_in(page)
    page.goto(PAGES["giai-trinh"])
    explained(cast[Role.COORDINATOR], sheet, "1.2", "Đã gửi trước hạn qua hệ thống.")
    section = page.locator("[id='m-1.2']")
    section.locator("textarea").fill("Gửi đúng hạn, hệ thống lỗi.")
    section.get_by_role("button", name="Gửi giải trình").click()
    assert "Đã gửi trước hạn qua hệ thống." in page.inner_text("main")
    picture(page, "appraisals-hai-nguoi-desk")
    page.get_by_role("button", name="Ghi của tôi").click()
    assert page.locator("[id='m-1.2'] textarea").input_value() == "Gửi đúng hạn, hệ thống lỗi."
