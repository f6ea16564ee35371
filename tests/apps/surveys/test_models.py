"""Answers stay as they came in; instruments in use stay; who is measured sees nothing before the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from namro.apps.people.models import Role
from namro.apps.surveys.codes import digest_of, new_codes, spelled, typed
from namro.apps.surveys.instruments import questions_of, shipped_row
from namro.apps.surveys.models import InstrumentStays, Submission, SubmissionsStay, Survey
from namro.apps.surveys.permissions import can_conduct, can_read_answers, check_conduct, check_read_answers, seen_by
from namro.core.survey.reading import shipped_instruments
from tests.apps.surveys.asking import NOON, TODAY, Cast, answered, stand, survey_of


def test_answers_stay(cast: Cast) -> None:
    survey = survey_of(cast)
    row = answered(survey)
    row.answers = {"a1": 5}
    for act in (row.save, row.delete, Submission.objects.all().delete, lambda: Submission.objects.update(channel="x")):
        with pytest.raises(SubmissionsStay):
            act()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE surveys_submission SET channel = 'x'")
    assert Submission.objects.get().answers == {"a1": 4}


def test_a_form_comes_in_once_and_its_last_revision_counts(cast: Cast) -> None:
    survey = survey_of(cast)
    answered(survey)
    with pytest.raises(IntegrityError), transaction.atomic():
        answered(survey)
    last = answered(survey, revision=2, answers={"a1": 4, "a2": 5})
    other = answered(survey, key="phieu-2")
    assert set(Submission.objects.latest_revisions()) == {last, other}


def test_shipped_instruments_come_in_as_rows_that_stay(cast: Cast) -> None:
    for code, made in shipped_instruments().items():
        row = shipped_row(code, at=NOON)
        assert shipped_row(code, at=NOON).pk == row.pk
        assert questions_of(row) == made
        row.text = ""
        with pytest.raises(InstrumentStays):
            row.save()
        with pytest.raises(InstrumentStays):
            row.delete()


def test_codes_are_known_again_however_they_are_typed(cast: Cast) -> None:
    codes = list(new_codes(50))
    assert len(set(codes)) == 50
    one = codes[0]
    assert spelled(one) == f"{one[:4]}-{one[4:]}"
    assert typed(f" {spelled(one).upper()} ") == one
    assert digest_of(spelled(one).upper()) == digest_of(one) != digest_of(codes[1])
    assert one not in digest_of(one)


def test_answers_of_a_sample_are_sealed_for_everybody(cast: Cast) -> None:
    survey = survey_of(cast)
    conductor = stand(cast[Role.COUNCIL])
    assert can_conduct(conductor, survey)
    over = survey.field_to + timedelta(days=1)
    for day, state, sealed in (
        (TODAY, Survey.State.COLLECTING, True),
        (TODAY, Survey.State.CLOSED, True),
        (over, Survey.State.COLLECTING, True),
        (over, Survey.State.CLOSED, False),
        (over, Survey.State.PUBLISHED, False),
    ):
        survey.state = state
        assert can_read_answers(conductor, survey, day) is not sealed
        if sealed:
            with pytest.raises(PermissionDenied, match="niêm phong đến hết ngày 30/11/2026"):
                check_read_answers(conductor, survey, day)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.ADMIN, Role.APPRAISER, Role.ENUMERATOR])
def test_who_is_measured_and_who_administers_see_nothing_before_publication(cast: Cast, role: Role) -> None:
    survey, user = survey_of(cast), stand(cast[role])
    over = survey.field_to + timedelta(days=1)
    assert not Survey.objects.filter(seen_by(user)).exists()
    with pytest.raises(PermissionDenied, match="đơn vị tổ chức khảo sát"):
        check_conduct(user, survey)
    survey.state = Survey.State.PUBLISHED
    survey.save()
    assert not can_read_answers(user, survey, over)
    assert Survey.objects.filter(seen_by(user)).exists()


def test_the_desk_is_the_units_own(cast: Cast) -> None:
    survey = survey_of(cast, Survey.Kind.DESK)
    assert can_read_answers(stand(cast[Role.COORDINATOR]), survey, TODAY)
    assert not can_read_answers(stand(cast[Role.COUNCIL]), survey, TODAY)
