"""What is worked out as files come in is what the core says of each dossier: the slow and plain twin decides."""

from __future__ import annotations

import json
import random
from datetime import datetime

import pytest

from namro.apps.dossiers.bridge import value_of
from namro.apps.dossiers.models import Dossier
from namro.apps.people.models import Role, User
from namro.core.base.clock import VIETNAM
from namro.core.service.dossiers import Status
from namro.core.service.on_time import timeliness
from namro.core.timetable import WorkingTime, default_hours, national_calendar
from tests.apps.dossiers.files import NOW, brought_in, csv_of, row

pytestmark = pytest.mark.usefixtures("data_folder")


def _invented(draw: random.Random, number: int) -> dict[str, str]:
    happened = [
        {
            "status": str(draw.choice(list(Status)[1:])),
            "at": f"2026-10-{draw.randrange(12, 15)}T{draw.randrange(9, 17):02}:00",
        }
        for _n in range(draw.randrange(6))
    ]
    due = draw.choice(["", "2026-10-13T17:00", "2026-10-14T11:00", "2026-10-20T17:00"])
    limit = {"max_time": draw.choice("1359"), "time_unit": draw.choice(["hour", "working_day", "day", "month"])}
    accepted = {"accepted_at": "2026-10-12T08:15"}
    return row(str(number), due_at=due, events=json.dumps(happened), **accepted, **limit)


def test_on_time_and_late_are_what_the_core_says(cast: dict[str, User]) -> None:
    draw = random.Random(7)
    job = brought_in(cast[Role.COORDINATOR], csv_of(_invented(draw, n) for n in range(300)))
    assert job.counts["new"] + job.counts["bad"] == 300
    assert job.counts["new"] > 200
    office = WorkingTime(national_calendar(), default_hours())
    for kept in Dossier.objects.all():
        assert _on_time(kept, NOW) is timeliness(value_of(kept), NOW, office).is_on_time, kept.events


def _on_time(kept: Dossier, now: datetime) -> bool:
    """As the board and the lists read the columns."""
    stands = kept.stood_at or now.astimezone(VIETNAM)
    return kept.requests < 2 and kept.limit_at is not None and stands <= kept.limit_at
