"""What stands beside a round: plans, work, meetings, reports, registers, yearly sheets of the same commune.

Each carries a word that nobody says by chance, so that it can be looked for where it must not be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from namro.apps.chasing.feeds import make_feed
from namro.apps.exchange.actions import import_file
from namro.apps.notices.models import Notice
from namro.apps.notices.telling import tell
from namro.apps.people.models import Role, User
from namro.apps.registers.jobs import write_waiting
from namro.apps.registers.models import RegisterExport
from namro.apps.reports import actions as reports
from namro.apps.reports.models import Report
from namro.core.base.clock import system_clock
from tests.apps.conftest import SHEET
from tests.apps.meetings.held import meeting_of
from tests.apps.plans.aiming import aimed
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.registers.rows import register_places
from tests.apps.reports.writing_up import begun, moved, said, section
from tests.apps.test_every_page import plan_of
from tests.apps.yearly.giving import year_sheet

#: Words of what is not out yet, and who may read them beside those who work in the unit.
PLAN, MEETING, REPORT, YEAR = "QZPLAN", "QZMEET", "QZREPORT", "Sáng kiến một cửa lưu động"


def beside(people: Mapping[str, User], folder: Path) -> dict[str, object]:
    """Make all of it; return what the addresses of the pages name."""
    cast: dict[str, User] = {role: people[role] for role in Role if role in people}
    now = system_clock()
    folder.mkdir(parents=True, exist_ok=True)
    coordinator, officer = cast[Role.COORDINATOR], cast[Role.OFFICER]
    (work,) = give_out(cast, [{"owner": owned_by(officer), "due": now.date() + timedelta(days=9)}], at=now)
    path = folder / "phieu.txt"
    path.write_text(SHEET, "utf-8")
    document = import_file(coordinator, path, at=now).document
    plan = plan_of(coordinator, document)
    first = plan.tasks.earliest("place")
    plan.tasks.filter(pk=first.pk).update(text=f"Lập sổ {PLAN}")
    tell([coordinator.pk], "other", "Chào", "/viec", key="chao", at=now)
    places: dict[str, object] = {"plan": plan.code, "task": first.pk, "work": work.code, "code": document.code}
    places |= aimed(cast, plan) | register_places(cast) | meeting_of(cast, said=f"Bàn về {MEETING}.")
    places |= {"year_sheet": year_sheet(cast, folder / "year"), "notice": Notice.objects.latest("pk").pk}
    places |= {"token": make_feed(coordinator, at=now), "report": draft_report(cast).code}
    write_waiting(RegisterExport.objects.get(code=places["register_export"]).pk, clock=system_clock)
    places["sent"] = moved(cast, begun(cast, "CCHC-COMMUNE"), "submit", "approve", "send").code
    return places


def draft_report(cast: dict[str, User]) -> Report:
    """A report that is still being written."""
    report, coordinator = begun(cast), cast[Role.COORDINATOR]
    row = section(report, "next")
    reports.save_section(coordinator, row, said(f"Tháng tới {REPORT}", row), at=system_clock())
    return report


#: Addresses that the table of addresses does not have: files, the upper level's view, filters.
MORE = (
    "/bao-cao/{sent}",
    "/bao-cao/{sent}/tai.docx",
    "/bao-cao/{sent}/tai.xlsx",
    "/bao-cao/{sent}/nguon/score",
    "/bao-cao/{report}/tai.xlsx",
    "/bao-cao/don-vi?loai=cchc-commune",
    "/bao-cao/don-vi/tong-hop?loai=cchc-commune",
    "/bao-cao/don-vi/tong-hop/tai.xlsx?loai=cchc-commune",
    "/bao-cao/don-vi/tong-hop/tai.docx?loai=cchc-commune",
    "/bao-cao/don-vi?loai=remedy-progress",
    "/bao-cao/don-vi/tong-hop?loai=remedy-progress",
    "/bao-cao?don-vi=suoi-may",
    "/chi-tieu?dv=suoi-may",
    "/chi-tieu/disbursement?dv=suoi-may",
    "/chi-tieu/tai.xlsx?dv=suoi-may",
    "/ke-hoach/{plan}/tai.xlsx",
    "/ke-hoach?don-vi=suoi-may",
    "/ke-hoach/{plan}/chi-tieu",
    "/bang?don-vi=suoi-may",
    "/viec/tieu-chi?nam=2026",
    "/hop?don-vi=suoi-may",
    "/nam/2026/don-vi/tai.xlsx",
    "/nam/2026/{year_sheet}/tai.docx",
    "/don-doc?tep=docx",
    "/so/kiem-tra?don-vi=tat-ca",
    "/so/ky-luat?don-vi=tat-ca",
)
#: How all of them begin.
PAGES = (
    "/bao-cao", "/chi-tieu", "/ke-hoach", "/bang", "/viec", "/hop", "/nam", "/don-doc", "/so", "/lich", "/nhiem-vu",
    "/thong-bao",
)  # fmt: skip
