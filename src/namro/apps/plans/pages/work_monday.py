"""One sheet for Monday: who is late with what, what is due this week, what decisions are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from namro.apps.plans.board import LATE, SOON, STUCK, WAITING, Board
from namro.apps.plans.models import Occurrence
from namro.apps.plans.pages.work_board import board_title
from namro.apps.plans.pages.work_words import capital, short_day, weekday
from namro.apps.plans.pages.work_zalo import called
from namro.core.improvement.timeliness import due_words
from namro.core.timetable import national_calendar
from namro.ui.formats import day, points

#: What fits on one sheet of A4.
_LATE, _DUE, _ASKED = 12, 9, 5
_TEXT = 110
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the sheet."""

    who: str
    text: str
    when: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MondayPage:
    """The whole sheet; the numbers with `more_` are lines that do not fit."""

    title: str
    units: str
    day: str
    week: str
    who: str
    late: tuple[Entry, ...]
    more_late: int
    due: tuple[Entry, ...]
    more_due: int
    asked: tuple[Entry, ...]
    more_asked: int
    waiting: int
    longest: int
    done: int
    total: int
    sure: str
    possible: str


def monday_page(board: Board, *, units: str, who: str) -> MondayPage:
    """Return the context of the sheet."""
    today = board.today
    # At the weekend the sheet is for the coming week.
    monday = today + timedelta(days=7 * (today.weekday() >= _SATURDAY) - today.weekday())
    sunday = monday + timedelta(days=6)
    near = [board.rows[pk] for pk in board.columns[SOON] if pk in board.rows]
    week = [row for row in near if row.due is not None and row.due <= sunday]
    late = sorted((board.rows[pk] for pk in board.columns[LATE] if pk in board.rows), key=lambda row: _rank(board, row))
    asked = [board.rows[pk] for pk in board.columns[STUCK] if pk in board.rows]
    return MondayPage(
        title=board_title(board),
        units=units,
        day=f"{capital(weekday(today))}, {day(today)}",
        week=f"{short_day(monday, today)} – {short_day(sunday, today)}",
        who=who,
        late=tuple(_entry(board, row) for row in late[:_LATE]),
        more_late=max(0, len(board.columns[LATE]) - _LATE),
        due=tuple(_entry(board, row) for row in week[:_DUE]),
        more_due=max(0, len(week) - _DUE),
        asked=tuple(_asked(board, row) for row in asked[:_ASKED]),
        more_asked=max(0, len(board.columns[STUCK]) - _ASKED),
        waiting=len(board.columns[WAITING]),
        longest=board.review_days[0] if board.review_days else 0,
        done=board.done,
        total=board.total,
        sure=points(board.sure),
        possible=points(board.sure + board.possible),
    )


def _rank(board: Board, row: Occurrence) -> tuple[int, str, date]:
    """Together by person; who has most late work first."""
    who = called(board.owners.get(row.task_id), board.today)
    most = max((tally.late for (name, _key), tally in board.people.items() if name == who), default=0)
    return -most, who, row.due or date.max


def _entry(board: Board, row: Occurrence) -> Entry:
    share = board.shares.get(row.pk)
    who = called(board.owners.get(row.task_id), board.today)
    beside = ", ".join(person.name for person in share.missing) if share else ""
    when = ""
    if row.due is not None:
        words = due_words(row.due, board.today, national_calendar())
        when = f"{short_day(row.due, board.today)}, {words}"
    return Entry(f"{who} {share.words}" if share else who, _short(row.task.text), when, beside[:_TEXT])


def _asked(board: Board, row: Occurrence) -> Entry:
    found = _entry(board, row)
    return Entry(found.who, found.text, found.when, board.questions.get(row.pk, "")[: 2 * _TEXT])


def _short(text: str) -> str:
    return text if len(text) <= _TEXT else text[: _TEXT - 1].rstrip() + "…"
