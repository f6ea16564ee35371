"""The council's pages: a whole sitting without script, refusals in words, the minutes as files, queries that stay."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from namro.apps.appraisals.models import Motion, Sitting
from namro.apps.assessments.models import Assessment, Line
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.assessment.opinions import Layer
from tests.apps.appraisals.judging import in_appraisal, line_of
from tests.apps.appraisals.sitting import disputed, opened, put, voted
from tests.apps.assessments.sheets import edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    return in_appraisal(cast)


@pytest.fixture
def line(cast: dict[str, User], sheet: Assessment) -> Line:
    return disputed(cast, sheet)


@pytest.fixture
def client(browser_of: Browsers) -> Client:
    return browser_of(Role.COUNCIL)


def _form(**changed: str) -> dict[str, str]:
    found = {"held_day": "16/10/2026", "held_hour": "8:30", "place": "Phòng họp số 2", "percent": "50", "over": "over"}
    for place, (name, duty) in enumerate((("Lê Thị Chủ", "chair"), ("Trần Văn Thư", "secretary"), ("Ba", "member"))):
        found |= {f"name_{place}": name, f"duty_{place}": duty}
    return {**found, **changed}


def _base(sheet: Assessment) -> str:
    assert sheet.round is not None
    return f"/hoi-dong/{sheet.round.code}"


def test_a_whole_sitting(client: Client, cast: dict[str, User], sheet: Assessment, line: Line) -> None:
    base = _base(sheet)
    assert "<b>1 tiêu chí</b> có ý kiến khác nhau" in client.get(base).content.decode()
    answer = client.post(f"{base}/moi", _form(), follow=True)
    sitting = Sitting.objects.get()
    page = f"{base}/{sitting.code}"
    assert answer.redirect_chain[-1][0] == page
    assert "0/3 thành viên có mặt hoặc có ý kiến bằng văn bản, cần trên 50 %: chưa hợp lệ" in answer.content.decode()
    members = list(sitting.members.order_by("place"))
    client.post(f"{page}/diem-danh", {"version": "0", **{f"m{one.pk}": "present" for one in members[:2]}})
    assert "2/3 thành viên" in client.get(page).content.decode()
    assert client.post(f"{page}/dua-vao", {"line": str(line.pk)}).headers["Location"] == f"{page}/1"
    motion = Motion.objects.get()
    low = motion.proposals.get(cause="not_signed")
    text = client.get(f"{page}/1").content.decode()
    assert "Chưa ký số" in text
    assert "Chốt theo kết quả" not in text
    sent = {"version": "0", f"m{members[0].pk}": str(low.pk), "rest": str(low.pk)}
    text = client.post(f"{page}/1/bieu-quyet", sent, follow=True).content.decode()
    assert "Phiếu đang nghiêng về 1,00: quá nửa số phiếu" in text
    text = client.post(f"{page}/1/chot", {"version": "1", "said": ""}, follow=True).content.decode()
    assert "Hội đồng quyết định 1,00" in text
    assert line_of(sheet, "1.1").value(Layer.APPRAISED) is not None
    assert client.get(f"{page}/bien-ban.docx").status_code == 404
    sitting.refresh_from_db()
    ended = {"version": str(sitting.version), "ended_day": "16/10/2026", "ended_hour": "11:00"}
    text = client.post(f"{page}/ket-thuc", ended, follow=True).content.decode()
    assert "Biên bản đã lập" in text
    assert "Ghi điểm danh" not in text
    answer = client.get(f"{page}/bien-ban.docx")
    words = "\n".join(one.text for one in Document(BytesIO(b"".join(answer.streaming_content))).paragraphs)
    assert "Hội đồng quyết định: 1,00 điểm (hạ điểm), quá nửa số phiếu." in words
    assert AuditEntry.objects.filter(act=AuditEntry.Act.MINUTES_DOWNLOADED).count() == 1
    assert client.get(f"{page}/bien-ban.pdf").headers["Content-Type"] == "application/pdf"
    assert client.get(f"{page}/bien-ban.xlsx").status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"held_day": "31/11/2026"}, "Ngày này không có"),
        ({"percent": "0"}, "Ghi số trên 0"),
        ({"percent": "abc"}, "Ghi một số"),
        ({"duty_0": "member"}, "đúng một người chủ trì"),
        ({"over": ""}, "Chưa chọn"),
    ],
)
def test_a_form_that_is_refused_says_why(
    client: Client, sheet: Assessment, changed: dict[str, str], words: str
) -> None:
    answer = client.post(f"{_base(sheet)}/moi", _form(**changed))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Sitting.objects.exists()


def test_the_next_sitting_begins_with_the_members_of_the_last(
    client: Client, cast: dict[str, User], sheet: Assessment
) -> None:
    opened(cast, sheet)
    text = client.get(f"{_base(sheet)}/moi").content.decode()
    assert 'value="Lê Thị Chủ"' in text
    assert 'value="Phòng họp số 2"' in text


def test_what_somebody_else_wrote_meanwhile_is_told(
    client: Client, cast: dict[str, User], sheet: Assessment, line: Line
) -> None:
    sitting = opened(cast, sheet)
    motion = put(cast, sitting, line)
    page = f"{_base(sheet)}/{sitting.code}/1"
    first = motion.sitting.members.earliest("place")
    voted(cast, motion, ["1", "1", "2"])
    answer = client.post(f"{page}/bieu-quyet", {"version": "0", f"m{first.pk}": "0"})
    assert answer.status_code == 409
    assert "vừa được người khác ghi" in answer.content.decode()
    for sent in ({}, {"version": "x"}, {"version": "99999999999"}):
        assert "vừa được người khác ghi" in client.post(f"{page}/chot", sent, follow=True).content.decode()
    assert line_of(sheet, "1.1").disputed


def test_odd_input_is_refused_in_words(client: Client, cast: dict[str, User], sheet: Assessment, line: Line) -> None:
    sitting = opened(cast, sheet)
    page = f"{_base(sheet)}/{sitting.code}"

    def told(address: str, sent: dict[str, str]) -> str:
        return client.post(address, sent, follow=True).content.decode()

    assert "Chưa chọn tiêu chí nào" in told(f"{page}/dua-vao", {"line": "abc"})
    assert "không thuộc kỳ" in told(f"{page}/dua-vao", {"line": "999999"})
    assert "Không có tiêu chí" in told(f"{page}/dua-vao", {"unit": "suoi-may", "criterion": "9.9"})
    client.post(f"{page}/dua-vao", {"unit": "suoi-may", "criterion": "1.2"})
    assert Motion.objects.get().line.node_id == "1.2"
    assert "Chưa ghi phiếu" in told(f"{page}/1/bieu-quyet", {"version": "0"})
    assert "không còn được xét" in told(f"{page}/1/bieu-quyet", {"version": "0", "rest": "999999"})
    bad = {"version": "0", "points": "1", "not_applicable": "on", "proposer": "Ba"}
    assert "một trong hai" in told(f"{page}/1/de-xuat", bad)
    assert "Ghi lý do" in told(f"{page}/1/rut", {"version": "0", "said": " "})
    assert client.get(f"{page}/7").status_code == 404
    assert Motion.objects.get().state == Motion.State.OPEN


def test_pages_ask_as_often_for_more_members_and_motions(
    client: Client, cast: dict[str, User], sheet: Assessment, line: Line
) -> None:
    sitting = opened(cast, sheet)
    put(cast, sitting, line)
    pages = [_base(sheet), f"{_base(sheet)}/{sitting.code}", f"{_base(sheet)}/{sitting.code}/1"]
    client.get(pages[0])
    few = [_queries(client, page) for page in pages]
    for node in ("1.2", "1.3"):
        put(cast, sitting, line_of(sheet, node))
    voted(cast, Motion.objects.get(number=1), ["1", "2", "1", None])
    opened(cast, sheet)
    assert [_queries(client, page) for page in pages] == few
    assert max(few) <= 22


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_sheets_seal_holds(
    client: Client, browser_of: Browsers, cast: dict[str, User], sheet: Assessment, line: Line
) -> None:
    """What is said before the council is nobody else's to read."""
    sitting = opened(cast, sheet)
    put(cast, sitting, line)
    ready(cast[Role.COUNCIL])
    for role in (Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.ADMIN, Role.OFFICER):
        for page in ("", f"/{sitting.code}", f"/{sitting.code}/1"):
            assert browser_of(role).get(f"{_base(sheet)}{page}").status_code == 403
