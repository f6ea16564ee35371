"""A plan as parts to print, built once for all formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from namro.core.improvement.plan import Plan, PlanTask
from namro.documents.writing.by_field import field_lines, field_table
from namro.documents.writing.by_person import duty_lines, duty_table
from namro.documents.writing.decree import Layout
from namro.documents.writing.parts import (
    Column,
    Columns,
    Group,
    Line,
    Printed,
    TaskRow,
    TaskTable,
    block_lines,
    grouped_table,
)
from namro.documents.writing.plan_text import ending_lines, opening_lines
from namro.documents.writing.task_words import due_text, one_line, task_text, without_dash
from namro.documents.writing.wording import (
    BLANK,
    assignment_words,
    basis_words,
    date_words,
    full_name,
    letterhead_lines,
    names_words,
    number_words,
    recipient_words,
    sentence,
    signing_words,
)

_LETTERHEAD_SHARES = (42, 58)
#: Length of the line under a name or summary, as a share of its text (the decree: one third to one half).
_RULE_SHARE = 0.4

_ANNEX_COLUMNS = (
    Column("TT", 5, style="cell_centred"),
    Column("Nhiệm vụ", 32),
    Column("Sản phẩm", 20),
    Column("Tiến độ", 18, style="cell_centred"),
    Column("Phân công", 25),
)


def printed_plan(plan: Plan, layout: Layout, *, form: str) -> Printed:
    """Return what is printed; `form` is one of `FORMS`."""
    text, annex = layout.text, form == "annex"
    tasks, lines = FORMS[form](plan)
    return Printed(
        letterhead=_letterhead(plan, layout),
        title=(Line("type_name", text["plan"]), _ruled(Line("summary", plan.title), layout)),
        opening=(*(Line("basis", base) for base in basis_words(plan.bases)), *opening_lines(plan, annex=annex)),
        tasks=tasks,
        lines=lines,
        ending=ending_lines(plan, end_mark=text["end_mark"]),
        closing=_closing(plan, layout),
        annex=_annex_heading(plan, layout) if annex else (),
    )


def _letterhead(plan: Plan, layout: Layout) -> Columns:
    text = layout.text
    agency = [Line("agency", line) for line in letterhead_lines(plan.issuing_body or BLANK)]
    left = [*agency[:-1], _ruled(agency[-1], layout)]
    if plan.parent_body:
        left.insert(0, Line("parent", full_name(plan.parent_body).upper()))
    right = (Line("nation", text["nation"]), _ruled(Line("motto", text["motto"]), layout, share=1))
    code = number_words(plan.doc_code, plan.issuing_body)
    place_date = text["place_date"].format(place=plan.place or BLANK, **date_words(plan.date, plan.subject_year))
    numbered = (Line("number", text["number"].format(code=code)),), (Line("place_date", place_date),)
    return Columns(_LETTERHEAD_SHARES, ((tuple(left), right), numbered))


def _closing(plan: Plan, layout: Layout) -> Columns:
    names = recipient_words(plan.recipients, layout.text["filing"])
    left = (Line("recipients_label", layout.text["recipients"]), *(Line("recipients", name) for name in names))
    signing = signing_words(plan.issuing_body, plan.signer_capacity, plan.signer_role)
    right = (*(Line("signer_role", line) for line in signing), Line("signer_name", plan.signer_name or ""))
    return Columns((50, 50), ((left, right),))


def _annex_heading(plan: Plan, layout: Layout) -> tuple[Line, ...]:
    reference = layout.text["annex_reference"].format(
        code=number_words(plan.doc_code, plan.issuing_body),
        body=full_name(plan.issuing_body),
        **date_words(plan.date, plan.subject_year),
    )
    return (
        Line("annex", layout.text["annex"]),
        Line("annex_title", f"Nhiệm vụ {plan.title}".upper()),
        _ruled(Line("annex_reference", reference), layout),
    )


def _annex_table(plan: Plan) -> TaskTable:
    groups = ((Group(group.number, group.title.upper()), map(_task_row, group.tasks)) for group in plan.groups)
    return grouped_table(_ANNEX_COLUMNS, groups)


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


def _ruled(line: Line, layout: Layout, *, share: float = _RULE_SHARE) -> Line:
    """The line with a short rule under it, as long as `share` of its text."""
    style = layout.styles[line.style]
    width = min(style.width_mm(line.text), layout.page.text_width_mm())
    return Line(line.style, line.text, round(share * width, 1))


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
