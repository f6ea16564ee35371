"""What a drafted plan leaves to people: excerpts, appeals without a ground, tasks that may answer the same loss."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from namro.core.improvement.draft import draft_plan
from namro.core.improvement.findings import report
from namro.core.improvement.plan import Plan, PlanTask
from namro.core.printed.items import Finding, Reading, Task
from tests.core.invented_sheet import criterion, lost, remedy, suoi_may

D = Decimal
LAW = "Theo Điều 9 Nghị định số 12/2020/NĐ-CP của Chính phủ, việc này chỉ thực hiện vào năm thứ ba của nhiệm kỳ"
NO_LAW = "Theo luật, việc này chỉ thực hiện vào năm thứ ba: theo quyết định của cấp trên thì chưa đến thời điểm"
NOT_DONE = "Năm 2025 không thực hiện"


def tasks(plan: Plan) -> list[PlanTask]:
    return [t for group in plan.groups for t in group.tasks]


def gain(plan: Plan) -> Decimal:
    return sum((t.gain for t in tasks(plan) if t.gain), D(0))


def of(reading: Reading, number: str) -> list[PlanTask]:
    return [t for t in tasks(draft_plan(reading)) if t.criterion == number]


def unanswered(loss: str, *more: Task) -> Reading:
    reading = suoi_may()
    return replace(reading, tasks=(*(t for t in reading.tasks if loss not in t.remedies), *more))


def argued(reason: str, *remedies: str) -> Reading:
    """The sheet whose criterion 2.2 lost its points for this reason and has these remedies."""
    reading = unanswered("2.2", *(remedy("2.2", text) for text in remedies))
    deductions = tuple(replace(d, reason=reason) if d.id == "2.2" else d for d in reading.deductions)
    return replace(reading, deductions=deductions)


class TestExcerpts:
    def test_nothing_is_planned_for_fields_that_are_not_in_the_document(self) -> None:
        whole = suoi_may()
        total = replace(whole.index_results[0], max=D(100), value=D(70))
        plan = draft_plan(replace(whole, index_results=(total,)))
        assert plan.groups == draft_plan(whole).groups
        assert plan.outside == 26

    def test_a_total_that_its_fields_do_not_explain_is_asked_about(self) -> None:
        whole = suoi_may()
        lower = replace(whole.index_results[0], value=D("15.5"))
        plan = draft_plan(replace(whole, index_results=(lower,)))
        assert tasks(plan)[-1].cause == "unlisted"
        assert "0,50 điểm bị trừ ở tổng điểm" in tasks(plan)[-1].text
        assert plan.outside is None

    def test_a_field_without_a_maximum_does_not_make_an_excerpt(self) -> None:
        whole = suoi_may()
        total = replace(whole.index_results[0], max=D(30), value=D(20))
        reading = replace(whole, index_results=(total,), criteria=(*whole.criteria, criterion("3", "Hộ tịch", "5/?")))
        assert draft_plan(reading).outside is None


class TestLossesWithoutAReason:
    def test_the_remedy_under_the_number_stands_for_the_loss(self) -> None:
        loose = Task(section="1.3", text="Đăng ký 02 sáng kiến", lead=("Pản",), kind="remedy")
        reading = unanswered("1.3", loose)
        reading = replace(reading, deductions=tuple(d for d in reading.deductions if d.id != "1.3"))
        (task,) = of(reading, "1.3")
        assert (task.text, task.proposed, task.gain) == ("Đăng ký 02 sáng kiến", False, 1)
        assert task.result == "Mất 1,00 điểm, không ghi lý do"
        assert gain(draft_plan(reading)) == gain(draft_plan(suoi_may()))


class TestGrounds:
    @pytest.mark.parametrize(
        "reading", [argued(NOT_DONE, LAW), argued(f"{NOT_DONE}. {LAW}"), argued(f"{NOT_DONE}; {LAW}", "Chuẩn bị hồ sơ")]
    )
    def test_with_a_law_it_is_an_appeal(self, reading: Reading) -> None:
        appeal = of(reading, "2.2")[-1]
        assert (appeal.proposed, appeal.disposition) == (True, "to_appeal")
        assert appeal.text.endswith("căn cứ: Nghị định 12/2020/NĐ-CP, điều 9")
        assert sum(t.gain or 0 for t in of(reading, "2.2")) == D("0.5")

    def test_a_remedy_beside_the_ground_stays_a_task(self) -> None:
        first, appeal = of(argued(f"{NOT_DONE}. {LAW}", "Chuẩn bị hồ sơ"), "2.2")
        assert (first.text, first.proposed, appeal.proposed) == ("Chuẩn bị hồ sơ", False, True)

    @pytest.mark.parametrize("remedies", [(), (NO_LAW,), ("Thực hiện trong năm 2026",)])
    def test_without_a_law_the_coordinator_is_asked_for_it(self, remedies: tuple[str, ...]) -> None:
        reading = argued(NOT_DONE, *remedies)
        *kept, asked = of(reading, "2.2")
        assert [t.text for t in kept] == list(remedies)
        assert (asked.proposed, asked.disposition) == (True, "to_do")
        assert "nêu căn cứ (số văn bản, điều, khoản)" in asked.text
        assert "None" not in asked.text
        assert sum(t.gain or 0 for t in of(reading, "2.2")) == D("0.5")
        assert report(reading).by_disposition["to_do"] == D("2.5")

    def test_limitations_in_words_need_a_ground_too(self) -> None:
        said = (
            Finding(section="1", text=f"{NOT_DONE} vì {NO_LAW.lower()}"),
            Finding(section="2", text=f"{NOT_DONE}: {LAW}"),
        )
        found = report(Reading(doc_id="x", findings=said)).findings
        assert [(f.disposition, f.ground) for f in found] == [
            ("to_do", None),
            ("to_appeal", "Nghị định 12/2020/NĐ-CP, điều 9"),
        ]


class TestTasksThatMayAnswer:
    def test_a_printed_task_is_marked_and_the_proposal_stays(self) -> None:
        duty = Task(section="II.1", text="Vận động Nhân dân làm đường ngõ để khắc phục tiêu chí 1.3", kind="duty")
        plan = draft_plan(unanswered("1.3", duty))
        (proposal,) = (t for t in tasks(plan) if t.criterion == "1.3")
        printed = tasks(plan)[-1]
        assert (printed.text, printed.may_answer, printed.gain, printed.proposed) == (duty.text, ("1.3",), None, False)
        assert (proposal.proposed, proposal.gain, proposal.may_answer) == (True, 1, ())
        assert gain(plan) == gain(draft_plan(suoi_may()))

    def test_what_has_its_own_remedy_is_not_in_question(self) -> None:
        duty = Task(section="II.1", text="Khắc phục tiêu chí 1.3", kind="duty")
        reading = suoi_may()
        assert tasks(draft_plan(replace(reading, tasks=(*reading.tasks, duty))))[-1].may_answer == ()

    def test_a_remedy_that_could_be_for_either_loss_is_marked_where_it_stands(self) -> None:
        loose = Task(section="2.1", text="Làm đường", kind="remedy")
        reading = unanswered("2.1/a", loose)
        reading = replace(reading, tasks=tuple(t for t in reading.tasks if "2.1/b" not in t.remedies))
        found = of(reading, "2.1")
        assert [(t.proposed, t.may_answer) for t in found] == [(True, ()), (False, ("2.1",))]
        assert found[1].text == "Làm đường"

    def test_of_all_printed_tasks_none_is_lost(self) -> None:
        reading = unanswered("1.3", Task(section="II.1", text="Khắc phục tiêu chí 1.3", kind="duty"))
        more = replace(reading, deductions=(*reading.deductions, lost("1.1", "0", "không rõ")))
        assert {t.text for t in more.tasks} <= {t.text for t in tasks(draft_plan(more))}
