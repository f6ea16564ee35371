"""What the reader will not decide alone: names alike, days that do not exist, numbers repaired, bodies that ended."""

from __future__ import annotations

from collections.abc import Iterable

from namro.core.base.folding import fold
from namro.core.base.names import near_duplicates
from namro.core.printed import Criterion, Question, Task
from namro.core.timetable import nearest_days
from namro.documents.recognition.successors import ended_in


def ask(criteria: Iterable[Criterion], tasks: Iterable[Task]) -> tuple[Question, ...]:
    """Return the questions that the recognised items raise, in a fixed order."""
    tasks = tuple(tasks)
    return (*_names(tasks), *_days(tasks), *_numbers(criteria), *_remedies(tasks), *_ended(tasks))


def _names(tasks: tuple[Task, ...]) -> Iterable[Question]:
    people = [name for task in tasks for name in (*task.lead, *task.collaborators)]
    for first, second in near_duplicates(people):
        yield Question(
            kind="similar_name",
            where="assignees",
            found=f"{first}, {second}",
            proposals=(first, second),
            message=f"“{first}” và “{second}” viết gần giống nhau. Là một người hay hai người? Chưa gộp.",
        )


def _days(tasks: tuple[Task, ...]) -> Iterable[Question]:
    for task in tasks:
        for token in task.due:
            if not token.startswith("invalid:"):
                continue
            before, after = nearest_days(token)
            year, month, day = token.removeprefix("invalid:").split("-")
            yield Question(
                kind="impossible_date",
                where=task.section,
                found=f"{day}/{month}/{year}",
                proposals=(before.isoformat(), after.isoformat()),
                message=f"Không có ngày {day}/{month}/{year}. Chọn {before:%d/%m/%Y} hay {after:%d/%m/%Y}?",
                at=task.at,
            )


def _numbers(criteria: Iterable[Criterion]) -> Iterable[Question]:
    for criterion in criteria:
        if criterion.raw_id is None or "/" in criterion.id:
            continue
        printed = f"in số “{criterion.raw_id}”" if criterion.raw_id else "không in số"
        yield Question(
            kind="numbering",
            where=criterion.id,
            found=criterion.raw_id,
            proposals=(criterion.id,),
            message=f"“{criterion.name}” {printed}; hiểu là tiêu chí {criterion.id} để điểm cộng khớp. Đúng không?",
            at=criterion.at,
        )


def _remedies(tasks: tuple[Task, ...]) -> Iterable[Question]:
    for task in tasks:
        if len(task.remedies) < 2:
            continue
        losses = ", ".join(task.remedies)
        yield Question(
            kind="remedy_of",
            where=task.section,
            found=task.text,
            proposals=task.remedies,
            message=f"Một biện pháp in dưới nhiều khoản mất điểm ({losses}). Có khắc phục cả các khoản đó không?",
            at=task.at,
        )


def _ended(tasks: tuple[Task, ...]) -> Iterable[Question]:
    """Each body or position that ended is asked about once, where it is first charged with something."""
    asked: set[str] = set()
    for task in tasks:
        for name in (*task.lead, *task.collaborators):
            for ended in ended_in(name, on=None):
                key = "".join(filter(str.isalnum, fold(ended.found)))
                if key in asked:
                    continue
                asked.add(key)
                yield Question(
                    kind="successor",
                    where=task.section,
                    found=ended.found,
                    proposals=ended.successors,
                    message=ended.question,
                    at=task.at,
                )
