"""Bad files beside a criterion: what is refused leaves nothing, what cannot be read stays and serves nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.assessments.models import Assessment, Attached
from namro.apps.library.models import Evidence
from namro.apps.people.models import Role, User
from tests.apps.assessments.giving import give, sheet_of
from tests.apps.assessments.sheets import edition_in_force
from tests.apps.assessments.story import read, words
from tests.apps.library.test_adding import pdf_bomb

Browsers = Callable[[str], Client]
ROW, CRITERION = "/phieu/2026/suoi-may/phan-cong/1.2", "/phieu/2026/suoi-may/1.2"
GOOD = SimpleUploadedFile("bao-cao.txt", "Số: 12/BC-UBND".encode())

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def officer(cast: dict[str, User], browser_of: Browsers, data_folder: Path) -> Client:
    """Who answers for criterion 1.2."""
    give(cast, sheet_of(cast), "1.2", cast[Role.OFFICER])
    return browser_of(Role.OFFICER)


def test_an_executable_is_refused_with_what_came_beside_it(officer: Client) -> None:
    program = SimpleUploadedFile("bao-cao.pdf", b"MZ\x90\x00" + bytes(200))
    answer = officer.post(f"{ROW}/gan", {"tep": [GOOD, program]})
    assert answer.status_code == 400
    assert "bao-cao.pdf" in words(answer)
    assert not Evidence.objects.exists()
    assert not Attached.objects.exists()


def test_half_a_gigabyte_is_refused_before_it_is_taken_in(officer: Client) -> None:
    answer = officer.post(f"{ROW}/gan", {"tep": GOOD}, headers={"content-length": str(500 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "lớn" in words(answer)
    assert not Evidence.objects.exists()


def test_a_pdf_bomb_stays_and_is_no_proof(officer: Client) -> None:
    answer = officer.post(f"{ROW}/gan", {"tep": SimpleUploadedFile("bom.pdf", pdf_bomb()), "piece": "ke-hoach"})
    assert answer.status_code == 302
    assert "không đọc được" in read(officer, ROW)
    said = read(officer, CRITERION)
    assert "bom.pdf, không đọc được" in said
    assert "phình ra" in said
    assert "không đọc được" in read(officer, "/phieu/2026/suoi-may/thieu-minh-chung")
    assert Assessment.objects.get().attached.count() == 1
