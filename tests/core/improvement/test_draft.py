"""The drafted plan: printed remedies untouched, proposals marked, gains that add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from namro.core.base.numerals import roman
from namro.core.improvement.draft import draft_plan
from namro.core.improvement.findings import report
from namro.core.improvement.plan import Plan, PlanTask
from namro.core.printed.items import Finding, LegalBasis, Reading, Task
from tests.core.invented_sheet import ban_lau, lost, remedy, suoi_may, with_criterion
from tests.core.printed_truth import needs_shared, truth_reading

D = Decimal


def tasks(plan: Plan) -> Iterator[PlanTask]:
    return (t for group in plan.groups for t in group.tasks)


def by_criterion(plan: Plan, number: str) -> list[PlanTask]:
    return [t for t in tasks(plan) if t.criterion == number]


def without_remedy(reading: Reading, *losses: str) -> Reading:
    return replace(reading, tasks=tuple(t for t in reading.tasks if not set(t.remedies) & set(losses)))


def test_fields_become_groups_with_roman_numbers() -> None:
    plan = draft_plan(suoi_may())
    assert [(g.number, g.title) for g in plan.groups] == [("I", "Chỉ đạo, điều hành"), ("II", "Hạ tầng và đời sống")]
    assert [t.number for t in plan.groups[1].tasks] == ["1", "2", "3"]


def test_printed_remedies_are_kept_word_for_word() -> None:
    (task,) = by_criterion(draft_plan(suoi_may()), "1.2/a")
    assert task == PlanTask(
        number="1",
        text="Lập hồ sơ kiểm tra",
        criterion="1.2/a",
        criterion_name="Kết luận kiểm tra",
        result="Mất 1,00 điểm: kết luận kiểm tra không có tài liệu minh chứng",
        gain=D(1),
        lead=("Mỷ",),
        due=("2026-04-15",),
        cause="missing_proof",
        disposition="to_do",
    )


def test_a_loss_without_remedy_gets_a_marked_proposal() -> None:
    (task,) = by_criterion(draft_plan(without_remedy(suoi_may(), "1.2/a")), "1.2/a")
    assert task.proposed
    assert task.lead == ()
    assert (task.due, task.due_text) == (("2026-Q2",), "Trong quý II/2026")
    assert task.gain == 1


def test_gains_leave_out_what_cannot_come_back_this_year() -> None:
    plan = draft_plan(suoi_may())
    assert sum(t.gain for t in tasks(plan) if t.gain) == D("2.5")
    assert {t.gain for t in by_criterion(plan, "2.1")} == {None}


def test_several_remedies_of_one_loss_count_its_points_once() -> None:
    reading = suoi_may()
    second = remedy("1.3", "Viết báo cáo sáng kiến", lead="Mỷ", due="2026-05")
    found = by_criterion(draft_plan(replace(reading, tasks=(*reading.tasks, second))), "1.3")
    assert [(t.text, t.gain) for t in found] == [("Đăng ký 01 sáng kiến", 1), ("Viết báo cáo sáng kiến", None)]
    assert found[1].result is None


def test_one_remedy_of_two_losses_is_written_once_with_both_gains() -> None:
    reading = without_remedy(suoi_may(), "1.3", "2.2")
    more = (lost("2.2/a", "0,25", "chưa vận động", at="2.2"), lost("2.2/b", "0,25", "thiếu minh chứng", at="2.2"))
    both = Task(section="2.2", text="Vận động từng hộ", lead=("Mỷ",), kind="remedy", remedies=("2.2/a", "2.2/b"))
    rest = tuple(d for d in reading.deductions if d.id != "2.2")
    (task,) = by_criterion(draft_plan(replace(reading, deductions=(*rest, *more), tasks=(*reading.tasks, both))), "2.2")
    assert task.gain == D("0.5")
    assert task.result == "Mất 0,25 điểm: chưa vận động; Mất 0,25 điểm: thiếu minh chứng"


def test_equal_proposals_of_one_criterion_are_written_once() -> None:
    (task,) = by_criterion(draft_plan(without_remedy(suoi_may(), "2.1/a", "2.1/b")), "2.1")
    assert task.proposed
    assert task.disposition == "long_term"
    assert "đường liên thôn" in (task.result or "")
    assert "đường ngõ" in (task.result or "")


def test_a_remedy_for_a_criterion_that_lost_nothing_stays_in_its_place() -> None:
    reading = with_criterion(suoi_may(), "1.1", second_value=D("2.5"))
    extra = Task(section="1.1", text="Không để nhiệm vụ quá hạn", kind="remedy")
    first = next(tasks(draft_plan(replace(reading, tasks=(*reading.tasks, extra)))))
    assert (first.text, first.gain, first.criterion) == ("Không để nhiệm vụ quá hạn", None, "1.1")
    assert first.result == "Ghi hai điểm khác nhau: 3,00 và 2,50"


def test_other_tasks_of_a_sheet_stand_last_and_once_as_printed() -> None:
    duty = Task(section="II.3.a", text="Lãnh đạo toàn diện", lead=("Mỷ",), due=("2026-06",), kind="duty")
    known = Task(section="II.3.a", text="Lập hồ sơ kiểm tra", lead=("Mỷ",), kind="duty")
    reading = suoi_may()
    *fields, other = draft_plan(replace(reading, tasks=(*reading.tasks, duty, duty, known))).groups
    assert tuple(fields) == draft_plan(reading).groups
    assert other.title == "Nhiệm vụ khác trong văn bản"
    (task,) = other.tasks
    assert (task.text, task.lead, task.due, task.proposed) == ("Lãnh đạo toàn diện", ("Mỷ",), ("2026-06",), False)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Nội dung này đã khắc phục, quy chế đã được ký số và phát hành lại.", False),
        ("Nội dung này đã khắc phục, tuy nhiên vẫn tiếp tục kiện toàn quy chế.", True),
        ("Đã khắc phục, xây dựng báo cáo đánh giá.", True),
    ],
)
def test_a_statement_that_all_is_mended_is_no_task(printed: str, kept: bool) -> None:
    reading = without_remedy(suoi_may(), "1.2/a")
    losses = tuple(replace(d, status="done") if d.id == "1.2/a" else d for d in reading.deductions)
    stated = Task(section="1.2", text=printed, kind="remedy", status="done", remedies=("1.2/a",))
    found = by_criterion(draft_plan(replace(reading, deductions=losses, tasks=(*reading.tasks, stated))), "1.2/a")
    assert [t.text == printed for t in found] == ([True, False] if kept else [False])
    assert found[-1].text.startswith("Nộp minh chứng đã khắc phục")


def test_a_new_plan_is_not_issued_yet() -> None:
    plan = draft_plan(suoi_may())
    assert plan.title == "Khắc phục tồn tại, hạn chế, nâng cao Chỉ số cải cách hành chính năm 2026"
    assert (plan.doc_code, plan.date) == ("/KH-UBND", None)
    assert plan.bases == ("Căn cứ Quyết định số 77/QĐ-UBND ngày 20/01/2026 của UBND tỉnh công bố Chỉ số CCHC năm 2025",)
    assert (plan.signer_name, plan.signer_role, plan.signer_capacity) == (
        "Lò Văn Pản",
        "Chủ tịch",
        "TM. Ủy ban nhân dân",
    )
    assert (plan.issuing_body, plan.place, plan.recipients[-1]) == ("UBND xã Suối Mây", "Suối Mây", "Lưu: VT")


@pytest.mark.parametrize(
    ("basis", "sentence"),
    [
        (
            LegalBasis(code="5/BC-UBND", role="basis", text="Thực hiện Báo cáo số 5/BC-UBND của UBND tỉnh."),
            "Căn cứ Báo cáo số 5/BC-UBND của UBND tỉnh",
        ),
        (
            LegalBasis(code="5/BC-UBND", date="2026-01-30", issuer="UBND tỉnh", role="basis", text="- Dự thảo …"),
            "Căn cứ Báo cáo số 5/BC-UBND ngày 30/01/2026 của UBND tỉnh",
        ),
        (LegalBasis(code="30/2020/NĐ-CP", role="basis"), "Căn cứ Nghị định số 30/2020/NĐ-CP"),
        (LegalBasis(code="12/XY-AB", role="basis"), "Căn cứ văn bản số 12/XY-AB"),
    ],
)
def test_grounds_are_whole_sentences(basis: LegalBasis, sentence: str) -> None:
    assert draft_plan(replace(suoi_may(), legal_bases=(basis,))).bases == (sentence,)


def test_documents_that_are_only_mentioned_are_no_grounds() -> None:
    mention = LegalBasis(code="61/2018/NĐ-CP", role="mention")
    assert draft_plan(replace(suoi_may(), legal_bases=(mention,))).bases == ()


def test_a_plan_without_a_sheet_is_its_own_tasks_by_field() -> None:
    plan = draft_plan(ban_lau())
    assert [(g.title, [t.text for t in g.tasks]) for g in plan.groups] == [
        ("Chỉ đạo, điều hành", ["Có từ 01 sáng kiến trở lên", "Hoàn thành đúng hạn"]),
        ("Nhiệm vụ chung", ["Tổ chức thực hiện Kế hoạch"]),
    ]
    first = plan.groups[0].tasks[0]
    assert (first.result, first.criterion_name, first.cause, first.gain) == (
        "Trong năm 2025 không có sáng kiến",
        "Sáng kiến mới",
        "not_done",
        None,
    )
    assert (plan.title, plan.date, plan.doc_code) == (
        "Khắc phục hạn chế trong cải cách hành chính năm 2025",
        None,
        "/KH-UBND",
    )


def test_a_limitation_without_a_task_gets_a_proposal() -> None:
    reading = ban_lau()
    more = Finding(section="4", text="Chưa công khai thủ tục")
    last = draft_plan(replace(reading, findings=(*reading.findings, more))).groups[-1].tasks[-1]
    assert (last.proposed, last.result, last.criterion) == (True, "Chưa công khai thủ tục", None)
    assert "mục 4" in last.text


def test_tasks_given_to_one_person_are_headed_by_that_person() -> None:
    tasks_of_two = (
        Task(section="1", text="Cập nhật thủ tục", lead=("Mỷ",), kind="duty"),
        Task(section="1", text="Báo cáo quý", lead=("Mỷ",), kind="duty"),
        Task(section="2", text="Theo dõi", lead=("Pản",), kind="duty"),
    )
    assert [g.title for g in draft_plan(Reading(doc_id="x", tasks=tasks_of_two)).groups] == ["Mỷ", "Pản"]


def test_an_empty_reading_gives_an_empty_plan() -> None:
    assert draft_plan(Reading(doc_id="x")).groups == ()


def test_a_report_at_hand_is_used() -> None:
    reading = suoi_may()
    assert draft_plan(reading, report=report(reading)) == draft_plan(reading)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (88, "LXXXVIII")]
)
def test_roman_numerals(number: int, written: str) -> None:
    assert roman(number) == written


@needs_shared
def test_the_plan_of_the_real_sheet() -> None:
    reading = truth_reading("phu-thuong-2022")
    plan = draft_plan(reading)
    printed = {t.text for t in reading.tasks}
    written = {t.text for t in tasks(plan) if not t.proposed}
    assert printed - written == {next(t.text for t in reading.tasks if t.section == "4.1.4")}  # became the appeal
    assert written <= printed
    assert sum(t.gain for t in tasks(plan) if t.gain) == D("24.00")  # 26,75 − 2,00 long-term − 0,75 unlisted
    assert all(t.lead == () for t in tasks(plan) if t.proposed)
    assert len(plan.groups) == 8  # field 6 lost nothing; the duties stand last


@needs_shared
def test_what_is_said_to_be_done_is_asked_for_proof() -> None:
    plan = draft_plan(truth_reading("phu-thuong-2022"))
    asked = [t.criterion for t in tasks(plan) if t.proposed and t.text.startswith("Nộp minh chứng")]
    assert asked == ["3.2.1", "3.2.9", "3.2.22", "8.1"]


@needs_shared
def test_the_appeal_of_the_real_sheet() -> None:
    (appeal,) = by_criterion(draft_plan(truth_reading("phu-thuong-2022")), "4.1.4")
    assert appeal.proposed
    assert appeal.text.endswith("căn cứ: Nghị quyết 85/2014/QH13, điều 7")


@needs_shared
@pytest.mark.parametrize("name", ["pho-chau-2024", "dai-lanh-2024", "chu-pah-2022", "tam-phuoc-2022"])
def test_plans_of_real_documents_keep_every_task(name: str) -> None:
    reading = truth_reading(name)
    written = [(t.text, t.lead, t.due) for t in tasks(draft_plan(reading))]
    assert sorted(written) == sorted((t.text, t.lead, t.due) for t in reading.tasks)
