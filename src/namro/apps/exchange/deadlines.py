"""Deadlines and days as people type them: the wording is read again, an impossible day is refused."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from namro.core.printed import Task
from namro.core.printed.corrections import Correction, change
from namro.core.printed.fields import CorrectionRefused
from namro.core.timetable import day_token, national_calendar, nearest_days
from namro.documents.recognition.dues import due_of_column, due_on_of, tokens_of
from namro.ui.formats import day

_TYPED = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")


def deadline_changes(key: str, task: Task, *, text: str, year: int | None) -> list[Correction]:
    """Return the corrections that give a task this deadline in words; `year` completes days without one.

    Raises CorrectionRefused, with the nearest days, for a day that does not exist.
    """
    dues = due_of_column(text, year)
    tokens = tokens_of(dues)
    for token in tokens:
        _check_exists(token)
    last = due_on_of(dues, national_calendar())
    written = {"due_text": text, "due": "; ".join(tokens), "due_on": last.isoformat() if last else ""}
    made = (change(key, task, field=field, text=value) for field, value in written.items())
    return [correction for correction in made if correction is not None]


def iso_day(text: str) -> str:
    """Return a typed day or month, `14/3/2026` or `3/2026`, as `2026-03-14` or `2026-03`; other text as it is.

    Raises CorrectionRefused, with the nearest days, for a day that does not exist.
    """
    typed = _TYPED.fullmatch("".join(text.split()))
    if not typed:
        return text
    number, month, year = typed.groups()
    if number is None:
        return f"{year}-{int(month):02d}"
    token = day_token(int(year), int(month), int(number))
    _check_exists(token)
    return token


def _check_exists(token: str) -> None:
    if not token.startswith("invalid:"):
        return
    year, month, number = token.removeprefix("invalid:").split("-")
    before, after = nearest_days(token)
    told = {"day": f"{number}/{month}/{year}", "before": day(before), "after": day(after)}
    raise CorrectionRefused(
        _("Không có ngày %(day)s. Hai ngày gần nhất là %(before)s và %(after)s; ghi lại một ngày.") % told, code="date"
    )
