"""Deadlines as people type them: the wording is read again, an impossible day is refused."""

from __future__ import annotations

from namro.apps.plans.days import check_exists
from namro.core.printed import Task
from namro.core.printed.corrections import Correction, change
from namro.core.timetable import national_calendar
from namro.documents.recognition.dues import due_of_column, due_on_of, tokens_of


def deadline_changes(key: str, task: Task, *, text: str, year: int | None) -> list[Correction]:
    """Return the corrections that give a task this deadline in words; `year` completes days without one.

    Raises CorrectionRefused, with the nearest days, for a day that does not exist.
    """
    dues = due_of_column(text, year)
    tokens = tokens_of(dues)
    for token in tokens:
        check_exists(token)
    last = due_on_of(dues, national_calendar())
    written = {"due_text": text, "due": "; ".join(tokens), "due_on": last.isoformat() if last else ""}
    made = (change(key, task, field=field, text=value) for field, value in written.items())
    return [correction for correction in made if correction is not None]
