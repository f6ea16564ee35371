"""Tasks go along with their criteria when the unit's sheet takes the year's new edition over."""

from __future__ import annotations

import pytest

from namro.apps.assessments.actions.carrying import change_edition
from namro.apps.assessments.actions.deciding import Verdict, decide
from namro.apps.people.models import Role, User
from namro.apps.plans.models import Task, TaskChange
from tests.apps.assessments.sheets import NOW, edition_in_force, publish_set, ready
from tests.apps.assessments.test_carrying import filled_sheet, text_of
from tests.apps.plans.giving_out import give_out, owned_by

edition = pytest.fixture(autouse=True)(edition_in_force)
BEFORE = [(f"1.{n}", f"Tiêu chí {n}", 2, "appraisal") for n in range(1, 5)]
#: 1.1 and 1.2 changed places, 1.3 is worth more, 1.4 is gone, 1.5 is new.
AFTER = [("1.1", "Tiêu chí 2", 2, "appraisal"), ("1.2", "Tiêu chí 1", 2, "appraisal"),
         ("1.3", "Tiêu chí 3 mới", 3, "appraisal"), ("1.5", "Khác hẳn", 1, "appraisal")]  # fmt: skip
#: Number and name of the criterion of each task, as its plan was written.
ABOUT = [("1.1", "Tiêu chí 1"), ("1.2", ""), ("1.2", "Của bộ khác"), ("1.3", "Tiêu chí 3"), ("1.4", "Tiêu chí 4")]


def about() -> list[tuple[str, str]]:
    return list(Task.objects.order_by("place").values_list("criterion", "criterion_name"))


def test_tasks_follow_what_moves_by_itself_and_what_is_decided(cast: dict[str, User]) -> None:
    user = ready(cast[Role.COORDINATOR])
    sheet = filled_sheet(cast, publish_set(cast, text_of(BEFORE, "2025-01-01")))
    give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": NOW.date()}] * len(ABOUT), at=NOW)
    for task, (number, name) in zip(Task.objects.order_by("place"), ABOUT, strict=True):
        Task.objects.filter(pk=task.pk).update(criterion=number, criterion_name=name)
    TaskChange.objects.all().delete()

    sheet = change_edition(ready(user), sheet, publish_set(cast, text_of(AFTER, "2026-01-01")), at=NOW)
    assert about() == [("1.2", "Tiêu chí 1"), ("1.1", "Tiêu chí 2"), *ABOUT[2:]]
    changes = TaskChange.objects.order_by("task__place", "field").values_list("field", "old", "new", "by__username")
    assert list(changes) == [
        ("criterion", "1.1", "1.2", "dieuphoi"),
        ("criterion", "1.2", "1.1", "dieuphoi"),
        ("criterion_name", "", "Tiêu chí 2", "dieuphoi"),
    ]

    waiting = sheet.carried.get(old_id="1.3")
    decide(ready(user), sheet, {waiting.pk: Verdict("1.3", waiting.version)}, at=NOW)
    assert about()[3:] == [("1.3", "Tiêu chí 3 mới"), ("1.4", "Tiêu chí 4")]
