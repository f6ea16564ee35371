"""The upper level is told which units have not reported, and writes them a reminder letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client

from namro.apps.chasing.digest import tell_morning
from namro.apps.notices.models import Notice
from namro.apps.people.models import AuditEntry, Role
from namro.apps.people.queries.organisation import tree_on
from namro.apps.reports.levels import owed_once
from namro.apps.reports.models import Report
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.core.timetable import national_calendar
from namro.demo.many_reports import send_from
from namro.demo.many_sheets import communes
from tests.apps.reports.writing_up import Cast, stand, unit_of

Browsers = Callable[[str], Client]
THIRD = period_of("2026-Q3")
MADE = shipped_types()["CCHC-COMMUNE"]
PAGE = "/bao-cao/don-vi?loai=cchc-commune&ky=2026-Q3"
LETTER = "/don-doc?pham-vi=cap-duoi&chi=thieu-bc:CCHC-COMMUNE:2026-Q3"


@pytest.fixture
def due(cast: Cast) -> date:
    """The day by which the third quarter was owed; two communes sent it, the coordinator's own and one more did not."""
    units = communes(4)
    send_from(
        [one for one in units if one != unit_of(cast).pk][:2],
        MADE,
        THIRD,
        by=cast[Role.COUNCIL],
        at=system_clock(),
        seed=1,
    )
    found = owed_once(unit_of(cast), MADE, THIRD).days.due
    assert found is not None
    return found


def morning(day: date) -> datetime:
    """Seven o'clock of the first working day from a day on."""
    return datetime.combine(national_calendar().next_working_day(day), time(7), VIETNAM)


def missing(cast: Cast) -> list[str]:
    today = system_clock().date()
    sent = set(Report.objects.values_list("unit", flat=True))
    tree = tree_on(today)
    kinds = {tree.nodes[unit_of(cast).pk].kind, *(tree.nodes[key].kind for key in sent)}
    return [
        node.name for node in tree.nodes.values() if node.kind in kinds and node.home is None and node.id not in sent
    ]


def test_the_council_is_told_once_on_the_morning_after(cast: Cast, due: date) -> None:
    council = cast[Role.COUNCIL]
    names = missing(cast)
    assert len(names) >= 2
    tell_morning(morning(due))
    assert not Notice.objects.filter(user=council, kind="report").exists(), "its own day is not over yet"
    at = morning(due + timedelta(days=1))
    tell_morning(at)
    notice = Notice.objects.get(user=council, kind="report")
    assert f"{len(names)} đơn vị chưa gửi" in notice.text
    assert notice.body.splitlines() == [f"- {name}" for name in names]
    assert notice.url == f"{PAGE}&loc=chua"
    digest = Notice.objects.get(user=council, kind="digest")
    assert "đơn vị chưa gửi" in digest.body
    assert not Notice.objects.filter(user=cast[Role.COORDINATOR], kind="report").exists()
    count = Notice.objects.count()
    tell_morning(at + timedelta(hours=1))
    assert Notice.objects.count() == count
    tell_morning(morning(at.date() + timedelta(days=1)))
    assert Notice.objects.filter(user=council, kind="report").count() == 1


def test_a_report_that_nobody_writes_here_is_nobody_s_news(cast: Cast) -> None:
    found = owed_once(unit_of(cast), MADE, THIRD).days.due
    assert found is not None
    tell_morning(morning(found + timedelta(days=1)))
    assert not Notice.objects.filter(kind="report").exists()


def test_the_letter_names_the_units_that_have_not_sent(cast: Cast, due: date, browser_of: Browsers) -> None:
    stand(cast)
    council = browser_of(Role.COUNCIL)
    assert "chi=thieu-bc:CCHC-COMMUNE:2026-Q3" in council.get(PAGE).content.decode()
    page = council.get(LETTER)
    rows = page.context["page"].rows
    names = missing(cast)
    assert len(rows) == len(names)
    assert all(row.due == f"{due:%d/%m/%Y}" for row in rows)
    sent = {
        "don-vi": page.context["page"].unit,
        "chi": "thieu-bc:CCHC-COMMUNE:2026-Q3",
        "pham-vi": "cap-duoi",
        "viec": [row.key for row in rows],
        "lam": "xem",
    }
    shown = council.post("/don-doc", sent)
    assert shown.status_code == 200
    told = shown.content.decode()
    assert f"{len(names)} báo cáo" in told
    assert council.post("/don-doc", sent | {"lam": "docx"}).status_code == 200
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REMINDER_WRITTEN).count() == 1


def test_who_leads_no_units_is_shown_none(cast: Cast, due: date, browser_of: Browsers) -> None:
    assert due
    coordinator = browser_of(Role.COORDINATOR).get(LETTER)
    assert coordinator.context["page"].rows == ()
    assert browser_of(Role.OFFICER).get(LETTER).status_code == 403
    unknown = browser_of(Role.COUNCIL).get("/don-doc?chi=khac:1")
    assert unknown.context["page"].rows == ()
