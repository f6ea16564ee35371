"""Tasks as printed items: who and when are read out of the remedy, the bullet or the table row."""

from __future__ import annotations

import re

from namro.core.printed import Place, Task
from namro.core.timetable import Calendar
from namro.documents.recognition.actors import actor_list
from namro.documents.recognition.assignees import Assignees, who, who_in_parts
from namro.documents.recognition.columns import Column
from namro.documents.recognition.dues import Due, due_of_column, due_of_task, due_on_of, tokens_of
from namro.documents.recognition.sheet_lines import Remedy
from namro.documents.recognition.tables import TableTask
from namro.documents.recognition.tasks import FoundTask

_PROPOSED = re.compile(r"\s*\(đề xuất\)\s*[.;]?\s*$", re.IGNORECASE)


class TaskMaker:
    """Makes tasks for one document: `year` completes dates printed without one."""

    def __init__(self, year: int | None, calendar: Calendar) -> None:
        self._year = year
        self._calendar = calendar

    def of_remedy(self, remedy: Remedy) -> Task:
        """A "Biện pháp khắc phục" of the sheet."""
        dues = due_of_column(remedy.time, self._year) if remedy.time else due_of_task(remedy.text, self._year)
        people = who_in_parts([remedy.people]) if remedy.people else who(remedy.text)
        section = remedy.losses[-1].id.partition("/")[0] if remedy.losses else remedy.line.id.partition("/")[0]
        return self._task(
            section,
            remedy.text,
            people,
            dues,
            remedy.at,
            kind="remedy",
            due_text=remedy.time or None,
            status="done" if remedy.done else None,
            remedies=tuple(loss.id for loss in remedy.losses),
        )

    def of_text(self, found: FoundTask) -> Task:
        """A bullet, a labelled goal or a duty below a name."""
        lead, collaborators = found.assignees()
        time = found.block.time
        dues = due_of_task(found.text, self._year) if time is None else due_of_column(time, self._year)
        return self._task(
            found.section,
            found.text,
            Assignees(lead, collaborators),
            dues,
            found.at,
            kind=found.kind,
            deliverable=found.deliverable,
            due_text=time or None,
        )

    def of_row(self, row: TableTask) -> Task:
        """A row of a task table."""
        time = row.text(Column.TIME)
        people = who_in_parts(row.parts.get(Column.WHO, []))
        lead = actor_list("; ".join(row.parts.get(Column.LEAD, ()))) or people.lead
        helpers = actor_list("; ".join(row.parts.get(Column.HELP, ()))) or people.collaborators
        task = self._task(
            row.section,
            row.text(Column.TASK),
            Assignees(lead, helpers),
            due_of_column(time, self._year),
            row.at,
            kind="row",
            deliverable=_plain(row.text(Column.PRODUCT)),
            due_text=time or None,
        )
        return task

    def _task(
        self,
        section: str,
        text: str,
        people: Assignees,
        dues: tuple[Due, ...],
        at: Place,
        *,
        kind: str,
        deliverable: str | None = None,
        due_text: str | None = None,
        status: str | None = None,
        remedies: tuple[str, ...] = (),
    ) -> Task:
        proposed = bool(_PROPOSED.search(text))
        return Task(
            section=section,
            text=_PROPOSED.sub("", text).strip(),
            deliverable=deliverable,
            lead=people.lead,
            collaborators=people.collaborators,
            due=tokens_of(dues),
            due_text=due_text or ("; ".join(dict.fromkeys(d.printed for d in dues)) or None),
            due_on=due_on_of(dues, self._calendar),
            kind=kind,
            status="proposed" if proposed else status,
            remedies=remedies,
            at=at,
        )


def _plain(text: str) -> str | None:
    return re.sub(r"^[-–+•]\s*", "", text).strip() or None
