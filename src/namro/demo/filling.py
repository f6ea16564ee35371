"""The demo site's content: a province with its people, and the sample documents. Import it after Django is set up."""

from __future__ import annotations

from namro.apps.exchange.actions import import_file
from namro.apps.frameworks import actions as frameworks
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.shipped import shipped_sets
from namro.apps.people.actions.loading import load
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import Clock
from namro.demo.aims import fill_aims
from namro.demo.desk_survey import fill_desk
from namro.demo.dossiers import fill_dossiers
from namro.demo.facts import fill_facts
from namro.demo.feedback import fill_feedback
from namro.demo.measures import fill_measures
from namro.demo.meetings import fill_meetings
from namro.demo.on_the_way import fill_on_the_way
from namro.demo.province import ACCOUNTS, COMMUNES, Account, province
from namro.demo.registers import fill_registers
from namro.demo.reminding import remind
from namro.demo.reports import fill_reports
from namro.demo.samples import ANNEX_PLAN, OLD_SHEET, OLD_SHEET_CAME, SHEET
from namro.demo.service_index import fill_service_index
from namro.demo.sheets import fill_sheets
from namro.demo.surveys import fill_survey
from namro.demo.work import fill_work
from namro.demo.yearly import fill_yearly

#: Printed for everybody to see: the demo holds invented data only.
PASSWORD = "nam-ro-demo"  # noqa: S105
#: The shipped set that the demo scores by, both editions so that they can be compared.
MODEL_SET = ("mau-xa/2025-10-31", "mau-xa/2026-08-31")


def fill_people(password: str, clock: Clock, *, communes: int = len(COMMUNES)) -> tuple[Account, ...]:
    """Make the province where there is none yet; return the accounts to try, all with `password` when just made."""
    if not Unit.objects.exists():
        load(province(communes), password=password, at=clock())
    return ACCOUNTS


def fill_library(clock: Clock) -> None:
    """Publish both editions of the model set, as the province's council does."""
    at = clock()
    council = User.objects.get(username="hoidong")
    council.standing = standing_of(council, at.date())
    for key in MODEL_SET:
        framework, edition = key.split("/")
        if not Edition.objects.filter(framework=framework, edition=edition).exists():
            found = frameworks.candidate(shipped_sets()[key].text, name=key)
            row = frameworks.keep_draft(council, found, at=at)
            frameworks.publish(council, row, sha256=row.sha256, at=at)


def fill_site(clock: Clock) -> tuple[Account, ...]:
    """Make what is missing of people and imported documents; return the accounts, all with PASSWORD."""
    accounts = fill_people(PASSWORD, clock)
    coordinator, officer, leader = (User.objects.get(username=account.username) for account in accounts[:3])
    for sample in (ANNEX_PLAN, SHEET):
        document = import_file(coordinator, sample, at=clock()).document
    import_file(coordinator, OLD_SHEET, at=OLD_SHEET_CAME)
    fill_library(clock)
    fill_facts(clock)
    fill_registers(clock)
    fill_dossiers(clock)
    fill_measures(clock)
    fill_sheets(clock())
    fill_work(coordinator, leader, officer, document, now=clock())
    fill_on_the_way(coordinator, leader, officer, now=clock())
    fill_aims(coordinator, leader, now=clock())
    fill_meetings(coordinator, leader, now=clock())
    fill_feedback(coordinator, leader, officer, now=clock())
    fill_service_index(clock)
    fill_desk(coordinator, officer, now=clock())
    fill_reports(coordinator, leader, User.objects.get(username="hoidong"), now=clock())
    fill_survey(clock)
    remind(now=clock())
    fill_yearly(coordinator, leader, officer, now=clock())
    return accounts
