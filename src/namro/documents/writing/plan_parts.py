"""A plan as parts to print, built once for all formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from namro.core.base.points import exact_words
from namro.core.improvement.plan import Plan, PlanTask
from namro.documents.writing.by_field import field_lines, field_table
from namro.documents.writing.by_person import duty_lines, duty_table
from namro.documents.writing.composing import composed
from namro.documents.writing.content import Annex, Paper
from namro.documents.writing.decree import Layout
from namro.documents.writing.official import Official
from namro.documents.writing.parts import (
    Column,
    Group,
    Line,
    Report,
    TaskRow,
    TaskTable,
    block_lines,
    grouped_table,
)
from namro.documents.writing.plan_text import ending_lines, opening_lines
from namro.documents.writing.task_words import due_text, one_line, task_text, without_dash
from namro.documents.writing.wording import assignment_words, names_words, sentence

_ANNEX_COLUMNS = (
    Column("TT", 5, style="cell_centred"),
    Column("Nhiệm vụ", 32),
    Column("Sản phẩm", 20),
    Column("Tiến độ", 18, style="cell_centred"),
    Column("Phân công", 25),
)


#: With what each task may cost, where anything is said about that.
_PAID_COLUMNS = (
    *(replace(column, share=share) for column, share in zip(_ANNEX_COLUMNS, (5, 28, 18, 15, 21), strict=True)),
    Column("Kinh phí dự kiến", 13, style="cell_centred"),
)


def printed_plan(plan: Plan, layout: Layout, *, form: str) -> Report:
    """Return what is printed; `form` is one of `FORMS`."""
    annex = form == "annex"
    tasks, lines = FORMS[form](plan)
    paper = Paper(
        official=_official(plan),
        summary=plan.title,
        bases=plan.bases,
        body=(*opening_lines(plan, annex=annex), *lines, *ending_lines(plan)),
        annexes=(Annex(f"Nhiệm vụ {plan.title}".upper(), (tasks,)),) if annex else (),
    )
    return composed(paper, layout, tasks=tasks)


def _official(plan: Plan) -> Official:
    return Official(
        kind="KH",
        issuing_body=plan.issuing_body,
        parent_body=plan.parent_body,
        doc_code=plan.doc_code,
        place=plan.place,
        date=plan.date,
        year=plan.subject_year,
        recipients=plan.recipients,
        signer_name=plan.signer_name,
        signer_role=plan.signer_role,
        signer_capacity=plan.signer_capacity,
    )


def _annex_table(plan: Plan) -> TaskTable:
    groups = ((Group(group.number, group.title.upper()), map(_task_row, group.tasks)) for group in plan.groups)
    if not _has_cost(plan):
        return grouped_table(_ANNEX_COLUMNS, groups)
    paid = ((Group(group.number, group.title.upper()), map(_paid_row, group.tasks)) for group in plan.groups)
    return grouped_table(_PAID_COLUMNS, paid)


def _has_cost(plan: Plan) -> bool:
    return any(task.cost for group in plan.groups for task in group.tasks)


def _paid_row(task: PlanTask) -> TaskRow:
    cost = f"{exact_words(Decimal(task.cost))} đồng" if task.cost else ""
    return TaskRow((*_task_row(task).cells, cost))


def _task_row(task: PlanTask) -> TaskRow:
    assignment = assignment_words(task.lead, task.collaborators)
    cells = (task.number, task_text(task), task.deliverable or "", without_dash(due_text(task)), assignment)
    return TaskRow(cells)


def _block_table(plan: Plan) -> TaskTable:
    year = f" năm {plan.assessed_year}" if plan.assessed_year else ""
    columns = (
        Column("TT", 5, style="cell_centred"),
        Column("Tiêu chí", 16),
        Column(f"Kết quả thực hiện{year}", 19, marker="-"),
        Column("Chỉ tiêu khắc phục", 22, marker="-"),
        Column("Sản phẩm", 10, marker="+"),
        Column("Tham mưu", 9, marker="+", needed=True),
        Column("Phối hợp", 9, marker="+"),
        Column("Thời gian thực hiện", 10, marker="+", needed=True),
    )
    groups = (
        (Group(str(place), group.title.rstrip(".:")), [_block_row(t, f"{place}.{t.number}") for t in group.tasks])
        for place, group in enumerate(plan.groups, start=1)
    )
    return grouped_table(columns, groups)


def _block_row(task: PlanTask, number: str) -> TaskRow:
    name = task.criterion_name or (f"Tiêu chí {task.criterion}" if task.criterion else "Nhiệm vụ chung")
    cells = (
        number,
        name.rstrip(".:"),
        sentence(task.result or ""),
        sentence(task_text(task)),
        sentence(task.deliverable or ""),
        names_words(task.lead),
        names_words(task.collaborators),
        sentence(without_dash(due_text(task))),
    )
    return TaskRow(tuple(map(one_line, cells)))


def _annex_form(plan: Plan) -> tuple[TaskTable, tuple[Line, ...]]:
    return _annex_table(plan), ()


def _block_form(plan: Plan) -> tuple[TaskTable, tuple[Line, ...]]:
    table = _block_table(plan)
    return table, block_lines(table)


#: The tasks as a table (in an annex and in workbooks) and as lines of the body (none: they stand in the annex).
FORMS: Mapping[str, Callable[[Plan], tuple[TaskTable, tuple[Line, ...]]]] = {
    "annex": _annex_form,
    "blocks": _block_form,
    "fields": lambda plan: (field_table(plan), field_lines(plan)),
    "duties": lambda plan: (duty_table(plan), duty_lines(plan)),
}
