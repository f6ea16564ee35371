"""What a unit's own sheet lost: who sees it, what is decided about it, the plan made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.appraisals.models import Tally
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Pool
from namro.apps.people.models import AuditEntry, Holding, Role, User
from namro.apps.plans.actions.sheet_deciding import decide_findings, plan_from_sheet, take_finding_back
from namro.apps.plans.deciding import DecisionConflict, DecisionGone, Filled
from namro.apps.plans.models import Plan, SheetDecision
from namro.apps.plans.permissions import can_decide_findings, check_decide_findings, check_read_findings
from namro.apps.plans.sheet_findings import sheet_findings
from namro.core.base.errors import NamroError
from namro.core.improvement.decisions import DecisionRefused
from tests.apps.appraisals.judging import in_appraisal, judged, surveyed
from tests.apps.appraisals.released import published
from tests.apps.assessments.sheets import NOW, edition_in_force, ready
from tests.apps.assessments.story import words

Browsers = Callable[[str], Client]
AT = "/phieu/2026/suoi-may/ton-tai"
pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def decided(cast: dict[str, User]) -> Assessment:
    """Of 20 points: 1.5 given up of what is typed, 0.5 taken, 8 and 0.8 by facts and survey."""
    sheet = in_appraisal(cast)
    surveyed(cast, sheet)
    council = cast[Role.COUNCIL]
    judged(council, sheet, "1.1", "1.5", cause="proof_not_as_guided", reason="Bản chụp mờ, không đọc được")
    for node, points in (("1.2", "3.5"), ("1.3", "1")):
        judged(council, sheet, node, points)
    return move(ready(council), sheet, "decide", at=NOW)


@pytest.fixture
def sheet(cast: dict[str, User], decided: Assessment) -> Assessment:
    assert decided.round is not None
    decided.round.sheets.update(pool=Pool.objects.create(round=decided.round, name="Xã"))
    published(cast, decided.round)
    decided.refresh_from_db()
    return decided


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def say(user: User, sheet: Assessment, *keys: str, way: str = "to_do", version: int = 0, **texts: str) -> int:
    filled = Filled(key="", disposition=way, texts=texts, version=version)
    return decide_findings(ready(user), sheet, filled, keys, at=NOW)


def test_findings_come_from_the_final_values(sheet: Assessment) -> None:
    report = sheet_findings(sheet).report
    found = {one.id: (one.points, one.given_up, one.cause, one.disposition) for one in report.findings}
    assert found["1.1"] == (Decimal("0.5"), Decimal(0), "proof_not_as_guided", "to_do")
    assert found["1.2"] == (Decimal("0.5"), Decimal("0.5"), "no_reason", "to_do")
    assert found["2.1"][:3] == (Decimal(8), Decimal(8), "data_not_entered")
    assert (found["2.2"][0], found["2.2"][2]) == (Decimal("0.8"), "low_survey")
    reasons = {one.id: one.reason for one in report.findings}
    assert reasons["1.1"] == "Bản chụp mờ, không đọc được"
    assert reasons["2.1"]  # the sentence of what is computed
    total = Tally.objects.get(assessment=sheet, layer="final").total
    assert report.total == sum(row[0] or 0 for row in found.values()) == Decimal(20) - total


class TestTheSeal:
    def test_before_publication_only_who_runs_the_round_sees_them(
        self, cast: dict[str, User], decided: Assessment
    ) -> None:
        check_read_findings(ready(cast[Role.COUNCIL]), decided)
        for role in (Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.ADMIN, Role.WATCHER):
            with pytest.raises(PermissionDenied, match="chưa công bố"):
                check_read_findings(ready(cast[role]), decided)
        with pytest.raises(PermissionDenied, match="Chỉ đầu mối"):
            check_decide_findings(ready(cast[Role.COUNCIL]), decided)
        seat = cast[Role.COORDINATOR].holdings.get(until=None).position
        Holding.objects.create(position=seat, user=cast[Role.COUNCIL], since=date(2026, 1, 1))
        assert not can_decide_findings(ready(cast[Role.COUNCIL]), decided)  # the unit's people would read the plan
        with pytest.raises(PermissionDenied, match="chưa công bố"):
            plan_from_sheet(ready(cast[Role.COORDINATOR]), decided, at=NOW)

    def test_nothing_is_told_before_the_decision(self, cast: dict[str, User]) -> None:
        sheet = in_appraisal(cast)
        with pytest.raises(PermissionDenied, match="Đang thẩm định"):
            check_read_findings(ready(cast[Role.COUNCIL]), sheet)

    def test_the_pages_say_so(self, browser_of: Browsers, decided: Assessment) -> None:
        assert browser_of(Role.COUNCIL).get(AT).status_code == 200
        for role in (Role.COORDINATOR, Role.ADMIN):
            answer = browser_of(role).get(AT)
            assert (answer.status_code, "chưa công bố" in answer.content.decode()) == (403, True)
        assert browser_of(Role.COORDINATOR).post(f"{AT}/lap-ke-hoach").status_code == 403
        assert browser_of(Role.COORDINATOR).post(f"{AT}/xu-ly-loat", {"task": "1.1"}).status_code == 403
        assert not Plan.objects.exists()

    def test_only_the_coordinator_decides(self, cast: dict[str, User], browser_of: Browsers, sheet: Assessment) -> None:
        for role in (Role.LEADER, Role.OFFICER, Role.ADMIN, Role.COUNCIL):
            with pytest.raises(PermissionDenied, match="Chỉ đầu mối"):
                say(cast[role], sheet, "1.1")
            page = browser_of(role).get(AT).content.decode()
            assert "Hướng xử lý" in page
            assert "data-bulk" not in page
            assert browser_of(role).post(f"{AT}/xu-ly", {"khoan": "1.1", "huong": "to_do"}).status_code == 403
        assert not SheetDecision.objects.exists()


class TestDeciding:
    def test_one_decision_about_several_is_one_act(self, cast: dict[str, User], sheet: Assessment) -> None:
        user = cast[Role.COORDINATOR]
        assert say(user, sheet, "2.1", "2.2", way="long_term", why="Chờ tỉnh sửa phần mềm") == 2
        assert [(one.seq, one.finding) for one in SheetDecision.objects.order_by("seq")] == [(1, "2.1"), (2, "2.2")]
        told = AuditEntry.objects.filter(act=AuditEntry.Act.FINDING_DECIDED)
        assert [one.note for one in told] == ["long_term: 2.1, 2.2"]
        found = sheet_findings(sheet).report
        assert {one.id: one.disposition for one in found.findings}["2.2"] == "long_term"
        assert found.by_reach["structural"] == Decimal("8.8")
        assert say(user, sheet, "2.1", way="long_term", why="Chờ tỉnh sửa phần mềm") == 0
        take_finding_back(ready(user), sheet, "2.1", version=2, at=NOW)
        assert {one.id: one.disposition for one in sheet_findings(sheet).report.findings}["2.1"] == "to_do"

    @pytest.mark.parametrize(
        ("way", "texts", "told"),
        [
            ("already_remedied", {"proof": "QĐ 12"}, "Chưa có ngày"),
            ("already_remedied", {"done_on": "5/3/2026"}, "Chưa có minh chứng"),
            ("already_remedied", {"proof": "QĐ 12", "done_on": "31/11/2025"}, "30/11/2025"),
            ("to_appeal", {}, "Chưa có căn cứ"),
            ("long_term", {}, "Chưa có lý do"),
            ("", {}, "Chưa chọn hướng"),
        ],
    )
    def test_what_lacks_is_told_and_nothing_written(
        self, cast: dict[str, User], sheet: Assessment, way: str, texts: dict[str, str], told: str
    ) -> None:
        with pytest.raises(DecisionRefused, match=told):
            say(cast[Role.COORDINATOR], sheet, "1.1", "1.2", way=way, **texts)
        assert not SheetDecision.objects.exists()

    def test_all_or_none(self, cast: dict[str, User], sheet: Assessment) -> None:
        user = cast[Role.COORDINATOR]
        with pytest.raises(DecisionGone):
            say(user, sheet, "1.1", "T1")
        with pytest.raises(NamroError, match="Chưa chọn tồn tại"):
            say(user, sheet)
        say(user, sheet, "1.2", way="to_do")
        with pytest.raises(DecisionConflict):  # made of the page before that
            say(user, sheet, "1.1", "1.2", way="long_term", why="Thiếu người")
        assert SheetDecision.objects.count() == 1

    def test_the_history_is_numbered_once(self, cast: dict[str, User], sheet: Assessment) -> None:
        say(cast[Role.COORDINATOR], sheet, "1.2")
        again = SheetDecision.objects.get()
        again.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()


class TestThePage:
    def test_it_shows_where_the_points_went(self, browser_of: Browsers, sheet: Assessment) -> None:
        client = browser_of(Role.COORDINATOR)
        answer: Any = client.get(AT)
        page, said = answer.context["page"], words(answer)
        assert "Tồn tại 2026: mất 10,80 điểm ở 5 nội dung" in said
        assert "20,00 − 9,20 = 10,80 điểm mất = 10,30 tự chấm bỏ + 0,50 thẩm định trừ." in said
        assert page.steps[-1].left == "9,20"
        assert sum(step.given_up_width + step.taken_width for step in page.steps) == 1000
        assert [row.id for row in page.rows] == ["1.1", "1.2", "1.3", "2.1", "2.2"]
        assert "/phieu/2026/suoi-may/1.1" in answer.content.decode()
        only: Any = client.get(f"{AT}?loc=tham-dinh&nguyen-nhan=proof_not_as_guided")
        assert [row.id for row in only.context["page"].rows] == ["1.1"]

    def test_it_asks_the_database_as_often_for_many_decisions(
        self, browser_of: Browsers, sheet: Assessment, cast: dict[str, User]
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        client.get(AT)
        few = queries(client, AT)
        for version, key in enumerate(("1.1", "1.2", "1.3", "2.1", "2.2")):
            say(cast[Role.COORDINATOR], sheet, key, way="long_term", version=version, why="Chờ tỉnh")
        assert queries(client, AT) == few
        assert few <= 14

    def test_one_is_decided_with_its_file_and_taken_back(
        self, browser_of: Browsers, sheet: Assessment, data_folder: object
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        assert 'name="huong"' in client.get(f"{AT}?sua=1.1").content.decode()
        day = (NOW - timedelta(days=200)).strftime("%d/%m/%Y")
        file = SimpleUploadedFile("QD 12.pdf", b"%PDF-1.7 a scanned decision")
        sent = {"khoan": "1.1", "version": "0", "huong": "already_remedied", "minh-chung": "", "ngay": day}
        refused = client.post(f"{AT}/xu-ly", {**sent, "ngay": "", "tep": file})
        assert refused.status_code == 400
        assert "Đã giữ tệp QD 12.pdf" in words(refused)
        token = refused.context["page"].form.token
        answer = client.post(f"{AT}/xu-ly", {**sent, "tep-da-giu": token})
        assert answer.status_code == 302
        said = words(client.get(AT))
        assert f"xong ngày {day}" in said
        assert client.get(f"{AT}/minh-chung/1").status_code == 200
        assert client.get(f"{AT}/minh-chung/2").status_code == 404
        clash = client.post(f"{AT}/xu-ly", {**sent, "huong": "to_do"})
        assert (clash.status_code, "Hai người quyết định" in words(clash)) == (409, True)
        client.post(f"{AT}/xu-ly", {"viec": "undo", "khoan": "1.1", "version": "1"})
        assert f"xong ngày {day}" not in words(client.get(AT)).partition("Lịch sử")[0]

    def test_many_are_decided_at_once(self, browser_of: Browsers, sheet: Assessment) -> None:
        client = browser_of(Role.COORDINATOR)
        refused = client.post(f"{AT}/xu-ly-loat", {"task": ["1.1", "1.2"], "huong": "to_appeal", "version": "0"})
        assert (refused.status_code, "Chưa có căn cứ" in words(refused)) == (400, True)
        assert [row.picked for row in refused.context["page"].rows][:3] == [True, True, False]
        sent = {"all": "1", "query": "loc=tu-cham", "huong": "long_term", "ly-do": "Thiếu biên chế", "version": "0"}
        told: Any = client.post(f"{AT}/xu-ly-loat", sent, follow=True)
        assert "Đã chọn hướng xử lý cho 4 tồn tại" in words(told)
        assert not SheetDecision.objects.filter(finding="1.1").exists()

    def test_the_plan_is_made_once(self, browser_of: Browsers, sheet: Assessment, cast: dict[str, User]) -> None:
        client = browser_of(Role.COORDINATOR)
        say(cast[Role.COORDINATOR], sheet, "2.1", way="long_term", why="Chờ tỉnh sửa phần mềm")
        made = client.post(f"{AT}/lap-ke-hoach")
        assert client.post(f"{AT}/lap-ke-hoach").headers["Location"] == made.headers["Location"]
        plan = Plan.objects.get()
        assert (plan.sheet, plan.year, plan.lost, plan.source) == (sheet, 2027, Decimal("10.8"), "")
        assert Decimal(plan.lost_to["proof_not_as_guided"]) == Decimal("0.5")
        tasks = {task.criterion: task for task in plan.tasks.all()}
        assert set(tasks) == {"1.1", "1.2", "1.3", "2.1", "2.2"}
        assert (tasks["1.1"].cause, tasks["1.1"].gain) == ("proof_not_as_guided", Decimal("0.5"))
        assert (tasks["2.1"].disposition, tasks["2.1"].gain) == ("long_term", None)
        page = words(client.get(made.headers["Location"]))
        assert "Kết quả 2026: −10,80 điểm" in page
        assert "Mở kế hoạch 2027" in words(client.get(AT))
        assert AT in client.get(made.headers["Location"]).content.decode()
