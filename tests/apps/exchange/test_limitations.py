"""A document without a score sheet: each limitation in words is decided as a lost point is, and the plan follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.exchange.actions import import_file
from namro.apps.exchange.decided import decided_document, plan_of
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.people.models import Role, User
from namro.apps.plans.models import Plan as StoredPlan
from namro.core.base.clock import system_clock
from namro.core.improvement import PlanTask
from tests.apps.conftest import Answer
from tests.apps.exchange.deciding import WORDS

Browsers = Callable[[str], Client]

LATE, UNSIGNED, EQUIPMENT = range(3)


@pytest.fixture
def words(cast: dict[str, User], tmp_path: Path, data_folder: Path) -> ImportedDocument:
    path = tmp_path / "ke-hoach-suoi-may.txt"
    path.write_text(WORDS, "utf-8")
    return import_file(cast[Role.COORDINATOR], path, at=system_clock()).document


def address(document: ImportedDocument, page: str = "") -> str:
    return f"/nhap-van-ban/{document.code}{page}"


def decide(client: Client, document: ImportedDocument, which: int, **fields: object) -> Answer:
    key = decided_document(document).keys[which]
    version = decided_document(document).version
    posted = {"khoan": key, "version": version, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return client.post(address(document, "/phieu/xu-ly"), posted)


def tasks(document: ImportedDocument) -> list[PlanTask]:
    return [task for group in plan_of(document).groups for task in group.tasks]


def test_the_page_shows_each_limitation_and_no_figures(browser_of: Browsers, words: ImportedDocument) -> None:
    client = browser_of(Role.COORDINATOR)
    assert "Hướng xử lý hạn chế" in client.get(address(words)).content.decode()
    said = client.get(address(words, "/phieu")).content.decode()
    assert "Hướng xử lý tồn tại, hạn chế" in said
    assert "Kế hoạch tuyên truyền ban hành chậm" in said
    assert said.count("data-correct aria-label") == 3
    assert "Không mất điểm nào" not in said
    assert "Lấy lại được trong năm" not in said


def test_what_a_decision_asks_for_is_asked_here_too(browser_of: Browsers, words: ImportedDocument) -> None:
    client = browser_of(Role.COORDINATOR)
    for fields, told in (
        ({"huong": "already_remedied", "ngay": "5/3/2026"}, "Chưa có minh chứng"),
        ({"huong": "already_remedied", "minh_chung": "QĐ 12"}, "Chưa có ngày khắc phục xong"),
        ({"huong": "to_appeal"}, "Chưa có căn cứ"),
        ({"huong": "long_term"}, "Chưa có lý do"),
    ):
        answer = decide(client, words, UNSIGNED, **fields)
        assert answer.status_code == 400
        assert told in answer.content.decode()
    assert not DispositionEntry.objects.exists()


def test_the_plan_follows_the_decisions_and_goes_back_with_them(browser_of: Browsers, words: ImportedDocument) -> None:
    client = browser_of(Role.COORDINATOR)
    before = tasks(words)
    assert before[0].text == "Lập lịch ban hành các kế hoạch của năm 2026."
    assert len(before) == 2
    remedied = {"huong": "already_remedied", "minh_chung": "Quyết định 12/QĐ-UBND", "ngay": "5/3/2026"}
    assert decide(client, words, UNSIGNED, **remedied).status_code == 302
    assert decide(client, words, LATE, huong="to_appeal", can_cu="Điều 7 Nghị quyết 5/2020/QH14").status_code == 302
    assert decide(client, words, EQUIPMENT, huong="long_term", ly_do="Chờ tỉnh bố trí vốn").status_code == 302
    own, late, unsigned, equipment = tasks(words)
    assert (own.text, own.result, own.disposition) == (before[0].text, None, None)
    assert "Giải trình, đề nghị xem xét lại hạn chế “Kế hoạch tuyên truyền ban hành chậm" in late.text
    assert late.text.endswith("căn cứ: Điều 7 Nghị quyết 5/2020/QH14")
    assert (late.disposition, late.gain, late.proposed) == ("to_appeal", None, True)
    assert unsigned.deliverable == "Quyết định 12/QĐ-UBND"
    assert unsigned.result == "Chưa ký số kế hoạch kiểm tra của xã; đã khắc phục ngày 05/03/2026"
    assert equipment.disposition == "long_term"
    assert equipment.result is not None
    assert equipment.result.endswith("ngoài khả năng trong năm: Chờ tỉnh bố trí vốn")
    said = client.get(address(words, "/phieu")).content.decode()
    assert "3 khoản đã quyết định" in said
    for which in (LATE, UNSIGNED, EQUIPMENT):
        assert decide(client, words, which, viec="undo").status_code == 302
    assert tasks(words) == before


def test_the_plan_of_the_unit_is_made_of_the_decisions(browser_of: Browsers, words: ImportedDocument) -> None:
    client = browser_of(Role.COORDINATOR)
    decide(client, words, UNSIGNED, huong="to_appeal", can_cu="Văn bản đã ký số ngày 05/3/2025")
    assert client.post(address(words, "/lap-ke-hoach")).status_code == 302
    plan = StoredPlan.objects.get()
    assert plan.lost is None
    assert {task.disposition for task in plan.tasks.all()} >= {"to_appeal", "to_do"}
    assert client.get(f"/ke-hoach/{plan.code}").status_code == 200


def test_a_document_with_nothing_to_decide_says_so(browser_of: Browsers, cast: dict[str, User], tmp_path: Path) -> None:
    path = tmp_path / "moi-hop.txt"
    path.write_text("ỦY BAN NHÂN DÂN\nXÃ SUỐI MÂY\nSố: 3/GM-UBND\n\nGIẤY MỜI\nHọp giao ban tháng 3 năm 2026\n", "utf-8")
    empty = import_file(cast[Role.COORDINATOR], path, at=system_clock()).document
    client = browser_of(Role.COORDINATOR)
    assert "Văn bản này không có phiếu điểm" in client.get(address(empty, "/phieu")).content.decode()
    assert "Hướng xử lý hạn chế" not in client.get(address(empty)).content.decode()
