"""Every page in both sizes and both themes: no fault that axe-core finds, nothing cut off, targets large enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from namro.apps.assessments.draining import drain
from namro.apps.exchange import waiting
from namro.apps.exchange.actions import import_file
from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.indicators.actions import NewFact, Origin, stage, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.indicators.sets import provide
from namro.apps.library.storage import waiting_room
from namro.apps.people.models import Unit, User
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_library
from namro.demo.samples import ANNEX_PLAN, SHEET
from namro.documents.reading.faults import secret
from tests.apps.indicators.sets_for_tests import EDITION, YEAR
from tests.browser.arrivals import at_rest
from tests.browser.conftest import SIZES, log_in, picture
from tests.browser.test_journey import no_sideways_scroll

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")

#: What a thumb needs; links inside running text and marks are exempt (WCAG 2.5.8).
TARGETS = ".btn, .rail a:not(.mark), .tabs a, summary, .me, .linkish, .inp"
SMALL_TARGETS = """(selector) => [...document.querySelectorAll(selector)]
  .filter((e) => e.offsetParent !== null && !e.closest('.pick, .chooser') && e.type !== 'file')
  .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5).map(([name, box]) => `${name} ${box.height}`)"""


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practices."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})" for v in found["violations"]]


@pytest.fixture
def edition() -> Iterator[None]:
    """An invented criteria set is in force."""
    before = provide(lambda: (EDITION,))
    yield
    provide(before)


@pytest.fixture
def addresses(site: str, edition: None) -> dict[str, str]:
    """Every page of the site by the name of its picture, with documents in it."""
    coordinator = User.objects.get(username="dieuphoi")
    for file in (SHEET, ANNEX_PLAN):
        import_file(coordinator, file, at=system_clock())
    reading, refused, failed = jobs_of(coordinator)
    upload = fill_facts(coordinator)
    sheet, plan = ImportedDocument.objects.order_by("id").values_list("code", flat=True)
    return {
        "danh-sach": "/nhap-van-ban",
        "phieu": f"/nhap-van-ban/{sheet}",
        "ke-hoach": f"/nhap-van-ban/{plan}",
        "sua": f"/nhap-van-ban/{sheet}?sua=criterion:1.3&tai=tieu-chi",
        "phieu-nhu-in": f"/nhap-van-ban/{sheet}/phieu",
        "dong-lech": f"/nhap-van-ban/{sheet}/phieu?loc=lech",
        "khong-co-phieu": f"/nhap-van-ban/{plan}/phieu",
        "lich-su": f"/nhap-van-ban/{sheet}/lich-su",
        "dang-doc": f"/nhap-van-ban/dang-doc/{reading}",
        "khong-nhan": f"/nhap-van-ban/dang-doc/{refused}",
        "doc-chua-xong": f"/nhap-van-ban/dang-doc/{failed}",
        "so-lieu": "/so-lieu/2026/suoi-may",
        "so-lieu-thieu": "/so-lieu/2026/suoi-may?loc=thieu",
        "so-lieu-mot-gia-tri": "/so-lieu/2026/suoi-may/gia-tri?ten=sipas",
        "nap-so-lieu": "/so-lieu/nap",
        "xem-truoc-so-lieu": f"/so-lieu/nap/{upload}",
        "ket-qua": "/ket-qua?nam=2026",
        "ket-qua-mot-don-vi": "/ket-qua/2026/suoi-may",
        **framework_pages(),
        "tro-giup": "/tro-giup",
        "tai-khoan": "/tai-khoan",
        "khong-co": "/khong-co-trang-nay",
    }


def fill_facts(person: User) -> str:
    """Write most facts of the commune, compute its result, and leave a file waiting for its word; return its code."""
    unit, now = Unit.objects.get(code="suoi-may"), system_clock()
    for sipas in ("74.5", "80"):
        values = {**YEAR, "sipas": sipas, "evidence:1.1": "present", "models": ""}
        facts = [NewFact(unit.pk, 2026, name, value) for name, value in values.items()]
        write_facts(person, facts, origin=Origin(Producer.REGISTER, "sổ báo cáo"), as_of=now.date(), at=now)
    drain(clock=system_clock)
    with waiting_room() as room:
        path = room / "thang-10.csv"
        path.write_text("unit,year,input,value\nsuoi-may,2026,sipas,81\nsuoi-may,2026,models,2\n", "utf-8")
        return stage(person, path, name=path.name, allowed=None, as_of=now.date(), at=now).code


def framework_pages() -> dict[str, str]:
    """The pages of criteria sets that everybody reads, of the model set."""
    fill_library(system_clock)
    newest = "/bo-tieu-chi/mau-xa/2026-08-31"
    return {
        "bo-tieu-chi": "/bo-tieu-chi",
        "phien-ban": newest,
        "phien-ban-mo": f"{newest}?q=ke+hoach",
        "so-sanh": "/bo-tieu-chi/mau-xa/2025-10-31/so-sanh/2026-08-31",
        "thu-cham": f"{newest}/thu",
        "thu-cham-linh-vuc": f"{newest}/thu?muc=1&tu=trong",
        "quy-tac": "/tro-giup/quy-tac",
    }


def jobs_of(person: User) -> list[str]:
    """Codes of three files of the person's: one is being read, one was refused, one could not be read."""
    now, state = system_clock(), ImportJob.State
    said = secret("MẬT").message
    rows: list[dict[str, Any]] = [
        {"name": "Báo cáo kết quả cải cách hành chính năm 2025.pdf", "state": state.READING, "done": 84, "total": 200},
        {"name": "", "state": state.REFUSED, "message": said},
        {"name": "phieu-cham-diem-2024.docx", "size": 74_000, "state": state.FAILED},
    ]
    made = [
        ImportJob.objects.create(**{"by": person, "at": now, "changed_at": now, "size": 0, "sha256": "", **row})
        for row in rows
    ]
    waiting.take(made[2].code, [b"x"], suffix=".docx")
    return [job.code for job in made]


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_sound(open_page: Callable[..., Page], addresses: dict[str, str], size: str, theme: str) -> None:
    page = open_page(size, color_scheme=theme)
    page.goto("/dang-nhap")
    found = {"dang-nhap": check(page, f"{size}-{theme}-dang-nhap", size)}
    log_in(page)
    for name, address in addresses.items():
        page.goto(address)
        found[name] = check(page, f"{size}-{theme}-{name}", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def check(page: Page, name: str, size: str) -> list[str]:
    """Take a picture of a page at rest and say all that is wrong with it."""
    return at_rest(page, lambda: looked_at(page, name, size))


def looked_at(page: Page, name: str, size: str) -> list[str]:
    picture(page, name)
    wrong = faults(page)
    if not no_sideways_scroll(page):
        wrong.append("scrolls sideways")
    if size == "phone":
        wrong += page.evaluate(SMALL_TARGETS, TARGETS)
    return wrong
