"""Lost points as findings: the published figures of the real sheet, and the rules on an invented one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given

from namro.core.assessment.causes import cause_labels
from namro.core.base.yamlfile import load
from namro.core.improvement.dispositions import disposition_labels
from namro.core.improvement.findings import Finding, FindingsReport, report
from namro.core.printed.items import Reading, Task
from tests.core.invented_sheet import ban_lau, lost, remedy, suoi_may, with_criterion
from tests.core.printed_truth import SHARED, needs_shared, truth_reading
from tests.core.random_sheets import consistent_sheets

D = Decimal

#: Classes of the truth file and the causes of the product that they became.
CLASSES = {
    "missing_evidence": {"missing_proof", "proof_not_as_guided"},
    "not_done": {"not_done", "data_not_entered"},
    "target_not_met": {"target_not_met"},
    "not_digitally_signed": {"not_signed"},
    "not_applicable_this_year": {"not_applicable"},
    "structural": {"structural"},
    "no_reason_given": {"no_reason"},
    "late": {"late"},
    "infrastructure": {"infrastructure"},
    "unlisted": {"unlisted"},
}


@cache
def phu_thuong() -> FindingsReport:
    return report(truth_reading("phu-thuong-2022"))


def ids(found: FindingsReport, disposition: str) -> list[str]:
    return [f.id for f in found.findings if f.disposition == disposition]


def only(found: FindingsReport, loss: str) -> Finding:
    (finding,) = (f for f in found.findings if f.id == loss)
    return finding


@needs_shared
def test_all_lost_points_are_there_once() -> None:
    assert phu_thuong().total == D("26.75")
    assert phu_thuong().published == D("73.25")
    assert len({f.id for f in phu_thuong().findings}) == len(phu_thuong().findings) == 48


@needs_shared
@pytest.mark.parametrize("name", CLASSES)
def test_points_and_items_by_cause_are_those_of_the_truth(name: str) -> None:
    expected = load(SHARED / "domain" / "phu-thuong-2021.yaml")["checks"]["loss_by_reason_class"][name]
    found = [f for f in phu_thuong().findings if f.cause in CLASSES[name]]
    assert (sum(f.points or 0 for f in found), len(found)) == (D(str(expected["points"])), expected["items"])


@needs_shared
def test_with_proof_and_signatures_in_order_the_sheet_shows_88() -> None:
    by_cause = phu_thuong().by_cause
    assert by_cause["missing_proof"] + by_cause["proof_not_as_guided"] == D("13.75")
    assert by_cause["not_signed"] == D("1.00")
    assert phu_thuong().total_with_papers == D("88.00")


@needs_shared
def test_dispositions() -> None:
    found = phu_thuong()
    assert ids(found, "already_remedied") == ["3.2.1", "3.2.9", "3.2.22", "8.1"]
    assert ids(found, "to_appeal") == ["4.1.4"]
    assert ids(found, "long_term") == ["5.3", "8.3/a", "8.3/b", "8.3/c"]
    assert found.by_disposition == {
        "to_do": D("20.75"),
        "already_remedied": D("2.75"),
        "long_term": D("2.00"),
        "unlisted": D("0.75"),
        "to_appeal": D("0.50"),
    }
    assert only(found, "4.1.4").ground == "Nghị quyết 85/2014/QH13, điều 7"


@needs_shared
def test_who_can_bring_the_points_back() -> None:
    reach = phu_thuong().by_reach
    assert reach == {"own": D("23.50"), "others": D("0.50"), "structural": D("2.00"), "unlisted": D("0.75")}
    assert sum(reach.values()) == phu_thuong().total


@needs_shared
def test_unlisted_points_stand_at_their_parents() -> None:
    assert [(f.id, f.points) for f in phu_thuong().findings if f.cause == "unlisted"] == [
        ("3.1.2/?", D("0.25")),
        ("4.2/?", D("0.50")),
    ]


@needs_shared
@pytest.mark.parametrize(("name", "count"), [("pho-chau-2024", 10), ("chu-pah-2022", 31), ("dai-lanh-2024", 0)])
def test_limitations_in_words_have_a_cause_but_no_points(name: str, count: int) -> None:
    found = report(truth_reading(name))
    assert len(found.findings) == count
    assert (found.total, found.published, found.total_with_papers) == (0, None, None)
    assert sum(found.items_by_cause.values()) == count


@needs_shared
def test_a_delay_caused_by_the_upper_level_is_the_others() -> None:
    assert report(truth_reading("tam-phuoc-2022")).findings[0].cause == "other_unit"


def test_an_invented_sheet() -> None:
    found = report(suoi_may())
    assert [(f.id, f.points, f.cause, f.disposition, f.state) for f in found.findings] == [
        ("1.2/a", 1, "missing_proof", "to_do", "open"),
        ("1.3", 1, "not_done", "to_do", "open"),
        ("2.1/a", 1, "target_not_met", "long_term", "open"),
        ("2.1/b", D("0.5"), "target_not_met", "long_term", "open"),
        ("2.2", D("0.5"), "target_not_met", "to_do", "open"),
    ]
    assert found.total_with_papers == 17
    assert next(iter(found.by_cause.items())) == ("target_not_met", 2)


def test_papers_never_bring_more_than_the_maximum() -> None:
    found = report(suoi_may())
    assert replace(found, maximum=D(17)).total_with_papers == 17
    assert replace(found, maximum=D("16.99")).total_with_papers is None


def test_limitations_of_a_plan_are_joined_to_the_tasks_of_their_section() -> None:
    found = report(ban_lau()).findings
    assert [(f.id, f.cause, f.remedies[0].text) for f in found] == [
        ("1.1", "not_done", "Có từ 01 sáng kiến trở lên"),
        ("1.2", "late", "Hoàn thành đúng hạn"),
    ]


def changed(loss: str, *, reason: str | None = "?", status: str | None = None, tasks: tuple[Task, ...] = ()) -> Finding:
    reading = suoi_may()
    deductions = tuple(
        replace(d, reason=d.reason if reason == "?" else reason, status=status) if d.id == loss else d
        for d in reading.deductions
    )
    others = tuple(t for t in reading.tasks if loss not in t.remedies)
    return only(report(replace(reading, deductions=deductions, tasks=(*others, *tasks))), loss)


LAW = "Theo Điều 9 Nghị định số 12/2020/NĐ-CP của Chính phủ, việc này chỉ thực hiện vào năm thứ ba của nhiệm kỳ"


@pytest.mark.parametrize(
    ("finding", "disposition", "state"),
    [
        (changed("2.2", status="done"), "already_remedied", "done"),
        (changed("2.2", tasks=(remedy("2.2", "Đã khắc phục, đã có đủ hồ sơ."),)), "already_remedied", "done"),
        (changed("2.2", tasks=(remedy("2.2", "Nội dung này đã hoàn thành"),)), "already_remedied", "done"),
        (changed("2.2", reason="chưa nhập số liệu (đã khắc phục)"), "already_remedied", "done"),
        (changed("2.2", tasks=(remedy("2.2", "Đã xây dựng kế hoạch, cần thực hiện"),)), "to_do", "open"),
        (changed("2.2", reason="đã thực hiện nhưng không có minh chứng"), "to_do", "open"),
        (changed("2.2", reason="Năm 2025 không thực hiện", tasks=(remedy("2.2", LAW),)), "to_appeal", "open"),
        (changed("2.2", reason="Năm 2025 không thực hiện"), "to_do", "open"),  # no ground, no appeal
        (changed("2.2", reason="không có minh chứng", tasks=(remedy("2.2", LAW),)), "to_do", "open"),
        (changed("2.2", reason="chưa đến kỳ thực hiện"), "to_do", "not_due_yet"),
        (changed("2.2", reason="Bí thư không kiêm Chủ tịch"), "long_term", "open"),
        (changed("2.2", reason="thiếu máy quét tài liệu"), "to_do", "open"),
        (changed("2.2", reason="trụ sở chưa đủ diện tích"), "long_term", "open"),
        (changed("2.2", reason="chưa công khai đường dây nóng"), "to_do", "open"),  # no road
    ],
)
def test_disposition_rules(finding: Finding, disposition: str, state: str) -> None:
    assert (finding.disposition, finding.state) == (disposition, state)


def test_a_note_at_the_criterion_may_say_that_it_was_done() -> None:
    reading = with_criterion(suoi_may(), "2.2", note="Nội dung này đã thực hiện")
    assert only(report(reading), "2.2").disposition == "already_remedied"


def test_the_ground_of_an_appeal_is_the_cited_law() -> None:
    finding = changed("2.2", reason="Năm 2025 không thực hiện", tasks=(remedy("2.2", LAW),))
    assert finding.ground == "Nghị định 12/2020/NĐ-CP, điều 9"


def test_a_full_score_with_a_lower_one_beside_it_lost_nothing_yet() -> None:
    reading = with_criterion(suoi_may(), "1.1", second_value=D("2.5"))
    disputed = replace(reading, deductions=(*reading.deductions, lost("1.1", "0,5", "gửi chậm")))
    assert report(disputed).total == 4


def test_a_rest_of_the_total_stands_apart() -> None:
    reading = suoi_may()
    lower = replace(reading.index_results[0], value=D("15.5"))
    found = report(replace(reading, index_results=(lower,)))
    assert (found.findings[-1].id, found.findings[-1].points, found.findings[-1].criterion) == (
        "total/?",
        D("0.5"),
        None,
    )
    assert found.by_reach["unlisted"] == D("0.5")


@given(consistent_sheets())
def test_totals_by_cause_disposition_and_reach_are_the_same_total(reading: Reading) -> None:
    found = report(reading)
    total = reading.index_results[0]
    assert found.total == (total.max or 0) - (total.value or 0)
    for totals in (found.by_cause, found.by_disposition, found.by_reach):
        assert sum(totals.values()) == found.total


def test_every_code_has_a_vietnamese_name() -> None:
    assert set(disposition_labels()) == {"to_do", "already_remedied", "to_appeal", "long_term"}
    assert {f.cause for f in report(suoi_may()).findings} <= set(cause_labels())
