"""A survey of the cast: the department asks about its communes, or a commune asks at its counter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.surveys.codes import digest_of, new_codes
from namro.apps.surveys.desk_month import month_with
from namro.apps.surveys.instruments import shipped_row
from namro.apps.surveys.models import AccessCode, Counter, Submission, Survey, SurveyUnit
from namro.core.base.clock import VIETNAM, system_clock
from namro.demo.province import HOME

Cast = dict[str, User]
NOON = datetime(2026, 11, 10, 12, tzinfo=VIETNAM)
TODAY = NOON.date()


def stand(user: User, day: date = TODAY) -> User:
    """The person as of a day."""
    user.standing = standing_of(user, day)
    return user


def survey_of(cast: Cast, kind: str = Survey.Kind.SAMPLE, *, at: datetime = NOON, **changes: Any) -> Survey:
    """A survey that is collecting; a sample is the department's, the desk's is the commune's own."""
    today = at.astimezone(VIETNAM).date()
    own = Role.COUNCIL if kind == Survey.Kind.SAMPLE else Role.COORDINATOR
    conductor = min(stand(cast[own]).standing.units(own))
    values = {
        "name": "Hài lòng năm 2026", "kind": kind, "instrument": shipped_row("nam-yeu-to", at=at),
        "conductor_id": conductor, "field_from": today - timedelta(days=5), "field_to": today + timedelta(days=20),
        "state": Survey.State.COLLECTING, "made_by": cast[own], "made_at": at, **changes,
    }  # fmt: skip
    made = Survey.objects.create(**values)
    SurveyUnit.objects.create(survey=made, unit=Unit.objects.get(code=HOME))
    return made


def answered(survey: Survey, key: str = "phieu-1", **changes: Any) -> Submission:
    """Answers that came in."""
    values = {"channel": "qr", "answers": {"a1": 4}, "complete": False, "received_at": NOON, **changes}
    return Submission.objects.create(survey=survey, unit=Unit.objects.get(code=HOME), key=key, **values)


def code_for(survey: Survey, text: str = "", **changes: Any) -> str:
    """A code for one answer, as it stands on paper."""
    text = text or next(new_codes(1))
    values = {"channel": "slip", "expires_at": system_clock() + timedelta(days=9), **changes}
    AccessCode.objects.create(survey=survey, digest=digest_of(text), unit=Unit.objects.get(code=HOME), **values)
    return text


def counter_of(survey: Survey, **changes: Any) -> Counter:
    """A device at the counter."""
    values = {"name": "Quầy số 1", "made_at": system_clock(), **changes}
    return Counter.objects.create(survey=survey, unit=Unit.objects.get(code=HOME), **values)


def survey_places(cast: Cast) -> dict[str, str]:
    """What stands in the addresses of surveys: a desk evaluation of the commune with a code and a device."""
    at = system_clock()
    month = month_with(at.astimezone(VIETNAM).date()).before
    short = shipped_row("tai-quay", at=at)
    survey = survey_of(cast, Survey.Kind.DESK, at=at, field_from=month.before.first, min_n=3, instrument=short)
    for n in range(8):
        received = datetime(month.year, month.number, 12, 9, n, tzinfo=VIETNAM)
        given = {"t1": str(3 + n % 3), "t2": "4", "t3": "5", "t4": str(2 + n % 4), "t5": "4", "g1": f"Ý kiến {n}"}
        channel, about = "kiosk" if n < 5 else "slip", cast[Role.OFFICER]
        answered(survey, f"thang-{n}", channel=channel, answers=given, received_at=received, about_user=about)
    return {
        "survey": survey.code,
        "survey_month": month.word,
        "answer_code": code_for(survey),
        "counter": counter_of(survey).code,
    }
