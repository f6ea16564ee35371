"""The commune evaluated at its counter: two devices, slips, answers of last month and this one. All is invented."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from namro.apps.people.models import User
from namro.apps.people.queries.people import standing_of
from namro.apps.surveys.actions.desk import About, add_counter, give_slips
from namro.apps.surveys.actions.setting_up import move_survey, new_survey
from namro.apps.surveys.instruments import questions_of, shipped_row
from namro.apps.surveys.models import Channel, Counter, Submission, Survey
from namro.core.base.clock import VIETNAM

_SEED = 2026
_NAME = "Đánh giá tại quầy năm {}"
#: Answers on one of the last sixty days, and the least number of answers that is shown.
_COUNT, _DAYS, _LEAST = 150, 60, 10
#: How often each level is chosen, and each way of answering.
_LEVELS = {"5": 46, "4": 34, "3": 11, "2": 5, "1": 2, "9": 2}
_WORDS = ("Chờ lâu vào sáng thứ Hai.", "Cán bộ nhiệt tình.", "Cần thêm ghế ngồi.", "Hướng dẫn rõ ràng, dễ hiểu.")


def fill_desk(coordinator: User, officer: User, *, now: datetime) -> Survey | None:
    """Set it up and fill it in; a unit that has one keeps it."""
    today = now.astimezone(VIETNAM).date()
    coordinator.standing = standing_of(coordinator, today)
    (unit,) = coordinator.standing.units()
    if Survey.objects.filter(conductor=unit, kind=Survey.Kind.DESK).exists():
        return None
    instrument = shipped_row("tai-quay", at=now)
    since = min(today.replace(month=1, day=1), today - timedelta(days=_DAYS + 31))
    values = {"name": _NAME.format(today.year), "instrument": instrument, "min_n": _LEAST,
              "field_from": since, "field_to": today.replace(month=12, day=31)}  # fmt: skip
    survey = new_survey(coordinator, unit, kind=Survey.Kind.DESK, units=(), values=values, at=now)
    survey = move_survey(coordinator, survey, "mo", at=now)
    about = About(user=officer)
    counters = [add_counter(coordinator, survey, "Quầy 1 – Hộ tịch", about=about, at=now),
                add_counter(coordinator, survey, "Quầy 2 – Đất đai", about=About(), at=now)]  # fmt: skip
    give_slips(coordinator, survey, 40, about=About(), expires_at=now + timedelta(days=30), at=now)
    _answers(survey, counters, now=now)
    return survey


def _answers(survey: Survey, counters: list[Counter], *, now: datetime) -> None:
    luck = random.Random(_SEED)  # noqa: S311 - the same answers every time
    items = [item.code for item in questions_of(survey.instrument).items]
    rows = []
    for n in range(_COUNT):
        at = now - timedelta(days=luck.uniform(0.1, _DAYS))
        counter = luck.choice([*counters, None])
        answers = {item: luck.choices(list(_LEVELS), list(_LEVELS.values()))[0] for item in items}
        if luck.random() < 0.2:
            answers["g1"] = luck.choice(_WORDS)
        rows.append(
            Submission(survey=survey, unit_id=survey.conductor_id, key=f"demo-{n}", complete=True, answers=answers,
                       channel=Channel.KIOSK if counter else Channel.SLIP, received_at=at, submitted_at=at,
                       about_user_id=counter.about_user_id if counter else None, language="vi")
        )  # fmt: skip
    Submission.objects.bulk_create(rows)
