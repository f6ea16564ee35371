"""The index of a unit: counts of its dossiers beside the portal's figures, what differs, the dossiers behind."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.service_index.actions.entering import Shown, write_scores
from namro.apps.service_index.computing import index_of, ranked
from namro.apps.service_index.counting import counted, days_of, keep
from namro.apps.service_index.models import KeptCounts, PortalScore
from namro.apps.service_index.pages.rows_page import ways_of
from namro.apps.service_index.portal import Figure
from namro.core.base.errors import NamroError
from namro.core.indicators.periods import Grain, Period
from namro.core.service.adding import ADDING, ADDINGS
from namro.core.service.index import service_index
from namro.core.service.points import own_points
from tests.apps.dossiers.files import NOW, TODAY, brought_in, csv_of, events, row

pytestmark = pytest.mark.usefixtures("data_folder")

OCTOBER = Period(2026, Grain.MONTH, 10)
PORTAL = Path(__file__).resolve().parents[4] / "shared" / "oracles" / "index766_commune_metrics.csv"
Browsers = Callable[[str], Client]


def _unit() -> int:
    return Unit.objects.get(code="suoi-may").pk


def _brought(cast: dict[str, User]) -> None:
    """Four dossiers: in time and digitised, late, asked twice, disliked."""
    done = {"returns_document": "true", "result_url": "https://example.vn/kq", "digitised_component": "true"}
    rows = [
        row("1", events=events(("processed", "14T10:00")), fee="20000", paid="1", **done),
        row("2", due_at="2026-10-13T17:00", events=events(("processed", "14T10:00")), fee="20000"),
        row("3", events=events(("supplement_requested", "13T08:00"), ("supplement_requested", "13T14:00"))),
        row("4", disliked="true", events=events(("processed", "15T10:00"))),
    ]
    assert brought_in(cast[Role.COORDINATOR], csv_of(rows)).counts["new"] == 4


def _admin(cast: dict[str, User]) -> User:
    user = cast[Role.ADMIN]
    user.standing = standing_of(user, TODAY)
    return user


def _written(cast: dict[str, User], figures: dict[str, Figure | None], as_of: date = TODAY) -> int:
    return write_scores(_admin(cast), {_unit(): figures}, OCTOBER, Shown(as_of, "dichvucong.gov.vn"), at=NOW)


def test_points_come_from_the_rows_and_the_rows_add_up(cast: dict[str, User]) -> None:
    _brought(cast)
    found = index_of(_unit(), OCTOBER, today=TODAY)
    assert found.counted.counts["PROGRESS_ON_TIME"] == (2, 4)
    assert found.counted.counts["PAY_DOSSIER"] == (1, 2)
    assert found.counted.counts["DOSSIER_RECEIVING_SATISFACTION"] == (1, 4)
    assert found.own.metrics["PROGRESS_ON_TIME"].own == Decimal("10.00")
    # No feedback at all gives all points; what no dossier tells stays unknown.
    assert found.own.metrics["PETITION_PROCESSING_ON_TIME"].own == 6
    assert found.own.metrics["PUBLISH_ON_TIME"].own is None
    assert found.own.metrics["PROGRESS_ON_TIME"].small
    index = service_index()
    for adding in ADDINGS:
        ways = ways_of(_unit(), OCTOBER, adding, today=TODAY)
        part, whole = found.counted.counts[adding.code]
        assert len(ways["khong"].rows) + len(ways["co"].rows) == whole
        assert len(ways["khong"].rows) + len(ways["co"].rows) + len(ways["ngoai"].rows) == 4
        if adding.code != "DOSSIER_RECEIVING_SATISFACTION":
            assert len(ways["co"].rows) == part
        if adding.code in index.metrics:
            assert found.own.metrics[adding.code].own == own_points(index.metrics[adding.code], part, whole)


def test_kept_counts_go_when_dossiers_change(cast: dict[str, User]) -> None:
    _brought(cast)
    assert keep([_unit()], [days_of(OCTOBER)], at=NOW) == 1
    assert keep([_unit()], [days_of(OCTOBER)], at=NOW) == 0
    before = counted(_unit(), days_of(OCTOBER), TODAY)
    assert before.counts["PROGRESS_ON_TIME"] == (2, 4)
    assert (before.figures["late"], before.figures["in_time"] + before.figures["early"]) == (1, 2)
    assert before.figures["received_direct"] == 4 == before.figures["accepted"]
    later = row("2", due_at="2026-10-15T17:00", synced_at="2026-10-15T11:30", events=events(("processed", "14T10:00")))
    brought_in(cast[Role.COORDINATOR], csv_of([later]))
    assert not KeptCounts.objects.exists()
    assert counted(_unit(), days_of(OCTOBER), TODAY).counts["PROGRESS_ON_TIME"] == (3, 4)


def test_a_difference_is_told_and_leads_to_the_rows(cast: dict[str, User], browser_of: Browsers) -> None:
    _brought(cast)
    figures = {"PROGRESS_ON_TIME": Figure(1, 4, Decimal(5)), "CLGQ": Figure(None, None, Decimal("10.24"))}
    assert _written(cast, dict(figures)) == 2
    assert AuditEntry.objects.get(act=AuditEntry.Act.PORTAL_SCORES).unit_id == _unit()
    assert _written(cast, dict(figures)) == 0
    client = browser_of(Role.COORDINATOR)
    page = client.get("/chi-so-766/suoi-may?ky=2026-10").content.decode()
    assert "Nơi nhập đếm 1/4, ở đây 2/4: tử số ít hơn 1." in page
    assert "−5,00" in page
    assert "10,24" in page
    assert "/chi-so-766/suoi-may/chi-so/PROGRESS_ON_TIME?ky=2026-10" in page
    rows = client.get("/chi-so-766/suoi-may/chi-so/PROGRESS_ON_TIME?ky=2026-10").content.decode()
    assert "H99.201-2" in rows
    assert "Xong: trễ 1 ngày." in rows
    assert "Yêu cầu bổ sung 2 lần sau khi tiếp nhận: tính là trễ." in rows
    assert "H99.201-1<" not in rows
    assert "H99.201-1<" in client.get("/chi-so-766/suoi-may/chi-so/PROGRESS_ON_TIME?ky=2026-10&xem=co").content.decode()


def test_what_the_portal_showed_before_the_edition_is_not_compared(cast: dict[str, User], browser_of: Browsers) -> None:
    period = Period(2026, Grain.MONTH, 7)
    write_scores(
        _admin(cast),
        {_unit(): {"PROGRESS_ON_TIME": Figure(1, 4, Decimal(5))}},
        period,
        Shown(date(2026, 8, 5), "Cổng"),
        at=NOW,
    )
    found = index_of(_unit(), period, today=TODAY)
    assert found.differences == ()
    assert found.imported.metrics["PROGRESS_ON_TIME"].score is None
    page = browser_of(Role.LEADER).get("/chi-so-766/suoi-may?ky=2026-07").content.decode()
    assert "trước phiên bản cách tính" in page
    assert "Chưa có hồ sơ nào của kỳ này." in page


def test_a_day_that_cannot_be_and_somebody_elses_unit_are_refused(cast: dict[str, User]) -> None:
    for as_of in (date(2026, 10, 16), date(2026, 9, 30)):
        with pytest.raises(NamroError):
            _written(cast, {"CLGQ": Figure(None, None, Decimal(1))}, as_of)
    officer = cast[Role.OFFICER]
    officer.standing = standing_of(officer, TODAY)
    with pytest.raises(PermissionDenied):
        write_scores(officer, {_unit(): {}}, OCTOBER, Shown(TODAY, "Cổng"), at=NOW)
    assert not PortalScore.objects.exists()


def test_typed_figures_are_written_faults_stand_at_their_row(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    url = "/chi-so-766/suoi-may/nhap?ky=2026"
    said = {"as_of": "20/11/2026", "source": "Cổng", "PROGRESS_ON_TIME.numerator": "2.541"}
    answer = client.post(url, said | {"CLGQ.score": "13"})
    assert answer.status_code == 400
    assert "thiếu denominator" in answer.content.decode()
    assert "lớn hơn 12" in answer.content.decode()
    assert not PortalScore.objects.exists()
    said |= {"PROGRESS_ON_TIME.denominator": "2618", "CLGQ.score": "10,24"}
    assert client.post(url, said).status_code == 302
    assert PortalScore.objects.get(code="PROGRESS_ON_TIME").numerator == 2541
    assert client.post(url, {"as_of": "21/11/2026", "source": "Cổng", "CLGQ.score": ""}).status_code == 302
    found = index_of(_unit(), Period(2026), today=date(2026, 11, 22))
    assert not found.portal.figures


def test_the_published_file_gives_the_published_points(cast: dict[str, User], browser_of: Browsers) -> None:
    """Two communes' figures as the portal published them: the counts alone give its points."""
    lines = list(csv.DictReader(PORTAL.open(encoding="utf-8")))
    mine = [one for one in lines if one["unit"] == lines[0]["unit"]]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Đơn vị", "Mã chỉ số", "Tử số", "Mẫu số", "Điểm"])
    for one in mine:
        score = "" if one["numerator"] else one["score"]
        writer.writerow(["Xã Suối Mây", one["metric"], one["numerator"], one["denominator"], score])
    file = SimpleUploadedFile("diem.csv", text.getvalue().encode())
    said = {"period": "2026", "as_of": "10/10/2026", "source": "Cổng", "file": file}
    assert browser_of(Role.ADMIN).post("/chi-so-766/nap", said).status_code == 302
    found = index_of(_unit(), Period(2026), today=date(2026, 11, 22))
    assert len(mine) > 10
    for one in mine:
        assert found.imported.metrics[one["metric"]].score == Decimal(one["score"]), one["metric"]


def test_a_file_with_faults_writes_nothing(cast: dict[str, User], browser_of: Browsers) -> None:
    text = (
        "unit,metric,numerator,denominator,score\n"
        "suoi-may,PROGRESS_ON_TIME,1,2,\nsuoi-may,PROGRESS_ON_TIME,1,2,\nở đâu,CLGQ,,,3\nsuoi-may,SAI,1,2,\n"
        "suoi-may,PAY_DOSSIER,hai,3,\nsuoi-may,MDSH,,,23\n"
    )
    file = SimpleUploadedFile("diem.csv", text.encode())
    said = {"period": "2026", "as_of": "10/10/2026", "source": "Cổng", "file": file}
    answer = browser_of(Role.ADMIN).post("/chi-so-766/nap", said)
    page = answer.content.decode()
    assert answer.status_code == 400
    for words in ("đã ghi ở dòng 2", "không có đơn vị “ở đâu”", "không có mã “SAI”", "không phải là số", "lớn hơn 22"):
        assert words in page, words
    assert not PortalScore.objects.exists()


def test_all_communes_in_a_fixed_number_of_queries(
    cast: dict[str, User], django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    _brought(cast)
    unit = _unit()
    keep([unit], [days_of(OCTOBER)], at=NOW)
    for units in ([unit], list(Unit.objects.values_list("pk", flat=True))):
        with django_assert_num_queries(3):
            found = ranked(units, OCTOBER, today=TODAY)
        assert found.known == {unit}
    assert ADDING
