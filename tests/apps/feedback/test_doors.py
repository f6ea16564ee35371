"""What others read of feedback: confirmed conduct, the counts of the service index, what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.chasing.dues import Asked, dues
from namro.apps.feedback import actions
from namro.apps.feedback.confirmed import confirmed_of
from namro.apps.feedback.figures import Figures, figures_of
from namro.apps.feedback.models import Item
from namro.apps.library.models import Evidence
from namro.apps.people.models import Role, User
from namro.apps.plans.actions import make_plan
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.extras import counts_of
from namro.apps.yearly.feedback import ConfirmedFeedback
from namro.core.base.clock import system_clock
from namro.core.improvement.extra_points import Limit, Measure, judged
from tests.apps.feedback.given import Cast, answered, given, moved, noon, stand, unit_of

DAY, YEAR = noon(date(2026, 9, 1)), (date(2026, 1, 1), date(2026, 12, 31))
ACT = date(2026, 9, 12)


def _concluded(cast: Cast, outcome: str, **changes: object) -> Item:
    at, leader = noon(date(2026, 9, 15)), cast[Role.LEADER]
    item = answered(cast, at=DAY, **changes)
    item = actions.say_about(stand(leader, at), item, cast[Role.OFFICER], version=item.version, at=at)
    return actions.conclude(leader, item, outcome, number="31/KL-UBND", on=ACT, version=item.version, at=at)


def test_journey_9_only_confirmed_conduct_costs_points(cast: Cast) -> None:
    """One complaint partly true by the act of 12/9 gives the penalty; an unfounded one and one on a rule give none."""
    unit, officer = unit_of(cast, DAY), cast[Role.OFFICER].pk
    blank = blank_plan(unit, 2026, today=DAY.date(), kind="reform", title="Kế hoạch")
    plan, _fresh = make_plan(cast[Role.COORDINATOR], unit, blank, at=DAY)
    penalty = (Limit(Measure.CONDUCT, ">", Decimal(0)),)
    _concluded(cast, "unfounded")
    _concluded(cast, "founded", kind="rule")
    assert judged(penalty, counts_of(plan, today=ACT)[0]).holds is False
    assert confirmed_of([officer], YEAR) == {officer: []}
    _concluded(cast, "partly")
    found = judged(penalty, counts_of(plan, today=ACT)[0])
    assert found.holds is True
    assert "văn bản 31/KL-UBND ngày 12/09/2026, đúng một phần" in found.reasons[0]
    (one,) = confirmed_of([officer], YEAR)[officer]
    assert (one.act_number, one.act_on) == ("31/KL-UBND", ACT)
    assert confirmed_of([officer], (date(2026, 9, 13), date(2026, 12, 31))) == {officer: []}


def test_the_yearly_sheet_names_the_act_without_leading_into_the_book(cast: Cast) -> None:
    """The line has the act as its ground and no address."""
    _concluded(cast, "partly")
    officer, leader = cast[Role.OFFICER].pk, cast[Role.LEADER].pk
    found = ConfirmedFeedback().entries_of(unit_of(cast, DAY), [officer, leader], 2026)
    assert found[leader] == []
    (line,) = found[officer]
    assert (line.on, line.path) == (ACT, "")
    assert "31/KL-UBND" in line.detail


@pytest.mark.parametrize(
    ("changes", "day", "expected"),
    [
        ({}, date(2026, 9, 3), Figures(on_time=1, all=1, satisfied=1, received=1, published=1, to_publish=1)),
        ({"limit": date(2026, 9, 1)}, date(2026, 9, 3), Figures(1, 1, 1, 1, 1, 1)),
        ({"unsatisfied": True}, date(2026, 9, 3), Figures(1, 1, 0, 1, 1, 1)),
        ({"repeats": True}, date(2026, 9, 8), Figures(1, 1, 0, 1, 0, 1)),
    ],
)
def test_counts_of_the_service_index(cast: Cast, changes: dict, day: date, expected: Figures) -> None:
    """Answered on the day it came; the publication has until 4 September (the second is a day off, so is the first)."""
    answered(cast, at=DAY, **changes)
    unit = unit_of(cast, DAY)
    assert figures_of([unit], YEAR, today=day)[unit] == expected


def test_a_late_one_counts_once_and_one_sent_back_not_at_all(cast: Cast) -> None:
    """Open after its limit: neither in time nor satisfied; without any item all counts are 0."""
    unit = unit_of(cast, DAY)
    assert figures_of([unit], YEAR, today=ACT)[unit] == Figures()
    given(cast, at=DAY, limit=date(2026, 9, 8), unsatisfied=True)
    back = given(cast, at=DAY)
    moved(cast, back, "send_back", at=DAY, said="Sở Nông nghiệp: không thuộc thẩm quyền")
    assert figures_of([unit], YEAR, today=ACT)[unit] == Figures(0, 1, 0, 1, 0, 0)


def test_what_is_due_goes_to_who_handles_it(cast: Cast) -> None:
    """Nobody's yet: the coordinator's; given out: the officer's; answered: to be published."""
    item = given(cast, at=DAY)

    def mine() -> list[tuple[str, date, tuple[int, ...]]]:
        every = dues(Asked(today=DAY.date(), units=[item.unit_id]))
        return [(one.text, one.due, one.people) for one in every if one.key.startswith("phan-anh:")]

    ((text, due, people),) = mine()
    assert text.startswith("Trả lời phản ánh")
    assert due == item.own_on
    assert cast[Role.COORDINATOR].pk in people
    moved(cast, item, "assign", at=DAY, to=cast[Role.OFFICER])
    assert mine()[0][2] == (cast[Role.OFFICER].pk,)
    moved(cast, item, "answer", at=DAY, role=Role.OFFICER, said="Đã giải quyết")
    item.refresh_from_db()
    assert mine()[0][:2] == (f"Công khai trả lời: {item.subject}", item.publish_by)


def test_a_file_that_comes_with_an_answer_becomes_evidence_unless_the_act_is_refused(
    cast: dict[str, User], browser_of: Callable[[str], Client], data_folder: Path
) -> None:
    item = given(cast)
    moved(cast, item, "assign", at=system_clock(), to=cast[Role.OFFICER])
    officer = browser_of(Role.OFFICER)
    item.refresh_from_db()

    def sent(**said: object) -> int:
        file = SimpleUploadedFile("tra-loi.txt", b"Cong van tra loi 12/UBND\n")
        values = {"viec": "answer", "noi-dung": "Đã trả lời.", "version": item.version, "tep": file, **said}
        return int(officer.post(f"/phan-anh/{item.code}/lam", values).status_code)

    assert sent(version=99) == 409
    assert Evidence.objects.count() == 0
    assert sent() == 302
    item.refresh_from_db()
    assert item.answer_proof == Evidence.objects.get()
    assert officer.post(f"/phan-anh/{item.code}/lam", {"viec": "posting", "minh-chung": "khongco"}).status_code == 400
