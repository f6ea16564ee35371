"""What the pages of tasks from above show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.chasing.assigned import Bringing, sheet_of
from namro.apps.chasing.models import AssignedTask, AssignedUpload
from namro.apps.people.models import OwnerKind
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.plan_states import task_chip
from namro.apps.plans.summary import standings_of
from namro.core.base.columns import Cell
from namro.core.improvement.assigned import FIELDS, Decided, Outcome, meanings
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment

#: Rows of the file shown beside the choice of columns; faults shown on the page.
_SAMPLE, _FAULTS = 3, 100
_CELL = 80
_OUTCOMES = {Outcome.NEW: _mark("Mới"), Outcome.CHANGED: _mark("Thay đổi"), Outcome.SAME: _mark("Không đổi")}


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """A task that came from above."""

    text: str
    url: str
    document: str
    due: str
    who: str
    chip: Chip


def assigned_rows(rows: Iterable[AssignedTask], today: date) -> list[AssignedRow]:
    """Return the rows of the list; one query for how the work stands."""
    rows = list(rows)
    standings = standings_of(row.task_id for row in rows)
    found = []
    for row in rows:
        task, plan = row.task, row.task.plan
        owner = task.owner_user or task.owner_position or task.owner_group
        chip = task_chip(
            standings.get(task.pk),
            owned=task.owner_kind != OwnerKind.NOBODY,
            in_force=plan.status == Plan.Status.APPROVED,
            today=today,
        )
        dated = f", {day(row.document_date)}" if row.document_date else ""
        found.append(
            AssignedRow(
                text=task.text,
                url=reverse("plans:task", args=[plan.code, task.pk]),
                document=f"{row.document}{dated}" or NOTHING,
                due=day(task.due) if task.due else NOTHING,
                who=str(owner) if owner else _("Chưa giao") + (f" ({task.lead_text})" if task.lead_text else ""),
                chip=chip,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """One meaning with the columns to choose from."""

    name: str
    words: str
    needed: bool
    options: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the preview."""

    line: int
    text: str
    outcome: str
    css: str
    document: str
    due: str
    owner: str
    matched: bool
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class BringingPage:
    """The preview of a workbook."""

    name: str
    at: str
    remembered: bool
    choices: tuple[Choice, ...]
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[str, int], ...]
    unmatched: int
    rows: tuple[ShownRow, ...]
    faults: tuple[str, ...]
    more_faults: int
    seal: str
    writes: bool


def bringing_page(
    upload: AssignedUpload, columns: Mapping[str, int], outcome: Bringing, *, remembered: bool
) -> BringingPage:
    """Return the context of the preview."""
    sheet = sheet_of(upload)
    places = sorted(sheet.headings)
    rows = tuple(_shown(one, outcome.owners) for one in outcome.decided)
    return BringingPage(
        name=upload.name,
        at=moment(upload.at),
        remembered=remembered,
        choices=tuple(_choice(meaning, words[0], sheet.headings, columns) for meaning, words in meanings().items()),
        headings=tuple(sheet.headings[place] for place in places),
        sample=tuple(tuple(_cell(cells.get(place)) for place in places) for _number, cells in sheet.rows[:_SAMPLE]),
        counts=tuple((_(_OUTCOMES[one]), outcome.count(one)) for one in Outcome),
        unmatched=sum(bool(row.owner) and not row.matched for row in rows),
        rows=rows,
        faults=tuple(str(fault) for fault in outcome.faults[:_FAULTS]),
        more_faults=max(0, len(outcome.faults) - _FAULTS),
        seal=outcome.seal,
        writes=outcome.writes,
    )


def _choice(meaning: str, words: str, headings: Mapping[int, str], columns: Mapping[str, int]) -> Choice:
    options = tuple((place, heading, columns.get(meaning) == place) for place, heading in sorted(headings.items()))
    return Choice(f"cot-{meaning}", words, meaning == FIELDS[0], options)


def _cell(value: Cell | None) -> str:
    text = day(value) if isinstance(value, date) else value or ""
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def _shown(one: Decided, owners: Mapping[str, str]) -> ShownRow:
    row = one.row
    return ShownRow(
        line=row.line,
        text=row.text,
        outcome=_(_OUTCOMES[one.outcome]),
        css={Outcome.NEW: "good", Outcome.CHANGED: "warn", Outcome.SAME: "line"}[one.outcome],
        document=", ".join(filter(None, (row.document, day(row.document_date) if row.document_date else ""))),
        due=day(row.due) if row.due else NOTHING,
        owner=row.owner,
        matched=row.owner in owners,
        differences=tuple((meanings()[field][0], _said(old), _said(new)) for field, old, new in one.differences),
    )


def _said(text: str) -> str:
    """A kept value as people write it."""
    parts = text.split("-")
    if len(text) == len("2026-11-30") and len(parts) == 3 and all(part.isdigit() for part in parts):
        return "/".join(reversed(parts))
    return text or NOTHING
