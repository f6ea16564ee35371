"""A plan with people and days goes out in every layout and format, and comes back with the same tasks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.http import FileResponse
from django.test import Client

from namro.apps.library.sending import WRITTEN
from namro.apps.people.models import AuditEntry, Group, OwnerKind, Owning, Role, User
from namro.apps.plans import actions
from namro.apps.plans.actions.exporting import as_written
from namro.apps.plans.models import Plan
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import system_clock
from namro.core.improvement import PlanTask, draft_plan
from namro.core.printed import Task as Read
from namro.core.timetable import Period, Rhythm
from namro.demo.samples import SHEET
from namro.documents import read_file
from namro.documents.writing import LAYOUTS

Browsers = Callable[[str], Client]
_BEHIND = re.compile(r" \((?:trước|chậm nhất|muộn nhất) [^()]*\)$|\s*\(đề xuất\)$")


@pytest.fixture
def plan(standing: dict[str, User]) -> Plan:
    """A plan from the shipped sheet: people, positions and groups owe, once and again; some still as printed."""
    coordinator = standing[Role.COORDINATOR]
    (unit,) = coordinator.standing.units()
    made, _fresh = actions.make_plan(coordinator, unit, draft_plan(read_file(SHEET)), at=system_clock())
    held = standing[Role.OFFICER].holdings.get(until=None)
    # Both halves name somebody: only quotation marks in the files keep them together.
    group = Group.objects.get(unit=unit, name="Trưởng thôn, tổ trưởng tổ dân phố")
    ids = [task.pk for task in tasks_in(made)]
    edits = (
        {"owner": Owning(OwnerKind.PERSON, standing[Role.OFFICER].pk), "due": date(2026, 11, 30)},
        {
            "owner": Owning(OwnerKind.POSITION, held.position_id),
            "rhythm": Rhythm(period=Period.MONTH, day=20),
            "due": None,
            "deliverable": "Báo cáo tháng",
        },
        {
            "owner": Owning(OwnerKind.EACH, group.pk),
            "rhythm": Rhythm(period=Period.QUARTER, day=3, before=True),
            "due": None,
            "helpers": {("user", coordinator.pk), ("position", held.position_id)},
        },
    )
    for n, values in enumerate(edits):
        actions.edit_tasks(coordinator, made, ids[n::5], edit=actions.Edit(values), at=system_clock())
    return made


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_file_is_read_back_equal(
    browser_of: Browsers, plan: Plan, tmp_path: Path, layout: str, kind: str
) -> None:
    answer = browser_of(Role.LEADER).get(f"/ke-hoach/{plan.code}/tai.{kind}?layout={layout}")
    assert isinstance(answer, FileResponse)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    written = tmp_path / f"ke-hoach.{kind}"
    written.write_bytes(answer.getvalue())
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.subject, entry.note) == (
        AuditEntry.Act.PLAN_DOWNLOADED,
        plan.code,
        f"{layout} {kind}",
    )
    wanted = [said(task) for group in as_written(plan, today=system_clock().date()).groups for task in group.tasks]
    found = [said(task) for task in read_file(written).tasks if task.kind in {"row", "block"}]
    assert len(wanted) > 40
    assert {product for *_rest, product in wanted} > {"", "báo cáo tháng"}
    assert sorted(found) == sorted(wanted)


def said(task: PlanTask | Read) -> tuple[object, ...]:
    """What a reader of the file learns of a task."""
    return plain(task.text), task.lead, task.collaborators, plain(task.due_text), plain(task.deliverable)


def plain(text: str | None) -> str:
    """Without stops, which layouts add, without what stands behind a text, and with lines of a cell on one line."""
    return " ".join(re.sub(r"[;.]+", " ", _BEHIND.sub("", (text or "").rstrip(" ."))).split()).casefold()
