"""Early, on time or late: by the day of the submission that was later accepted, never by the reviewer's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from namro.core.timetable import Calendar, days_late, days_left, working_days


class When(StrEnum):
    """How a task stands to its due day."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class Event:
    """An act of `states.ACTS` and its local day; events are given in the order in which they happened."""

    act: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """`submitted` is the day of the submission that counts: the accepted one, else the one that waits for a decision.

    `when` is settled by acceptance, or by the due day passing without a submission; while one waits it is `OPEN`. What
    was cancelled is not counted. `late_days` and `review_days` are working days: the owner's after the due day, and the
    reviewer's from the submission to the decision (or to today).
    """

    when: When
    submitted: date | None = None
    accepted: date | None = None
    late_days: int = 0
    review_days: int = 0


def timeliness(events: Iterable[Event], *, due: date, today: date, calendar: Calendar) -> Timeliness:
    """Return how a task stands on `today` by its events."""
    submitted, accepted, cancelled = _last(events)
    if cancelled:
        return Timeliness(when=When.NOT_COUNTED)
    late = days_late(due, submitted or today, calendar)
    if submitted is None:
        return Timeliness(when=When.LATE if late else When.OPEN, late_days=late)
    when = When.LATE if late else When.EARLY if submitted < due else When.ON_TIME
    return Timeliness(
        when=when if accepted else When.OPEN,
        submitted=submitted,
        accepted=accepted,
        late_days=late,
        review_days=max(0, working_days(submitted, accepted or today, calendar)),
    )


def _last(events: Iterable[Event]) -> tuple[date | None, date | None, bool]:
    """Day of the submission that counts, day of its acceptance, and whether the task is cancelled."""
    submitted = accepted = None
    cancelled = False
    for event in events:
        match event.act:
            case "submit":
                submitted = event.on
            case "accept":
                accepted = event.on
            case "withdraw" | "return" | "reopen":
                submitted = accepted = None
            case "cancel" | "restore":
                cancelled = event.act == "cancel"
    return submitted, accepted, cancelled


def due_words(due: date, today: date, calendar: Calendar) -> str:
    """Return how far the due day of open work is: "còn 2 ngày làm", "hôm nay", "trễ 6 ngày làm".

    "Ngày làm" are working days; a bare "ngày", as on the dates of a round, is a day of the calendar.
    """
    if late := days_late(due, today, calendar):
        return f"trễ {late} ngày làm"
    left = days_left(today, due, calendar)
    return f"còn {left} ngày làm" if due > today else "hôm nay"


def standing_words(found: Timeliness, *, due: date, today: date, calendar: Calendar) -> str:
    """Return how a task stands for people: "xong sớm", "nộp 13/11, chờ duyệt 5 ngày làm", "nộp hôm nay, …"."""
    if found.when is When.NOT_COUNTED:
        return "đã hủy"
    if found.submitted is None:
        return due_words(due, today, calendar)
    late = f"trễ {found.late_days} ngày làm"
    if not found.accepted:
        handed_in = "nộp hôm nay" if found.submitted == today else f"nộp {found.submitted:%d/%m}"
        waits = f"chờ duyệt {found.review_days} ngày làm" if found.review_days else "chờ duyệt"
        return ", ".join(filter(None, (handed_in, late if found.late_days else "", waits)))
    return {When.EARLY: "xong sớm", When.ON_TIME: "xong đúng hạn"}.get(found.when, f"xong {late}")
