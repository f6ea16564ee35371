"""Taking a document in: who may, what is kept, and what of a refused one (nothing)."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.library import storage
from namro.apps.library.uploads import safe_name
from namro.apps.people.models import AuditEntry, Role
from tests.apps.conftest import SHEET, upload

PAGE = "/nhap-van-ban"
Browsers = Callable[[str], Client]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_sheet_is_read_kept_and_shown(browser_of: Browsers, data_folder: Path) -> None:
    answer = browser_of(Role.OFFICER).post(PAGE, {"file": upload(SHEET)}, follow=True)
    made = ImportedDocument.objects.get()
    assert answer.redirect_chain == [(f"{PAGE}/{made.code}", 302)]
    assert "Đã đọc xong “phieu.txt”" in answer.content.decode()
    assert (made.kind, made.size) == ("txt", len(SHEET.encode()))
    assert made.contradictions >= 1
    kept = storage.path_of(made.sha256)
    assert kept.relative_to(data_folder).parts[:3] == ("files", made.sha256[:2], made.sha256[2:4])
    assert kept.read_text("utf-8") == SHEET
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert files_in(data_folder) == [kept]
    assert AuditEntry.objects.get().subject == made.code


def test_the_same_content_is_not_kept_twice(browser_of: Browsers, data_folder: Path) -> None:
    officer, coordinator = browser_of(Role.OFFICER), browser_of(Role.COORDINATOR)
    officer.post(PAGE, {"file": upload(SHEET)})
    again = officer.post(PAGE, {"file": upload(SHEET, "ten-khac.txt")}, follow=True)
    assert "đã có trong danh sách" in again.content.decode()
    coordinator.post(PAGE, {"file": upload(SHEET)})
    assert ImportedDocument.objects.count() == 2
    assert len(files_in(data_folder)) == 1


def test_a_newer_program_reads_again(browser_of: Browsers, data_folder: Path) -> None:
    client = browser_of(Role.OFFICER)
    client.post(PAGE, {"file": upload(SHEET)})
    ImportedDocument.objects.update(reader_version="0.0.1", contradictions=99)
    code = ImportedDocument.objects.get().code
    client.post(PAGE, {"file": upload(SHEET)})
    now = ImportedDocument.objects.get()
    assert (now.code, now.name) == (code, "phieu.txt")
    assert now.contradictions < 99
    assert AuditEntry.objects.latest("id").act == AuditEntry.Act.DOCUMENT_READ_AGAIN


REFUSED = {
    "secret stamp": (b"M\xe1\xba\xacT\n" + SHEET.encode(), "phieu.txt"),
    "empty": (b"", "phieu.txt"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "phieu.doc"),
    "damaged PDF": (b"%PDF-1.7\nnot really", "phieu.pdf"),
    "damaged Word": (b"PK\x03\x04" + bytes(40), "phieu.docx"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "phieu.png"),
}


@pytest.mark.parametrize(("content", "name"), REFUSED.values(), ids=REFUSED)
def test_a_refused_document_leaves_nothing(browser_of: Browsers, data_folder: Path, content: bytes, name: str) -> None:
    answer = browser_of(Role.OFFICER).post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert 'class="note bad" role="alert"' in said
    assert f"<b>{name}</b>" in said
    assert files_in(data_folder) == []
    assert list(data_folder.rglob("*")) == [data_folder / "waiting"]
    assert not ImportJob.objects.exists()
    assert not ImportedDocument.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_paper_with_nothing_in_it_is_not_called_fine(browser_of: Browsers, data_folder: Path) -> None:
    client = browser_of(Role.OFFICER)
    page = client.post(PAGE, {"file": upload("abc")}, follow=True).content.decode()
    assert "Không nhận ra phần đầu văn bản, điểm số hay nhiệm vụ nào" in page
    assert "Không có gì phải xem lại" not in page
    assert "1 mục" in client.get(PAGE).content.decode()


def test_leaders_do_not_upload(browser_of: Browsers, data_folder: Path) -> None:
    client = browser_of(Role.LEADER)
    assert "<form" not in client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"file": upload(SHEET)})
    assert answer.status_code == 403
    assert "Lãnh đạo, người theo dõi và người chưa có chức danh không nhập văn bản" in answer.content.decode()
    assert not data_folder.exists()


def test_what_a_document_says_is_text_not_markup(browser_of: Browsers, data_folder: Path) -> None:
    evil = "<script>alert(1)</script>"
    file = upload(SHEET.replace("chưa ký số", f"chưa ký số {evil}"), "<b>phieu</b>.txt")
    page = browser_of(Role.OFFICER).post(PAGE, {"file": file}, follow=True).content.decode()
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<b>phieu" not in page


def test_no_file_is_said_in_words(browser_of: Browsers) -> None:
    answer = browser_of(Role.OFFICER).post(PAGE, {})
    assert answer.status_code == 400
    assert "Chưa chọn tệp nào" in answer.content.decode()


def test_a_large_file_is_refused_in_the_form_and_a_huge_one_before_it_is_read(
    browser_of: Browsers, settings: LazySettings, data_folder: Path
) -> None:
    client = browser_of(Role.OFFICER)
    settings.MAX_UPLOAD_BYTES = 100_000
    large = client.post(PAGE, {"file": upload("a" * 120_000)})
    assert large.status_code == 400
    assert "trang nhận đến 98 KB" in large.content.decode()
    huge = client.post(PAGE, {"file": upload("a" * 200_000)})
    assert huge.status_code == 413
    assert "Trang nhận tệp đến 98 KB" in huge.content.decode()
    assert not data_folder.exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\an\\phiếu.docx", "phiếu.docx"),
        ("..", "van-ban"),
        ("", "van-ban"),
        ("a\x00b\nc.txt", "a_b_c.txt"),
        ("phieu\u202excod.txt", "phieu_xcod.txt"),
        ("Kế hoạch “số 7”.pdf", "Kế hoạch “số 7”.pdf"),
        ("a" * 400 + ".docx", "a" * 190 + ".docx"),
        ("Makefile", "Makefile"),
        ("Ế" * 190 + ".pdf", "Ế" * 78 + ".pdf"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
    ],
)
def test_names_cannot_lead_anywhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["../../../escape.txt", "/etc/escape.txt"])
def test_upload_stays_in_its_folder(browser_of: Browsers, data_folder: Path, name: str) -> None:
    file = upload(SHEET)
    file._name = name  # past Django's own cleaning
    browser_of(Role.OFFICER).post(PAGE, {"file": file})
    assert ImportedDocument.objects.get().name == "escape.txt"
    assert len(files_in(data_folder.parent)) == 1


@pytest.mark.parametrize("digest", ["../secret-key", "", "A" * 64, "a" * 63, "a" * 64 + "/.."])
def test_only_digests_become_paths(digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage.path_of(digest)
