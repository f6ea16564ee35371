"""Printed tasks that the reader linked to no loss: found by number, or by nearly the same words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from namro.core.assessment import audit
from namro.core.assessment.answers import numbers_of, remedies_by_loss
from namro.core.assessment.losses import losses
from namro.core.assessment.sheet import Sheet
from namro.core.improvement.links import Unanswered
from namro.core.printed.items import Reading, Section, Task
from tests.core.invented_sheet import criterion, lost, suoi_may

NAME = "Kiểm tra công vụ tại các thôn"


def loose(section: str, text: str) -> Task:
    return Task(section=section, text=text, kind="remedy")


def remedies(reading: Reading) -> dict[str, list[str]]:
    found = remedies_by_loss(reading, losses(Sheet(reading)))
    return {loss: [task.text for task in tasks] for loss, tasks in found.items()}


def without(reading: Reading, *ids: str, reasons: bool = False) -> Reading:
    """The reading without the remedies of some losses, and without their reasons."""
    tasks = tuple(t for t in reading.tasks if not set(t.remedies) & set(ids))
    kept = tuple(d for d in reading.deductions if reasons or d.id not in ids)
    return replace(reading, tasks=tasks, deductions=kept)


def with_tasks(reading: Reading, *tasks: Task) -> Reading:
    return replace(reading, tasks=(*reading.tasks, *tasks))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Khắc phục tiêu chí 1.3: bổ sung minh chứng", {"1.3"}),
        ("Khắc phục các tiêu chí thành phần 1.3, 2.1 và 3.2.10 trong quý II", {"1.3", "2.1", "3.2.10"}),
        ("Rà soát 05 tiêu chí đạt thấp", set()),
        ("Phấn đấu đạt 1.3 điểm", set()),
        ("Tăng số tiêu chí 95% trở lên", set()),
    ],
)
def test_numbers_that_a_task_names(text: str, numbers: set[str]) -> None:
    assert numbers_of(Task(section="II.1", text=text)) == numbers


def test_a_loss_without_a_reason_has_the_remedy_under_its_number() -> None:
    reading = with_tasks(without(suoi_may(), "1.3"), loose("1.3", "Đăng ký 02 sáng kiến"))
    assert remedies(reading)["1.3"] == ["Đăng ký 02 sáng kiến"]
    assert remedies(reading)["2.2"] == ["Vận động hộ gia đình tham gia"]


def test_the_audit_asks_for_no_remedy_that_stands_under_the_number() -> None:
    reading = without(suoi_may(), "1.3")
    asked = {row.where for row in audit(reading) if row.code == "remedy_missing"}
    assert "1.3" in asked
    answered = with_tasks(reading, loose("1.3", "Đăng ký 02 sáng kiến"))
    assert "1.3" not in {row.where for row in audit(answered) if row.code == "remedy_missing"}


def test_a_remedy_that_names_another_criterion_answers_that_one() -> None:
    reading = with_tasks(without(suoi_may(), "1.3", "2.2"), loose("1.3", "Vận động hộ gia đình (tiêu chí 2.2)"))
    assert "1.3" not in remedies(reading)
    assert remedies(reading)["2.2"] == ["Vận động hộ gia đình (tiêu chí 2.2)"]


def test_a_remedy_of_the_criterion_answers_its_unnumbered_part() -> None:
    reading = with_tasks(without(suoi_may(), "1.2/a"), loose("1.2", "Lập hồ sơ"))
    assert remedies(reading)["1.2/a"] == ["Lập hồ sơ"]


def test_what_other_reasons_could_mean_is_not_guessed() -> None:
    """Two reasons under one criterion, and a remedy that stands under both: it may be for either."""
    reading = with_tasks(without(suoi_may(), "2.1/a", "2.1/b", reasons=True), loose("2.1", "Làm đường"))
    assert not {"2.1/a", "2.1/b"} & set(remedies(reading))
    one = with_tasks(without(suoi_may(), "2.1/b", reasons=True), loose("2.1", "Làm đường ngõ"))
    assert remedies(one)["2.1/b"] == ["Làm đường ngõ"]


def test_losses_that_nothing_tells_apart_share_a_remedy() -> None:
    bare = without(suoi_may(), "2.1/a", "2.1/b")
    parts = (criterion("2.1/a", "Đường thôn", "1/2", "1"), criterion("2.1/b", "Đường ngõ", "2,5/3", "0,5"))
    reading = with_tasks(replace(bare, criteria=(*bare.criteria, *parts)), loose("2.1", "Làm đường"))
    assert remedies(reading)["2.1/a"] == remedies(reading)["2.1/b"] == ["Làm đường"]


@pytest.mark.parametrize(
    "text",
    [
        "Khắc phục hạn chế của tiêu chí 1.2",
        "Thực hiện kiểm tra công vụ tại các thôn, báo cáo kết quả",
        "Kiểm tra công vụ tại các thôn",
        "Lập và lưu kết luận kiểm tra của từng thôn trong quý II",
    ],
)
def test_a_task_that_says_nearly_the_same_may_answer(text: str) -> None:
    unanswered = Unanswered([(criterion("1.2", NAME, "3/4"), "chưa lập và lưu kết luận kiểm tra của từng thôn")], ())
    assert unanswered.numbers(Task(section="II.1", text=text)) == ("1.2",)


@pytest.mark.parametrize(
    "text",
    [
        "Kiểm tra việc chấp hành nội quy",
        "Lập hồ sơ minh chứng của từng công chức",
        "Tiêu chí 1.20: ban hành kế hoạch",
        "Tuyên truyền đến các thôn",
    ],
)
def test_other_tasks_do_not(text: str) -> None:
    unanswered = Unanswered([(criterion("1.2", NAME, "3/4"), "không có hồ sơ minh chứng theo hướng dẫn")], ())
    assert unanswered.numbers(Task(section="1.2", text=text)) == ()


def test_a_short_name_has_to_be_the_whole_heading() -> None:
    section = Section(id="II.3", title="Tuyên truyền:")
    unanswered = Unanswered([(criterion("1.4", "Tuyên truyền", "1/2"), None)], [section])
    assert unanswered.numbers(Task(section="II.3", text="Phát thanh hằng tuần")) == ("1.4",)
    assert unanswered.numbers(Task(section="II.4", text="Tuyên truyền phòng, chống dịch")) == ()


def test_a_cited_law_in_common_is_not_the_same_subject() -> None:
    name = "TTHC theo Quyết định số 12/QĐ-TTg ngày 07/10/2019 của Thủ tướng Chính phủ"
    unanswered = Unanswered([(criterion("3.2", name, "0/1"), lost("3.2", "1", None).reason)], ())
    other = "Công khai tài chính theo Quyết định số 19/QĐ-TTg ngày 16/11/2004 của Thủ tướng Chính phủ"
    assert unanswered.numbers(Task(section="II.1", text=other)) == ()
