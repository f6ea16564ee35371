"""Trying an edition out: inputs in, points, sentence, total and band out, and nothing stored."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.frameworks.shipped import shipped_sets
from namro.apps.frameworks.trying import posted_texts
from namro.apps.people.models import Role, User
from tests.apps.frameworks.sets import ADDRESS, SMALL, published

Browsers = Callable[[str], Client]
TRIAL = f"{ADDRESS}/thu"


@pytest.fixture
def client(browser_of: Browsers, cast: dict[str, User]) -> Client:
    """An officer's browser, with the small set published."""
    published(cast[Role.COUNCIL])
    return browser_of(Role.OFFICER)


def text(page: bytes) -> str:
    """The page's words, tags left out."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def carried(page: bytes) -> str:
    found = re.search(r'name="giu" value="([^"]*)"', page.decode())
    assert found
    return unescape(found[1])


def test_it_begins_with_everything_met(client: Client) -> None:
    words = text(client.get(f"{TRIAL}?muc=1.1").content)
    assert "Tổng điểm 10,00 10,00" in words
    assert "Xếp loại Tốt Tốt" in words
    assert "2,00 / 2,00 đã tính" in words
    assert "Đạt 2/2 phần" in words


def test_it_can_begin_with_nothing(client: Client) -> None:
    words = text(client.get(f"{TRIAL}?tu=trong&muc=1.2").content)
    assert "Tổng điểm 0,00 0,00" in words
    assert "thiếu số liệu" in words


def test_a_changed_input_moves_points_total_and_band(client: Client) -> None:
    first = client.get(f"{TRIAL}?muc=1.2").content
    sent = {"giu": carried(first), "muc": "1.2", "nam": "2026", "x:reports_due": "4", "x:reports_on_time": "1"}
    answer = client.post(TRIAL, sent)
    words = text(answer.content)
    assert answer.status_code == 200
    assert "Tổng điểm 10,00 ▼ 5,50" in words
    assert "Tỷ lệ 100,00 % ▼ 55,00 %" in words
    assert "Xếp loại Tốt → Khá" in words
    assert "1.2 Báo cáo đúng hạn 6,00 → 1,50 ▼" in words
    again = text(client.post(TRIAL, {"giu": carried(answer.content), "muc": "1.1", "nam": "2026"}).content)
    assert "Tổng điểm 5,50 5,50" in again
    assert "Chưa có mục nào đổi điểm" in again


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"x:survey_overall": "87,5"}, "Tổng điểm 10,00 ▼ 9,75"),
        ({"x:survey_overall": ""}, "2.1 Hài lòng chung 2,00 → 0,00 ▼"),
        ({"x:plan_done": "false"}, "Tổng điểm 10,00 ▼ 8,50"),
        ({"x:evidence:1.1": "present"}, "1.1 Ban hành kế hoạch 2,00 → 0,00 ▼"),
        ({"x:initiatives": "3"}, "Tổng điểm 10,00 ▲ 11,00"),
        ({"x:unknown": "1", "g:1999:x": "2"}, "Tổng điểm 10,00 10,00"),
    ],
)
def test_every_kind_of_input(client: Client, fields: dict[str, str], words: str) -> None:
    first = client.get(TRIAL).content
    answer = client.post(TRIAL, {"giu": carried(first), "muc": "tat-ca", "nam": "2026", **fields})
    assert words in text(answer.content)


def test_fields_are_typed_by_what_they_hold(client: Client) -> None:
    page = client.get(f"{TRIAL}?muc=tat-ca").content.decode()
    assert re.search(r'<select class="inp" id="s0-1" name="x:plan_issued"', page)
    assert re.search(
        r'<input class="inp" id="s1-1" name="x:reports_due" type="text" value="100" inputmode="decimal"', page
    )
    assert re.search(r'<select class="inp" id="c0-1" name="x:evidence:1.1"', page)
    assert page.count('name="x:reports_due"') == 1


def test_another_year_keeps_what_was_typed_of_the_base_year(browser_of: Browsers, cast: dict[str, User]) -> None:
    rule = "{kind: growth, input: survey_overall, base: previous, at_least: 2}"
    published(cast[Role.COUNCIL], SMALL.replace("{kind: survey, input: survey_overall}", rule))
    browser = browser_of(Role.OFFICER)
    first = browser.get(f"{TRIAL}?muc=2.1&nam=2025").content
    sent = {"giu": carried(first), "muc": "2.1", "nam": "2025", "x:survey_overall": "80", "g:2024:survey_overall": "78"}
    second = browser.post(TRIAL, sent).content
    assert "80 so với 78 năm 2024" in text(second)
    third = browser.post(TRIAL, {"giu": carried(second), "muc": "2.1", "nam": "2026"}).content
    assert "80 so với 78 năm 2025" in text(third)


def test_inputs_are_called_what_the_set_calls_them(browser_of: Browsers, cast: dict[str, User]) -> None:
    named = SMALL.replace("criteria:", "inputs: {survey_overall: Mức hài lòng chung}\ncriteria:", 1)
    published(cast[Role.COUNCIL], named)
    browser = browser_of(Role.OFFICER)
    assert "Mức hài lòng chung survey_overall: kết quả khảo sát" in text(browser.get(f"{TRIAL}?muc=2.1").content)
    assert "Mức hài lòng chung survey_overall" in text(browser.get(ADDRESS).content)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"x:survey_overall": "101"}, "lớn hơn thang khảo sát"),
        ({"x:survey_overall": "nhiều"}, "không phải số"),
        ({"x:reports_due": "-1"}, "là số âm"),
        ({"x:reports_on_time": "101"}, "không thể lớn hơn số phải làm"),
        ({"x:evidence:1.1": "đã có"}, "không phải tình trạng minh chứng"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(client: Client, fields: dict[str, str], words: str) -> None:
    kept = carried(client.get(TRIAL).content)
    answer = client.post(TRIAL, {"giu": kept, "muc": "tat-ca", "nam": "2026", **fields})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in unescape(page)
    assert 'aria-invalid="true"' in page
    assert "Tổng điểm 10,00 10,00" in text(answer.content)
    assert json.loads(carried(answer.content)) == json.loads(kept)


@pytest.mark.parametrize("kept", ["", "x", "[1]", '{"x:a": 1}', "[" * 50_000, '{"x:survey_overall": "1e5"}'])
def test_a_broken_form_is_no_fault_of_the_program(client: Client, kept: str) -> None:
    answer = client.post(TRIAL, {"giu": kept, "muc": "khong-co", "nam": "1"})
    assert answer.status_code in {200, 400}
    assert "Tổng điểm 0,00" in text(answer.content)


def test_nothing_is_stored(client: Client) -> None:
    kept = carried(client.get(TRIAL).content)
    with CaptureQueriesContext(connection) as found:
        client.post(TRIAL, {"giu": kept, "muc": "tat-ca", "nam": "2025", "x:initiatives": "1"})
    assert [q["sql"] for q in found if not q["sql"].startswith("SELECT")] == []


def test_the_model_set_in_whole(browser_of: Browsers, cast: dict[str, User]) -> None:
    published(cast[Role.COUNCIL], shipped_sets()["mau-xa/2026-08-31"].text)
    browser = browser_of(Role.COORDINATOR)
    page = browser.get("/bo-tieu-chi/mau-xa/2026-08-31/thu?muc=tat-ca&nam=2026").content
    assert "Tổng điểm 100,00 100,00" in text(page)
    fields = dict(re.findall(r'name="([xg]:[^"]+)"[^>]*value="([^"]*)"', page.decode()))
    assert 200 < len(re.findall(r'name="[xg]:', page.decode())) < 800
    sent = {"giu": carried(page), "muc": "tat-ca", "nam": "2026", **fields, "x:submission_days_late": "3"}
    answer = browser.post("/bo-tieu-chi/mau-xa/2026-08-31/thu", sent)
    assert "Xếp loại Xuất sắc → –" in text(answer.content)


def test_days_are_typed_as_people_write_them() -> None:
    typed = {"x:evidence_date:1.1": "31/3/2025", "x:evidence_date:1.2": "31/11/2025", "x:survey": "87,5"}
    assert posted_texts(typed) == {
        "x:evidence_date:1.1": "2025-03-31",
        "x:evidence_date:1.2": "31/11/2025",  # no such day: it stays for its message
        "x:survey": "87.5",
    }
