"""Final values from outside: who writes them when, bounds, nothing half written, and what next year sees of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.assessments.actions.results_back import Final, write_results
from namro.apps.assessments.actions.results_read import stage_results
from namro.apps.assessments.models import Assessment, Line, LineEvent
from namro.apps.assessments.queries.last_year import year_before
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.errors import NamroError
from tests.apps.assessments.sheets import NOW, edition_in_force, filled, in_round, publish_set, ready, sheet_of

edition = pytest.fixture(autouse=True)(edition_in_force)

FINALS = {
    "1.1": Final(Decimal(2)),
    "1.2": Final(Decimal("2.5"), "evidence_missing", "Thiếu báo cáo quý III"),
    "2.1": Final(Decimal("7.2")),
}


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    made = sheet_of(cast, publish_set(cast))
    in_round(cast, made)
    filled(cast[Role.COORDINATOR], made)
    Assessment.objects.filter(pk=made.pk).update(state="submitted")
    return made


def test_values_reasons_and_by_whom_are_kept(cast: dict[str, User], sheet: Assessment) -> None:
    user = ready(cast[Role.COUNCIL])
    assert write_results(user, sheet, FINALS, source="Quyết định 15/QĐ-UBND", at=NOW) == 3
    line = Line.objects.get(assessment=sheet, node_id="1.2")
    assert (line.claimed, line.final, line.final_reason) == (Decimal("3.5"), Decimal("2.5"), "Thiếu báo cáo quý III")
    event = LineEvent.objects.get(line=line, layer="final", field="points")
    assert (event.old, event.new, event.by) == ("", "2.5", user)
    assert AuditEntry.objects.get(act=AuditEntry.Act.RESULT_READ_BACK).note == "Quyết định 15/QĐ-UBND: 3"
    assert write_results(user, sheet, FINALS, source="", at=NOW) == 0


@pytest.mark.parametrize(
    ("finals", "words"),
    [({"1.1": Final(Decimal(3))}, "ngoài khoảng 0 – 2"), ({"9": Final(Decimal(1))}, "không có mục")],
)
def test_a_row_that_cannot_be_stops_all(
    cast: dict[str, User], sheet: Assessment, finals: dict[str, Final], words: str
) -> None:
    with pytest.raises(NamroError, match=words):
        write_results(ready(cast[Role.COUNCIL]), sheet, {**FINALS, **finals}, source="", at=NOW)
    assert not LineEvent.objects.filter(layer="final").exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.WATCHER, Role.ADMIN])
def test_a_unit_of_a_province_does_not_write_its_own_result(
    cast: dict[str, User], sheet: Assessment, role: str
) -> None:
    with pytest.raises(NamroError) as refused:
        write_results(ready(cast[role]), sheet, FINALS, source="", at=NOW)
    assert refused.value.code == "role"


@pytest.mark.parametrize("state", ["preparing", "scoring", "waiting", "approved", "published", "not_appraised"])
def test_results_are_taken_between_handing_in_and_publication(
    cast: dict[str, User], sheet: Assessment, state: str
) -> None:
    Assessment.objects.filter(pk=sheet.pk).update(state=state)
    with pytest.raises(NamroError) as refused:
        write_results(ready(cast[Role.COUNCIL]), sheet, FINALS, source="", at=NOW)
    assert refused.value.code == "state"


def test_next_year_sees_what_was_final_and_why(cast: dict[str, User], sheet: Assessment) -> None:
    write_results(ready(cast[Role.COUNCIL]), sheet, FINALS, source="", at=NOW)
    Assessment.objects.filter(pk=sheet.pk).update(state="published")
    following = sheet_of(cast, sheet.edition, year=2027)
    before = year_before(following)
    assert (before.rows["1.2"].points, before.rows["1.2"].reason) == (Decimal("2.5"), "Thiếu báo cáo quý III")
    assert before.rows["1.3"].points == 1  # nothing final was said of it: what was claimed
    assert before.rows["1"].points == Decimal("5.5")
    assert before.total == Decimal("12.7")
    keeps = dict(following.assignments.values_list("node_id", "keeps"))
    assert keeps["1.1"]
    assert not keeps["1.2"]


def test_next_year_sees_what_was_decided_beside_the_scale(cast: dict[str, User], sheet: Assessment) -> None:
    finals = {**FINALS, "T1": Final(Decimal(2), reason="Nộp trễ hai ngày")}
    write_results(ready(cast[Role.COUNCIL]), sheet, finals, source="", at=NOW)
    following = sheet_of(cast, sheet.edition, year=2027)
    assert year_before(following).rows["1.2"].points == Decimal("3.5")  # sealed: what was claimed
    Assessment.objects.filter(pk=sheet.pk).update(state="published")
    before = year_before(following)
    assert before.rows["T1"].points == 2
    assert before.total == Decimal("10.7")
    # 53,5 %; the 6,5 points that were claimed are below 50 %.
    assert before.band == "Khá"


DOCUMENT = """ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ

THÔNG BÁO
Kết quả thẩm định Chỉ số cải cách hành chính năm 2026

Nhiệm vụ 1: Chỉ đạo, điều hành: đạt 4,5/5 điểm
1.1. Ban hành kế hoạch: đạt 2/2 điểm
Điểm phạt: Nộp trễ hai ngày: trừ 2 điểm
Điểm cộng: 1 điểm do có mô hình hay
"""


def test_a_penalty_line_of_a_document_is_put_on_its_item_and_the_others_are_listed(
    cast: dict[str, User], sheet: Assessment, browser_of: Callable[[str], Client], tmp_path: Path
) -> None:
    sheet.refresh_from_db()
    path = tmp_path / "thong-bao.txt"
    path.write_text(DOCUMENT, "utf-8")
    found = stage_results(ready(cast[Role.COUNCIL]), sheet, path, name=path.name, at=NOW)
    assert found.content["rows"]["T1"] == ["2", ""]
    assert found.content["lines"] == ["Điểm cộng: 1 điểm do có mô hình hay"]
    address = f"/phieu/{sheet.year}/{sheet.unit.code}/ket-qua"
    page = browser_of(Role.COUNCIL).get(address, {"tep": found.code}).content.decode()
    assert "chưa khớp mục nào, hãy nhập tay nếu có: “Điểm cộng: 1 điểm do có mô hình hay”" in page
    assert 'name="p.T1" value="2"' in page
