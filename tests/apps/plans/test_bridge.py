"""What a drafted task says about its time becomes the day by which it is late."""

from __future__ import annotations

from datetime import date

import pytest

from namro.apps.plans.bridge import tasks_of
from namro.apps.plans.models import Plan
from namro.core.improvement import Plan as Written
from namro.core.improvement import PlanGroup, PlanTask


@pytest.mark.parametrize(
    ("tokens", "words", "due"),
    [
        (("2026-Q2",), "Trong quý II/2026", date(2026, 6, 30)),
        (("2026-05",), "Trong tháng 5/2026", date(2026, 5, 29)),  # the 31st is a Sunday
        (("2026",), None, date(2026, 12, 31)),
        (("2026-11-10",), "Trước ngày 10/11/2026", date(2026, 11, 9)),
        (("2026-Q2", "2026-07-15"), "Quý II, chậm nhất 15/7/2026", date(2026, 7, 15)),
        (("2026+",), "Năm 2026 và những năm tiếp theo", None),
        (("invalid:2026-11-31",), "Trước ngày 31/11/2026", None),
        (("monthly:20",), "Ngày 20 hằng tháng", None),
        ((), None, None),
    ],
)
def test_the_last_day_of_what_is_printed(tokens: tuple[str, ...], words: str | None, due: date | None) -> None:
    task = PlanTask(number="1", text="Báo cáo", due=tokens, due_text=words)
    written = Written(title="A", issuing_body=None, groups=(PlanGroup(number="I", title="B", tasks=(task,)),))
    (row,) = tasks_of(written, Plan(since=date(2026, 1, 1)))
    assert (row.due, row.due_text) == (due, words or "")
