"""Decisions about lost points: what each asks for, what they change in the totals, and the plan that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from namro.core.improvement import draft_plan
from namro.core.improvement.decisions import ASKED, LONGEST, DecisionRefused, decided, decision, lacking
from namro.core.improvement.dispositions import disposition_labels
from namro.core.improvement.findings import Decision, FindingsReport, report
from namro.core.improvement.plan import PlanTask
from namro.core.printed import Reading
from tests.core.invented_sheet import criterion, lost, remedy, suoi_may

D = Decimal
TODAY = date(2026, 11, 20)
PROOF = {"proof": "  Quyết định số 12/QĐ-UBND\n ký số ", "ground": "x", "why": "y"}


def made(disposition: str, **texts: str) -> Decision:
    return decision(disposition, texts, done_on=date(2026, 3, 5), today=TODAY)


def with_decision(reading: Reading, loss: str, what: Decision) -> FindingsReport:
    found = report(reading)
    return decided(found, [what if finding.id == loss else None for finding in found.findings])


def tasks_of(reading: Reading, loss: str, what: Decision) -> list[PlanTask]:
    plan = draft_plan(reading, report=with_decision(reading, loss, what))
    return [task for group in plan.groups for task in group.tasks if task.criterion == loss]


class TestWhatIsAsked:
    def test_every_disposition_is_known_and_asks_for_something_or_nothing(self) -> None:
        assert set(ASKED) == set(disposition_labels())

    def test_only_what_is_asked_for_is_kept(self) -> None:
        remedied = decision("already_remedied", PROOF, done_on=date(2026, 3, 5), today=TODAY)
        assert remedied == Decision(
            disposition="already_remedied", proof="Quyết định số 12/QĐ-UBND ký số", done_on=date(2026, 3, 5)
        )
        assert decision("to_do", PROOF, done_on=TODAY, today=TODAY) == Decision(disposition="to_do")
        assert made("to_appeal", ground="Điều 7").done_on is None

    @pytest.mark.parametrize(
        ("disposition", "texts", "field", "told"),
        [
            ("already_remedied", {}, "proof", "Chưa có minh chứng"),
            ("to_appeal", {"ground": " \n"}, "ground", "Chưa có căn cứ"),
            ("long_term", {"ground": "x"}, "why", "Chưa có lý do"),
            ("long_term", {"why": "x" * (LONGEST + 1)}, "why", "Dài quá"),
            ("boom", {}, "disposition", "Chọn một trong bốn hướng"),
        ],
    )
    def test_what_is_missing_is_said(self, disposition: str, texts: dict[str, str], field: str, told: str) -> None:
        with pytest.raises(DecisionRefused, match=told) as refused:
            made(disposition, **texts)
        assert list(refused.value.by_field) == [field]

    def test_a_day_is_needed_and_has_come(self) -> None:
        for day, told in ((None, "Chưa có ngày"), (date(2026, 11, 21), "21/11/2026 chưa đến")):
            with pytest.raises(DecisionRefused, match=told):
                decision("already_remedied", PROOF, done_on=day, today=TODAY)
        assert decision("already_remedied", PROOF, done_on=TODAY, today=TODAY).done_on == TODAY

    def test_a_file_is_proof_without_words(self) -> None:
        kept = decision("already_remedied", {}, done_on=TODAY, today=TODAY, has_file=True)
        assert kept.proof == ""

    def test_what_the_wording_suggests_still_lacks_its_proof_but_not_a_cited_ground(self) -> None:
        assert lacking("already_remedied", None) == ("proof", "done_on")
        assert lacking("to_appeal", None) == ("ground",)
        assert lacking("to_appeal", None, ground="Nghị quyết 5/2020/QH14") == ()
        assert lacking("already_remedied", made("to_do")) == ()


class TestTotals:
    def test_points_move_and_the_total_stays(self) -> None:
        found = with_decision(suoi_may(), "1.3", made("long_term", why="chờ tỉnh"))
        assert found.total == report(suoi_may()).total
        assert found.by_reach == {"own": D("1.5"), "others": 0, "structural": D("2.5"), "unlisted": 0}
        assert found.by_disposition == {"long_term": D("2.5"), "to_do": D("1.5")}

    def test_a_remedied_finding_is_done(self) -> None:
        (finding,) = (
            f for f in with_decision(suoi_may(), "1.3", made("already_remedied", proof="QĐ 1")).findings if f.decision
        )
        assert (finding.state, finding.disposition) == ("done", "already_remedied")

    def test_what_no_line_explains_stands_apart_until_somebody_decides(self) -> None:
        reading = suoi_may()
        cut = replace(reading, deductions=tuple(d for d in reading.deductions if d.id != "2.1/b"))
        before = report(cut)
        (rest,) = (f.id for f in before.findings if f.cause == "unlisted")
        after = with_decision(cut, rest, made("to_appeal", ground="Điều 7"))
        assert (before.by_reach["unlisted"], before.by_reach["others"]) == (D("0.5"), 0)
        assert (after.by_reach["unlisted"], after.by_reach["others"]) == (0, D("0.5"))
        assert after.total_of_lines == before.total_of_lines == D("16.5")

    def test_printed_and_lost_points(self) -> None:
        found = report(suoi_may())
        assert (found.maximum, found.lost_in_print, found.total) == (D(20), D(4), D(4))
        assert found.lost_to("missing_proof") == D(1)
        assert report(replace(suoi_may(), index_results=())).total_of_lines is None


class TestPlan:
    def test_an_appeal_stands_beside_the_printed_remedy(self) -> None:
        tasks = tasks_of(suoi_may(), "2.2", made("to_appeal", ground="Điều 9 Nghị định 12/2020/NĐ-CP"))
        assert [task.proposed for task in tasks] == [False, True]
        assert tasks[1].text.endswith("căn cứ: Điều 9 Nghị định 12/2020/NĐ-CP")
        assert {task.disposition for task in tasks} == {"to_appeal"}

    def test_what_is_remedied_hands_in_its_proof(self) -> None:
        *_others, last = tasks_of(suoi_may(), "1.3", made("already_remedied", proof="Quyết định 12/QĐ-UBND"))
        assert last.text.startswith("Nộp minh chứng đã khắc phục")
        assert last.deliverable == "Quyết định 12/QĐ-UBND"

    def test_what_was_found_says_what_was_decided(self) -> None:
        (first, *_rest) = tasks_of(suoi_may(), "1.3", made("already_remedied", proof="QĐ 1"))
        assert first.result is not None
        assert first.result.endswith("; đã khắc phục ngày 05/03/2026")
        (first, *_rest) = tasks_of(suoi_may(), "1.3", made("long_term", why="chờ tỉnh cấp vốn."))
        assert first.result is not None
        assert first.result.endswith("; ngoài khả năng trong năm: chờ tỉnh cấp vốn")
        assert first.gain is None

    def test_a_ground_is_no_task_when_somebody_decides_to_do_it_after_all(self) -> None:
        law = "Theo Điều 9 Nghị định số 12/2020/NĐ-CP của Chính phủ, việc này chỉ thực hiện vào năm thứ ba"
        reading = Reading(
            doc_id="x",
            criteria=(criterion("1", "Lấy phiếu", "0/1"),),
            deductions=(lost("1", "1", "Năm 2025 không thực hiện"),),
            tasks=(remedy("1", law),),
        )
        assert report(reading).findings[0].disposition == "to_appeal"
        (task,) = tasks_of(reading, "1", made("to_do"))
        assert (task.proposed, task.gain) == (True, D(1))
        assert law not in task.text

    def test_what_is_out_of_reach_is_reported_upwards_whatever_its_cause(self) -> None:
        reading = Reading(
            doc_id="x",
            criteria=(criterion("1", "Nộp báo cáo", "0/1"),),
            deductions=(lost("1", "1", "gửi trễ"),),
        )
        (task,) = tasks_of(reading, "1", made("long_term", why="phần mềm của tỉnh ngừng"))
        assert "ngoài khả năng của đơn vị" in task.text
