"""The evaluation at the counter: set up, slips with codes, devices, a month's results with small numbers left out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.surveys import desk_month as months
from namro.apps.surveys.codes import digest_of, spelled
from namro.apps.surveys.models import AccessCode, Counter, DossierLink, Submission, Survey
from namro.apps.surveys.views import desk
from namro.core.base.clock import VIETNAM, system_clock
from namro.demo.province import HOME
from tests.apps.surveys.asking import Cast, code_for, counter_of, survey_of

Browsers = Any


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """The commune's own evaluation, since a year."""
    at = system_clock()
    return survey_of(cast, Survey.Kind.DESK, at=at, field_from=at.date() - timedelta(days=365), min_n=5)


def last_month() -> months.Month:
    return months.month_with(system_clock().astimezone(VIETNAM).date()).before


def answered(survey: Survey, count: int, level: str, *, month: months.Month, **about: Any) -> None:
    unit, at = Unit.objects.get(code=HOME), datetime(month.year, month.number, 15, 9, tzinfo=VIETNAM)
    items = [f"{letter}{n}" for letter, most in zip("abcde", (3, 4, 5, 3, 4), strict=True) for n in range(1, most + 1)]
    first = Submission.objects.count()
    Submission.objects.bulk_create(
        Submission(survey=survey, unit=unit, key=f"k{first + n}", channel="kiosk", complete=True, received_at=at,
                   answers=dict.fromkeys(items, level) | {"g1": f"Ý kiến {n}"}, **about)
        for n in range(count)
    )  # fmt: skip


def test_a_coordinator_sets_the_desk_up_and_opens_it(browser_of: Browsers, cast: Cast) -> None:
    client, today = browser_of(Role.COORDINATOR), system_clock().astimezone(VIETNAM).date()
    assert "Lập khảo sát" in client.get("/khao-sat").content.decode()
    typed = {"name": " Đánh giá  tại quầy ", "kind": "desk", "instrument": "co-san:nam-yeu-to", "min_n": "20",
             "field_from": f"{today:%d/%m/%Y}", "field_to": f"{today + timedelta(days=30):%d/%m/%Y}"}  # fmt: skip
    wrong = client.post("/khao-sat/moi", {**typed, "field_to": f"{today - timedelta(days=1):%d/%m/%Y}"})
    assert wrong.status_code == 400
    assert "Ngày kết thúc trước ngày bắt đầu" in wrong.content.decode()
    place = client.post("/khao-sat/moi", typed).headers["Location"]
    row = Survey.objects.get()
    assert (row.name, row.state, row.min_n, place) == ("Đánh giá tại quầy", "draft", 20, f"/khao-sat/{row.code}")
    assert [one.unit.code for one in row.units.all()] == [HOME]
    refused = client.post(f"{place}/phieu", {"count": "3", "expires": f"{today:%d/%m/%Y}"})
    assert (refused.status_code, AccessCode.objects.count()) == (400, 0)
    client.post(f"{place}/buoc", {"buoc": "mo"})
    again = client.post(f"{place}/buoc", {"buoc": "mo"})
    assert "Đang thu phiếu" in again.content.decode()
    row.refresh_from_db()
    assert row.state == Survey.State.COLLECTING
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SURVEY_SET, subject=row.code).count() == 2


def test_who_conducts_a_sample_is_not_measured_by_it(browser_of: Browsers, cast: Cast) -> None:
    today = system_clock().astimezone(VIETNAM).date()
    typed = {"name": "Hài lòng 2026", "kind": "sample", "instrument": "co-san:ba-khoi", "min_n": "30",
             "field_from": f"{today:%d/%m/%Y}", "field_to": f"{today + timedelta(days=30):%d/%m/%Y}"}  # fmt: skip
    home = Unit.objects.get(code=HOME).pk
    none = browser_of(Role.COUNCIL).post("/khao-sat/moi", typed)
    assert "Chưa chọn đơn vị được đánh giá" in none.content.decode()
    own = browser_of(Role.COORDINATOR).post("/khao-sat/moi", {**typed, "units": [home]})
    assert own.status_code == 400
    assert not Survey.objects.exists()
    assert browser_of(Role.COUNCIL).post("/khao-sat/moi", {**typed, "units": [home]}).status_code == 302
    sealed = browser_of(Role.COUNCIL).get(f"/khao-sat/{Survey.objects.get().code}").content.decode()
    assert "niêm phong" in sealed
    assert browser_of(Role.COORDINATOR).get(f"/khao-sat/{Survey.objects.get().code}").status_code == 404


def test_codes_stand_on_the_slips_and_nowhere_else(
    browser_of: Browsers, cast: Cast, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[Any] = []
    monkeypatch.setattr(desk, "slips_pdf", lambda told, slips: printed.append((told, slips)) or b"%PDF")
    client, expires = browser_of(Role.COORDINATOR), system_clock() + timedelta(days=3)
    typed = {"count": "2", "expires": f"{expires:%d/%m/%Y}", "officer": cast[Role.OFFICER].pk}
    answer = client.post(f"/khao-sat/{survey.code}/phieu", typed)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    told, slips = printed[0]
    assert "Không phải khảo sát SIPAS" in told.foot
    assert {digest_of(one.code) for one in slips} == set(AccessCode.objects.values_list("digest", flat=True))
    assert slips[0].about == f"Về: {cast[Role.OFFICER].full_name}"
    assert {row.about_user for row in AccessCode.objects.all()} == {cast[Role.OFFICER]}
    line = AuditEntry.objects.get(act=AuditEntry.Act.SURVEY_CODES)
    assert "2 phiếu" in line.note
    assert slips[0].code not in line.note
    client.post(f"/khao-sat/{survey.code}/phieu", {**typed, "dossiers": "H45-1\nH45-2\n\nH45-1"})
    slips = printed[1][1]
    assert [one.dossier for one in slips] == ["Quét: gắn với hồ sơ H45-1", "Quét: gắn với hồ sơ H45-2"]
    assert slips[0].address.endswith("?ho-so=H45-1")
    assert spelled("abcd2345") == "abcd-2345"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"count": "0"}, "Ghi số từ 1 trở lên."),
        ({"count": "201"}, "Nhiều nhất 200."),
        ({"count": "x"}, "Ghi một số."),
        ({"expires": "01/01/2020"}, "Hạn dùng mã đã qua"),
        ({"expires": "31/02/2027"}, "Ngày này không có"),
        ({"officer": "1000000"}, "Không còn lựa chọn này"),
        ({"dossiers": "\n".join(map(str, range(201)))}, "nhiều nhất 200 mã hồ sơ"),
    ],
)
def test_what_is_typed_wrong_prints_nothing(
    browser_of: Browsers, survey: Survey, typed: dict[str, str], said: str
) -> None:
    tomorrow = f"{system_clock() + timedelta(days=1):%d/%m/%Y}"
    answer = browser_of(Role.COORDINATOR).post(
        f"/khao-sat/{survey.code}/phieu", {"count": "2", "expires": tomorrow, **typed}
    )
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not AccessCode.objects.exists()


def test_devices_are_added_switched_off_and_on(browser_of: Browsers, survey: Survey) -> None:
    client, address = browser_of(Role.COORDINATOR), f"/khao-sat/{survey.code}/thiet-bi"
    client.post(address, {"name": "Quầy 1"})
    row = Counter.objects.get()
    assert row.code in client.get(f"/khao-sat/{survey.code}").content.decode()
    assert "Đã có thiết bị tên" in client.post(address, {"name": "Quầy 1"}).content.decode()
    for word, wanted in (("tat", False), ("bat", True)):
        client.post(address, {word: row.pk})
        row.refresh_from_db()
        assert row.open is wanted
    assert client.post(address, {"tat": "9999999"}).status_code == 404
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SURVEY_COUNTER).count() == 3


def test_a_month_leaves_small_numbers_out_and_what_would_follow_from_them(cast: Cast, survey: Survey) -> None:
    month, officer, leader = last_month(), cast[Role.OFFICER], cast[Role.LEADER]
    answered(survey, 4, "2", month=month)
    few = months.desk_month(survey, month, officers=True)
    assert {one.estimate for one in few.figures} == {None}
    answered(survey, 9, "5", month=month, about_user=officer)
    answered(survey, 6, "4", month=month, about_user=leader)
    answered(survey, 3, "1", month=month.before)
    found = months.desk_month(survey, month, officers=True)
    assert (found.received, found.valid) == (19, 19)
    assert found.figures[0].estimate == pytest.approx((4 * 40 + 9 * 100 + 6 * 80) / 19)
    assert [(one.name, one.n, one.index) for one in found.officers] == [
        (officer.full_name, 9, pytest.approx(100)),
        (leader.full_name, 6, pytest.approx(80)),
    ]
    answered(survey, 2, "1", month=month, about_user=cast[Role.COORDINATOR])
    hidden = months.desk_month(survey, month, officers=True).officers
    assert [(one.n, one.index is None) for one in hidden] == [(9, False), (6, True), (2, True)]


def test_the_month_page_by_role_and_its_notice(browser_of: Browsers, cast: Cast, survey: Survey) -> None:
    month = last_month()
    answered(survey, 9, "5", month=month, about_user=cast[Role.OFFICER])
    DossierLink.objects.create(submission=Submission.objects.first(), dossier="H45-77")
    address = f"/khao-sat/{survey.code}/thang/{month.word}"
    page = browser_of(Role.COORDINATOR).get(address).content.decode()
    assert re.search(r"100,00", page)
    assert "không phải SIPAS" in page
    assert "H45-77" in page
    assert cast[Role.OFFICER].full_name not in page
    assert cast[Role.OFFICER].full_name in browser_of(Role.LEADER).get(address).content.decode()
    assert browser_of(Role.OFFICER).get(address).status_code == 404
    assert browser_of(Role.COUNCIL).get(address).status_code == 404
    file = browser_of(Role.COORDINATOR).get(f"{address}/thong-bao.docx")
    said = "\n".join(one.text for one in Document(BytesIO(file.content)).paragraphs)
    assert "không phải Chỉ số hài lòng (SIPAS)" in said
    this = months.month_with(system_clock().astimezone(VIETNAM).date())
    for word in (this.word, "2026-13", "x", "20261-1"):
        assert (
            browser_of(Role.COORDINATOR).get(f"/khao-sat/{survey.code}/thang/{word}/thong-bao.pdf").status_code == 404
        )


def test_a_month_asks_the_database_a_fixed_number_of_times(browser_of: Browsers, cast: Cast, survey: Survey) -> None:
    month, counts = last_month(), []
    client = browser_of(Role.LEADER)
    for more in (6, 60):
        answered(survey, more, "4", month=month, about_user=cast[Role.OFFICER])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/khao-sat/{survey.code}/thang/{month.word}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    for _n in range(5):
        counter_of(survey, name=f"Quầy {_n}")
        code_for(survey)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/khao-sat/{survey.code}")
    assert len(asked) < 30
    assert isinstance(client, Client)
    assert User.objects.exists()
