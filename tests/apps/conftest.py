"""One cast of people and one invented document for all tests of the apps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from namro.apps.exchange.actions import import_file
from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.people.models import Role, User
from namro.core.base.clock import system_clock
from tests.apps.remembered import people

PASSWORD = "mot-mat-khau-de-thu"
#: What the test client returns: its class exists in type stubs only.
Answer: TypeAlias = Any

#: An invented sheet: field 1 says 8.50 where its parts give 8.00, and 1.3 lost points without a remedy's date.
SHEET = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
Số: 07/KH-UBND
Suối Mây, ngày 14 tháng 3 năm 2026

KẾ HOẠCH
Nâng cao Chỉ số cải cách hành chính năm 2026

Năm 2025 xã Suối Mây đạt 8,50/10 điểm Chỉ số cải cách hành chính.

I. KẾT QUẢ NĂM 2025

Nhiệm vụ 1: Công tác chỉ đạo, điều hành: đạt 8,5/10 điểm
1.1. Xây dựng kế hoạch: đạt 2/2 điểm
1.2. Báo cáo định kỳ: đạt 5/6 điểm, trừ 1 điểm do không có minh chứng
Biện pháp khắc phục: Giao đ/c Duy lập sổ theo dõi báo cáo trước ngày 31/11/2026.
1.3. Kiểm tra, giám sát: đạt 1/2 điểm, trừ 1 điểm do kế hoạch giám sát chưa ký số
"""


@pytest.fixture
def cast(db: None) -> dict[str, User]:
    """One account per role, by role, in a province with one commune."""
    return cast_made()


def cast_made() -> dict[str, User]:
    """Make the cast; the record holds nothing of it: what a test finds there, it did itself."""
    accounts = people(PASSWORD, communes=1)
    users = User.objects.in_bulk([account.username for account in accounts], field_name="username")
    return {account.role: users[account.username] for account in accounts}


@pytest.fixture
def browser_of(cast: dict[str, User]) -> Callable[[str], Client]:
    """Return a logged-in client for a role; "" is a visitor without an account."""

    def make(role: str) -> Client:
        client = Client()
        if role:
            client.force_login(cast[role])
        return client

    return make


@pytest.fixture
def sheet_file(tmp_path: Path) -> Path:
    """The invented sheet as a file."""
    return sheet_in(tmp_path)


def sheet_in(folder: Path) -> Path:
    """Write the invented sheet into a folder."""
    path = folder / "phieu-suoi-may.txt"
    path.write_text(SHEET, "utf-8")
    return path


@pytest.fixture
def document(cast: dict[str, User], sheet_file: Path) -> ImportedDocument:
    """The invented sheet, imported by the coordinator."""
    return import_file(cast[Role.COORDINATOR], sheet_file, at=system_clock()).document


@pytest.fixture
def job(cast: dict[str, User]) -> ImportJob:
    """A long file of the coordinator's that is being read."""
    return job_of(cast)


def job_of(cast: dict[str, User]) -> ImportJob:
    """Make a long file of the coordinator's that is being read."""
    now = system_clock()
    return ImportJob.objects.create(
        by=cast[Role.COORDINATOR],
        at=now,
        changed_at=now,
        name="bao-cao-200-trang.pdf",
        size=3_400_000,
        sha256="a" * 64,
        state=ImportJob.State.READING,
        done=84,
        total=200,
    )


@pytest.fixture
def data_folder(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test alone."""
    folder = tmp_path / "data"
    settings.DATA_DIR = folder
    return folder


def upload(text: str, name: str = "phieu.txt") -> SimpleUploadedFile:
    """Return an upload with this text."""
    return SimpleUploadedFile(name, text.encode())


#: On PostgreSQL these run in `make test`, all others in `make test-slow`: every page with its SQL, and whole journeys.
_ON_BOTH = ("test_every_page", "test_journey_", "test_database")
#: Whoever sees no page there that none of the others sees: their addresses are asked on PostgreSQL in `make test-slow`.
_LIKE_OTHERS = {Role.LEADER, Role.APPRAISER, Role.ENUMERATOR}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what the quick run on PostgreSQL takes: those, and whatever has several writers at once."""
    for item in (item for item in items if isinstance(item, pytest.Function)):
        asked = item.get_closest_marker("django_db")
        writers = "transactional_db" in getattr(item, "fixturenames", ()) or (
            asked is not None and asked.kwargs.get("transaction", False)
        )
        asks_like_others = item.originalname == "test_answers" and item.callspec.params["who"] in _LIKE_OTHERS
        if writers or (item.path.stem.startswith(_ON_BOTH) and not asks_like_others):
            item.add_marker("on_both")
