"""A month of the cast's officer."""

from __future__ import annotations

from datetime import date

from namro.apps.officers.actions.spot import draw_check
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from tests.apps.dossiers.files import NOW, brought_in, csv_of, row

#: The month of these dossiers is over in the dossier tests' October.
MONTH = "2026-09"


def in_september(code: str, **said: str) -> dict[str, str]:
    """A dossier that was received and ended in September, in time."""
    return row(
        code,
        accepted_at="2026-09-07T08:15",
        due_at="2026-09-10T17:00",
        processed_at="2026-09-09T10:00",
        **said,
    )


def handled_by(cast: dict[str, User], *rows: dict[str, str]) -> User:
    """Dossiers under the officer's name."""
    officer = cast[Role.OFFICER]
    named = [one | {"officer": one.get("officer", officer.full_name)} for one in rows or (in_september("thang-9"),)]
    job = brought_in(cast[Role.COORDINATOR], csv_of(named))
    assert job.counts["bad"] == 0, job.counts
    return officer


def officer_places(cast: dict[str, User]) -> dict[str, object]:
    """Somebody who handled a dossier, which the leader has drawn to look at."""
    officer, leader = handled_by(cast), cast[Role.LEADER]
    leader.standing = standing_of(leader, NOW.date())
    unit, days = Unit.objects.get(code="suoi-may"), (date(2026, 9, 1), date(2026, 9, 30))
    row = draw_check(leader, unit, first=days[0], last=days[1], size=1, seed="3/2026", at=NOW)
    return {"handler": officer.pk, "spot": row.code}
