"""Pages of rounds: set up with all faults at once, previewed, opened, followed; a draft is its unit's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.actions.rounds import open_round
from namro.apps.assessments.models import Assessment, DomainAppraiser, Extension, Pool, Round, Window
from namro.apps.people.models import AuditEntry, Role, Unit, UnitSpan, User
from tests.apps.assessments.sheets import (
    DUE,
    NOW,
    edition_in_force,
    filled,
    finished,
    in_round,
    publish_set,
    ready,
    sheet_of,
)
from tests.apps.assessments.test_opening import communes, new_round, october

edition = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages are looked at on the day of the tests."""
    for place in ("round_views.opening", "round_views.showing", "round_views.changing"):
        monkeypatch.setattr(f"namro.apps.assessments.{place}.system_clock", lambda: NOW)
    monkeypatch.setattr("namro.apps.people.requests.system_clock", lambda: NOW)


def answers(client: Client, address: str = "/ky-danh-gia/moi?nam=2026", **other: Any) -> dict[str, Any]:
    """Return what the form proposes, as a browser would send it back."""
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {"nam": "2026"}
    for box in form:
        value = box.value()
        if value is not None:
            sent[box.html_name] = value if isinstance(value, list) else box.field.widget.format_value(value) or ""
    for name in ("late_rule", "pooling", "late_input"):
        if name in form.fields:
            sent[name] = form[name].value() or ""
    first = form.fields["units"].choices if "units" in form.fields else []
    sent.setdefault("units", [key for key, _words in first])
    return sent | {"bo": client.get(address).context["edition"].pk, "title": "Chỉ số năm 2026"} | other


def test_the_year_proposed_has_no_round_of_its_kind_yet(browser_of: Browsers, cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    client = browser_of(Role.COUNCIL)
    assert client.get("/ky-danh-gia/moi").context["year"] == 2026
    made = in_round(cast, sheet)
    assert client.get("/ky-danh-gia/moi").context["year"] == 2027
    assert client.get("/ky-danh-gia/moi?nam=2026").context["year"] == 2026
    Round.objects.filter(pk=made.pk).update(alone=True)  # a commune's own round is none of the province's
    assert client.get("/ky-danh-gia/moi").context["year"] == 2026


def test_a_round_is_proposed_previewed_and_opened(browser_of: Browsers, cast: dict[str, User]) -> None:
    publish_set(cast)
    communes(4)
    ward = Unit.objects.create(code="phuong-1")
    province = Unit.objects.get(code="tinh-van-son")
    UnitSpan.objects.create(unit=ward, parent=province, kind="ward", name="Phường Một", since=NOW.date())
    client = browser_of(Role.COUNCIL)
    department = Unit.objects.get(code="so-noi-vu")
    sent = answers(client, appraiser_0=str(department.pk))
    assert (sent["measured_from"], sent["measured_to"]) == ("15/12/2025", "14/11/2026")
    assert (sent["scoring_opens_day"], sent["scoring_closes_hour"]) == ("15/11/2026", "17:00")
    assert sent["late_input"] == "days_late"
    preview = client.post("/ky-danh-gia/moi", sent)
    assert preview.status_code == 200
    page = preview.context["page"]
    assert (page.made, page.joined, page.begins) == (5, 0, False)
    assert dict(page.pools) == {"Xã": 4, "Phường": 1}
    assert not Round.objects.exists()
    hidden = preview.context["sent"]
    again = {name: [value for key, value in hidden if key == name] for name, _value in hidden}
    opened = client.post("/ky-danh-gia/moi", again | {"mo": "1"})
    made = Round.objects.get()
    assert opened.headers["Location"] == f"/ky-danh-gia/{made.code}"
    assert made.sheets.count() == 5
    assert set(Pool.objects.values_list("name", flat=True)) == {"Xã", "Phường"}
    assert DomainAppraiser.objects.get().department == department
    assert Window.objects.filter(round=made).count() == 5
    assert AuditEntry.objects.filter(act=AuditEntry.Act.ROUND_OPENED).count() == 1


def test_from_the_preview_back_to_the_form_nothing_is_lost(browser_of: Browsers, cast: dict[str, User]) -> None:
    publish_set(cast)
    client = browser_of(Role.COUNCIL)
    sent = answers(client, late_points="0,5", title="Tên đã gõ", sua="1")
    page = client.post("/ky-danh-gia/moi", sent)
    assert page.context["form"]["title"].value() == "Tên đã gõ"
    assert page.context["form"]["late_points"].value() == "0,5"
    assert not Round.objects.exists()


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_cleared(
    browser_of: Browsers, cast: dict[str, User]
) -> None:
    publish_set(cast)
    client = browser_of(Role.COUNCIL)
    wrong = {
        "title": "",
        "measured_from": "31/11/2025",
        "scoring_closes_day": "01/11/2026",
        "appraisal_opens_hour": "25:00",
        "explanation_closes_day": "",
        "explanation_closes_hour": "",
        "units": [],
        "late_points": "một",
        "late_days": "-1",
    }
    page = client.post("/ky-danh-gia/moi", answers(client, **wrong))
    assert page.status_code == 400
    said = page.content.decode()
    for words in (
        "Chưa ghi ô này.",
        "Gần nhất là 30/11/2025 và 01/12/2025",
        "kết thúc 17:00 01/11/2026, trước khi bắt đầu",
        "Viết theo mẫu 17:00",
        "Chưa ghi ngày.",
        "Chọn ít nhất một đơn vị",
        "không phải số điểm",
    ):
        assert words in said, words
    assert 'value="31/11/2025"' in said
    assert 'value="một"' in said
    assert not Round.objects.exists()


def test_units_of_another_round_are_named(browser_of: Browsers, cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(2)
    open_round(ready(cast[Role.COUNCIL]), new_round(row, units), at=NOW)
    client = browser_of(Role.COUNCIL)
    assert "đã ở trong kỳ" in client.get("/ky-danh-gia/moi?nam=2026").content.decode()
    page = client.post("/ky-danh-gia/moi", answers(client, units=[str(unit) for unit in units]))
    assert page.status_code == 400
    assert "Xã Suối Mây đã ở trong kỳ" in page.content.decode()
    assert Round.objects.count() == 1


def test_how_far_units_are_is_told_but_no_draft_is_shown(browser_of: Browsers, cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(3)
    made = open_round(ready(cast[Role.COUNCIL]), new_round(row, units), at=NOW).round
    sheet = Assessment.objects.get(unit__code="suoi-may")
    fill(ready(cast[Role.COORDINATOR]), sheet, [Cell("1.2", "points", "3,75", 0)], at=NOW)
    address = f"/ky-danh-gia/{made.code}"
    page = browser_of(Role.COUNCIL).get(address)
    rows = {one.name: one for one in page.context["units"].rows}
    assert (rows["Xã Suối Mây"].share, rows["Xã Suối Mây"].total, rows["Xã Suối Mây"].sheet) == ("33 %", "", "")
    assert "3,75" not in page.content.decode()
    own = browser_of(Role.OFFICER).get(address)
    assert [one.name for one in own.context["units"].rows] == ["Xã Suối Mây"]
    assert own.context["units"].rows[0].total == "3,75"
    assert browser_of(Role.APPRAISER).get(address).context["units"].rows == ()
    finished(cast, sheet)
    assert {one.total for one in browser_of(Role.APPRAISER).get(address).context["units"].rows} == {"6,50"}
    council = browser_of(Role.COUNCIL).get(f"{address}?loc=da-nop").context["units"]
    assert [(one.name, one.total, one.late) for one in council.rows] == [("Xã Suối Mây", "6,50", "nộp đúng hạn")]


def test_the_page_asks_as_often_for_thirty_units_as_for_four(browser_of: Browsers, cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(34)
    few = open_round(ready(cast[Role.COUNCIL]), new_round(row, units[:4]), at=NOW).round
    many = open_round(ready(cast[Role.COUNCIL]), new_round(row, units[4:]), at=NOW).round
    client = browser_of(Role.COUNCIL)
    client.get("/ky-danh-gia")
    counts = []
    for made in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(f"/ky-danh-gia/{made.code}")
        counts.append(len(queries))
    assert len(page.context["units"].rows) == 30
    assert counts[0] == counts[1]
    assert counts[0] <= 18


def test_rows_are_filtered_searched_paged_and_exported(browser_of: Browsers, cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(50)
    made = open_round(ready(cast[Role.COUNCIL]), new_round(row, units), at=NOW).round
    client = browser_of(Role.COUNCIL)
    address = f"/ky-danh-gia/{made.code}"
    assert len(client.get(address).context["units"].rows) == 40
    assert len(client.get(f"{address}?trang=2").context["units"].rows) == 10
    assert len(client.get(f"{address}?giay=1").context["units"].rows) == 50
    assert [one.name for one in client.get(f"{address}?tim=suoi").context["units"].rows] == ["Xã Suối Mây"]
    assert client.get(f"{address}?loc=tre").context["units"].rows == ()
    answer = client.get(f"{address}/tai?tim=suoi")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    names = [cell.value for line in book.active.iter_rows() for cell in line if cell.value]
    assert "Xã Suối Mây" in names
    assert "Xã 7" not in names


def test_dates_are_changed_with_a_reason_that_the_unit_reads(browser_of: Browsers, cast: dict[str, User]) -> None:
    made = in_round(cast, sheet_of(cast))
    client = browser_of(Role.COUNCIL)
    address = f"/ky-danh-gia/{made.code}/ngay-gio"
    sent = {
        box.html_name: box.field.widget.format_value(box.value()) or "" for box in client.get(address).context["form"]
    }
    refused = client.post(address, sent | {"scoring_closes_day": "25/10/2026"})
    assert refused.status_code == 400
    assert "Ghi lý do" in refused.content.decode()
    client.post(address, sent | {"scoring_closes_day": "25/10/2026", "reason": "Lùi theo Công văn 12"})
    assert Window.objects.get(round=made).closes_at == DUE + timedelta(days=5)
    page = browser_of(Role.OFFICER).get(f"/ky-danh-gia/{made.code}").content.decode()
    assert "Lùi theo Công văn 12" in page
    stale = client.post(address, sent | {"scoring_closes_day": "26/10/2026", "reason": "Lùi nữa"})
    assert "sửa ở nơi khác" in stale.content.decode()


def test_more_time_and_a_sheet_handed_back(browser_of: Browsers, cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    made = in_round(cast, sheet)
    client = browser_of(Role.COUNCIL)
    address = f"/ky-danh-gia/{made.code}/suoi-may"
    late = {"stage": "scoring", "until_day": "19/10/2026", "until_hour": "17:00", "reason": "Bão"}
    refused = client.post(f"{address}/gia-han", late)
    assert refused.status_code == 400
    assert "không sau hạn đang có" in refused.content.decode()
    client.post(f"{address}/gia-han", late | {"until_day": "23/10/2026", "reason": "Bão số 9"})
    given = Extension.objects.get()
    assert (given.until, given.reason) == (october(23, 17), "Bão số 9")
    assert "Bão số 9" in browser_of(Role.OFFICER).get(f"/ky-danh-gia/{made.code}").content.decode()
    finished(cast, sheet)
    assert "Trả phiếu" in client.get(address).content.decode()
    client.post(f"{address}/chuyen", {"act": "hand_back", "said": "Thiếu chữ ký"})
    sheet.refresh_from_db()
    assert sheet.state == "scoring"
    assert client.post(f"{address}/chuyen", {"act": "nothing"}).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.WATCHER, Role.APPRAISER, Role.ADMIN]
)
def test_only_the_council_runs_the_round(browser_of: Browsers, cast: dict[str, User], role: str) -> None:
    sheet = sheet_of(cast)
    made = in_round(cast, sheet)
    client = browser_of(role)
    address = f"/ky-danh-gia/{made.code}"
    assert client.get("/ky-danh-gia/moi").status_code == 403
    assert client.get(f"{address}/ngay-gio").status_code == 403
    assert client.get(f"{address}/suoi-may").status_code == 403
    assert client.post(f"{address}/suoi-may/gia-han", {}).status_code == 403
    assert client.post(f"{address}/suoi-may/chuyen", {"act": "refuse", "said": "x"}).status_code == 403
    assert not Extension.objects.exists()
    sheet.refresh_from_db()
    assert sheet.state == "scoring"


def test_the_round_of_a_commune_alone_is_its_own_business(browser_of: Browsers, cast: dict[str, User]) -> None:
    made = in_round(cast, sheet_of(cast))
    Round.objects.update(alone=True, organiser=Unit.objects.get(code="suoi-may"))
    address = f"/ky-danh-gia/{made.code}"
    assert browser_of(Role.COUNCIL).get(address).status_code == 404
    assert browser_of(Role.OFFICER).get(address).status_code == 200
    assert browser_of(Role.COORDINATOR).get(f"{address}/suoi-may").status_code == 200


def test_the_list_counts_units_for_whoever_runs_them(browser_of: Browsers, cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    filled(cast[Role.COORDINATOR], sheet)
    rows = browser_of(Role.COUNCIL).get("/ky-danh-gia").context["rows"]
    assert rows[0].counts == (("đang tự chấm", 1),)
    assert browser_of(Role.OFFICER).get("/ky-danh-gia").context["rows"][0].counts == ()


def test_without_a_set_for_the_year_the_page_says_what_to_do(browser_of: Browsers, cast: dict[str, User]) -> None:
    page = browser_of(Role.COUNCIL).get("/ky-danh-gia/moi?nam=2026")
    assert "Chưa có bộ tiêu chí nào" in page.content.decode()
