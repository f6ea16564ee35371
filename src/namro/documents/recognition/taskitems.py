"""Tasks as printed items: who and when are read out of the remedy, the bullet or the table row."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from namro.core.printed import Place, Task
from namro.documents.recognition.actors import actor_list
from namro.documents.recognition.assignees import Assignees, who, who_in_parts
from namro.documents.recognition.dues import Due, due_of_column, due_of_task
from namro.documents.recognition.sheet_lines import Remedy
from namro.documents.recognition.tables import Column, TableTask
from namro.documents.recognition.tasks import FoundTask

#: Works out the last day allowed from what was printed; given by the caller, who owns the calendar.
LastDay = Callable[[tuple[Due, ...]], date | None]

_PROPOSED = re.compile(r"\s*\(đề xuất\)\s*[.;]?\s*$", re.IGNORECASE)


class TaskMaker:
    """Makes tasks for one document: `year` completes dates printed without one."""

    def __init__(self, year: int | None, last_day: LastDay) -> None:
        self._year = year
        self._last_day = last_day

    def of_remedy(self, remedy: Remedy) -> Task:
        """A "Biện pháp khắc phục" of the sheet."""
        dues = due_of_task(remedy.text, year=self._year)
        section = remedy.losses[-1].id.partition("/")[0] if remedy.losses else remedy.line.id.partition("/")[0]
        return self._task(
            section, remedy.text, who(remedy.text), dues, remedy.at, kind="remedy",
            status="done" if remedy.done else None, remedies=tuple(loss.id for loss in remedy.losses),
        )

    def of_text(self, found: FoundTask) -> Task:
        """A bullet, a labelled goal or a duty below a name."""
        lead, collaborators = found.assignees()
        time = found.block.time
        dues = due_of_column(time, year=self._year) if time else ()
        dues += tuple(d for d in due_of_task(found.text, year=self._year) if d.token not in {x.token for x in dues})
        return self._task(
            found.section, found.text, Assignees(lead, collaborators), dues, found.at, kind=found.kind,
            deliverable=found.block.deliverable, due_text=time,
        )

    def of_row(self, row: TableTask) -> Task:
        """A row of a task table."""
        time = row.text(Column.TIME)
        people = who_in_parts(row.parts.get(Column.WHO, []))
        lead = actor_list(row.text(Column.LEAD)) or people.lead
        helpers = actor_list(row.text(Column.HELP)) or people.collaborators
        task = self._task(
            row.section, row.text(Column.TASK), Assignees(lead, helpers), due_of_column(time, year=self._year),
            row.at, kind="row", deliverable=_plain(row.text(Column.PRODUCT)), due_text=time or None,
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
            due=tuple(dict.fromkeys(d.token for d in dues)),
            due_text=due_text or ("; ".join(d.printed for d in dues) or None),
            due_on=self._last_day(dues),
            kind=kind,
            status="proposed" if proposed else status,
            remedies=remedies,
            at=at,
        )


def _plain(text: str) -> str | None:
    return re.sub(r"^[-–+•]\s*", "", text).strip() or None
