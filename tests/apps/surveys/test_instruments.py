"""Instruments on the site: read by all, brought as drafts, faults by row, published once, never changed after that."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import AuditEntry, Role, Unit
from namro.apps.surveys.models import Instrument, Survey
from namro.apps.surveys.views import instrument_upload
from namro.core.survey.reading import parse_instrument, shipped_instruments
from namro.demo.province import HOME
from namro.documents.workbooks.to_xlsform import write_xlsform
from tests.apps.surveys.asking import Cast, survey_of
from tests.core.survey.test_instruments import GOOD

Browsers = Any
HERE = "/bo-cau-hoi/thu/2026-03-01"
ACT = AuditEntry.Act.INSTRUMENT_SET


def sent(client: Client, content: str | bytes, name: str = "bo.yaml", **more: str) -> Any:
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post("/bo-cau-hoi/nap", {"file": file, **more})


def settle(client: Client, step: str, place: str = HERE, digest: str | None = None) -> Any:
    seen = Instrument.objects.get(code=place.split("/")[2]).sha256 if digest is None else digest
    return client.post(f"{place}/buoc", {"buoc": step, "dau": seen})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_form_goes_out_is_changed_comes_in_and_a_survey_asks_with_it(browser_of: Browsers, cast: Cast) -> None:
    client, edition = browser_of(Role.COORDINATOR), shipped_instruments()["ba-khoi"].edition
    out = client.get(f"/bo-cau-hoi/ba-khoi/{edition}/tai.xlsx")
    assert f'filename="ba-khoi-{edition}.xlsx"' in out.headers["Content-Disposition"]
    assert "của bộ câu hỏi có sẵn" in text(sent(client, out.content, "bo.xlsx")), "its code is the program's"
    book = openpyxl.load_workbook(BytesIO(out.content))
    for cell in book["settings"][2]:
        cell.value = "cua-xa" if cell.value == "ba-khoi" else cell.value
    changed = BytesIO()
    book.save(changed)
    place = sent(client, changed.getvalue(), "bo.xlsx").headers["Location"]
    assert place == f"/bo-cau-hoi/cua-xa/{edition}"
    row = Instrument.objects.get(code="cua-xa")
    assert parse_instrument(row.text).asked() == shipped_instruments()["ba-khoi"].asked()
    assert (row.state, row.unit_id) == ("draft", Unit.objects.get(code=HOME).pk)
    assert f"rieng:{row.pk}" not in text(client.get("/khao-sat/moi"))
    assert settle(client, "ban-hanh", place).status_code == 302
    assert [one.note for one in AuditEntry.objects.filter(act=ACT).order_by("pk")] == [
        f"{row.title}: nạp dự thảo", f"{row.title}: ban hành",
    ]  # fmt: skip
    assert f'<option value="rieng:{row.pk}" selected' in text(client.get(f"/khao-sat/moi?bo=rieng:{row.pk}"))
    survey = survey_of(cast, Survey.Kind.DESK, instrument=row, name="Hỏi bằng bộ của xã")
    assert survey.name in text(client.get(place))
    assert survey.name not in text(browser_of(Role.OFFICER).get(place)), "nobody sees a survey by its questions"


def test_the_page_and_the_preview_say_what_is_asked_and_what_it_weighs(browser_of: Browsers) -> None:
    client, three = browser_of(Role.OFFICER), shipped_instruments()["ba-khoi"]
    page = text(client.get(f"/bo-cau-hoi/ba-khoi/{three.edition}"))
    assert "Trung bình: điểm một câu = mức chọn × 100 / 5" in page
    assert "Chỉ hỏi nếu câu “" in page
    assert "bỏ trống quá 50 phần trăm" in page
    assert "Nạp bộ câu hỏi" not in text(client.get("/bo-cau-hoi"))
    seen = text(client.get(f"/bo-cau-hoi/ba-khoi/{three.edition}/xem-thu"))
    assert all(f'"{one.question.code}"' in seen or f"name={one.question.code} " in seen for one in three.asked())
    assert "Chỉ trả lời nếu" in seen
    assert "<button" not in seen, "nothing can be sent from a preview"
    assert client.get("/bo-cau-hoi/ba-khoi/1999-01-01").status_code == 404
    assert client.get(f"/bo-cau-hoi/ba-khoi/{three.edition}/tai.exe").status_code == 404


def test_weights_and_languages_of_an_own_one(browser_of: Browsers) -> None:
    client = browser_of(Role.LEADER)
    sent(client, GOOD)
    page = text(client.get(HERE))
    assert "66,67" in page
    assert "Hai mức cao nhất: điểm một câu = tỷ lệ chọn mức 4 hoặc 5" in page
    assert "Very satisfied" in text(client.get(f"{HERE}/xem-thu?nn=en"))
    assert "Rất hài lòng" in text(client.get(f"{HERE}/xem-thu?nn=xx"))
    assert client.get(f"{HERE}/tai.yaml").content.decode() == GOOD


FAULTY: dict[str, tuple[str, str | bytes, str]] = {
    "a weight": ("bo.yaml", GOOD.replace("weight: 2", "weight: 0"), "Trọng số phải lớn hơn 0"),
    "an edition for no address": (
        "bo.yaml",
        GOOD.replace("2026-03-01", "1/2026"),
        "phiên bản “1/2026” không dùng được",
    ),
    "a title": ("bo.yaml", GOOD.replace("Hài lòng, en", f"{'dài ' * 90}, en"), "tên bộ câu hỏi dài quá"),
    "no text": ("bo.yaml", b"\xff\xfe\x00", "không phải UTF-8"),
    "no workbook": ("bo.xlsx", b"MZ" + bytes(500), "tệp"),
    "another workbook": ("bo.exe", GOOD, "Nhận tệp .xlsx (XLSForm), .yaml"),
    "an empty file": ("bo.yaml", b"", "Tệp rỗng"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_broken_file_is_told_and_leaves_nothing(browser_of: Browsers, case: str) -> None:
    name, content, said = FAULTY[case]
    answer = sent(browser_of(Role.COORDINATOR), content, name)
    assert answer.status_code == 400
    assert said in text(answer)
    assert not Instrument.objects.exists()
    assert not AuditEntry.objects.filter(act=ACT).exists()


def test_faults_of_a_form_name_sheet_and_row(browser_of: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsform(parse_instrument(GOOD))))
    book["survey"]["B4"], book["survey"]["B3"] = "q1", "q1"
    changed = BytesIO()
    book.save(changed)
    client = browser_of(Role.COORDINATOR)
    answer = sent(client, changed.getvalue(), "bo.xlsx")
    assert answer.status_code == 400
    assert "trang “survey”" in text(answer)
    assert "có hai lần" in text(answer)
    monkeypatch.setattr(instrument_upload, "MOST_BYTES", 100)
    assert "bộ câu hỏi nhận đến" in text(sent(client, GOOD))
    assert not Instrument.objects.exists()


def test_a_draft_is_replaced_when_asked_for_and_a_published_edition_stays(browser_of: Browsers) -> None:
    client, other = browser_of(Role.COORDINATOR), GOOD.replace("Chung", "Chung nhất")
    sent(client, GOOD)
    first = Instrument.objects.get().sha256
    assert "Thay dự thảo đang có" in text(sent(client, other))
    assert sent(client, other, replace="on").status_code == 302
    assert settle(client, "ban-hanh", digest=first).status_code == 409, "not what was looked at"
    assert settle(client, "ban-hanh").status_code == 302
    for content, said in ((other, "Không cần nạp lại"), (GOOD, "Ghi phiên bản mới")):
        assert said in text(sent(client, content, replace="on"))
    for step in ("ban-hanh", "bo"):
        assert "đã ban hành" in text(settle(client, step))
    assert Instrument.objects.get().text == other
    assert sent(client, GOOD.replace("2026-03-01", "2026-04-01")).status_code == 302


def test_drafts_are_the_units_own_and_so_are_codes(browser_of: Browsers, cast: Cast) -> None:
    mine, theirs = browser_of(Role.COORDINATOR), browser_of(Role.COUNCIL)
    assert sent(browser_of(Role.OFFICER), GOOD).status_code == 403
    sent(mine, GOOD)
    for who in (Role.OFFICER, Role.COUNCIL, Role.ADMIN):
        assert browser_of(who).get(HERE).status_code == 404
        assert browser_of(who).get(f"{HERE}/xem-thu").status_code == 404
        assert HERE not in text(browser_of(who).get("/bo-cau-hoi"))
        assert settle(browser_of(who), "bo").status_code == 404
    assert "đã là của" in text(sent(theirs, GOOD.replace("2026-03-01", "2027-01-01")))
    settle(mine, "ban-hanh")
    assert browser_of(Role.OFFICER).get(HERE).status_code == 200
    assert settle(theirs, "bo").status_code == 403
    assert Instrument.objects.get().state == "published"


def test_a_draft_is_removed_with_one_line_of_the_record(browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    sent(client, GOOD)
    assert settle(client, "bo").headers["Location"] == "/bo-cau-hoi"
    assert not Instrument.objects.exists()
    assert [one.note for one in AuditEntry.objects.filter(act=ACT).order_by("pk")] == [
        "Hài lòng: nạp dự thảo", "Hài lòng: bỏ dự thảo",
    ]  # fmt: skip
    assert client.get(HERE).status_code == 404


def test_the_list_asks_as_often_for_many(browser_of: Browsers) -> None:
    client, counts = browser_of(Role.COORDINATOR), []
    for months in (range(1, 3), range(3, 10)):
        for month in months:
            sent(client, GOOD.replace("2026-03-01", f"2026-0{month}-01"))
        client.get("/bo-cau-hoi")
        with CaptureQueriesContext(connection) as queries:
            page = text(client.get("/bo-cau-hoi"))
        counts.append(len(queries))
    assert page.count("/bo-cau-hoi/thu/") == 9
    assert counts[0] == counts[1]
    assert counts[1] < 20
