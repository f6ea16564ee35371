"""A survey with very many codes, for measuring how fast answers come in. All is invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from namro.apps.people.models import Kind, Unit, UnitSpan, User
from namro.apps.surveys.codes import digest_of, new_codes
from namro.apps.surveys.instruments import questions_of, shipped_row
from namro.apps.surveys.models import AccessCode, Channel, Submission, Survey, SurveyUnit
from namro.core.base.clock import VIETNAM

_DAYS = timedelta(days=30)


def open_survey(at: datetime) -> Survey:
    """Make a survey of one commune by one department that is collecting."""
    today = at.astimezone(VIETNAM).date()
    units = [Unit.objects.create(code=code) for code in ("do-so", "do-xa")]
    for unit, kind in zip(units, (Kind.DEPARTMENT, Kind.COMMUNE), strict=True):
        UnitSpan.objects.create(unit=unit, kind=kind, name=unit.code, since=today - _DAYS)
    survey = Survey.objects.create(
        name="Đo", kind=Survey.Kind.SAMPLE, instrument=shipped_row("nam-yeu-to", at=at), conductor=units[0],
        field_from=today - _DAYS, field_to=today + _DAYS, state=Survey.State.COLLECTING, made_at=at,
        made_by=User.objects.create_user("do", full_name="Người đo"),
    )  # fmt: skip
    SurveyUnit.objects.create(survey=survey, unit=units[1])
    return survey


def give_codes(survey: Survey, count: int, *, at: datetime) -> list[str]:
    """Make codes for one answer each."""
    unit = survey.units.get().unit_id
    codes = list(new_codes(count))
    rows = [
        AccessCode(survey=survey, digest=digest_of(code), unit_id=unit, channel=Channel.QR, expires_at=at + _DAYS)
        for code in codes
    ]
    AccessCode.objects.bulk_create(rows, batch_size=1000)
    return codes


def answers_of(survey: Survey) -> dict[str, str]:
    """Return a form filled in whole."""
    return {item.code: "4" for item in questions_of(survey.instrument).items}


def rows_by_code(survey: Survey) -> dict[str, int]:
    """Return how many forms came in under each code, by the code's digest."""
    found: dict[str, int] = {}
    for digest in Submission.objects.filter(survey=survey).values_list("code__digest", flat=True):
        found[digest] = found.get(digest, 0) + 1
    return found
