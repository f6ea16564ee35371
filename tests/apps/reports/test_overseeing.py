"""Settings, the calendar, files, who has not reported, many reports as one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from namro.apps.chasing.dues import Asked
from namro.apps.indicators.definitions import indicators
from namro.apps.people.models import Role
from namro.apps.people.queries.organisation import tree_on
from namro.apps.reports import actions
from namro.apps.reports.discipline import discipline
from namro.apps.reports.indicator_figures import IndicatorFigures, ReportFigures
from namro.apps.reports.levels import owed_once
from namro.apps.reports.merging import merge
from namro.apps.reports.models import Report, Settled
from namro.apps.reports.report_dues import dues_of_reports
from namro.apps.reports.sources import Asked as SourceAsked
from namro.core.base.clock import system_clock
from namro.core.reporting.paper import Head
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.demo.many_reports import send_from
from namro.demo.many_sheets import communes
from namro.documents import read_file
from tests.apps.plans.giving_out import owned_by
from tests.apps.reports.writing_up import Cast, begun, moved, said, section, stand, unit_of

Browsers = Callable[[str], Client]
THIRD = period_of("2026-Q3")
MADE = shipped_types()["CCHC-COMMUNE"]


def test_a_province_settles_days_for_its_communes_with_the_document(cast: Cast, browser_of: Browsers) -> None:
    unit = unit_of(cast)
    address = "/bao-cao/thiet-lap/cchc-commune"
    client = browser_of(Role.COORDINATOR)
    wrong = client.post(address, {"due_day": "3", "due_before": "on", "window_day": "14", "source": "Công văn 9"})
    assert wrong.status_code == 400
    assert "chốt số liệu 14/03" in wrong.content.decode()
    assert "sau hạn gửi 02/03" in wrong.content.decode()
    assert client.post(address, {"due_day": "20", "window_day": "14"}).status_code == 400, "no document"
    assert client.post(address, {"due_day": "20", "window_day": "14", "source": "Công văn 9"}).status_code == 302
    assert owed_once(unit, MADE, THIRD).days.due == date(2026, 9, 18), "20/9/2026 is a Sunday"
    assert browser_of(Role.OFFICER).get(address).status_code == 403
    province = tree_on(system_clock().date()).children(None)[0]
    assert browser_of(Role.COUNCIL).post(
        f"{address}?don-vi={province.code}", {"to": "Văn phòng tỉnh", "source": "Công văn 1"}
    ).status_code in (302, 404)
    client.post(address, {"act": "unsettle"})
    assert not Settled.objects.filter(unit=unit).exists()


def test_the_calendar_shows_what_is_due_and_begins_it(cast: Cast, browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    page = client.get("/bao-cao?nam=2026").content.decode()
    assert "ngày 20 hằng tháng" in page
    assert "Chưa đặt hạn" in page
    assert "Bắt đầu" in page
    assert "Bắt đầu" not in browser_of(Role.LEADER).get("/bao-cao?nam=2026").content.decode()
    answer = client.post("/bao-cao/bat-dau", {"loai": "REMEDY-PROGRESS", "ky": "2026-09"})
    assert answer["Location"] == f"/bao-cao/{Report.objects.get().code}"
    assert client.post("/bao-cao/bat-dau", {"loai": "REMEDY-PROGRESS", "ky": "x"}, follow=True).status_code == 200
    refused = browser_of(Role.OFFICER).post("/bao-cao/bat-dau", {"loai": "REMEDY-PROGRESS", "ky": "2026-09"})
    assert refused.status_code == 403


def test_files_hold_what_the_page_says(cast: Cast, browser_of: Browsers, tmp_path: Path) -> None:
    report = begun(cast, "CCHC-COMMUNE")
    row = section(report, "procedures")
    actions.save_section(cast[Role.COORDINATOR], row, said("Đã niêm yết đầy đủ.", row), at=system_clock())
    client = browser_of(Role.COORDINATOR)
    files = {}
    for kind in ("docx", "pdf", "xlsx"):
        answer = client.get(f"/bao-cao/{report.code}/tai.{kind}")
        assert answer.status_code == 200
        files[kind] = tmp_path / f"bao-cao.{kind}"
        files[kind].write_bytes(b"".join(answer.streaming_content))
    text = "\n".join(paragraph.text for paragraph in Document(str(files["docx"])).paragraphs)
    assert "DỰ THẢO" in text
    assert "3. Cải cách thủ tục hành chính" in text
    assert "Đã niêm yết đầy đủ." in text
    assert load_workbook(files["xlsx"]).sheetnames[0] == "Số liệu"
    assert read_file(files["pdf"]).header.issuing_body
    assert client.get(f"/bao-cao/{report.code}/tai.exe").status_code == 404


@pytest.fixture
def province(cast: Cast) -> list[Report]:
    """Three communes that sent their third quarter; the coordinator's own did not."""
    return send_from(communes(3), MADE, THIRD, by=cast[Role.COUNCIL], at=system_clock(), seed=1)


def test_the_upper_level_sees_who_has_not_reported(cast: Cast, browser_of: Browsers, province: list[Report]) -> None:
    address = "/bao-cao/don-vi?loai=cchc-commune&ky=2026-Q3"
    page = browser_of(Role.COUNCIL).get(address).content.decode()
    owed = len(province)
    assert f"{owed}/{owed}" in page or f"{owed}/{owed + 1} đơn vị đã gửi" in page
    assert browser_of(Role.COORDINATOR).get(address).status_code == 403
    assert browser_of(Role.COUNCIL).get("/bao-cao/don-vi?loai=khong-co").status_code == 404
    assert browser_of(Role.COUNCIL).get("/bao-cao/don-vi?ky=2026-Q9").status_code == 200


def test_reports_are_merged_by_sums_never_by_means(cast: Cast, browser_of: Browsers, province: list[Report]) -> None:
    stand(cast)
    head = Head(body="Sở Nội vụ")
    found = merge(cast[Role.COUNCIL], MADE, MADE.editions[-1], THIRD, head=head)
    parts = [found.by_unit["share"][n][1] for n in range(3)]
    above = sum((one.numerator for one in parts if one.numerator is not None), Decimal(0))
    below = sum((one.denominator for one in parts if one.denominator is not None), Decimal(0))
    assert found.values["share"].value == above / below * 100
    received = [one.value for _name, one in found.by_unit["received"] if one.value is not None]
    assert found.values["received"].value == sum(received)
    assert found.paper.parts[0][1][2].paragraphs[-1].startswith("- ")
    client = browser_of(Role.COUNCIL)
    files = {}
    for kind in ("docx", "xlsx"):
        answer = client.get(f"/bao-cao/don-vi/tong-hop/tai.{kind}?loai=cchc-commune&ky=2026-Q3")
        files[kind] = b"".join(answer.streaming_content)
        assert len(files[kind]) > 5000
    book = load_workbook(BytesIO(files["xlsx"]))
    assert any("Số liệu từng đơn vị" in str(sheet["A2"].value) for sheet in book)


def test_merging_asks_the_database_as_often_for_more_units(cast: Cast, browser_of: Browsers) -> None:
    client, counts, units = browser_of(Role.COUNCIL), [], communes(9)
    for count in (2, 9):
        Report.objects.all().delete()
        send_from(units[:count], MADE, THIRD, by=cast[Role.COUNCIL], at=system_clock(), seed=count)
        for address in ("/bao-cao/don-vi/tong-hop?ky=2026-Q3", "/bao-cao/don-vi?ky=2026-Q3"):
            client.get(address)
            with CaptureQueriesContext(connection) as found:
                start = time.monotonic()
                assert client.get(address).status_code == 200
                assert time.monotonic() - start < 5
            counts.append(len(found))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


def test_a_page_of_a_report_asks_a_fixed_number_of_questions(cast: Cast, browser_of: Browsers) -> None:
    report = moved(cast, begun(cast), "submit")
    client = browser_of(Role.COORDINATOR)
    client.get(f"/bao-cao/{report.code}")
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/bao-cao/{report.code}").status_code == 200
    assert len(found) <= 20


def test_contributions_and_sendings_are_reminded_of(cast: Cast) -> None:
    report, at = begun(cast), system_clock()
    actions.name_owners(cast[Role.COORDINATOR], report, {"late": owned_by(cast[Role.OFFICER])}, at=at)
    found = {one.key: one for one in dues_of_reports(Asked(today=at.date()))}
    assert set(found) == {f"gop:{report.code}:late", f"bc:{report.code}"}
    asked = found[f"gop:{report.code}:late"]
    assert (asked.people, asked.due) == ((cast[Role.OFFICER].pk,), report.internal)
    assert "Nhiệm vụ quá hạn và nguyên nhân" in asked.text
    assert cast[Role.COORDINATOR].pk in found[f"bc:{report.code}"].people
    row = section(report, "late")
    actions.give(cast[Role.OFFICER], row, at=at)
    report = moved(cast, report, "submit")
    (waiting,) = dues_of_reports(Asked(today=at.date()))
    assert cast[Role.LEADER].pk in waiting.people
    moved(cast, report, "approve", "send")
    assert list(dues_of_reports(Asked(today=at.date()))) == []


def test_discipline_counts_what_fell_due_since_the_unit_keeps_its_reports_here(cast: Cast) -> None:
    unit, today = unit_of(cast), system_clock().date()
    year = (date(today.year, 1, 1), today)
    assert discipline([unit.pk], year, today=today) == {}
    report = begun(cast)
    Report.objects.filter(pk=report.pk).update(
        state="sent", sent_on=report.due, closed_at=system_clock(), created_at=system_clock()
    )
    assert report.due is not None
    found = discipline([unit.pk], (report.due, report.due), today=today)[unit.pk]
    assert (found.in_time, found.late) == (1, 0)
    figures = ReportFigures().figures("on_time", [unit.pk], (report.due, report.due))
    assert figures[unit.pk].numerator == 1
    assert ReportFigures().url("on_time", unit.pk, year).startswith("/bao-cao?don-vi=")


def test_every_figure_of_an_outline_names_an_indicator_that_is_there() -> None:
    for made in shipped_types().values():
        for figure in made.editions[-1].outline.figures:
            if figure.source == "indicator":
                assert figure.ref.partition(":")[0] in indicators(), figure.id


def test_indicators_are_asked_only_for_what_they_define(cast: Cast) -> None:
    asked = SourceAsked(unit=unit_of(cast).pk, period=THIRD, window=THIRD.days, today=system_clock().date())
    assert IndicatorFigures().values(asked, {"khong-co"}) == {}
    week = SourceAsked(unit=asked.unit, period=period_of("2026-W05"), window=asked.window, today=asked.today)
    assert IndicatorFigures().values(week, {"khong-co"}) == {}
