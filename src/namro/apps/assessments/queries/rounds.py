"""Reads of rounds: what is due when for a sheet, with its extensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from namro.apps.assessments.models import Assessment, Round, Window
from namro.apps.people.models import User
from namro.apps.people.permissions import of_own_units
from namro.core.assessment.lateness import Lateness, LateRule, LateVerdict, lateness, verdict
from namro.core.assessment.stages import Stage, State
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


def rounds_for(user: User) -> QuerySet[Round]:
    """Return the rounds that the person may know of: those of the province, and those that the own commune holds."""
    rows = Round.objects.select_related("organiser", "edition", "opened_by").defer("edition__text")
    if user.standing.is_admin:
        return rows
    return rows.filter(Q(alone=False) | of_own_units(user, "organiser"))


def windows_of(rounds: Iterable[Round]) -> dict[int, dict[Stage, Window]]:
    """Return the stages of rounds, in their order; one query."""
    found: dict[int, dict[Stage, Window]] = {}
    for row in Window.objects.filter(round__in=list(rounds)):
        found.setdefault(row.round_id, {})[Stage(row.stage)] = row
    return {key: {stage: rows[stage] for stage in Stage if stage in rows} for key, rows in found.items()}


def states_in(rounds: Iterable[Round]) -> dict[int, Counter[State]]:
    """Return how many sheets stand where, by round; one query."""
    found: dict[int, Counter[State]] = {}
    rows = Assessment.objects.filter(round__in=list(rounds)).values_list("round", "state").annotate(count=Count("pk"))
    for key, state, count in rows.order_by():
        found.setdefault(key, Counter())[State(state)] = count
    return found
