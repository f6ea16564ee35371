"""The layout `fields`: for each field what is lacking, what is done, who does it and when, as points a) to d).

Every task stands behind a label of its own, so that its people and time are read from the lines c) and d) and never
guessed from its sentence.
"""

from __future__ import annotations

from namro.core.improvement.plan import Plan, PlanTask
from namro.documents.writing.parts import Column, Group, Line, TaskRow, TaskTable, grouped_table
from namro.documents.writing.task_words import due_text, labelled_lines, one_line, owed_cells, task_text, together
from namro.documents.writing.wording import names_words, sentence

HEADING = "1. Tập trung khắc phục, cải thiện các tiêu chí, tiêu chí thành phần còn tồn tại, hạn chế"

_COLUMNS = (
    Column("TT", 5, style="cell_centred"),
    Column("Nhiệm vụ, giải pháp", 25),
    Column("Tồn tại, hạn chế", 20),
    Column("Sản phẩm", 13),
    Column("Cơ quan chủ trì", 13),
    Column("Cơ quan phối hợp/thực hiện", 12),
    Column("Thời gian thực hiện", 12, style="cell_centred"),
)


def field_lines(plan: Plan) -> tuple[Line, ...]:
    """The tasks as lines. A field whose tasks differ in people or time has one block of points for each set of them."""
    lines = [Line("section", HEADING)]
    for place, group in enumerate(plan.groups, start=1):
        lines.append(Line("section", f"1.{place}. {group.title.rstrip('.:')}:"))
        sets = list(together(group.tasks, lambda task: (task.lead, task.collaborators, due_text(task))).values())
        for n, tasks in enumerate(sets, start=1):
            if len(sets) > 1:
                lines.append(Line("item", f"1.{place}.{n}. Nhóm nhiệm vụ {n}:"))
            lines += _points(tasks)
    return tuple(lines)


def field_table(plan: Plan) -> TaskTable:
    """The tasks as a table, for a workbook."""
    groups = ((Group(group.number, group.title.upper()), map(_row, group.tasks)) for group in plan.groups)
    return grouped_table(_COLUMNS, groups)


def _points(tasks: list[PlanTask]) -> list[Line]:
    first = tasks[0]
    lacking = [sentence(one_line(task.result)) for task in tasks if task.result]
    done = [line for task in tasks for line in labelled_lines(task, sentence(one_line(task_text(task))))]
    points = [
        *([("Các nội dung còn tồn tại, hạn chế:", *(f"- Hạn chế: {text}" for text in lacking))] if lacking else []),
        ("Nhiệm vụ, giải pháp:", *done),
        (
            "Phân công trách nhiệm:",
            f"- Cơ quan chủ trì: {names_words(first.lead)}".rstrip(),
            f"- Cơ quan phối hợp/thực hiện: {names_words(first.collaborators)}".rstrip(),
        ),
        (f"Thời gian thực hiện/hoàn thành: {sentence(due_text(first))}".rstrip(),),
    ]
    return [
        Line("body", f"{letter}) {text}" if n == 0 else text)
        for letter, point in zip("abcd", points, strict=False)
        for n, text in enumerate(point)
    ]


def _row(task: PlanTask) -> TaskRow:
    return TaskRow((task.number, one_line(task_text(task)), one_line(task.result or ""), *owed_cells(task)))
