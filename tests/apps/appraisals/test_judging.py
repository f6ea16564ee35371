"""Appraisal in both rounds: opinions, disputes, the chair, explanation, the decision; and what each step refuses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from namro.apps.appraisals.actions.judging import JudgedMeanwhile, Judgement, judge
from namro.apps.appraisals.models import Opinion, Tally
from namro.apps.assessments.actions.moving import NotFinished, move
from namro.apps.assessments.models import Assessment, LineEvent
from namro.apps.assessments.queries.rounds import due_of
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.assessment.opinions import Layer, Value, Verdict
from namro.core.assessment.stages import Stage, State
from namro.core.base.errors import NamroError
from tests.apps.appraisals.judging import explained, in_appraisal, judged, line_of, surveyed
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    return in_appraisal(cast)


def _step(cast: dict[str, User], sheet: Assessment, act: str) -> Assessment:
    return move(ready(cast[Role.COUNCIL]), sheet, act, at=NOW)


def _all_kept(cast: dict[str, User], sheet: Assessment) -> None:
    for node, points in (("1.1", "2"), ("1.2", "3.5"), ("1.3", "1")):
        judged(cast[Role.APPRAISER], sheet, node, points)


def test_the_appraisal_begins_with_what_the_sheet_gives(cast: dict[str, User], sheet: Assessment) -> None:
    values = {line.node_id: line.value(Layer.SELF) for line in sheet.lines.all()}
    assert values == {
        "1.1": Value(Decimal(2)), "1.2": Value(Decimal("3.5")), "1.3": Value(Decimal(1)),
        "2.1": Value(Decimal(0)), "2.2": None, "T1": Value(Decimal(0)),
    }  # fmt: skip
    assert Tally.objects.get(assessment=sheet, layer="appraised").undecided == 3


def test_a_lowered_criterion_keeps_all_values_with_who_and_why(cast: dict[str, User], sheet: Assessment) -> None:
    line = judged(cast[Role.APPRAISER], sheet, "1.2", "3", cause="late", reason="Quý III gửi 05/10", request="Gửi sớm")
    assert (line.value(Layer.SELF), line.value(Layer.APPRAISED)) == (Value(Decimal("3.5")), Value(Decimal(3)))
    assert (line.appraised_cause, line.appraised_reason, line.request) == ("late", "Quý III gửi 05/10", "Gửi sớm")
    events = LineEvent.objects.filter(line=line, layer="appraised")
    assert {(event.field, event.new) for event in events} == {
        ("points", "3"), ("cause", "late"), ("reason", "Quý III gửi 05/10"), ("request", "Gửi sớm"),
    }  # fmt: skip
    assert Tally.objects.get(assessment=sheet, layer="appraised").total == Decimal(6)
    assert AuditEntry.objects.filter(act=AuditEntry.Act.JUDGED, note="1.2 thẩm định").count() == 1


def test_a_department_judges_its_own_domain_only(cast: dict[str, User], sheet: Assessment) -> None:
    sheet.round.appraisers.all().delete()  # type: ignore[union-attr]
    with pytest.raises(PermissionDenied, match="chưa giao sở nào"):
        judged(cast[Role.APPRAISER], sheet, "1.1", "2")
    with pytest.raises(PermissionDenied, match="chưa giao sở nào"):
        judged(cast[Role.COORDINATOR], sheet, "1.1", "2")
    assert not Opinion.objects.exists()


def test_who_differ_wait_for_the_chair_whose_word_stands(cast: dict[str, User], sheet: Assessment) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.1", "2")
    line = line_of(sheet, "1.1")
    other = cast[Role.APPRAISER]
    Opinion.objects.filter(line=line).update(by=cast[Role.LEADER])  # a colleague's word of before
    judged(other, sheet, "1.1", "1", cause="not_signed", reason="Chưa ký số")
    line = line_of(sheet, "1.1")
    assert line.disputed
    assert line.value(Layer.APPRAISED) is None
    with pytest.raises(NotFinished, match="ý kiến khác nhau"):
        _step(cast, sheet, "explain")
    line = judged(cast[Role.COUNCIL], sheet, "1.1", "1", cause="not_signed", reason="Hội đồng thống nhất")
    assert not line.disputed
    assert line.value(Layer.APPRAISED) == Value(Decimal(1))
    with pytest.raises(NamroError, match="đã chốt"):
        judged(other, sheet, "1.1", "2")


def test_a_question_keeps_the_criterion_open(cast: dict[str, User], sheet: Assessment) -> None:
    line = line_of(sheet, "1.1")
    judge(ready(cast[Role.APPRAISER]), [Judgement(line.pk, None, line.version, "Có cần ký số?")], at=NOW)
    assert line_of(sheet, "1.1").disputed
    judged(cast[Role.APPRAISER], sheet, "1.1", "2")
    assert not line_of(sheet, "1.1").disputed


def test_what_was_judged_meanwhile_is_not_overwritten(cast: dict[str, User], sheet: Assessment) -> None:
    line = line_of(sheet, "1.1")
    judged(cast[Role.APPRAISER], sheet, "1.1", "2")
    verdict = Verdict(Value(Decimal(0)), "not_done", "Chưa làm")
    with pytest.raises(JudgedMeanwhile) as caught:
        judge(ready(cast[Role.COUNCIL]), [Judgement(line.pk, verdict, line.version)], at=NOW)
    assert caught.value.lines[0].value(Layer.APPRAISED) == Value(Decimal(2))
    assert Opinion.objects.count() == 1


def test_many_at_once_are_written_all_or_none(cast: dict[str, User], sheet: Assessment) -> None:
    lines = [line_of(sheet, node) for node in ("1.1", "1.2", "2.1")]
    verdicts = [Verdict(Value(Decimal(2))), Verdict(Value(Decimal("3.5"))), Verdict(Value(Decimal(0)))]
    wanted = [Judgement(line.pk, verdict, line.version) for line, verdict in zip(lines, verdicts, strict=True)]
    with pytest.raises(PermissionDenied):
        judge(ready(cast[Role.APPRAISER]), wanted, at=NOW)  # 2.1 is not the department's
    assert not Opinion.objects.exists()
    judge(ready(cast[Role.APPRAISER]), wanted[:2], at=NOW)
    assert Tally.objects.get(assessment=sheet, layer="appraised").undecided == 1


def test_explanations_are_taken_while_they_are_open_and_decided_again(cast: dict[str, User], sheet: Assessment) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.1", "1", cause="not_signed", reason="Chưa ký số")
    judged(cast[Role.APPRAISER], sheet, "1.2", "3", cause="late", reason="Trễ quý III")
    judged(cast[Role.APPRAISER], sheet, "1.3", "1")
    with pytest.raises(NamroError, match="Chỉ giải trình khi"):
        explained(cast[Role.COORDINATOR], sheet, "1.1", "Đã ký")
    sheet = _step(cast, sheet, "explain")
    line = explained(cast[Role.COORDINATOR], sheet, "1.1", "Văn bản đã ký số ngày 9/3")
    assert line.value(Layer.EXPLAINED) == Value(Decimal(2))
    explained(cast[Role.COORDINATOR], sheet, "1.2", "Hệ thống lỗi", "3.25")
    with pytest.raises(NamroError, match="bằng điểm thẩm định"):
        explained(cast[Role.COORDINATOR], sheet, "1.3", "Như cũ")
    with pytest.raises(PermissionDenied):
        explained(cast[Role.APPRAISER], sheet, "1.3", "Không phải của tôi", "2")
    sheet = _step(cast, sheet, "reappraise")
    with pytest.raises(NotFinished, match=r"Còn 2 tiêu chí chưa chốt: 1\.1, 1\.2"):
        _step(cast, sheet, "decide")
    judged(cast[Role.APPRAISER], sheet, "1.1", "2", reason="Chấp nhận giải trình")
    judged(cast[Role.APPRAISER], sheet, "1.2", "3", cause="late", reason="Không chấp nhận")
    with pytest.raises(NotFinished, match="điều tra xã hội học"):
        _step(cast, sheet, "decide")
    surveyed(cast, sheet)
    sheet = _step(cast, sheet, "decide")
    finals = {line.node_id: line.value(Layer.FINAL) for line in sheet.lines.all()}
    assert finals == {
        "1.1": Value(Decimal(2)), "1.2": Value(Decimal(3)), "1.3": Value(Decimal(1)),
        "2.1": Value(Decimal(0)), "2.2": Value(Decimal("3.2")), "T1": Value(Decimal(0)),
    }  # fmt: skip
    row = Tally.objects.get(assessment=sheet, layer="final")
    assert (row.total, row.undecided, row.sources["survey"]) == (Decimal("9.2"), 0, 3_200_000_000)
    assert line_of(sheet, "1.2").final_cause == "late"


def test_an_explanation_after_its_hour_needs_more_time(cast: dict[str, User], sheet: Assessment) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.1", "1", cause="not_signed", reason="Chưa ký số")
    judged(cast[Role.APPRAISER], sheet, "1.2", "3.5")
    judged(cast[Role.APPRAISER], sheet, "1.3", "1")
    sheet = _step(cast, sheet, "explain")
    due = due_of(sheet, Stage.EXPLANATION)
    assert due is not None
    sheet.round.windows.filter(stage=Stage.EXPLANATION).update(  # type: ignore[union-attr]
        opens_at=NOW - timedelta(days=9), closes_at=NOW - timedelta(minutes=1)
    )
    with pytest.raises(NamroError, match="Hết hạn giải trình"):
        explained(cast[Role.COORDINATOR], sheet, "1.1", "Đã ký")


def test_nothing_undecided_is_opened_for_explanation(cast: dict[str, User], sheet: Assessment) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.1", "2")
    with pytest.raises(NotFinished, match=r"Còn 2 tiêu chí chưa chốt: 1\.2, 1\.3"):
        _step(cast, sheet, "explain")
    sheet.refresh_from_db()
    assert State(sheet.state) is State.APPRAISAL


def test_without_explanation_the_first_appraisal_is_final(cast: dict[str, User], sheet: Assessment) -> None:
    _all_kept(cast, sheet)
    surveyed(cast, sheet, "100")
    sheet = _step(cast, sheet, "decide")
    assert Tally.objects.get(assessment=sheet, layer="final").total == Decimal("10.5")
    with pytest.raises(NamroError, match="Chỉ xét được khi"):
        judged(cast[Role.COUNCIL], sheet, "1.1", "1", cause="late", reason="Muộn")
