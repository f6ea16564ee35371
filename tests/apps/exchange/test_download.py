"""Giving documents out: the original as it came, the plan as a file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from urllib.parse import unquote

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
    missing = officer.get("/nhap-van-ban/aaaaaaaaaa")
    assert (refused.status_code, missing.status_code) == (404, 404)
    assert refused.content.decode().replace(document.code, "aaaaaaaaaa") == missing.content.decode()
    ImportedDocument.objects.update(uploaded_by=cast[Role.OFFICER])
    assert document.code in officer.get("/nhap-van-ban").content.decode()
    assert officer.get(f"/nhap-van-ban/{document.code}").status_code == 200


def test_codes_are_random_and_exact(browser_of: Browsers, document: ImportedDocument) -> None:
    client = browser_of(Role.ADMIN)
    assert len(document.code) == 10
    for wrong in ("aaaaaaaaaa", document.code.upper(), document.code[:9], document.code + "a", str(document.pk)):
        assert client.get(f"/nhap-van-ban/{wrong}").status_code == 404


def test_plan_is_named_by_commune_and_year_and_laid_out_as_asked(
    browser_of: Browsers, document: ImportedDocument
) -> None:
    client = browser_of(Role.ADMIN)
    named = client.get(plan(document, "docx")).headers["Content-Disposition"]
    assert unquote(named).endswith("Ke-hoach-khac-phuc-Suối-Mây-2026.docx")
    assert "filename*=utf-8''" in named
    address = f"{plan(document, 'docx')}?layout=blocks"
    assert address in client.get(f"/nhap-van-ban/{document.code}").content.decode()
    blocks, annex = (Document(BytesIO(take(client, a))) for a in (address, plan(document, "docx")))
    assert len(blocks.tables) < len(annex.tables)
    assert client.get(f"{plan(document, 'docx')}?layout=x").status_code == 404


def plan(document: ImportedDocument, kind: str) -> str:
    return f"/nhap-van-ban/{document.code}/ke-hoach.{kind}"
