"""Giving documents out: the original as it came, the plan as a file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.http import FileResponse
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import AuditEntry, Role, User
from tests.apps.conftest import SHEET

Browsers = Callable[[str], Client]


def take(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert isinstance(answer, FileResponse)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.getvalue()


def test_original_comes_back_unchanged_and_never_as_a_page(browser_of: Browsers, document: ImportedDocument) -> None:
    client = browser_of(Role.LEADER)
    address = f"/nhap-van-ban/{document.code}/tep-goc"
    assert client.get(address).headers["Content-Type"] == "application/octet-stream"
    assert take(client, address).decode() == SHEET
    assert AuditEntry.objects.latest("id").act == AuditEntry.Act.ORIGINAL_DOWNLOADED


def test_plan_as_word_names_the_losses(browser_of: Browsers, document: ImportedDocument) -> None:
    written = Document(BytesIO(take(browser_of(Role.ADMIN), plan(document, "docx"))))
    cells = " ".join(cell.text for table in written.tables for row in table.rows for cell in row.cells)
    assert "sổ theo dõi báo cáo" in cells
    assert AuditEntry.objects.latest("id").note == "docx"


def test_plan_as_pdf_and_workbook(browser_of: Browsers, document: ImportedDocument) -> None:
    client = browser_of(Role.COORDINATOR)
    assert take(client, plan(document, "pdf")).startswith(b"%PDF-")
    assert load_workbook(BytesIO(take(client, plan(document, "xlsx")))).sheetnames


@pytest.mark.parametrize("kind", ["exe", "html", "docx.exe", "..%2f..%2fsecret-key"])
def test_no_other_kind(browser_of: Browsers, document: ImportedDocument, kind: str) -> None:
    assert browser_of(Role.ADMIN).get(plan(document, kind)).status_code == 404


def test_officers_see_their_own_documents_only(
    browser_of: Browsers, cast: dict[str, User], document: ImportedDocument
) -> None:
    officer = browser_of(Role.OFFICER)
    assert document.code not in officer.get("/nhap-van-ban").content.decode()
    refused = officer.get(f"/nhap-van-ban/{document.code}")
    assert refused.status_code == 403
    assert "do người khác nhập" in refused.content.decode()
    ImportedDocument.objects.update(uploaded_by=cast[Role.OFFICER])
    assert document.code in officer.get("/nhap-van-ban").content.decode()
    assert officer.get(f"/nhap-van-ban/{document.code}").status_code == 200


def test_codes_are_random_and_exact(browser_of: Browsers, document: ImportedDocument) -> None:
    client = browser_of(Role.ADMIN)
    assert len(document.code) == 10
    for wrong in ("aaaaaaaaaa", document.code.upper(), document.code[:9], document.code + "a", str(document.pk)):
        assert client.get(f"/nhap-van-ban/{wrong}").status_code == 404


def plan(document: ImportedDocument, kind: str) -> str:
    return f"/nhap-van-ban/{document.code}/ke-hoach.{kind}"
