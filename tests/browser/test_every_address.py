"""Every address that can be shown as a page, in both sizes: a new one comes by itself, from the table of answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from namro.apps.assessments.models import Assessment
from namro.apps.chasing.feeds import make_feed
from namro.apps.exchange.actions import import_file
from namro.apps.exchange.models import DispositionEntry
from namro.apps.indicators.models import FactUpload, IndicatorUpload
from namro.apps.notices.models import Notice
from namro.apps.notices.telling import tell
from namro.apps.people.lists.kept import packed
from namro.apps.people.lists.today import rows_on
from namro.apps.people.models import AuditEntry, Group, Role, UnitListUpload, User
from namro.apps.people.sealing import seal
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from namro.demo.samples import SHEET
from tests.apps.addresses import ANSWERS, WHO
from tests.apps.answers import OF_APPRAISERS, OF_THE_COUNCIL, OF_WATCHERS
from tests.apps.appraisals.sitting import before_the_council
from tests.apps.chasing.from_above import brought_from_above
from tests.apps.dossiers.files import dossier_places
from tests.apps.feedback.given import given, handed_in_file, open_form
from tests.apps.frameworks.sets import draft, edition_of, published
from tests.apps.meetings.held import meeting_of
from tests.apps.officers.given import officer_places
from tests.apps.plans.aiming import aimed
from tests.apps.plans.watching import watched
from tests.apps.registers.rows import register_places
from tests.apps.reports.writing_up import begun, merged_set, moved
from tests.apps.surveys.asking import survey_places
from tests.apps.surveys.closed import outcome_places
from tests.apps.surveys.drawn import sample_places
from tests.apps.surveys.results import published_result
from tests.apps.test_every_page import acted, brought, edition, evidence_of, plan_of, with_results, work_in_force
from tests.apps.yearly.giving import year_sheet
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check, jobs_of

__all__ = ["edition"]  # the criteria set that is in force

#: Who looks at a page, the first of them who may.
LOOKERS = (Role.COORDINATOR, Role.ADMIN, Role.LEADER, Role.OFFICER, "")
#: Apps whose addresses are looked at together; an app that stands nowhere here is in the last.
TOGETHER = {
    "viec": {"plans", "meetings", "chasing", "notices"},
    "so": {"registers", "dossiers", "indicators", "reports", "papers", "yearly"},
    "phan-anh": {"feedback", "surveys", "instruments", "samples"},
    "con-lai": set[str](),
}


@pytest.fixture
def places(site: str, tmp_path: Path) -> dict[str, object]:
    """What stands in the addresses: a document, its plan, work, and where the coordinator works."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    cast = {account.role: users[account.username] for account in ACCOUNTS}
    coordinator = cast[Role.COORDINATOR]
    document = import_file(coordinator, SHEET, at=system_clock()).document
    DispositionEntry.objects.create(
        document=document,
        seq=1,
        by=coordinator,
        at=document.uploaded_at,
        finding="deduction:1.2",
        disposition="already_remedied",
        sha256=document.sha256,
        file_name="minh-chung.docx",
    )
    plan = plan_of(coordinator, document)
    held = coordinator.holdings.get(until=None)
    found = {"position": held.position_id, "person": coordinator.pk, "holding": held.pk}
    found |= {"group": Group.objects.filter(unit=plan.unit).earliest("id").pk}
    found |= {"code": document.code, "job": jobs_of(coordinator)[0]}
    found |= before_the_council(cast) | acted(cast)
    tell([coordinator.pk], "other", "Chào", "/viec", key="chao", at=system_clock())
    found |= {"notice": Notice.objects.get().pk, "token": make_feed(coordinator, at=system_clock())}
    found["above"] = brought_from_above(coordinator).pk
    found["brought"] = brought(cast, Assessment.objects.get())
    published(cast[Role.COUNCIL])
    draft(cast[Role.COUNCIL], edition_of("2026-10-31"))
    now = system_clock()
    found["evidence"] = evidence_of(cast[Role.OFFICER], tmp_path)
    found["facts"] = FactUpload.objects.create(name="so-lieu.csv", by=coordinator, at=now, as_of=now.date()).code
    found["measures"] = IndicatorUpload.objects.create(name="chi-tieu.xlsx", by=coordinator, at=now, rows=[]).code
    listed = rows_on(now.date())
    rows = packed([*listed[:-1], replace(listed[-1], name=f"{listed[-1].name} mới", since=now.date())])
    found["units"] = UnitListUpload.objects.create(name="don-vi.xlsx", by=cast[Role.ADMIN], at=now, rows=rows).pk
    found["line"] = AuditEntry.objects.earliest("id").pk
    seal(at=now)
    open_form(cast)
    with_results(cast, document)
    found["report"] = moved(cast, begun(cast), "submit", "approve", "send").code
    found["merged"] = merged_set(cast)
    return (
        found
        | {"plan": plan.code, "task": plan.tasks.earliest("place").pk}
        | work_in_force(cast, document)
        | watched(cast)
        | aimed(cast, plan)
        | meeting_of(cast)
        | {"feedback": given(cast).code, "feedback_file": handed_in_file(cast, tmp_path).pk}
        | {"published": published_result(cast).code}
        | outcome_places(cast)
        | register_places(cast)
        | dossier_places(cast)
        | survey_places(cast)
        | sample_places(cast)
        | officer_places(cast)
        | {"year_sheet": year_sheet(cast, tmp_path)}
    )


def looker(statuses: tuple[int, ...]) -> str | None:
    """The first who gets an answer, None when nobody does."""
    return next((who for who in LOOKERS if statuses[WHO.index(who)] == 200), None)


def looked_at(part: str) -> dict[str, tuple[str, *tuple[int, ...]]]:
    """The addresses of a part."""
    home = {app: name for name, apps in TOGETHER.items() for app in apps}
    return {name: row for name, row in ANSWERS.items() if home.get(name.partition(":")[0], "con-lai") == part}


@pytest.mark.slow
@pytest.mark.parametrize("part", TOGETHER)
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_sound(open_page: Callable[..., Page], places: dict[str, object], size: str, part: str) -> None:
    usernames = {account.role: account.username for account in ACCOUNTS}
    windows: dict[str, Page] = {}
    found = {}
    for name, (address, *statuses) in looked_at(part).items():
        who = Role.WATCHER if name in OF_WATCHERS else looker(tuple(statuses))
        who = Role.COUNCIL if name in OF_APPRAISERS | OF_THE_COUNCIL else who
        if who is None:
            continue
        if who not in windows:
            windows[who] = open_page(size)
            if who:
                log_in(windows[who], usernames[who])
        goal = address.format(**places)
        if is_page(windows[who], goal):
            windows[who].goto(goal)
            found[name] = check(windows[who], f"{size}-trang-{name.replace(':', '-')}", size)
    assert set(found) & {"plans:mine", "registers:home", "feedback:board", "people:login"}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def is_page(page: Page, address: str) -> bool:
    """Whether a browser shows the answer as a page; files and figures for scripts are none."""
    answer = page.request.get(address)
    assert answer.status == 200, address
    kind: str = answer.headers["content-type"]
    return kind.startswith("text/html")
