"""The chip of a task says the amount, and the worst first."""

from __future__ import annotations

from datetime import date

import pytest

from namro.apps.plans.pages.plan_states import task_chip
from namro.apps.plans.summary import Standing

TODAY = date(2026, 11, 20)  # a Friday
NONE = Standing(1, 0, 0, 0, 0, 0, 0, 0, 0, None)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (NONE._replace(next=date(2026, 11, 20)), "Chưa làm"),
        (NONE._replace(doing=1, next=date(2026, 11, 30)), "Đang làm"),
        (NONE._replace(doing=1, next=date(2026, 11, 12)), "Trễ 6 ngày làm"),
        (NONE._replace(submitted=1), "Chờ duyệt"),
        (NONE._replace(returned=1, next=date(2026, 11, 12)), "Bị trả lại"),
        (NONE._replace(stuck=1, next=date(2026, 11, 30)), "Vướng mắc"),
        (NONE._replace(accepted=1), "Xong đúng hạn"),
        (NONE._replace(accepted=1, early=1), "Xong sớm"),
        (NONE._replace(accepted=1, late=1), "Xong trễ"),
        (NONE._replace(cancelled=1), "Đã hủy"),
        (NONE._replace(times=4, accepted=2, next=date(2026, 12, 3)), "2/4 xong"),
        (NONE._replace(times=4, accepted=4, late=1), "3/4 đúng hạn"),
        (NONE._replace(times=5, accepted=4, cancelled=1), "4/4 đúng hạn"),
    ],
)
def test_work_that_is_given_out(standing: Standing, words: str) -> None:
    assert task_chip(standing, owned=True, in_force=True, today=TODAY).words == words


@pytest.mark.parametrize(
    ("owned", "in_force", "words"),
    [(True, False, "Dự kiến"), (False, False, "Chưa giao"), (True, True, "Không còn kỳ nào")],
)
def test_work_that_is_not(owned: bool, in_force: bool, words: str) -> None:
    assert task_chip(None, owned=owned, in_force=in_force, today=TODAY).words == words
