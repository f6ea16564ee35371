"""Journey 1 on the page of the sheet: the published figures, the losses by cause, the dispositions with their proof."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.exchange.actions import import_file
from namro.apps.exchange.decided import decided_document, plan_of
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages.sheet import sheet_page
from namro.apps.people.models import Role, User
from namro.core.base.clock import system_clock
from tests.apps.conftest import browser_of, cast
from tests.real.published import needs_documents, source

__all__ = ["browser_of", "cast"]
pytestmark = needs_documents

#: What the sheet itself calls remedied, each with the proof that it asks for.
REMEDIED = ("3.2.1", "3.2.9", "3.2.22", "8.1")


@pytest.fixture
def phu_thuong(cast: dict[str, User]) -> ImportedDocument:
    return import_file(cast[Role.COORDINATOR], Path(source("phu-thuong-2022")), at=system_clock()).document


def losses(document: ImportedDocument) -> dict[str, tuple[str, str, str]]:
    """Points, disposition and what it lacks by the printed number; parts of one criterion under one number."""
    return {
        f"{loss.id} {loss.reason}": (loss.points, loss.settled.code, loss.settled.lacks)
        for cause in sheet_page(document).causes
        for loss in cause.rows
    }


def test_1_the_three_totals_and_the_lost_points(phu_thuong: ImportedDocument) -> None:
    page = sheet_page(phu_thuong)
    assert page.heading == "Phiếu 2021 như in: 73,25 / 100, mất 26,75"
    assert [(total.word, total.value) for total in page.totals] == [
        ("Tổng điểm in", "73,25"),
        ("Cộng 8 lĩnh vực", "73,75"),
        ("Tính từ các dòng con", "74,00"),
    ]
    assert [mark.word for total in page.totals for mark in total.marks] == ["lệch 0,50", "chưa rõ 0,75"]
    assert page.lost == "−26,75"
    assert {reach.code: reach.points for reach in page.reaches} == {
        "own": "23,50",
        "others": "0,50",
        "structural": "2,00",
        "unlisted": "0,75",
    }
    assert page.balanced
    assert page.balance == "23,50 + 0,50 + 2,00 + 0,75 = 26,75 điểm mất, đúng bằng 100 − 73,25."
    assert page.papers == "73,25 công bố + 13,75 minh chứng + 1,00 chữ ký số = 88,00"


def test_1_every_difference_is_explained_with_its_numbers(phu_thuong: ImportedDocument) -> None:
    page = sheet_page(phu_thuong, different=True)
    different = {row.code: (row.printed.text, row.computed, row.marks[0].word) for row in page.rows if row.differs}
    assert different == {
        "1": ("8,50", "8,00", "lệch 0,50"),
        "1.8": ("1,00", "0,50", "hai số"),
        "3.1.2": ("0,25", "0,50", "chưa rõ 0,25"),
        "4.1": ("3,00", "≥ 4,00", "lệch 1,00"),
        "4.2": ("6,50", "≥ 6,00", "thiếu tiêu chí"),
        "4.3.2": ("1,50", "≥ 2,50", "lệch 1,00"),
    }
    for row in page.rows:
        assert not row.differs or any(row.printed.text in said for said in row.why) or "mất" in row.why[0]
    every = {row.code: row for row in sheet_page(phu_thuong).rows}
    assert every["4.2.4"].max.text == "thiếu"
    assert (every["4.1.4"].printed.text, every["4.1.4"].printed.missing) == ("không in", True)


def test_1_dispositions_as_the_wording_suggests(phu_thuong: ImportedDocument) -> None:
    found = losses(phu_thuong)
    remedied = {key.split()[0]: value for key, value in found.items() if value[1] == "already_remedied"}
    assert set(remedied) == set(REMEDIED)
    assert {lacks for _points, _code, lacks in remedied.values()} == {"minh chứng, ngày khắc phục"}
    rows = [loss for cause in sheet_page(phu_thuong).causes for loss in cause.rows]
    (appeal,) = (loss for loss in rows if loss.settled.code == "to_appeal")
    assert (appeal.id, appeal.points, appeal.settled.ground) == ("4.1.4", "−0,50", "Nghị quyết 85/2014/QH13, điều 7")
    outside = [key.split()[0].split("/")[0] for key, value in found.items() if value[1] == "long_term"]
    assert sorted(set(outside)) == ["5.3", "8.3"]


def test_1_remedied_asks_for_proof_and_date_and_the_plan_follows(
    phu_thuong: ImportedDocument,
    browser_of: Callable[[str], Client],
) -> None:
    client = browser_of(Role.COORDINATOR)
    address = f"/nhap-van-ban/{phu_thuong.code}/phieu/xu-ly"
    found = decided_document(phu_thuong)
    keys = {finding.id: key for finding, key in zip(found.report.findings, found.keys, strict=True)}
    for number in REMEDIED:
        posted = {"khoan": keys[number], "version": found.version, "huong": "already_remedied"}
        assert client.post(address, posted).status_code == 400
        posted |= {"minh-chung": f"Văn bản số {number}", "ngay": "31/11/2022"}
        assert "30/11/2022 và 01/12/2022" in client.post(address, posted).content.decode()
        assert client.post(address, {**posted, "ngay": "30/11/2022"}).status_code == 302
        found = decided_document(phu_thuong)
    page = sheet_page(phu_thuong)
    assert page.decided == 4
    settled = [loss.settled for cause in page.causes for loss in cause.rows]
    assert not any(one.lacks for one in settled if one.code == "already_remedied")
    assert found.report.by_disposition["already_remedied"] == Decimal("2.75")
    tasks = [task for group in plan_of(phu_thuong).groups for task in group.tasks]
    handed_in = {task.deliverable for task in tasks if task.proposed and task.disposition == "already_remedied"}
    assert handed_in == {f"Văn bản số {number}" for number in REMEDIED}


def test_1_an_appeal_that_is_granted_and_work_done_move_the_sums(
    phu_thuong: ImportedDocument,
    browser_of: Callable[[str], Client],
) -> None:
    client = browser_of(Role.COORDINATOR)
    found = decided_document(phu_thuong)
    (rest,) = (k for f, k in zip(found.report.findings, found.keys, strict=True) if f.id == "4.2/?")
    posted = {"khoan": rest, "version": 0, "huong": "to_appeal", "can-cu": "Báo cáo 246/BC-UBND"}
    assert client.post(f"/nhap-van-ban/{phu_thuong.code}/phieu/xu-ly", posted).status_code == 302
    page = client.get(f"/nhap-van-ban/{phu_thuong.code}/phieu").content.decode()
    assert re.findall(r"<dd><b>([\d,]+)</b> <span>\d+ khoản", page) == ["23,50", "1,00", "2,00", "0,25"]
    assert "23,50 + 1,00 + 2,00 + 0,25 = 26,75 điểm mất, đúng bằng 100 − 73,25." in page
