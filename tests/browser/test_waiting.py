"""Waiting for a long document in a browser: the page keeps up and leads on, with and without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from namro.apps.exchange.actions import import_file
from namro.apps.exchange.models import ImportJob
from namro.apps.people.models import User
from namro.core.base.clock import system_clock
from namro.demo.samples import SHEET
from tests.browser.conftest import SIZES, log_in, picture

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
State = ImportJob.State


@pytest.fixture
def job(site: str) -> ImportJob:
    """A file of the coordinator's that waits for its reading."""
    now = system_clock()
    owner = User.objects.get(username="dieuphoi")
    return ImportJob.objects.create(by=owner, at=now, changed_at=now, name="dai.pdf", size=3_000_000, sha256="a" * 64)


def move(job: ImportJob, **columns: object) -> None:
    """Do to the job what the worker does."""
    ImportJob.objects.filter(pk=job.pk).update(**columns)


def finish(job: ImportJob) -> None:
    document = import_file(job.by, SHEET, at=system_clock()).document
    move(job, state=State.DONE, document=document, fresh=True)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_page_keeps_up_and_leads_on(open_page: Open, job: ImportJob, size: str, script: bool) -> None:
    page = open_page(size, java_script_enabled=script)
    log_in(page)
    page.goto("/nhap-van-ban")
    page.get_by_role("link", name="dai.pdf").click()
    expect(page.get_by_role("status")).to_have_text("Sắp đến lượt đọc")
    move(job, state=State.READING, done=60, total=200)
    expect(page.get_by_role("status")).to_have_text("Đang đọc")
    expect(page.get_by_text("60/200 trang")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "60")
    picture(page, f"{size}-dang-doc-{'' if script else 'khong-'}script")
    finish(job)
    page.wait_for_url(re.compile("/nhap-van-ban/[a-z0-9]{10}$"))
    expect(page.locator(".note.good").first).to_contain_text("Đã đọc xong")


def test_a_refusal_that_comes_late_is_said_on_the_page(open_page: Open, job: ImportJob) -> None:
    page = open_page("phone")
    log_in(page)
    page.goto(f"/nhap-van-ban/dang-doc/{job.code}")
    move(job, state=State.REFUSED, message="Tệp được đặt mật khẩu (mã hóa).")
    expect(page.get_by_role("alert")).to_contain_text("Tệp được đặt mật khẩu")
    page.get_by_role("link", name="Nhập tệp khác").click()
    expect(page.get_by_role("heading", name="Nhập văn bản")).to_be_visible()
