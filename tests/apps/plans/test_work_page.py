"""The page of one time of a task: proof from a form, acts, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import AuditEntry, Role
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence, Proof
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.improvement.states import State
from tests.apps.plans.giving_out import Cast, give_out, owned_by

Browsers = Callable[[str], Client]
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


@pytest.fixture
def work(cast: Cast) -> Occurrence:
    now = system_clock()
    (row,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": now.date() + timedelta(days=9)}], at=now)
    return row


def photo(name: str = "image.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_photos_and_files_are_handed_in_with_one_button(
    browser_of: Browsers, work: Occurrence, data_folder: Path
) -> None:
    client = browser_of(Role.OFFICER)
    sent = {
        "anh": photo(),
        "tep": [photo(content=JPEG + b"2"), photo("bc.pdf", b"%PDF-1.7 x")],
        "duong-dan": "https://example.vn/tin/1",
        "noi-dung": "đã làm",
        "viec": "submit",
    }
    answer = client.post(f"/viec/{work.code}/nop", sent, follow=True)
    assert "Đã nộp. Chờ duyệt." in answer.content.decode()
    work.refresh_from_db()
    assert work.state == State.SUBMITTED
    assert sorted(work.proofs.values_list("name", flat=True)) == [
        "bc.pdf", "https://example.vn/tin/1", "image.jpg", "image.jpg",
    ]  # fmt: skip
    assert not list(data_folder.glob("incoming-*"))
    page = browser_of(Role.LEADER).get(f"/viec/{work.code}").content.decode()
    assert "Trả lại thì phải ghi lý do" in page
    assert 'name="anh"' not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", b"<html><script>alert(1)</script>"),
        ("anh.html", b"<html>"),
        ("anh.svg", b"<svg/>"),
        ("trong.pdf", b""),
        ("may.exe", b"MZ\x90"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_saved(
    browser_of: Browsers, work: Occurrence, data_folder: Path, name: str, content: bytes
) -> None:
    sent = {"tep": [photo(), photo(name, content)], "duong-dan": "https://example.vn/1", "noi-dung": "ghi chú dài"}
    answer = browser_of(Role.OFFICER).post(f"/viec/{work.code}/nop", {**sent, "viec": "submit"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Chưa tệp nào được lưu" in page
    assert "ghi chú dài" in page
    assert "https://example.vn/1" in page
    assert not Proof.objects.exists()
    assert not [path for path in data_folder.rglob("*") if path.is_file()]
    assert not AuditEntry.objects.filter(subject=work.code).exists()


def test_more_than_the_site_takes_is_refused_before_it_is_written(
    browser_of: Browsers, work: Occurrence, data_folder: Path, settings: LazySettings
) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    sent = {"tep": photo(content=JPEG + b"x" * 80_000), "viec": "keep"}
    answer = browser_of(Role.OFFICER).post(f"/viec/{work.code}/nop", sent)
    assert answer.status_code == 413
    assert not work.proofs.exists()
    assert not [path for path in data_folder.rglob("*") if path.is_file()]


def test_too_many_files_at_once_are_refused(browser_of: Browsers, work: Occurrence, data_folder: Path) -> None:
    files = [photo(content=JPEG + bytes([n])) for n in range(21)]
    answer = browser_of(Role.OFFICER).post(f"/viec/{work.code}/nop", {"tep": files, "viec": "keep"})
    assert answer.status_code == 400
    assert "đến 20 tệp" in answer.content.decode()
    assert not work.proofs.exists()


def test_who_only_reads_neither_adds_nor_takes_proof_back(
    cast: Cast, browser_of: Browsers, work: Occurrence, data_folder: Path
) -> None:
    actions.add_link(cast[Role.OFFICER], work, "https://example.vn/1", at=system_clock())
    watcher, proof = browser_of(Role.WATCHER), work.proofs.get()
    assert watcher.post(f"/viec/{work.code}/nop", {"tep": photo(), "viec": "keep"}).status_code == 400
    assert watcher.post(f"/viec/{work.code}/rut-minh-chung", {"ma": proof.code}).status_code == 400
    assert work.proofs.filter(taken_back_at=None).count() == 1
    assert not [path for path in data_folder.rglob("*") if path.is_file()]
    officer = browser_of(Role.OFFICER)
    assert officer.post(f"/viec/{work.code}/rut-minh-chung", {"ma": proof.code}).status_code == 302
    assert "Rút minh chứng" in officer.get(f"/viec/{work.code}").content.decode()


def test_the_words_of_a_form_that_is_gone_are_shown(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    officer, now = cast[Role.OFFICER], system_clock()
    actions.act(officer, work, "submit", said="xong", at=now)
    actions.act(cast[Role.LEADER], work, "accept", at=now)
    sent = {"viec": "submit", "noi-dung": "đã bổ sung phụ lục", "duong-dan": "https://example.vn/phu-luc"}
    answer = browser_of(Role.OFFICER).post(f"/viec/{work.code}/nop", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "đã bổ sung phụ lục" in page
    assert "https://example.vn/phu-luc" in page


def test_the_due_day_says_why_it_was_moved(cast: Cast, browser_of: Browsers) -> None:
    at = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
    (row,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": date(2026, 3, 29)}], at=at)
    page = browser_of(Role.OFFICER).get(f"/viec/{row.code}").content.decode()
    assert "Ngày 29/03 là Chủ nhật, ngày nghỉ: tính ngày làm việc liền trước, 27/03." in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.WATCHER, Role.ADMIN])
def test_the_plan_is_one_press_away(browser_of: Browsers, work: Occurrence, role: str) -> None:
    client = browser_of(role)
    plan = f"/ke-hoach/{work.task.plan.code}"
    assert f'<a href="{plan}">' in client.get(f"/viec/{work.code}").content.decode()
    assert client.get(plan).status_code == 200


def test_sending_the_same_again_adds_nothing(browser_of: Browsers, work: Occurrence, data_folder: Path) -> None:
    client = browser_of(Role.OFFICER)
    for _ in range(2):
        answer = client.post(f"/viec/{work.code}/nop", {"tep": photo(), "viec": "keep"}, follow=True)
    assert "Đã có từ trước" in answer.content.decode()
    assert work.proofs.count() == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x.vn/a", "không phải"])
def test_only_web_addresses_are_proof(browser_of: Browsers, work: Occurrence, link: str) -> None:
    answer = browser_of(Role.OFFICER).post(f"/viec/{work.code}/nop", {"duong-dan": link, "viec": "keep"})
    assert answer.status_code == 400
    assert "không phải là đường dẫn" in answer.content.decode()
    assert not work.proofs.exists()


def test_proof_goes_out_guarded_to_those_who_may_read(
    cast: Cast, browser_of: Browsers, work: Occurrence, data_folder: Path
) -> None:
    browser_of(Role.OFFICER).post(f"/viec/{work.code}/nop", {"tep": photo("Ảnh «1».jpg"), "viec": "keep"})
    proof = work.proofs.get()
    answer = browser_of(Role.LEADER).get(f"/minh-chung/{proof.code}")
    assert b"".join(answer.streaming_content) == JPEG  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert AuditEntry.objects.filter(act=AuditEntry.Act.PROOF_DOWNLOADED, actor=cast[Role.LEADER]).count() == 1
    cast[Role.WATCHER].holdings.update(until=system_clock().date())
    assert browser_of(Role.WATCHER).get(f"/minh-chung/{proof.code}").status_code == 404
    assert browser_of(Role.WATCHER).get(f"/viec/{work.code}").status_code == 404


def test_returning_needs_a_reason_and_keeps_what_was_typed(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    actions.act(cast[Role.OFFICER], work, "submit", said="xong", at=system_clock())
    leader = browser_of(Role.LEADER)
    answer = leader.post(f"/viec/{work.code}/lam", {"viec": "return", "noi-dung": " "})
    assert answer.status_code == 400
    assert "lý do trả lại" in answer.content.decode()
    answer = leader.post(f"/viec/{work.code}/lam", {"viec": "return", "noi-dung": "chưa ký số"})
    assert answer.status_code == 302, answer.content.decode()
    page = browser_of(Role.OFFICER).get(f"/viec/{work.code}").content.decode()
    assert "chưa ký số" in page
    assert "Nộp lại" in page
    assert "Phó Chủ tịch" in page  # who it was then


def test_two_people_write_and_both_values_are_shown(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    actions.tell_progress(cast[Role.COORDINATOR], work, 40, at=system_clock())
    client = browser_of(Role.OFFICER)
    sent = {"tien-do": "60", "noi-dung": "đã gửi các thôn", "version": "0"}
    answer = client.post(f"/viec/{work.code}/tien-do", sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "40 %" in page
    assert "60 %" in page
    assert "đã gửi các thôn" in page
    assert "Giữ của Vũ Minh Khuê" in page
    assert client.post(f"/viec/{work.code}/tien-do", {**sent, "version": "1"}).status_code == 302
    work.refresh_from_db()
    assert work.progress == 60


def test_what_a_leader_has_not_seen_is_not_accepted(
    cast: Cast, browser_of: Browsers, work: Occurrence, data_folder: Path
) -> None:
    officer, now = cast[Role.OFFICER], system_clock()
    actions.act(officer, work, "submit", said="xong", at=now)
    work.refresh_from_db()
    seen = work.version
    actions.add_link(officer, work, "https://example.vn/khac", at=now)
    answer = browser_of(Role.LEADER).post(f"/viec/{work.code}/lam", {"viec": "accept", "version": str(seen)})
    assert answer.status_code == 409
    assert "https://example.vn/khac" in answer.content.decode()
    work.refresh_from_db()
    assert work.state == State.SUBMITTED
    browser_of(Role.LEADER).post(f"/viec/{work.code}/lam", {"viec": "accept", "version": str(work.version)})
    work.refresh_from_db()
    assert work.state == State.ACCEPTED


def test_two_leaders_accept_at_once(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    actions.act(cast[Role.OFFICER], work, "submit", said="xong", at=system_clock())
    for role, status in ((Role.LEADER, 302), (Role.COORDINATOR, 400)):
        answer = browser_of(role).post(f"/viec/{work.code}/lam", {"viec": "accept"})
        assert answer.status_code == status
    assert "Đã xong" in answer.content.decode()
    assert work.events.filter(act="accept").count() == 1


def test_more_time_needs_the_leader_a_day_and_a_reason(cast: Cast, browser_of: Browsers, work: Occurrence) -> None:
    address, later = f"/viec/{work.code}/doi-han", (system_clock().date() + timedelta(days=40)).isoformat()
    assert browser_of(Role.OFFICER).post(address, {"han": later, "noi-dung": "bận"}).status_code == 400
    leader = browser_of(Role.LEADER)
    wrong = leader.post(address, {"han": "2026-11-31", "noi-dung": "chờ hướng dẫn"})
    assert wrong.status_code == 400
    assert "chờ hướng dẫn" in wrong.content.decode()
    assert leader.post(address, {"han": later, "noi-dung": "chờ hướng dẫn"}).status_code == 302
    page = leader.get(f"/viec/{work.code}").content.decode()
    assert "Phạm Quốc Hưng đổi hạn" in page


def test_the_page_asks_the_database_a_fixed_number_of_times(
    cast: Cast, browser_of: Browsers, work: Occurrence, data_folder: Path
) -> None:
    client = browser_of(Role.OFFICER)
    client.get("/viec")
    actions.comment_on(cast[Role.OFFICER], work, f"@{cast[Role.LEADER].full_name}", at=system_clock())
    few = queries(client, work)
    for n in range(30):
        actions.add_link(cast[Role.OFFICER], work, f"https://example.vn/{n}", at=system_clock())
        actions.add_items(cast[Role.OFFICER], work, f"đầu việc {n}", at=system_clock())
        actions.comment_on(cast[Role.OFFICER], work, f"@{cast[Role.LEADER].full_name} {n}", at=system_clock())
    for item in work.task.items.all():
        actions.tick(cast[Role.OFFICER], work, item.pk, done=True, at=system_clock())
    assert queries(client, work) == few <= 28


def queries(client: Client, work: Occurrence) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/viec/{work.code}").status_code == 200
    return len(found)
