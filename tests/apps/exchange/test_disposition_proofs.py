"""Proof of what is said to be remedied: kept by its content, guarded, never lost by the form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.people.models import AuditEntry, Role
from tests.apps.exchange.deciding import PDF, page_of, pdf, remedied

Browsers = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("data_folder")


class TestProofs:
    def test_a_file_is_kept_by_its_content_and_given_to_readers(
        self, browser_of: Browsers, document: ImportedDocument, data_folder: Path
    ) -> None:
        remedied(browser_of(Role.COORDINATOR), document, minh_chung="", tep=pdf())
        (entry,) = DispositionEntry.objects.all()
        assert (data_folder / "files" / entry.sha256[:2] / entry.sha256[2:4] / entry.sha256).read_bytes() == PDF
        address = f"/nhap-van-ban/{document.code}/phieu/minh-chung/1"
        assert address in page_of(browser_of(Role.LEADER), document)
        answer = browser_of(Role.LEADER).get(address)
        assert answer.getvalue() == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="QD 12.pdf"'
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert AuditEntry.objects.latest("id").act == AuditEntry.Act.PROOF_DOWNLOADED
        assert browser_of(Role.OFFICER).get(address).status_code == 404
        assert browser_of("").get(address).status_code == 302
        assert browser_of(Role.LEADER).get(f"{address}7").status_code == 404

    def test_an_entry_without_a_file_gives_none(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        remedied(client, document)
        assert client.get(f"/nhap-van-ban/{document.code}/phieu/minh-chung/1").status_code == 404

    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("a.pdf", b"<script>alert(1)</script>", "nội dung không phải PDF"),
            ("a.html", b"<script>alert(1)</script>", "không phải loại nhận làm minh chứng"),
            ("a.svg", b"<svg onload='alert(1)'/>", "không phải loại nhận làm minh chứng"),
            ("a.exe", b"MZ\x90", "không phải loại nhận làm minh chứng"),
            ("khong-duoi", PDF, "không phải loại nhận làm minh chứng"),
        ],
    )
    def test_what_is_not_as_named_is_refused_and_not_kept(
        self, browser_of: Browsers, document: ImportedDocument, data_folder: Path, name: str, content: bytes, told: str
    ) -> None:
        before = [path for path in data_folder.rglob("*") if path.is_file()]
        answer = remedied(browser_of(Role.COORDINATOR), document, minh_chung="", tep=pdf(content, name))
        assert answer.status_code == 400
        assert told in answer.content.decode()
        assert [path for path in data_folder.rglob("*") if path.is_file()] == before

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("anh.jpg", b"\xff\xd8\xff\xe0 photo"),
            ("anh.png", b"\x89PNG\r\n\x1a\n photo"),
            ("anh.heic", b"\0\0\0\x18ftypheic photo"),
            ("bang.xlsx", b"PK\x03\x04 table"),
        ],
    )
    def test_photos_and_office_files_are_taken(
        self, browser_of: Browsers, document: ImportedDocument, name: str, content: bytes
    ) -> None:
        answer = remedied(browser_of(Role.COORDINATOR), document, minh_chung="", tep=pdf(content, name))
        assert answer.status_code == 302

    def test_a_file_over_the_limit_is_refused_in_words(
        self, browser_of: Browsers, document: ImportedDocument, settings: object
    ) -> None:
        settings.MAX_UPLOAD_BYTES = 1000  # type: ignore[attr-defined]
        page = remedied(browser_of(Role.COORDINATOR), document, tep=pdf(PDF + b"x" * 2000)).content.decode()
        assert "trang nhận đến" in page

    def test_a_kept_file_comes_back_through_a_refused_form_for_this_person_only(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        page = remedied(client, document, ngay="31/11/2025", tep=pdf()).content.decode()
        assert "Đã giữ tệp QD 12.pdf" in page
        token = page.split('name="tep-da-giu" value="')[1].split('"')[0]
        other = remedied(browser_of(Role.ADMIN), document, minh_chung="", tep_da_giu=token)
        assert "Chưa có minh chứng" in other.content.decode()
        assert remedied(client, document, minh_chung="", tep_da_giu=token + "x").status_code == 400
        assert remedied(client, document, minh_chung="", tep_da_giu=token).status_code == 302
        assert DispositionEntry.objects.get().file_name == "QD 12.pdf"

    def test_a_new_day_does_not_lose_the_file(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        remedied(client, document, tep=pdf())
        remedied(client, document, version=1, ngay="6/3/2026")
        assert {entry.file_name for entry in DispositionEntry.objects.all()} == {"QD 12.pdf"}
