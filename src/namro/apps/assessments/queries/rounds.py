"""Reads of rounds: what is due when for a sheet, with its extensions."""

from __future__ import annotations

from datetime import datetime

from namro.apps.assessments.models import Assessment
from namro.core.assessment.lateness import Lateness, LateRule, LateVerdict, lateness, verdict
from namro.core.assessment.stages import Stage
from namro.core.timetable import national_calendar


def due_of(sheet: Assessment, stage: Stage) -> datetime | None:
    """Return until when a stage lasts for a sheet: its latest extension, else the round's date; None without one."""
    if sheet.round is None:
        return None
    given = sheet.extensions.filter(stage=stage).order_by("-pk").values_list("until", flat=True).first()
    return given or sheet.round.windows.filter(stage=stage).values_list("closes_at", flat=True).first()


def lateness_of(sheet: Assessment, at: datetime) -> tuple[Lateness, LateVerdict] | None:
    """Return how late a sheet handed in now would be, and what follows; None where nothing has a date."""
    due = due_of(sheet, Stage.SCORING)
    return None if due is None else late_after(sheet, due, at)


def late_after(sheet: Assessment, due: datetime, at: datetime) -> tuple[Lateness, LateVerdict] | None:
    """Return the same where the end of self-scoring is at hand."""
    if sheet.round is None:
        return None
    late = lateness(at, due, rule=LateRule(sheet.round.late_rule), calendar=national_calendar())
    return late, verdict(late.days, allowed=sheet.round.late_days, points_per_day=sheet.round.late_points)
