"""A commune alone: its own round, results typed and read back, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.assessments.models import Assessment, Incoming, Line, Round
from namro.apps.people.models import AuditEntry, Role, User
from tests.apps.assessments.sheets import (
    edition_in_force,
    finished,
    on_the_day,
    sheet_of,
)
from tests.apps.assessments.test_round_pages import Browsers

edition = pytest.fixture(autouse=True)(edition_in_force)
today = pytest.fixture(autouse=True)(on_the_day)
HOME = "/phieu/2026/suoi-may"


def alone(cast: dict[str, User], client: Client) -> Assessment:
    """Open the commune's own round on the page, as proposed but begun already."""
    sheet = sheet_of(cast)
    form = client.get(f"{HOME}/ky-rieng").context["form"]
    sent = {box.html_name: box.field.widget.format_value(box.value()) or "" for box in form if box.name != "late_rule"}
    sent |= {"late_rule": "calendar", "late_input": "days_late"}
    sent |= {"scoring_opens_day": "01/10/2026", "scoring_closes_day": "31/10/2026"}
    answer = client.post(f"{HOME}/ky-rieng", sent)
    assert answer.status_code == 302
    sheet.refresh_from_db()
    return sheet


def test_a_commune_alone_from_its_own_round_to_published(browser_of: Browsers, cast: dict[str, User]) -> None:
    publish = browser_of(Role.COORDINATOR)
    sheet = alone(cast, publish)
    assert sheet.round is not None
    assert (sheet.round.alone, sheet.state) == (True, "scoring")
    sheet = finished(cast, sheet)
    act = f"/ky-danh-gia/{sheet.round.code}/suoi-may/chuyen"
    publish.post(act, {"act": "appraise"})
    cells = {"p.1.1": "2", "p.1.2": "3", "r.1.2": "Báo cáo gửi chậm", "p.1.3": "1", "source": "Quyết định 12"}
    done = publish.post(f"{HOME}/ket-qua", cells)
    assert done.status_code == 302
    line = Line.objects.get(node_id="1.2")
    assert (str(line.final), line.final_cause, line.final_reason) == ("3.000000000", "late", "Báo cáo gửi chậm")
    assert Line.objects.get(node_id="1.1").final_cause == ""
    for name in ("explain", "reappraise", "decide", "publish"):
        publish.post(act, {"act": name})
    sheet.refresh_from_db()
    assert sheet.state == "published"
    assert "Kết quả ghi được từ khi" in publish.get(f"{HOME}/ket-qua").content.decode()


def test_typed_results_tell_every_fault_at_once(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.COORDINATOR)
    sheet = finished(cast, alone(cast, client))
    cells = {"p.1.1": "9", "p.1.2": "ba", "r.1.3": "Thiếu", "p.2.2": "4", "c.2.2": "tu-nghi"}
    page: Any = client.post(f"{HOME}/ket-qua", cells)
    assert page.status_code == 400
    assert set(page.context["faults"]) == {"1.1", "1.2", "1.3", "2.2"}
    assert 'value="ba"' in page.content.decode()
    assert not sheet.lines.filter(final_nano__isnull=False).exists()
    assert client.post(f"{HOME}/ket-qua", {}).status_code == 400


def test_results_are_read_from_a_document_and_looked_at(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.COORDINATOR)
    sheet = finished(cast, alone(cast, client))
    text = """KẾT QUẢ THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2026
1. Chỉ đạo, điều hành: đạt 5,5/8 điểm
1.1. Ban hành kế hoạch: đạt 1/2 điểm, trừ 1 điểm do kế hoạch chưa ký số
1.2. Báo cáo đúng hạn: đạt 3,5/4 điểm
1.3. Sáng kiến: đạt 1/2 điểm
"""
    upload = SimpleUploadedFile("ket-qua.txt", text.encode())
    preview: Any = client.post(f"{HOME}/ket-qua/nop", {"file": upload}, follow=True)
    rows = {row.id: row for row in preview.context["rows"]}
    assert (rows["1.1"].cells.points, rows["1.1"].cells.cause) == ("1", "not_signed")
    assert rows["1.2"].cells.points == "3,5"
    assert preview.context["missing"] == ["2.1", "2.2"]
    assert not sheet.lines.filter(final_nano__isnull=False).exists()
    sent = {f"p.{key}": row.cells.points for key, row in rows.items() if not row.head}
    sent |= {f"r.{key}": row.cells.reason for key, row in rows.items() if not row.head}
    sent |= {"p.1.1": "1,5", "tep": preview.context["incoming"].code, "source": "Thông báo 8"}
    client.post(f"{HOME}/ket-qua", sent)
    assert str(sheet.lines.get(node_id="1.1").final) == "1.500000000"
    assert not Incoming.objects.exists()
    entry = AuditEntry.objects.get(act=AuditEntry.Act.RESULT_READ_BACK)
    assert entry.note.startswith("Thông báo 8")


def test_a_file_of_results_is_its_bringers_own(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.COORDINATOR)
    finished(cast, alone(cast, client))
    for role in (Role.OFFICER, Role.LEADER, Role.COUNCIL):
        assert browser_of(role).get(f"{HOME}/ket-qua").status_code == 403
        assert browser_of(role).post(f"{HOME}/ket-qua", {"p.1.1": "1"}).status_code == 403


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.WATCHER])
def test_only_the_coordinator_opens_the_own_round(browser_of: Browsers, cast: dict[str, User], role: str) -> None:
    sheet_of(cast)
    assert browser_of(role).get(f"{HOME}/ky-rieng").status_code == 403
    assert browser_of(role).post(f"{HOME}/ky-rieng", {}).status_code == 403
    assert not Round.objects.exists()
