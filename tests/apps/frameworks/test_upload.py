"""Uploading a criteria set: faults by line, nothing half saved, drafts replaced after a look."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.frameworks import forms
from namro.apps.frameworks.models import Edition
from namro.apps.people.models import Role, User
from tests.apps.conftest import Answer
from tests.apps.frameworks.sets import ADDRESS, SMALL, draft, published

Browsers = Callable[[str], Client]
PAGE = "/bo-tieu-chi/nap"


def send(client: Client, content: str | bytes, name: str = "vi-du.yaml") -> Answer:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(PAGE, {"file": SimpleUploadedFile(name, raw)})


def said(answer: Answer) -> str:
    return str(answer.content.decode())


def test_a_good_file_becomes_a_draft(browser_of: Browsers) -> None:
    answer = send(browser_of(Role.COUNCIL), SMALL)
    assert (answer.status_code, answer.headers["Location"]) == (302, ADDRESS)
    row = Edition.objects.get()
    assert (row.text, row.status, row.uploaded_by.full_name) == (SMALL, "draft", "Trịnh Gia Long")


def test_a_mark_at_the_beginning_is_no_part_of_the_text(browser_of: Browsers) -> None:
    send(browser_of(Role.COUNCIL), b"\xef\xbb\xbf" + SMALL.encode())
    assert Edition.objects.get().text == SMALL


def test_faults_stand_with_their_lines_and_nothing_is_saved(browser_of: Browsers) -> None:
    wrong = SMALL.replace("Hài lòng chung, max: 2", "Hài lòng chung, max: 3").replace("on_time, due", "on_tim, due")
    answer = send(browser_of(Role.COUNCIL), wrong, name="hai <lỗi>.yaml")
    page = said(answer)
    assert answer.status_code == 400
    assert not Edition.objects.exists()
    for words in ("on_tim", "    max: 2"):
        line = next((n for n, text in enumerate(wrong.splitlines(), 1) if words in text), 0)
        assert f"dòng {line}," in page
    assert "<lỗi>" not in page
    assert "2 lỗi, chưa lưu gì" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "không phải UTF-8"),
        (b"", "Tệp trống"),
        (b"PK\x03\x04 not yaml at all", "lỗi, chưa lưu gì"),
        (b"a: &x [*x]", "lỗi, chưa lưu gì"),
        (b"[" * 100_000, "lỗi, chưa lưu gì"),
        (b"x: \x00", "lỗi, chưa lưu gì"),
    ],
    ids=["utf-16", "empty", "zip", "alias", "deep", "nul"],
)
def test_a_file_that_is_no_set_is_told(browser_of: Browsers, content: bytes, words: str) -> None:
    answer = send(browser_of(Role.COUNCIL), content)
    assert answer.status_code == 400
    assert words in said(answer)
    assert not Edition.objects.exists()


def test_a_large_file_is_refused_unread(browser_of: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", 100)
    answer = send(browser_of(Role.COUNCIL), SMALL)
    assert answer.status_code == 400
    assert "nhận đến" in said(answer)


def test_the_same_file_again_is_recognised(browser_of: Browsers, cast: dict[str, User]) -> None:
    published(cast[Role.COUNCIL])
    client = browser_of(Role.ADMIN)
    assert send(client, SMALL).headers["Location"] == ADDRESS
    assert "đã có trong thư viện" in said(client.get(ADDRESS))
    assert Edition.objects.count() == 1


def test_another_text_replaces_a_draft_after_a_look(browser_of: Browsers, cast: dict[str, User]) -> None:
    draft(cast[Role.COUNCIL])
    client = browser_of(Role.COUNCIL)
    other = SMALL.replace("Hài lòng chung", "Hài lòng về phục vụ").replace("\n", "\r\n")
    page = said(send(client, other))
    assert "Hài lòng chung" in page
    assert "Hài lòng về phục vụ" in page
    assert Edition.objects.get().text == SMALL
    token = re.search(r'name="thay" value="([^"]+)"', page)
    assert token
    assert client.post(PAGE, {"thay": token[1]}).headers["Location"] == ADDRESS
    assert Edition.objects.get().text == other


def test_a_draft_that_changed_meanwhile_is_not_replaced(browser_of: Browsers, cast: dict[str, User]) -> None:
    draft(cast[Role.COUNCIL])
    client = browser_of(Role.COUNCIL)
    token = re.search(r'name="thay" value="([^"]+)"', said(send(client, SMALL.replace("chung", "một"))))
    assert token
    Edition.objects.all().delete()
    answer = client.post(PAGE, {"thay": token[1]})
    assert answer.status_code == 409
    assert "Trong lúc đó" in said(answer)


@pytest.mark.parametrize("token", ["", "abc", signing.dumps({"text": SMALL})])
def test_what_was_not_packed_here_is_not_taken(browser_of: Browsers, token: str) -> None:
    answer = browser_of(Role.COUNCIL).post(PAGE, {"thay": token})
    assert answer.status_code == 400
    assert "Chọn lại tệp" in said(answer)
    assert not Edition.objects.exists()


def test_one_persons_answer_is_not_anothers(browser_of: Browsers, cast: dict[str, User]) -> None:
    draft(cast[Role.COUNCIL])
    page = said(send(browser_of(Role.COUNCIL), SMALL.replace("chung", "một")))
    token = re.search(r'name="thay" value="([^"]+)"', page)
    assert token
    assert browser_of(Role.ADMIN).post(PAGE, {"thay": token[1]}).status_code == 400


def test_a_published_edition_is_refused_with_the_reason(browser_of: Browsers, cast: dict[str, User]) -> None:
    published(cast[Role.COUNCIL])
    answer = send(browser_of(Role.COUNCIL), SMALL.replace("chung", "một"))
    assert answer.status_code == 409
    assert "đã công bố nên không thay được" in said(answer)
    assert Edition.objects.get().text == SMALL


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.WATCHER])
def test_others_upload_nothing(browser_of: Browsers, role: str) -> None:
    assert send(browser_of(role), SMALL).status_code == 403
    assert browser_of(role).post("/bo-tieu-chi/co-san", {"bo": "mau-xa/2026-08-31"}).status_code == 403
    assert not Edition.objects.exists()


def test_a_shipped_set_is_taken_over_with_one_button(browser_of: Browsers) -> None:
    client = browser_of(Role.COUNCIL)
    assert 'value="mau-xa/2026-08-31"' in said(client.get("/bo-tieu-chi"))
    answer = client.post("/bo-tieu-chi/co-san", {"bo": "mau-xa/2026-08-31"})
    assert answer.headers["Location"] == "/bo-tieu-chi/mau-xa/2026-08-31"
    assert 'value="mau-xa/2026-08-31"' not in said(client.get("/bo-tieu-chi"))
    assert client.post("/bo-tieu-chi/co-san", {"bo": "../../settings"}).status_code == 404
