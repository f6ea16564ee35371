"""The appraiser's pages: one criterion of all units, one unit, disputes, many at once; who may open them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.appraisals.models import Opinion
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judging_progress import by_node
from namro.apps.appraisals.tallies import waits
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Attached, Line
from namro.apps.assessments.standing import standing_of
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import AuditEntry, Kind, Role, Unit, UnitSpan, User
from namro.apps.people.queries.organisation import touch
from namro.core.assessment.opinions import Layer
from tests.apps.appraisals.judging import explained, in_appraisal, judged, line_of
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    return in_appraisal(cast)


def base(sheet: Assessment) -> str:
    assert sheet.round is not None
    return f"/tham-dinh/{sheet.round.code}"


def sent(sheet: Assessment, node: str, act: str, **fields: str) -> dict[str, str]:
    """What the form of a line sends."""
    line = line_of(sheet, node)
    return {"dong": str(line.pk), "ban": str(line.version), "xet": act, "tu": "tieu-chi", **fields}


def test_a_criterion_shows_every_unit_with_its_claim(browser_of: Browsers, sheet: Assessment) -> None:
    text = browser_of(Role.APPRAISER).get(f"{base(sheet)}/1.2").content.decode()
    assert "1.2 Báo cáo đúng hạn" in text
    assert "3,50" in text
    assert "chưa xét" in text


def test_accepting_writes_the_claim_and_goes_on(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.APPRAISER)
    answer = client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "chap-nhan", **{"kien-nghi": "Gửi sớm hơn"}))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{base(sheet)}/1.2?don-vi=suoi-may&tiep=1"
    line = line_of(sheet, "1.2")
    assert line.value("appraised") == line.value("self")
    assert line.request == "Gửi sớm hơn"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Đã ghi ý kiến về Xã Suối Mây, tiêu chí 1.2." in page
    assert "giữ nguyên" in page


def test_lowering_asks_for_cause_and_words_and_keeps_what_was_typed(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.APPRAISER)
    fields = {"diem": "3,25", "ly-do": "Quý III gửi ngày 05/10"}
    answer = client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "diem", **fields))
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "hạ điểm thì chọn nguyên nhân" in text
    assert "Quý III gửi ngày 05/10</textarea>" in text
    assert 'value="3,25"' in text
    assert not Opinion.objects.exists()
    answer = client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "diem", **fields, **{"nguyen-nhan": "late"}))
    assert answer.status_code == 302
    assert line_of(sheet, "1.2").appraised_cause == "late"
    assert "−0,25 Quý III gửi ngày 05/10" in client.get(f"{base(sheet)}/1.2").content.decode()


@pytest.mark.parametrize("act", ["khong", "hoi"])
def test_zero_and_a_question_take_words(browser_of: Browsers, sheet: Assessment, act: str) -> None:
    client = browser_of(Role.APPRAISER)
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.1", act)).status_code == 400
    fields = {"ly-do": "Không có văn bản nào", "nguyen-nhan": "missing_proof"}
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.1", act, **fields)).status_code == 302
    line = line_of(sheet, "1.1")
    assert line.disputed == (act == "hoi")
    assert (line.value("appraised") is None) == (act == "hoi")


def test_who_was_slower_sees_both_words_and_loses_none(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    client = browser_of(Role.COUNCIL)
    fields = {"diem": "2", "nguyen-nhan": "late", "ly-do": "Trễ hai quý"}
    form = sent(sheet, "1.2", "diem", **fields)
    judged(cast[Role.APPRAISER], sheet, "1.2", "3.5")
    answer = client.post(f"{base(sheet)}/xet", form)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Trễ hai quý" in text
    assert "3,50" in text
    assert "2,00" in text
    version = line_of(sheet, "1.2").version
    assert client.post(f"{base(sheet)}/xet", {**form, "ban": str(version)}).status_code == 302
    assert line_of(sheet, "1.2").appraised_reason == "Trễ hai quý"


def test_disputes_stand_side_by_side_and_the_chair_settles(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.1", "2")
    Opinion.objects.update(by=cast[Role.LEADER])  # a colleague's word of before
    judged(cast[Role.APPRAISER], sheet, "1.1", "1", cause="not_signed", reason="Chưa ký số")
    client = browser_of(Role.COUNCIL)
    place = f"{base(sheet)}/y-kien-khac-nhau"
    text = client.get(place).content.decode()
    assert "2 ý kiến" in text
    assert cast[Role.LEADER].full_name in text
    form = sent(sheet, "1.1", "diem", **{"diem": "1", "ly-do": "Chưa ký số", "nguyen-nhan": "not_signed"})
    assert client.post(f"{base(sheet)}/xet", {**form, "tu": "y-kien"}).headers["Location"].startswith(place)
    assert not line_of(sheet, "1.1").disputed
    assert "Mọi người thẩm định đang thống nhất." in client.get(place).content.decode()
    closed = browser_of(Role.APPRAISER).get(f"{base(sheet)}/1.1").content.decode()
    assert "Hội đồng thẩm định đã chốt. Chỉ Hội đồng đổi được." in closed
    assert "data-decide" not in closed


def test_many_are_accepted_after_a_look(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.APPRAISER)
    look = client.get(f"{base(sheet)}/chap-nhan?don-vi=suoi-may")
    text = look.content.decode()
    # 1.1 asks for proof that is not there: only the two others are without any remark.
    assert "Chấp nhận 2 dòng không có nhận xét" in text
    assert "Tổng 4,50 điểm" in text
    lines = [line_of(sheet, node) for node in ("1.1", "1.2", "1.3")]
    keys = [f"{line.pk}:{line.version}" for line in lines]
    answer = client.post(f"{base(sheet)}/chap-nhan?don-vi=suoi-may", {"d": keys}, follow=True)
    assert "Đã chấp nhận 2 dòng." in answer.content.decode()
    assert "1 dòng vừa có người xét hoặc có nhận xét mới" in answer.content.decode()
    assert [line_of(sheet, node).value("appraised") is not None for node in ("1.1", "1.2", "1.3")] == [
        False,
        True,
        True,
    ]


def test_only_who_appraises_comes_in_and_only_to_the_own_domains(browser_of: Browsers, sheet: Assessment) -> None:
    for role in (Role.COORDINATOR, Role.LEADER, Role.OFFICER, Role.ADMIN, Role.WATCHER):
        client = browser_of(role)
        for place in ("", "/1.2", "/don-vi/suoi-may", "/y-kien-khac-nhau", "/chap-nhan?tc=1.2"):
            assert client.get(f"{base(sheet)}{place}" if place else "/tham-dinh").status_code == 403, (role, place)
        assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "chap-nhan")).status_code == 403
    appraiser = browser_of(Role.APPRAISER)
    refused = appraiser.get(f"{base(sheet)}/2.1")
    assert refused.status_code == 403
    assert "Tiêu chí 2.1 chưa giao sở nào thẩm định" in refused.content.decode()
    assert appraiser.post(f"{base(sheet)}/xet", sent(sheet, "2.1", "chap-nhan")).status_code == 403
    assert appraiser.get(f"{base(sheet)}/chap-nhan?tc=2.1").status_code == 403
    assert "2.1" not in appraiser.get(f"{base(sheet)}/don-vi/suoi-may").content.decode().split("<tbody>")[1]
    assert browser_of(Role.COUNCIL).get(f"{base(sheet)}/2.1").status_code == 200
    assert not Opinion.objects.exists()


def test_a_draft_is_not_shown(browser_of: Browsers, sheet: Assessment) -> None:
    Assessment.objects.update(state="submitted")
    client = browser_of(Role.COUNCIL)
    assert "Suối Mây" not in client.get(f"{base(sheet)}/1.2").content.decode()
    assert client.get(f"{base(sheet)}/don-vi/suoi-may").status_code == 404
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "chap-nhan")).status_code == 404


def test_what_is_decided_is_sealed_for_departments(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.2", "3.5")
    line = line_of(sheet, "1.2")
    type(line).objects.filter(pk=line.pk).update(final_nano=1_230_000_000, final_reason="Kết luận kín")
    Assessment.objects.update(state="decided")
    sealed = browser_of(Role.APPRAISER).get(f"{base(sheet)}/1.2").content.decode()
    assert "1,23" not in sealed
    assert "Kết luận kín" not in sealed
    assert "1,23" in browser_of(Role.COUNCIL).get(f"{base(sheet)}/1.2").content.decode()


def test_the_database_is_asked_as_often_for_three_times_as_many_units(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    appraiser, council = browser_of(Role.APPRAISER), browser_of(Role.COUNCIL)
    pages = [
        (appraiser, f"{base(sheet)}/1.2"),
        (appraiser, f"{base(sheet)}/1.2?don-vi=suoi-may&khung=1"),
        (appraiser, f"{base(sheet)}/chap-nhan?tc=1.2"),
        (council, f"{base(sheet)}/y-kien-khac-nhau"),
        (council, f"{base(sheet)}/don-vi/suoi-may"),
        (council, "/tham-dinh"),
        (council, "/tham-dinh?xem=don-vi"),
    ]
    more_units(sheet, 4)
    few = [queries(client, page) for client, page in pages]
    more_units(sheet, 12)
    assert [queries(client, page) for client, page in pages] == few
    assert max(few) <= 30


def test_accepting_asks_as_often_for_three_times_as_many_units(browser_of: Browsers, sheet: Assessment) -> None:
    client, page = browser_of(Role.APPRAISER), f"{base(sheet)}/chap-nhan?tc=1.3"
    open_lines = Line.objects.filter(node_id="1.3", appraised_nano=None).exclude(assessment=sheet)
    asked = []
    for count in (4, 12):  # those accepted first are not offered again
        more_units(sheet, count)
        Line.objects.update(disputed=False)
        client.get(page)  # the organisation is in memory from here on
        sent = [f"{line}:{version}" for line, version in open_lines.values_list("pk", "version")]
        with CaptureQueriesContext(connection) as found:
            assert client.post(page, {"d": sent}).status_code == 302
        asked.append((len(sent), len(found)))
    assert [count for count, _queries in asked] == [4, 12]
    assert asked[0][1] == asked[1][1] <= 45
    assert not open_lines.exists()
    assert AuditEntry.objects.filter(act=AuditEntry.Act.JUDGED, note="1.3 thẩm định").count() == 16


def more_units(sheet: Assessment, count: int) -> None:
    """Further communes of the round, each with the same lines, proof beside one of them, and a dispute."""
    there = Assessment.objects.count()
    for n in range(there, there + count):
        unit = Unit.objects.create(code=f"xa-{n}")
        UnitSpan.objects.create(unit=unit, kind=Kind.COMMUNE, name=f"Xã {n}", since=date(2025, 7, 1))
        lines, by = list(sheet.lines.all()), sheet.lines.earliest("pk").by
        copy = Assessment.objects.get(pk=sheet.pk)
        copy.pk, copy.unit = None, unit
        copy.save()
        for line in lines:
            line.pk, line.assessment, line.disputed = None, copy, line.node_id == "1.3"
        Line.objects.bulk_create(lines)
        proof = Evidence.objects.create(unit=unit, year=2026, abstract="Báo cáo", made_by=by, made_at=NOW)
        EvidenceFile.objects.create(
            evidence=proof, version=1, name="bao-cao.pdf", kind="pdf", by=by, at=NOW, changed_at=NOW, sha256="a" * 64
        )
        Attached.objects.create(assessment=copy, node_id="1.2", evidence=proof, by=by, at=NOW)
    touch()


def queries(client: Client, page: str) -> int:
    client.get(page)  # the organisation is in memory from here on
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


def test_figures_say_what_the_lines_say(cast: dict[str, User], sheet: Assessment) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.2", "3.5")
    Line.objects.filter(assessment=sheet, node_id="1.1").update(disputed=True)
    for state, layer in (("appraisal", Layer.APPRAISED), ("reappraisal", Layer.FINAL)):
        Assessment.objects.update(state=state)
        Line.objects.filter(assessment=sheet, node_id="1.2").update(explained_reason="Đã gửi đúng hạn")
        standing = standing_of(Assessment.objects.select_related("edition", "unit", "round").get(pk=sheet.pk))
        assert sheet.round is not None
        found = by_node(Bench(ready(cast[Role.COUNCIL]), sheet.round))
        assert sorted(key for key, one in found.items() if one.waiting) == sorted(waits(standing, layer))
        assert found["1.1"].disputed == 1


def test_the_first_page_tells_what_is_left(browser_of: Browsers, cast: dict[str, User], sheet: Assessment) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.2", "3.5")
    text = browser_of(Role.APPRAISER).get("/tham-dinh").content.decode()
    assert "tôi đã xét 1 / 3 dòng" in text
    assert "Tiến độ theo sở" in text
    assert "Xã Suối Mây" in browser_of(Role.COUNCIL).get("/tham-dinh?xem=don-vi").content.decode()
    Assessment.objects.update(state="decided")
    assert "Chưa có kỳ nào đang thẩm định" in browser_of(Role.APPRAISER).get("/tham-dinh").content.decode()


def test_the_second_appraisal_lists_what_was_explained_and_shows_new_proof(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    for node, points in (("1.1", "2"), ("1.3", "1")):
        judged(cast[Role.APPRAISER], sheet, node, points)
    judged(cast[Role.APPRAISER], sheet, "1.2", "3", cause="late", reason="Quý III trễ", request="Gửi sớm")
    sheet = move(ready(cast[Role.COUNCIL]), sheet, "explain", at=NOW)
    explained(cast[Role.COORDINATOR], sheet, "1.2", "Máy chủ của tỉnh dừng hai ngày")
    proof = Evidence.objects.create(
        unit=sheet.unit, year=2026, abstract="Thông báo dừng máy chủ", made_by=cast[Role.COORDINATOR], made_at=NOW
    )
    file = EvidenceFile(
        evidence=proof, version=1, name="tb.pdf", kind="pdf", by=cast[Role.COORDINATOR], sha256="b" * 64
    )
    file.at = file.changed_at = NOW
    file.save()
    later = NOW + timedelta(hours=1)
    Attached.objects.create(assessment=sheet, node_id="1.2", evidence=proof, by=cast[Role.COORDINATOR], at=later)
    sheet = move(ready(cast[Role.COUNCIL]), sheet, "reappraise", at=NOW)
    client = browser_of(Role.APPRAISER)
    unit = client.get(f"{base(sheet)}/don-vi/suoi-may").content.decode()
    assert unit.count("data-url=") == 1  # only what was explained
    text = client.get(f"{base(sheet)}/1.2?don-vi=suoi-may").content.decode()
    for words in ("Máy chủ của tỉnh dừng hai ngày", "Quý III trễ", "mới khi giải trình", "Giữ điểm", "đề nghị 3,50"):
        assert words in text
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "giu", **{"ly-do": ""})).status_code == 302
    line = line_of(sheet, "1.2")
    assert (line.value("final"), line.final_cause) == (line.value("appraised"), "late")
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "chap-nhan")).status_code == 302
    line = line_of(sheet, "1.2")
    assert (line.value("final"), line.final_cause, line.final_reason) == (line.value("self"), "", "")


def test_the_year_before_is_shown_once_published(browser_of: Browsers, sheet: Assessment) -> None:
    before = Assessment.objects.get(pk=sheet.pk)
    lines = list(sheet.lines.filter(node_id="1.2"))
    before.pk, before.year, before.round, before.state = None, 2025, None, "decided"
    before.save()
    for line in lines:
        line.pk, line.assessment, line.final_nano = None, before, 2_750_000_000
        line.final_reason = "Thiếu báo cáo quý II"
    Line.objects.bulk_create(lines)
    client = browser_of(Role.APPRAISER)
    assert "2,75" not in client.get(f"{base(sheet)}/1.2").content.decode()
    Assessment.objects.filter(pk=before.pk).update(state="published")
    text = client.get(f"{base(sheet)}/1.2").content.decode()
    assert "2,75" in text
    assert "Thiếu báo cáo quý II" in text
