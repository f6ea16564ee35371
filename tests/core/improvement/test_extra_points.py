"""Bonus items and penalties judged by the work itself; progress of a plan in counts; journeys 9 and 10."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from namro.core.improvement.extra_points import Counted, Extra, Limit, Measure, judged, result_words
from namro.core.improvement.plan_kinds import plan_kind, plan_kinds
from namro.core.improvement.plan_progress import TimeOfTask, by_unit, progress_until
from namro.core.improvement.states import State
from namro.documents.writing import LAYOUTS

#: Bonus 2: more than 30 % early, none late, none extended.
BONUS = (
    Limit(Measure.EARLY_SHARE, ">", Decimal(30)),
    Limit(Measure.LATE, "=", Decimal(0)),
    Limit(Measure.EXTENDED, "=", Decimal(0)),
)


def test_one_extension_loses_the_bonus_and_is_named() -> None:
    """Journey 9: 40 tasks from above, 14 early (35 %), 0 late, 1 extended."""
    counted = Counted(total=40, done=40, early=14, extended=("Báo cáo rà soát thủ tục quý II",))
    found = judged(BONUS, counted)
    assert found.holds is False
    assert found.reasons == ("số việc gia hạn 1, không đúng điều kiện = 0: “Báo cáo rà soát thủ tục quý II”",)
    assert result_words(Extra.BONUS, found) == "chưa được thưởng"


def test_without_the_extension_the_bonus_is_won() -> None:
    found = judged(BONUS, Counted(total=40, done=40, early=14))
    assert found.holds is True
    assert found.reasons[0] == "tỷ lệ việc xong sớm 14/40 = 35 %, đúng điều kiện > 30 %"


def test_nothing_to_count_says_nothing() -> None:
    assert judged(BONUS, Counted(total=0, done=0, early=0)).holds is None
    assert judged((), Counted(total=4, done=0, early=0)).holds is None


def test_a_penalty_falls_where_its_condition_holds() -> None:
    limits = (Limit(Measure.LATE, ">", Decimal(0)),)
    found = judged(limits, Counted(total=4, done=4, early=0, late=("Báo cáo tháng",)))
    assert result_words(Extra.PENALTY, found) == "bị trừ"


def time_of(n: int, state: State, **days: date) -> TimeOfTask:
    return TimeOfTask(field=f"Lĩnh vực {n % 7 + 1}", task=n, state=state, unit=n % 2, **days)


def test_progress_of_a_quarter_counts_what_was_due_or_done_by_its_last_day() -> None:
    last = date(2022, 12, 31)
    times = [time_of(n, State.ACCEPTED, due=date(2022, 11, 30), submitted=date(2022, 11, 30)) for n in range(7)]
    times.append(time_of(7, State.ACCEPTED, due=date(2022, 12, 1), submitted=date(2022, 12, 5)))
    times.append(time_of(8, State.DOING, due=date(2022, 12, 20)))
    times.append(time_of(9, State.PLANNED, due=date(2023, 1, 15)))
    times.append(time_of(10, State.CANCELLED, due=date(2022, 12, 1)))
    found = progress_until(times, last)
    assert len(found.fields) == 7
    assert (found.total.times, found.total.done, found.total.done_late, found.total.overdue) == (9, 8, 1, 1)
    assert found.total.words == "8/9 xong (1 xong trễ), 1 trễ hạn"
    later = [TimeOfTask(field="a", task=1, state=State.ACCEPTED, due=last, submitted=last, accepted=date(2023, 1, 4))]
    assert progress_until(later, last).total.done == 0


def test_units_are_counted_each_for_itself() -> None:
    found = by_unit([time_of(1, State.ACCEPTED), time_of(2, State.DOING), time_of(3, State.DOING)], date(2022, 1, 1))
    assert {unit: (count.done, count.times) for unit, count in found.items()} == {1: (1, 2), 0: (0, 1)}


@pytest.mark.parametrize("code", plan_kinds())
def test_every_kind_is_complete(code: str) -> None:
    kind = plan_kind(code)
    assert "2026" in kind.title_of(2026)
    assert kind.layout in LAYOUTS
    assert kind.purpose.format(year=2026, past=2025, body="UBND xã").endswith(":")
    assert kind.groups
    assert kind.aims
    assert kind.demands
    assert all(base.source for base in kind.bases)


def test_bases_hold_for_their_years() -> None:
    sipas = plan_kind("sipas")
    assert "1001/QĐ-BNV" in sipas.bases_in(2026)[0]
    assert sipas.bases_in(2027) == ()
    assert plan_kind("không có").code == "index"
