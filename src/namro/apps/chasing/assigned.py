"""Bringing in tasks from above: a workbook is read and kept apart, shown, then written into a plan of the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from namro.apps.chasing.models import AssignedTask, AssignedUpload, ColumnMemory
from namro.apps.chasing.permissions import check_load_assigned
from namro.apps.papers.letterheads import issuer_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.owning import Choices, choices_of, owning_of
from namro.apps.people.queries.organisation import tree_on
from namro.apps.plans import actions
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.from_above import changed_from_above
from namro.apps.plans.models import Plan, Task
from namro.core.base.clock import VIETNAM
from namro.core.base.columns import Row, digest_of, kept_cells, plain_cells
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.base.folding import fold, tidy
from namro.core.improvement import Plan as Written
from namro.core.improvement.assigned import (
    DOCUMENT,
    DOCUMENT_DATE,
    DUE,
    GIVER,
    MOST_ROWS,
    OWNER,
    PRODUCT,
    TEXT,
    Assigned,
    Decided,
    Outcome,
    decide,
    guess,
    headings_of,
    read_rows,
    seal_of,
)
from namro.documents.reading import read_cell_sheets

#: A workbook that nobody decided on is dropped after this time.
STAYS = timedelta(days=1)
#: Rows that are looked at: a table of tasks with much below it is another kind of file.
_ROWS = 4 * MOST_ROWS


@dataclass(frozen=True, slots=True)
class Sheet:
    """The kept rows of a workbook: the headings by column, the rows below them."""

    headings: Mapping[int, str]
    rows: tuple[Row, ...]

    @property
    def digest(self) -> str:
        """By what its columns are known again."""
        return digest_of(self.headings)


def stage_assigned(user: User, unit: int, path: Path, *, name: str, at: datetime) -> AssignedUpload:
    """Read a workbook and keep its table apart.

    Raises UnreadableDocument for what is no workbook, BrokenFile where no row looks like headings; nothing is kept.
    """
    check_load_assigned(user, unit)
    for sheet in read_cell_sheets(path):
        rows = [(number, plain_cells(cells)) for number, cells in sheet.rows[:_ROWS]]
        found = headings_of([(number, dict(kept_cells(cells))) for number, cells in rows])
        if found is not None:
            break
    else:
        told = _(
            "không thấy dòng tiêu đề có cột nội dung nhiệm vụ và số văn bản hoặc hạn. Giữ dòng tiêu đề khi xuất tệp."
        )
        raise BrokenFile(name, [Fault(0, "", told)])
    place, headings = found
    content = {
        "sheet": sheet.name,
        "headings": {str(at_): words for at_, words in headings.items()},
        "rows": rows[place + 1 :],
    }
    with transaction.atomic():
        AssignedUpload.objects.filter(at__lt=at - STAYS).delete()
        return AssignedUpload.objects.create(unit_id=unit, name=name[:200], by=user, at=at, content=content)


def sheet_of(upload: AssignedUpload) -> Sheet:
    """Return the kept table."""
    headings = {int(place): words for place, words in upload.content["headings"].items()}
    rows = tuple((number, dict(kept_cells(cells))) for number, cells in upload.content["rows"])
    return Sheet(headings, rows)


def columns_for(upload: AssignedUpload, sheet: Sheet) -> tuple[dict[str, int], bool]:
    """Return what the columns mean: as the unit chose for the same headings before (True), else as it is guessed."""
    known = ColumnMemory.objects.filter(unit=upload.unit_id, headings=sheet.digest).first()
    if known is not None:
        return {meaning: int(place) for meaning, place in known.columns.items()}, True
    return guess(sheet.headings), False


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a workbook would do: the rows, who was found by name, every fault."""

    decided: tuple[Decided, ...]
    owners: Mapping[str, str]
    faults: tuple[Fault, ...]
    seal: str

    def count(self, outcome: Outcome) -> int:
        """How many rows do that."""
        return sum(one.outcome is outcome for one in self.decided)

    @property
    def writes(self) -> bool:
        """Whether anything would be written."""
        return not self.faults and any(one.outcome is not Outcome.SAME for one in self.decided)


def preview(upload: AssignedUpload, columns: Mapping[str, int], today: date) -> Bringing:
    """Return what the workbook would do with these meanings of its columns; nothing is written."""
    faults = Faults(upload.name)
    rows: list[Assigned] = []
    if TEXT not in columns:
        faults.add(0, _("chưa chọn cột nội dung nhiệm vụ. Chọn cột rồi xem lại."))
    else:
        rows = read_rows(sheet_of(upload).rows, columns, faults)
        if not rows and not faults.found:
            faults.add(0, _("không có nhiệm vụ nào dưới dòng tiêu đề. Kiểm tra lại cột đã chọn và tệp xuất."))
    known = dict(AssignedTask.objects.filter(unit=upload.unit_id).values_list("key", "said"))
    decided = tuple(decide(rows, known))
    people = by_name(choices_of(upload.unit_id, today))
    owners = {row.owner: people[key] for row in rows if (key := _name(row.owner)) in people}
    return Bringing(decided, owners, tuple(faults.found), seal_of(decided))


def by_name(choices: Choices) -> dict[str, str]:
    """Return people, positions and groups by their folded names; what two of them are called is nobody."""
    found: dict[str, str | None] = {}
    for option in (*choices.people, *choices.positions, *choices.any):
        key = _name(option.name)
        found[key] = None if key in found else option.value
    return {key: value for key, value in found.items() if key and value}


def _name(text: str) -> str:
    return fold(tidy(text))


def write_assigned(
    user: User, upload: AssignedUpload, columns: Mapping[str, int], *, seal: str, at: datetime
) -> tuple[Plan | None, Bringing]:
    """Write what the workbook does, all of it or nothing, and remember the columns.

    Return the plan (None where nothing changed) and what was done. Raises BrokenFile for faults, NamroError when it is
    no longer what was shown or the plan cannot be changed now.
    """
    check_load_assigned(user, upload.unit_id)
    with transaction.atomic():
        # One file of a unit after another: two of them would make the same tasks twice.
        Unit.objects.select_for_update().get(pk=upload.unit_id)
        found = preview(upload, columns, at.astimezone(VIETNAM).date())
        if found.faults:
            raise BrokenFile(upload.name, list(found.faults))
        if found.seal != seal:
            raise NamroError(
                _("Cột đã chọn hoặc nhiệm vụ khác với lúc xem. Chưa ghi gì; xem lại rồi nạp."), code="conflict"
            )
        _remember(user, upload, columns, at=at)
        plan = _write(user, upload, found, at=at) if found.writes else None
        upload.delete()
    return plan, found


def _remember(user: User, upload: AssignedUpload, columns: Mapping[str, int], *, at: datetime) -> None:
    ColumnMemory.objects.update_or_create(
        unit_id=upload.unit_id,
        headings=sheet_of(upload).digest,
        defaults={"columns": dict(columns), "by": user, "at": at},
    )


def _write(user: User, upload: AssignedUpload, found: Bringing, *, at: datetime) -> Plan:
    known = {one.key: one for one in AssignedTask.objects.filter(unit=upload.unit_id).select_related("task__plan")}
    plans = {one.task.plan_id: one.task.plan for one in known.values()}
    year = at.astimezone(VIETNAM).year
    plan = next((one for one in plans.values() if one.year == year), None) or _new_plan(user, upload.unit_id, at=at)
    opened: dict[int, Plan] = {}
    for one in found.decided:
        if one.outcome is Outcome.NEW:
            _add(user, _opened(user, plan, opened, at=at), upload.unit_id, one.row, found.owners, at=at)
        elif one.outcome is Outcome.CHANGED:
            before = known[one.row.key]
            _change(user, _opened(user, before.task.plan, opened, at=at), before, one, found.owners, at=at)
    told = _("%(name)s: %(new)d nhiệm vụ mới, %(changed)d thay đổi") % {
        "name": upload.name,
        "new": found.count(Outcome.NEW),
        "changed": found.count(Outcome.CHANGED),
    }
    record(user, AuditEntry.Act.ASSIGNED_LOADED, at=at, subject=plan.code, note=told)
    days = [one.row.document_date or at.astimezone(VIETNAM).date() for one in found.decided]
    changed_from_above(user, [upload.unit_id], {year, *(day.year for day in days)}, at=at)
    return plan


def _opened(user: User, plan: Plan, opened: dict[int, Plan], *, at: datetime) -> Plan:
    """The plan, opened for changes where it is in force: the leader approves what came in, as always."""
    if plan.pk not in opened:
        plan.refresh_from_db()
        if plan.status == Plan.Status.APPROVED:
            plan = actions.amend(user, plan, reason=_("Cấp trên giao thêm, đổi nhiệm vụ"), at=at)
        opened[plan.pk] = plan
    return opened[plan.pk]


def _new_plan(user: User, unit: int, *, at: datetime) -> Plan:
    local = at.astimezone(VIETNAM)
    node = tree_on(local.date()).nodes[unit]
    with override("vi"):  # a document of the unit, whatever language its maker reads the site in
        title = _("Theo dõi nhiệm vụ cấp trên giao năm %(year)d") % {"year": local.year}
    place = node.name.partition(" ")[2] or None
    written = Written(title=title, issuing_body=issuer_of(node), place=place, subject_year=local.year, groups=())
    return actions.make_plan(user, unit, written, at=at)[0]


def _values(row: Assigned, fields: Sequence[str], owners: Mapping[str, str], plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if TEXT in fields or DOCUMENT in fields or DOCUMENT_DATE in fields:
        values["text"] = row.task_text
    if PRODUCT in fields:
        values["deliverable"] = row.product
    if DUE in fields:
        values["due"] = row.due
    if DUE in fields or DOCUMENT_DATE in fields:
        values["since"] = min(filter(None, (row.document_date, row.due, plan.since)))
    if OWNER in fields and row.owner in owners:
        values["owner"] = owning_of(owners[row.owner])
    if GIVER in fields:
        values["group"] = row.giver or _("Nhiệm vụ cấp trên giao")
    return values


def _add(user: User, plan: Plan, unit: int, row: Assigned, owners: Mapping[str, str], *, at: datetime) -> None:
    values = _values(row, (TEXT, DUE, OWNER, PRODUCT, GIVER), owners, plan)
    task = actions.add_task(user, plan, values=values, at=at)
    if row.owner and row.owner not in owners:
        Task.objects.filter(pk=task.pk).update(lead_text=row.owner)
    AssignedTask.objects.create(
        unit_id=unit, task=task, key=row.key, document=row.document, document_date=row.document_date, said=row.said()
    )


def _change(
    user: User, plan: Plan, before: AssignedTask, one: Decided, owners: Mapping[str, str], *, at: datetime
) -> None:
    row, fields = one.row, [field for field, _before, _now in one.differences]
    values = _values(row, fields, owners, plan)
    if before.task.dropped:
        actions.take_back(user, plan, before.task, at=at)
    if values:
        actions.edit_tasks(user, plan, [before.task_id], edit=Edit(values), at=at)
    AssignedTask.objects.filter(pk=before.pk).update(
        document=row.document, document_date=row.document_date, said=row.said()
    )
