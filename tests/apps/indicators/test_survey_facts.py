"""A published survey gives facts with standard errors; a unit's own never counts as somebody else's."""

from __future__ import annotations

from typing import Any

from namro.apps.indicators.models import Fact, Producer
from namro.apps.indicators.survey_facts import write_survey_facts
from namro.apps.people.models import Role, Unit, User
from namro.apps.surveys.actions.releasing import release
from namro.apps.surveys.models import Survey
from namro.core.base.clock import system_clock
from namro.demo.province import HOME
from tests.apps.surveys.asking import stand
from tests.apps.surveys.closed import closed_survey


def test_facts_follow_publishing(cast: dict[str, User], django_capture_on_commit_callbacks: Any) -> None:
    survey, leader, now = closed_survey(cast), cast[Role.LEADER], system_clock()
    with django_capture_on_commit_callbacks(execute=True):
        release(leader, survey, at=now)
    facts = {one.input: one for one in Fact.objects.select_related("delivery")}
    assert "own_survey_access" in facts
    assert not [name for name in facts if name.startswith("survey_")]
    assert float(facts["own_survey_overall"].se) > 0
    assert facts["own_survey_overall"].delivery.source_kind == Producer.SURVEY
    assert "own_survey_a1" not in facts  # factors only
    assert write_survey_facts(leader, survey.units.get().unit_id, {survey.field_to.year}, at=now) == 0


def test_a_survey_of_another_body_is_what_criteria_read(cast: dict[str, User]) -> None:
    survey, now = closed_survey(cast), system_clock()
    council = stand(cast[Role.COUNCIL], now.date())
    Survey.objects.filter(pk=survey.pk).update(conductor=min(council.standing.units(Role.COUNCIL)))
    survey.refresh_from_db()
    release(council, survey, at=now)
    assert write_survey_facts(council, Unit.objects.get(code=HOME).pk, {survey.field_to.year}, at=now) > 0
    assert Fact.objects.filter(input="survey_access").exclude(se="").exists()
