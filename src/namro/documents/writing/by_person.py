"""The layout `duties`: what each person, position or body has to do.

A day of its own stands at the end of the task; what the tasks of a block have in common stands on lines below them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

from namro.core.base.actor_names import written
from namro.core.base.folding import fold
from namro.core.base.names import is_person
from namro.core.base.numerals import roman
from namro.core.improvement.plan import Plan, PlanTask
from namro.core.timetable import precision
from namro.documents.writing.parts import Column, Group, Line, TaskRow, TaskTable, grouped_table
from namro.documents.writing.task_words import (
    PROPOSED,
    due_text,
    labelled_lines,
    one_line,
    owed_cells,
    task_text,
    together,
)
from namro.documents.writing.wording import names_words, sentence

NOBODY = "Nhiệm vụ chưa phân công"

_COLUMNS = (
    Column("TT", 5, style="cell_centred"),
    Column("Nhiệm vụ", 35),
    Column("Sản phẩm", 16),
    Column("Chủ trì", 16),
    Column("Phối hợp", 14),
    Column("Thời gian thực hiện", 14, style="cell_centred"),
)
#: Wordings of a day that also read as a deadline inside a sentence.
_DAY = re.compile(r"(?:truoc|cham nhat|muon nhat)(?: la)? ngay [\d/]+")
#: A sentence with such words may be read as having a time of its own, so that no second one is put into it.
_TIME_WORDS = re.compile(
    r"\b(?:ngay|tuan|thang|quy|nam|gio|tieng|thuong xuyen|lien tuc|dinh k[yi]|dot xuat|khi|theo|20\d\d)\b"
    r"|\d\s?[/.]\s?\d"
)


def duty_lines(plan: Plan) -> tuple[Line, ...]:
    """The tasks as lines below the people who lead them; tasks that differ in helpers or time stand in blocks."""
    lines: list[Line] = []
    for place, (lead, tasks) in enumerate(_by_lead(plan), start=1):
        lines.append(Line("section", f"{place}. {_charge(lead)}:"))
        blocks = list(together(tasks, _block).values())
        for n, block in enumerate(blocks, start=1):
            if len(blocks) > 1:
                lines.append(Line("item", f"{place}.{n}. Nhóm nhiệm vụ {n}:"))
            lines += [Line("body", line) for line in _block_lines(block)]
    return tuple(lines)


def duty_table(plan: Plan) -> TaskTable:
    """The tasks as a table, for a workbook."""
    groups = (
        (Group(roman(place), _charge(lead)), [_row(task, n) for n, task in enumerate(tasks, start=1)])
        for place, (lead, tasks) in enumerate(_by_lead(plan), start=1)
    )
    return grouped_table(_COLUMNS, groups)


def _by_lead(plan: Plan) -> Iterable[tuple[tuple[str, ...], list[PlanTask]]]:
    return together((task for group in plan.groups for task in group.tasks), lambda task: task.lead).items()


def _block_lines(tasks: list[PlanTask]) -> list[str]:
    first = tasks[0]
    lines = [line for task in tasks for line in labelled_lines(task, _duty(task))]
    lines.append(f"+ Chủ trì: {names_words(first.lead)}".rstrip())
    if first.collaborators:
        lines.append(f"+ Phối hợp: {names_words(first.collaborators)}")
    shared = _shared_time(first)
    if shared is not None:
        lines.append(f"+ Thời gian thực hiện: {sentence(shared)}".rstrip())
    return lines


def _block(task: PlanTask) -> Hashable:
    return task.collaborators, _shared_time(task)


def _charge(lead: tuple[str, ...]) -> str:
    """ "Giao đ/c Mơ, Công chức Văn phòng - Thống kê" for "Mơ (Công chức Văn phòng - Thống kê)"."""
    if not lead:
        return NOBODY
    return f"Giao {'; '.join(map(_called, lead))}"


def _called(name: str) -> str:
    given, bracket, role = name.partition(" (")
    return f"đ/c {given}, {role.removesuffix(')')}" if bracket and is_person(given) else written(name)


def _duty(task: PlanTask) -> str:
    """The task with its day: "Rà soát thủ tục (trước ngày 10/11/2026)."; the mark of a proposal stays last."""
    when = due_text(task) if _own_day(task) else ""
    day = f" ({when[0].lower()}{when[1:]})" if when else ""
    return sentence(one_line(task.text).rstrip(" .;") + day + (PROPOSED if task.proposed else ""))


def _own_day(task: PlanTask) -> bool:
    is_day = len(task.due) == 1 and precision(task.due[0]) == 3 and bool(_DAY.fullmatch(fold(due_text(task))))
    return is_day and not _TIME_WORDS.search(fold(task.text))


def _shared_time(task: PlanTask) -> str | None:
    """The time for a line of the block; None where the sentence has it or neither says anything."""
    if _own_day(task) or not (due_text(task) or _TIME_WORDS.search(fold(task.text))):
        return None
    return due_text(task)


def _row(task: PlanTask, number: int) -> TaskRow:
    return TaskRow((str(number), one_line(task_text(task)), *owed_cells(task)))
