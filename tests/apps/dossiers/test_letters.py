"""Letters about dossiers: made by the night or at hand, each once; sent with a number; withdrawn when needless."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import docx
import pytest
from django.test import Client

from namro.apps.dossiers import letters, nightly
from namro.apps.dossiers.actions.lettering import mark_sent, prepare_apology, prepare_today, withdraw
from namro.apps.dossiers.letter_papers import paper_of
from namro.apps.dossiers.models import Dossier, DossierLetter, DossierPaper, LetterKind, LetterState
from namro.apps.notices.models import Notice
from namro.apps.people.models import Role, User
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.documents.writing.rendering import paper_bytes
from tests.apps.dossiers.files import brought_in, csv_of, row

pytestmark = pytest.mark.usefixtures("data_folder")
LAND = "Chi nhánh Văn phòng đăng ký đất đai"
STEPS = [
    {"unit": "suoi-may", "name": "Tiếp nhận", "from": "2026-10-05T08:00", "to": "2026-10-07T16:00"},
    {"unit": LAND, "name": "Trích đo", "from": "2026-10-07T16:00", "due": "2026-10-14T17:00"},
]


def at(day: int, hour: int = 8) -> datetime:
    """A moment of October 2026."""
    return datetime(2026, 10, day, hour, tzinfo=VIETNAM)


def at_the_land_office(code: str, **said: str) -> dict[str, str]:
    """A dossier due on Friday 16 October that lies with the land office."""
    given = {"accepted_at": "2026-10-05T08:00", "due_at": "2026-10-16T17:00", "steps": json.dumps(STEPS)}
    return row(code, **{**given, "synced_at": "2026-10-08T11:00", **said})


@pytest.fixture
def coordinator(cast: dict[str, User]) -> User:
    """Who brought two dossiers in: one with the land office, one that lies with the unit."""
    user = cast[Role.COORDINATOR]
    rows = [at_the_land_office("1"), row("2", accepted_at="2026-10-05T08:00", due_at="2026-10-16T17:00")]
    brought_in(user, csv_of(rows))
    return user


def test_nights_make_each_letter_once_and_tell_once(coordinator: User) -> None:
    for day in range(8, 21):
        for _again in range(2):
            nightly.run_night(at(day, 4))
    found = DossierLetter.objects.order_by("on", "kind", "dossier__code")
    assert [(one.on.day, str(one.kind), one.dossier.code[-1]) for one in found] == [
        (9, "agency", "1"),
        (13, "agency", "1"),
        (15, "agency", "1"),
        (15, "apology", "1"),
        (19, "citizen", "1"),
        (19, "citizen", "2"),
    ]
    first, notice = found[0], found[4]
    assert (first.holder, first.step, first.days_left) == (LAND, "Trích đo", 5)
    assert (notice.holder, notice.days_late, notice.new_due, notice.due) == (LAND, 1, None, date(2026, 10, 16))
    assert found[5].holder == ""
    told = Notice.objects.filter(user=coordinator, key__startswith="dossier-letters:")
    assert [one.text for one in told.order_by("at")] == [
        f"{n} thư về hồ sơ một cửa đã lập hôm nay, chờ gửi" for n in (1, 1, 2, 2)
    ]


def test_a_change_of_the_dossier_withdraws_what_was_not_sent(coordinator: User) -> None:
    letters.prepare(date(2026, 10, 9), at(9))
    letters.prepare(date(2026, 10, 13), at(13))
    sent, waiting = DossierLetter.objects.order_by("on")
    mark_sent(coordinator, sent, number="12/UBND-VP", day=date(2026, 10, 9), at=at(9, 10))
    done = json.dumps([{"status": "processed", "at": "2026-10-13T09:30"}])
    brought_in(coordinator, csv_of([at_the_land_office("1", events=done, synced_at="2026-10-13T10:00")]))
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.state, sent.number) == (LetterState.SENT, "12/UBND-VP")
    assert all(words in text_of(sent) for words in ("Số: 12/UBND-VP", "ngày 09 tháng 10 năm 2026"))
    assert (waiting.state, waiting.why) == (LetterState.WITHDRAWN, "Hồ sơ đã xong lúc 09:30 thứ Ba 13/10/2026.")
    with pytest.raises(NamroError, match="Thư đã rút: Hồ sơ đã xong"):
        mark_sent(coordinator, waiting, number="13", day=date(2026, 10, 13), at=at(13, 14))


def test_an_answer_of_the_weekly_list_withdraws_the_letter(
    coordinator: User, browser_of: Callable[[str], Client]
) -> None:
    letters.prepare(date(2026, 10, 19), at(19))
    own = Dossier.objects.get(code__endswith="-2")
    said = {"answer": "returned", "day": "12/10/2026", "proof": "Sổ trả kết quả, trang 41"}
    assert browser_of(Role.COORDINATOR).post(f"/ho-so/{own.pk}/thuc-te", said).status_code == 302
    assert [one.state for one in DossierLetter.objects.order_by("dossier__code")] == ["prepared", "withdrawn"]


def test_a_sent_apology_is_the_paper_of_the_dossier_and_stands_in_the_notice(coordinator: User) -> None:
    letters.prepare(date(2026, 10, 15), at(15))
    land = Dossier.objects.get(code__endswith="-1")
    apology = DossierLetter.objects.get(kind=LetterKind.APOLOGY)
    with pytest.raises(NamroError, match="chưa có ngày hẹn lại"):
        mark_sent(coordinator, apology, number="3/PXL-UBND", day=date(2026, 10, 15), at=at(15))
    with pytest.raises(NamroError, match="phải sau hôm nay"):
        prepare_apology(coordinator, land, new_due=date(2026, 10, 15), reason="", at=at(15))
    again = prepare_apology(coordinator, land, new_due=date(2026, 10, 23), reason="Đo lại ranh giới", at=at(15))
    assert again.pk == apology.pk
    mark_sent(coordinator, again, number="3/PXL-UBND", day=date(2026, 10, 15), at=at(15))
    assert DossierPaper.objects.get().new_due == date(2026, 10, 23)
    with pytest.raises(NamroError, match="Đã có phiếu xin lỗi"):
        prepare_apology(coordinator, land, new_due=date(2026, 10, 30), reason="", at=at(16))
    letters.prepare(date(2026, 10, 19), at(19))
    assert DossierLetter.objects.get(kind=LetterKind.CITIZEN, dossier=land).new_due == date(2026, 10, 23)
    own = Dossier.objects.get(code__endswith="-2")
    blank = prepare_apology(coordinator, own, new_due=None, reason="", at=at(19))
    mark_sent(coordinator, blank, number="4", day=date(2026, 10, 19), new_due=date(2026, 10, 26), at=at(19))
    assert own.papers.get().new_due == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("kind", "day", "says"),
    [
        (LetterKind.AGENCY, 9, ["Kính gửi: Chi nhánh Văn phòng đăng ký đất đai", "còn 5 ngày làm việc", "“Trích đo”"]),
        (LetterKind.APOLOGY, 15, ["PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "Thực hiện Thông tư 03/2025", "……/"]),
        (LetterKind.CITIZEN, 19, ["Nơi đang giữ hồ sơ: Chi nhánh", "Số ngày đã trễ: 1 ngày làm việc", "Ông (bà) ……"]),
    ],
)  # fmt: skip
def test_papers_leave_name_number_and_day_to_be_filled(
    coordinator: User, kind: LetterKind, day: int, says: list[str]
) -> None:
    letters.prepare(date(2026, 10, day), at(day))
    one = DossierLetter.objects.select_related("dossier", "unit").get(kind=kind, dossier__code__endswith="-1")
    text = text_of(one)
    for words in says:
        assert words in text
    assert one.dossier.code in text
    assert "ngày \u00a0" in text


def text_of(letter: DossierLetter) -> str:
    """The words of a letter as they are printed."""
    file = docx.Document(io.BytesIO(paper_bytes(paper_of(letter), ".docx")))
    return "\n".join(words_of(part) for part in file.element.body.iter() if part.tag.endswith("}p"))


def words_of(paragraph: Any) -> str:
    """The words in a paragraph of a document."""
    return "".join(part.text or "" for part in paragraph.iter() if part.tag.endswith("}t"))


def test_only_the_unit_makes_and_sends_others_read(coordinator: User, browser_of: Callable[[str], Client]) -> None:
    officer, leader = browser_of(Role.OFFICER), browser_of(Role.LEADER)
    letters.prepare(date(2026, 10, 9), at(9))
    one = DossierLetter.objects.get()
    assert leader.post("/ho-so/thu", {"don-vi": "suoi-may"}).status_code == 403
    assert officer.post("/ho-so/thu", {"don-vi": "suoi-may"}).status_code == 302
    assert leader.post(f"/ho-so/thu/{one.pk}", {"number": "1", "day": "9/10/2026"}).status_code == 403
    refused = officer.post(f"/ho-so/thu/{one.pk}", {"number": "", "day": "9/10/2026"})
    assert refused.status_code == 400
    assert "Ghi số của văn bản" in refused.content.decode()
    assert (
        officer.get("/ho-so/thu?don-vi=suoi-may&tinh-trang=prepared").content.decode().count("còn 5 ngày làm việc") == 1
    )
    assert officer.get(f"/ho-so/thu/{one.pk}/van-ban.odt").status_code == 404
    assert officer.post(f"/ho-so/thu/{one.pk}", {"rut": "1", "why": "Đã gọi điện"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.why) == (LetterState.WITHDRAWN, "Đã gọi điện")
    with pytest.raises(NamroError, match="Ghi lý do rút"):
        withdraw(coordinator, one, why=" ", at=at(9))
    assert prepare_today(coordinator, one.unit_id, at=at(9)).made == 0
