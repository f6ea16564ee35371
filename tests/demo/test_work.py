"""The half-done plan of the demo: approved, with work in every state, the same when it is asked for again."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import User
from namro.apps.plans.models import FallenValue, Handing, Occurrence, Piece, Plan, Recommendation, Target, WorkEvent
from namro.apps.plans.recommendations import standing_in, with_work
from namro.core.base.clock import VIETNAM
from namro.core.improvement.recommendations import Standing
from namro.core.improvement.states import State
from namro.core.improvement.targets import Wish
from namro.demo.filling import fill_site

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=VIETNAM)


@pytest.mark.slow
@pytest.mark.django_db
def test_some_is_done_some_late_some_waits() -> None:
    fill_site(lambda: NOW)
    plan = Plan.objects.exclude(source="").get()
    assert plan.status == Plan.Status.APPROVED
    states = Counter(Occurrence.objects.values_list("state", flat=True))
    assert set(states) == set(State) - {State.CANCELLED}
    assert states[State.ACCEPTED] > states[State.PLANNED] > 10
    late = Occurrence.objects.filter(due__lt=NOW.date(), submitted_on=None).exclude(state=State.ACCEPTED)
    assert 3 < late.count() < 20
    assert all(one.due and one.due > NOW.date() - timedelta(days=45) for one in late)
    officer = User.objects.get(username="congchuc")
    assert WorkEvent.objects.filter(by=officer).exists()
    given = Piece.objects.filter(occurrence__task__plan=plan, state__in=[State.SUBMITTED, State.ACCEPTED]).count()
    assert given == 3  # of four hamlets
    before = list(Occurrence.objects.order_by("pk").values_list("pk", "state", "version"))
    fill_site(lambda: NOW + timedelta(days=1))
    assert list(Occurrence.objects.order_by("pk").values_list("pk", "state", "version")) == before


@pytest.mark.slow
@pytest.mark.django_db
def test_two_bodies_have_recommended_something() -> None:
    fill_site(lambda: NOW)
    front, council = with_work(Recommendation.objects.order_by("-on"))
    assert (front.body.code, standing_in(front)) == ("suoi-may-mat-tran", Standing.RECEIVED)
    assert front.answer_by is not None
    assert front.answer_by < NOW.date()
    assert front.supervision is not None
    assert (council.body.code, standing_in(council)) == ("suoi-may-hdnd", Standing.TASK)
    assert Occurrence.objects.filter(task=council.task).exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_a_sheet_of_a_commune_that_has_ended_is_there() -> None:
    fill_site(lambda: NOW)
    old = ImportedDocument.objects.get(name__endswith="may-ha.md")
    assert old.uploaded_at.year == 2024
    assert old.reading["header"]["assessed_year"] == 2023
    assert Plan.objects.filter(source=old.code).count() == 0


@pytest.mark.slow
@pytest.mark.django_db
def test_there_are_plans_of_several_kinds_with_a_task_from_above_and_a_target_without_a_reading() -> None:
    fill_site(lambda: NOW)
    assert set(Plan.objects.values_list("kind", flat=True)) == {"index", "sipas", "reform"}
    assert Target.objects.filter(wish=Wish.UNDECIDED).count() == 1
    assert FallenValue.objects.filter(target__name="Mức hài lòng về kết quả giải quyết thủ tục hành chính").exists()
    states = Counter(Handing.objects.values_list("state", flat=True))
    assert (states[Handing.State.TAKEN], states[Handing.State.RETURNED]) == (2, 1)
    assert states[Handing.State.GIVEN] > 1
    plans = Plan.objects.count()
    fill_site(lambda: NOW + timedelta(days=1))
    assert Plan.objects.count() == plans
