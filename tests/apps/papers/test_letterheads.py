"""What stands around a unit's papers: by the organisation until somebody sets it, then in time, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from namro.apps.papers.actions import seen_of, set_letterhead
from namro.apps.papers.letterheads import letterhead_of
from namro.apps.papers.models import Letterhead
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.queries.people import seats_in
from namro.apps.people.standing import Standing
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.documents.writing.content import Paper
from namro.documents.writing.rendering import paper_bytes
from tests.documents.writing.papers import PAPERS

TEXTS = {
    "body": "UBND xã Suối Mây", "parent": "", "place": "Suối Mây", "agency_code": "UBND", "drafter": "VP",
    "head": "Chủ tịch", "filing": "Lưu: VT, VP", "recipients": "Đảng ủy xã\nTổ cải cách hành chính",
}  # fmt: skip


@pytest.fixture
def commune(cast: dict[str, User]) -> Unit:
    return Unit.objects.get(code="suoi-may")


@pytest.fixture
def today() -> date:
    return system_clock().date()


def _coordinator(cast: dict[str, User], unit: Unit, today: date) -> User:
    user = cast[Role.COORDINATOR]
    user.standing = Standing(today, frozenset({(Role.COORDINATOR, unit.pk)}))
    return user


def _set(user: User, unit: Unit, since: date, *, seen: int = 0, **texts: str) -> Letterhead:
    leader = next(seat for seat in seats_in(unit.pk, since) if seat.role == Role.LEADER)
    return set_letterhead(
        user, unit, since=since, values={**TEXTS, **texts}, signers=[(leader.pk, "TM_KT")], seen=seen,
        at=system_clock(),
    )  # fmt: skip


def test_without_a_row_the_organisation_answers(commune: Unit, today: date) -> None:
    head = letterhead_of(commune, today)
    assert (head.body, head.place, head.signers) == ("UBND xã Suối Mây", "Suối Mây", ())
    assert head.parent.startswith("UBND tỉnh")


def test_what_was_set_holds_from_its_day(cast: dict[str, User], commune: Unit, today: date) -> None:
    user = _coordinator(cast, commune, today)
    first = _set(user, commune, today - timedelta(days=30))
    _set(user, commune, today, seen=seen_of(first), body="UBND phường Suối Mây")
    assert letterhead_of(commune, today - timedelta(days=1)).body == "UBND xã Suối Mây"
    head = letterhead_of(commune, today)
    assert head.body == "UBND phường Suối Mây"
    assert head.signers[0].lines[:2] == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    chair = next(seat for seat in seats_in(commune.pk, today) if seat.role == Role.LEADER)
    assert head.signers[0].name == chair.holders[0].user.full_name
    assert AuditEntry.objects.filter(act=AuditEntry.Act.LETTERHEAD_SET, unit=commune).count() == 2


def test_a_paper_has_the_letters_signer_and_recipients_of_its_unit(
    cast: dict[str, User], commune: Unit, today: date
) -> None:
    _set(_coordinator(cast, commune, today), commune, today)
    official = letterhead_of(commune, today).official("CV", day=today, recipients=("Như trên",))
    tables = Document(BytesIO(paper_bytes(Paper(official=official, summary="thử", body=("Một câu",)), ".docx"))).tables
    text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells).replace("\xa0", "")
    for words in ("Số: /UBND-VP", "V/v thử", "- Như trên;", "- Đảng ủy xã;", "- Lưu: VT, VP.", "KT. CHỦ TỊCH"):
        assert words in text, words


def test_a_day_before_the_one_in_force_is_refused(cast: dict[str, User], commune: Unit, today: date) -> None:
    user = _coordinator(cast, commune, today)
    first = _set(user, commune, today)
    with pytest.raises(NamroError, match="Phần đầu đang dùng có từ"):
        _set(user, commune, today - timedelta(days=1), seen=seen_of(first))


def test_two_at_once_the_second_is_told(cast: dict[str, User], commune: Unit, today: date) -> None:
    user = _coordinator(cast, commune, today)
    _set(user, commune, today)
    with pytest.raises(NamroError, match="vừa sửa phần đầu"):
        _set(user, commune, today)


def test_an_officer_changes_nothing(cast: dict[str, User], commune: Unit, today: date) -> None:
    user = cast[Role.OFFICER]
    user.standing = Standing(today, frozenset({(Role.OFFICER, commune.pk)}))
    with pytest.raises(PermissionDenied):
        _set(user, commune, today)
    assert not Letterhead.objects.exists()


def test_the_form_writes_and_shows_it(browser_of: Callable[[str], Client], commune: Unit, today: date) -> None:
    leader = next(seat for seat in seats_in(commune.pk, today) if seat.role == Role.LEADER)
    data = {**TEXTS, "since": f"{today:%d/%m/%Y}", "seen": "0", "signer_1": leader.pk, "capacity_1": "TM"}
    client = browser_of(Role.COORDINATOR)
    answer = client.post("/to-chuc/suoi-may/phan-dau-van-ban", data)
    assert answer.status_code == 302
    page = client.get("/to-chuc/suoi-may/phan-dau-van-ban").content.decode()
    assert "TM. ỦY BAN NHÂN DÂN" in page
    assert "- Tổ cải cách hành chính;" in page
    assert browser_of(Role.OFFICER).post("/to-chuc/suoi-may/phan-dau-van-ban", data).status_code == 403


def test_an_empty_body_is_asked_for(browser_of: Callable[[str], Client], today: date) -> None:
    data = {**TEXTS, "body": "", "since": f"{today:%d/%m/%Y}", "seen": "0"}
    answer = browser_of(Role.COORDINATOR).post("/to-chuc/suoi-may/phan-dau-van-ban", data)
    assert answer.status_code == 400
    assert "Chưa ghi ô này." in answer.content.decode()


def test_the_check_tells_what_to_mend(browser_of: Callable[[str], Client]) -> None:
    client = browser_of(Role.OFFICER)
    good = SimpleUploadedFile("tot.docx", paper_bytes(PAPERS["KH"], ".docx"))
    assert "Không thấy lỗi thể thức." in client.post("/van-ban/kiem-tra", {"file": good}).content.decode()
    document, stream = Document(), BytesIO()
    document.add_paragraph("Không phải văn bản")
    document.save(stream)
    page = client.post("/van-ban/kiem-tra", {"file": SimpleUploadedFile("x.docx", stream.getvalue())}).content.decode()
    assert "Không có Quốc hiệu" in page
    assert "Đổi sang phông Times New Roman." in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "Chỉ kiểm tra được tệp Word .docx"),
        ("a.docx", b"PK\x03\x04xx", "hỏng"),
        ("../../etc/a.docx", b"text", "docx"),
    ],
)
def test_what_is_no_word_file_is_told(
    name: str, content: bytes, said: str, browser_of: Callable[[str], Client]
) -> None:
    answer = browser_of(Role.OFFICER).post("/van-ban/kiem-tra", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert said in answer.content.decode()
