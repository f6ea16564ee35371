"""A simulated year: from the plan's approval through every night, morning and month to the sheets of its people.

All numbers were worked out by hand from the calendar of 2024: 20/4, 20/7 and 10/8 are Saturdays, 20/10, 10/11 and 5/5
Sundays (4/5 is a worked Saturday), 29/4 to 1/5 are off, and 10/10 is off since the decision of 1 October.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from namro.apps.chasing.dues import Asked, dues
from namro.apps.notices.models import Notice
from namro.apps.people.models import User
from namro.apps.plans import actions as plans
from namro.apps.plans.models import DueMove, Occurrence, Piece, Plan
from namro.apps.registers.figures import figures_of
from namro.apps.reports.discipline import discipline
from namro.apps.reports.gathering import frozen_content
from namro.apps.reports.models import Report
from namro.apps.yearly import actions as yearly
from namro.apps.yearly.reading import readings
from namro.apps.yearly.stays import stays_in
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.states import State
from namro.core.timetable import days_late, national_calendar
from tests.apps.meetings.commune_of_23 import commune_of_23
from tests.apps.registers.rows import INSPECTIONS
from tests.apps.whole_year import story
from tests.apps.whole_year.living import DECIDED, Diary, live
from tests.apps.whole_year.story import Year, at, day

LAST = day(12, 31)
#: The due days of what came back; September's and July's reports moved with the extensions, 10/10 with the swap.
DAYS = {
    story.PROGRESS: ["19/04", "20/05", "20/06", "23/07", "20/08", "27/09", "18/10", "20/11", "20/12"],
    story.QUARTER: ["31/05", "30/08", "02/12"],
    story.ARTICLE: ["04/11"],
    story.REVIEW: ["29/11"],
    story.DISCLOSE: ["06/05"],
    story.LAW: ["14/11"],
    story.GRADES: ["05/04", "04/05", "05/06", "05/07", "05/08", "05/09", "04/10", "05/11", "05/12"],
    story.PAPERS: ["10/04", "10/05", "10/06", "10/07", "09/08", "10/09", "09/10", "08/11", "10/12"],
}
#: Days on which the fourth colleague is told: 7, 3, 1 working days before 4/11 (handed in 1/11) and before 14/11, on
#: the day, 1, 3, 7 days after it, and every five working days from then on.
TOLD = (
    "24/10 30/10 01/11 05/11 11/11 13/11 14/11 15/11 19/11 25/11 02/12 09/12 16/12 23/12 30/12"
).split()  # fmt: skip


@pytest.mark.slow
def test_from_the_plan_to_the_sheets_of_people(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    year = story.approved(commune_of_23())
    with pytest.raises(NamroError, match="31/11/2024"):
        plans.submit(year.commune.coordinator, year.plan, at=at(day(4, 2)))
    story.settle_impossible_day(year)
    for tell in (
        story.tell_extensions, story.tell_work, story.tell_leaving, story.tell_meeting, story.tell_inspections,
        story.tell_reports,
    ):  # fmt: skip
        tell(year)
    year.on(day(11, 4), lambda _now: _three_are_missing(year))
    diary = live(year, monkeypatch)
    _times_are_those_of_the_calendar(year, diary)
    _late_are_four_and_one_open(year)
    _everybody_was_told_once(year, diary)
    _reports_were_sent(year)
    _annual_report_agrees_with_a_slow_count()
    _sheets_agree_with_the_work(year)


def _words(days: list[date]) -> list[str]:
    return [f"{one:%d/%m}" for one in days]


def _three_are_missing(year: Year) -> None:
    """Of the 22 who are left, 19 have handed in on Monday 4 November; three are named."""
    row = Occurrence.objects.get(task=year.task(story.ARTICLE))
    assert (row.due, day(11, 4).isoweekday()) == (day(11, 4), 1)
    (due,) = (one for one in dues(Asked(today=day(11, 4), until=day(11, 4))) if one.key == f"viec:{row.code}")
    assert set(due.people) == {year.writer(n).pk for n in (19, 20, 21)}
    assert sorted(name.split()[-1] for name in due.who.split(", ")) == ["Xuyến", "Yến", "Ái"]
    assert Piece.objects.filter(occurrence=row, state=State.ACCEPTED).count() == 19
    assert row.progress == 100 * 19 // 22


def _times_are_those_of_the_calendar(year: Year, diary: Diary) -> None:
    for place, days in DAYS.items():
        rows = Occurrence.objects.filter(task=year.task(place)).order_by("scheduled")
        assert _words([row.due for row in rows if row.due]) == days, story.TEXTS[place]
    assert diary.moved == {DECIDED: 1}, "only 10/10, which nobody had touched, follows the swap"
    assert Occurrence.objects.count() == 9 + 3 + 1 + 1 + 1 + 1 + 9 + 9 + 1, "the last one is the meeting's conclusion"
    assert Plan.objects.count() == 2
    assert year.plan.extras.count() == 1


def _late_are_four_and_one_open(year: Year) -> None:
    """May's report came 2 days late, October's 1, the disclosure 2 (6/5 to 8/5), the last of the group 2."""
    rows = Occurrence.objects.select_related("task")
    late = {
        (row.task.place, f"{row.due:%d/%m}"): days_late(row.due, row.submitted_on, national_calendar())
        for row in rows
        if row.due and row.submitted_on and row.submitted_on > row.due and row.task.plan_id == year.plan.pk
    }
    first = year.task(story.PROGRESS).place
    assert late == {
        (first, "20/05"): 2,
        (first, "18/10"): 1,
        (year.task(story.DISCLOSE).place, "06/05"): 2,
        (year.task(story.ARTICLE).place, "04/11"): 2,
    }
    (missing,) = rows.exclude(state=State.ACCEPTED)
    assert (missing.task_id, missing.state) == (year.task(story.LAW).pk, State.PLANNED)
    assert days_late(day(11, 14), LAST, national_calendar()) == 11 + 22, "11 days of November, 22 of December"
    moves = [(f"{one.old:%d/%m}", one.late, one.outcome) for one in DueMove.objects.order_by("id") if one.old]
    assert moves == [("19/07", True, "granted"), ("20/09", False, "granted"), ("18/10", False, "refused")]


def _everybody_was_told_once(year: Year, diary: Diary) -> None:
    told = Notice.objects.filter(kind="digest")
    by_day = Counter((row.user_id, row.at.astimezone(VIETNAM).date()) for row in told)
    assert set(by_day.values()) == {1}
    assert Counter(when for _user, when in by_day) == Counter({k: n for k, n in diary.told.items() if n})

    def days(user: User, words: str = "") -> list[str]:
        return [
            f"{row.at.astimezone(VIETNAM):%d/%m}"
            for row in told.filter(user=user, body__contains=words).order_by("at")
        ]  # fmt: skip

    late = "theo dõi thi hành pháp luật"
    assert days(year.writer(3)) == TOLD
    assert days(year.commune.coordinator, late) == ["19/11"], "three working days late"
    assert days(year.commune.chair, late) == ["21/11"], "five working days late"
    assert max(row.at.astimezone(VIETNAM).date() for row in told.filter(user=year.writer(22))) <= day(6, 30)
    assert len(diary.mailbox.letters) == len(TOLD)
    assert {str(one["To"]) for one in diary.mailbox.letters} == {"Nguyễn Thị Dung <cong.chuc.3@suoithu.example>"}


def _reports_were_sent(year: Year) -> None:
    """Twelve reports, of which October's (20/10 is a Sunday: 18/10) went out on Monday 21/10, one working day late."""
    unit = year.commune.unit.pk
    rows = Report.objects.all()
    assert {row.state for row in rows} == {"sent"}
    late = [(row.period, row.due, row.sent_on) for row in rows if row.due and row.sent_on and row.sent_on > row.due]
    assert late == [("2024-10", day(10, 18), day(10, 21))]
    found = discipline([unit], (day(4, 1), LAST), today=LAST)[unit]
    assert (found.in_time, found.late, found.late_days) == (11, 1, 1)
    monthly = rows.filter(type_id="REMEDY-PROGRESS").order_by("period")
    extended = [int(frozen_content(row).values["extended"].value or 0) for row in monthly]
    assert extended == [0, 0, 0, 0, 1, 1, 0, 0, 0], "granted on 18/7 and 10/9, the refused one is none"
    span = (day(1, 1), LAST)
    share = figures_of(INSPECTIONS, "ty_le_nguoi", [unit], span)[unit]
    assert (share.numerator, share.denominator) == (6, 24), "two were inspected twice; 22, the chair, the coordinator"
    assert figures_of(INSPECTIONS, "so_luot", [unit], span)[unit].value == 8


def _annual_report_agrees_with_a_slow_count() -> None:
    """Up to 25/11 fell due 8 + 2 + 1 + 1 + 1 + 8 + 8 + 1 = 30; one is open, four were late."""
    values = frozen_content(Report.objects.get(type_id="CCHC-COMMUNE", period="2024")).values
    due = done = in_time = 0
    for row in Occurrence.objects.all():
        if row.due is None or row.due > day(11, 25):
            continue
        due += 1
        if row.submitted_on is not None and row.submitted_on <= day(11, 25):
            done += 1
            in_time += row.submitted_on <= row.due
    assert (due, done, in_time) == (30, 29, 25)
    names = ("due", "due_done", "in_time", "overdue")
    assert [values[name].value for name in names] == [due, done, in_time, due - done]
    share = values["share"].value
    assert share is not None
    assert round(share, 2) == round(share.__class__(2900) / 30, 2)


def _sheets_agree_with_the_work(year: Year) -> None:
    unit = year.commune.unit
    year.commune.on(LAST)
    assert yearly.draft_all(year.commune.coordinator, unit, story.YEAR, at=at(LAST)) == 25
    assert yearly.draft_all(year.commune.coordinator, unit, story.YEAR, at=at(LAST)) == 0
    stays = stays_in(unit.pk, story.YEAR)
    found = readings(unit.pk, story.YEAR, stays, shown=list(stays), today=LAST)
    known = {key: {one.value: n for one, n in sheet.figures.items() if n} for key, sheet in found.items()}
    # 1 to 19 handed the product of the group in early, 20 to 22 late; the one who left does not owe it.
    expected: list[dict[str, int]] = [{"early": 1} for _ in range(19)] + [{"late": 1} for _ in range(3)]
    expected[0] = {"early": 2, "on_time": 6, "late": 2, "asked": 3, "granted": 2, "asked_late": 1}
    expected[1] = expected[6] = {"early": 2}
    expected[2] = expected[3] = {"early": 1, "late": 1}
    expected[4] = {"early": 1, "on_time": 6}
    expected[5] = {"early": 1, "on_time": 9}
    expected.append({"on_time": 3})
    assert [known[one.pk] for one in year.commune.writers] == expected
    assert (known[year.commune.coordinator.pk], known[year.commune.chair.pk]) == ({"on_time": 3}, {})
    single = sum(n.get("on_time", 0) + n.get("early", 0) + n.get("late", 0) for n in known.values())
    assert single == Occurrence.objects.count() - 1 + 22, "each time once, the group's for each of its 22"
