"""Plans as files, in one of the layouts of `documents.writing`; who took one is recorded."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from namro.apps.library import storage
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.owners import owners_of
from namro.apps.plans.aims import aims_of
from namro.apps.plans.bridge import NO_AIMS, Aims, plan_from, written_plan
from namro.apps.plans.models import Plan, PlanVersion
from namro.apps.plans.queries import helpers_of, tasks_in
from namro.core.base.clock import VIETNAM
from namro.core.improvement import Plan as Written
from namro.documents.writing import write_plan


def file_of(written: Written, *, kind: str, layout: str) -> BytesIO:
    """Return the plan as the bytes of a `docx`, `pdf` or `xlsx` in one of the LAYOUTS."""
    with storage.waiting_room() as room:
        path = room / f"plan.{kind}"
        write_plan(written, path, layout=layout)
        return BytesIO(path.read_bytes())


def take_plan(
    user: User, plan: Plan, *, kind: str, layout: str, at: datetime, version: PlanVersion | None = None
) -> BytesIO:
    """Return the plan as it is now, or a version as it was approved, as a file; record who took it."""
    content = file_of(
        plan_from(version.content) if version else as_written(plan, today=at.astimezone(VIETNAM).date()),
        kind=kind,
        layout=layout,
    )
    number = f" {version.number}" if version else ""
    record(user, AuditEntry.Act.PLAN_DOWNLOADED, at=at, subject=plan.code, note=f"{layout} {kind}{number}")
    return content


def as_written(plan: Plan, *, today: date) -> Written:
    """Return the plan as it is now, ready to be written."""
    return tasks_as_written(plan, today=today, aims=aims_of(plan, today=today))


def tasks_as_written(plan: Plan, *, today: date, aims: Aims = NO_AIMS) -> Written:
    """Return the plan as it is now with its tasks; without `aims` what it aims at is left out."""
    tasks = tasks_in(plan)
    owners, helpers = owners_of(tasks, today=today), helpers_of(tasks, today=today)
    return written_plan(plan, tasks, owners=owners, helpers=helpers, aims=aims)
