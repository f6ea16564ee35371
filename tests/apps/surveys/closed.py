"""Surveys whose fieldwork is over, with forms that came in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from namro.apps.people.models import Role, Unit, User
from namro.apps.surveys.actions.releasing import release
from namro.apps.surveys.instruments import questions_of, shipped_row
from namro.apps.surveys.models import Submission, Survey, SurveyUnit
from namro.core.base.clock import system_clock
from namro.demo.province import HOME
from tests.apps.surveys.asking import stand

Cast = dict[str, User]
WORDS = "Chị Mạc Hạ Lam bắt chờ hai tiếng, gọi 0912 345 678 không ai nghe"


def closed_survey(
    cast: Cast, *, forms: int = 48, level: int = 4, ended: int = 2, name: str = "Hài lòng", **changes: Any
) -> Survey:
    """A survey of the commune that is closed; every sixth form answers one less, the first one says something."""
    now = system_clock()
    today = now.date()
    leader = stand(cast[Role.LEADER], today)
    home = Unit.objects.get(code=HOME)
    values = {
        "name": name, "kind": Survey.Kind.SAMPLE, "instrument": shipped_row("nam-yeu-to", at=now), "conductor": home,
        "field_from": today - timedelta(days=ended + 20), "field_to": today - timedelta(days=ended),
        "state": Survey.State.CLOSED, "made_by": leader, "made_at": now, **changes,
    }  # fmt: skip
    made = Survey.objects.create(**values)
    SurveyUnit.objects.create(survey=made, unit=home)
    items = [item.code for item in questions_of(made.instrument).items]
    for place in range(forms):
        answers = {
            code: str(max(1, level - (place % 6 == 0) - (code == "a2") + (at % 7 == place % 7)))
            for at, code in enumerate(items)
        }
        extra = {"g1": WORDS} if place == 0 else {}
        form(made, f"phieu-{place:03}", answers | extra, now - timedelta(days=ended + 1, minutes=place))
    return made


def form(survey: Survey, key: str, answers: dict[str, Any], at: datetime) -> Submission:
    """A form that came in."""
    return Submission.objects.create(
        survey=survey, unit=Unit.objects.get(code=HOME), channel="qr", key=key, answers=answers, complete=True,
        started_at=at - timedelta(minutes=4), submitted_at=at, received_at=at,
    )  # fmt: skip


def outcome_places(cast: Cast) -> dict[str, object]:
    """A survey that is over, and one that was published; what addresses of results lead to."""
    before = closed_survey(cast, ended=300, name="Hài lòng năm trước")
    stand(cast[Role.LEADER], system_clock().date())
    release(cast[Role.LEADER], before, at=system_clock())
    return {"over": closed_survey(cast).code, "open_result": before.code}
