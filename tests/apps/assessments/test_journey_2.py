"""Journey 2: a plan signed only as a picture stands for 1.3; then the one the Standing Board signed takes its place."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.assessments.models import Assessment, Attached
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.library.storage import path_of
from namro.apps.people.models import Role, User
from tests.apps.assessments.sheets import edition_in_force, publish_set, sheet_of
from tests.documents.signatures.signing import (
    BODY_BOX,
    DAY_AT,
    NUMBER_AT,
    draw,
    filled_in,
    issue,
    issuer,
    letter,
    sign,
    stamp,
    words,
)
from tests.house.sources import PACKAGE

Browsers = Callable[[str], Client]
AT = "/phieu/2026/suoi-may"
LEAF = "1.3.a"

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: dict[str, User], data_folder: Path) -> Assessment:
    """The commune's sheet of 2026 on the shipped set of that document."""
    text = (PACKAGE / "data/frameworks/vo-nhai-xa/2017-12-05.yaml").read_text("utf-8")
    return sheet_of(cast, publish_set(cast, text.replace("years: {from: 2021, to: 2021}", "years: {from: 2021}")))


def pdf(content: bytes, name: str = "ke-hoach-giam-sat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def pictured() -> bytes:
    """The plan with number and day, a name and a ring drawn where the signature belongs."""
    return draw(letter(), words("12", NUMBER_AT), words("10", DAY_AT), words("Tran Van Khue", (420, 300)), stamp())


def signed() -> bytes:
    """The plan signed by the chair of the Standing Board, numbered and stamped by the clerk, sealed by the Council."""
    chair = issue("Trần Văn Khuê", organisation="Thường trực HĐND xã Suối Mây", by=issuer())
    council = issue("Hội đồng nhân dân xã Suối Mây", organisation="Hội đồng nhân dân xã Suối Mây", by=issuer())
    return sign(filled_in(sign(letter(), chair)), council, box=BODY_BOX)


def test_a_picture_of_a_signature_and_the_signed_plan_after_it(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    first = pictured()
    sent = client.post(f"{AT}/phan-cong/{LEAF}/gan", {"tep": pdf(first)})
    assert sent.status_code == 302
    for page in (f"{AT}/{LEAF}", f"{AT}/{LEAF}?khung=1"):
        said = text_of(client, page)
        assert "chưa ký số" in said
        assert "Chưa ký số. Minh chứng này cần ký số." in said
        assert "Gợi ý từ minh chứng: 0,00 (chưa ký số)" in said

    evidence = Evidence.objects.get()
    sent = client.post(f"/thu-vien/{evidence.code}/phien-ban", {"tep": pdf(signed())})
    assert sent.status_code == 302
    for page in (f"{AT}/{LEAF}", f"{AT}/{LEAF}?khung=1"):
        said = text_of(client, page)
        assert "Gợi ý từ minh chứng: nhiều nhất 0,50" in said
        assert "chưa ký số" not in said.casefold()
        assert "khác với lúc ký" not in said
        assert "ký số" in said

    assert Attached.objects.get(node_id=LEAF, removed_at=None).evidence == evidence
    files = EvidenceFile.objects.order_by("version")
    assert [(file.version, file.current, file.signed) for file in files] == [(1, False, "none"), (2, True, "both")]
    assert files[1].signatures is not None
    assert files[1].signatures["changed_after"] == "normal"
    assert path_of(files[0].sha256).read_bytes() == first
    told = text_of(client, f"/thu-vien/{evidence.code}")
    assert f"/thu-vien/{evidence.code}/tep/1" in told


def text_of(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return unescape(answer.content.decode())
