"""Reports for tests, made through the real actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from namro.apps.library.storage import digest_of, keep, waiting_room
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.reports import actions
from namro.apps.reports.actions.contributing import Written
from namro.apps.reports.levels import owed_by
from namro.apps.reports.models import Contribution, MergedFile, Report
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.values import Value, plain_value

Cast = dict[str, User]


def stand(cast: Cast, day: date | None = None) -> Cast:
    """Let everybody stand where they do on a day, today when none is given."""
    for user in cast.values():
        user.standing = standing_of(user, day or system_clock().date())
    return cast


def unit_of(cast: Cast) -> Unit:
    """The coordinator's commune."""
    (unit,) = stand(cast)[Role.COORDINATOR].standing.units()
    return Unit.objects.get(pk=unit)


def begun(cast: Cast, type_id: str = "REMEDY-PROGRESS", *, at: datetime | None = None) -> Report:
    """The newest report of a type whose data are closed."""
    at = at or system_clock()
    unit, today = unit_of(cast), at.astimezone(VIETNAM).date()
    span = (today - timedelta(days=370), today + timedelta(days=60))
    closed = [one for one in owed_by(unit, span, types=[shipped_types()[type_id]]) if one.days.window[1] < today]
    report, _fresh = actions.start(cast[Role.COORDINATOR], unit, type_id, closed[-1].period.key, at=at)
    return report


def section(report: Report, key: str) -> Contribution:
    """One section as it is now."""
    return Contribution.objects.select_related("report", "by").get(report=report, section=key)


def said(text: str, row: Contribution, figures: Mapping[str, Value] | None = None, **more: Any) -> Written:
    """What somebody typed into a section as it is now."""
    kept = {key: plain_value(value) for key, value in (figures or {}).items()}
    return Written(text=text, version=row.version, figures=kept, **more)


def moved(cast: Cast, report: Report, *acts: str) -> Report:
    """The report after acts of its coordinator, leader or (receiving) the council; sending is on the day itself."""
    who = {"approve": Role.LEADER, "return": Role.LEADER, "reopen": Role.LEADER, "receive": Role.COUNCIL}
    for act in acts:
        report = Report.objects.get(pk=report.pk)
        user, at = cast[who.get(act, Role.COORDINATOR)], system_clock()
        if act == "send":
            today = at.astimezone(VIETNAM).date()
            actions.send(user, report, on=today, number="12/BC-UBND", version=report.version, at=at)
        else:
            actions.move(user, report, act, said="Thiếu số liệu", version=report.version, at=at)
    return Report.objects.get(pk=report.pk)


def merged_set(cast: Cast) -> str:
    """The code of a merged PDF that the council has asked for and that is set; a stand-in for the file."""
    with waiting_room() as room:
        path = room / "tong-hop.pdf"
        path.write_bytes(b"%PDF-1.7")
        sha256 = digest_of(path)
        keep(path, sha256)
    now = system_clock()
    return MergedFile.objects.create(
        type_id="CCHC-COMMUNE", period="2026-Q3", by=cast[Role.COUNCIL], at=now, changed_at=now, units=124, size=8,
        state=MergedFile.State.DONE, sha256=sha256,
    ).code  # fmt: skip
