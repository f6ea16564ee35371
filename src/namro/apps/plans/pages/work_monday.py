"""One sheet for Monday: who is late with what, what is due this week, what decisions are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from namro.apps.plans.board import Board
from namro.apps.plans.models import Occurrence
from namro.apps.plans.pages.work_board import board_title
from namro.apps.plans.pages.work_rows import time_wish
from namro.apps.plans.pages.work_words import capital, short_day, weekday
from namro.apps.plans.pages.work_zalo import called
from namro.apps.plans.tallies import LATE, SOON, STUCK, WAITING
from namro.core.improvement.states import State
from namro.core.improvement.timeliness import due_words
from namro.core.timetable import national_calendar
from namro.ui.formats import day, points

#: Lines of text that fit on one sheet of A4 beside its headings, and how many of them each of the last two parts takes
#: at most; the first part takes what they leave.
_LINES, _DUE, _ASKED = 40, 12, 14
#: Letters in a line of the middle column, and in a row before it is cut; a row needs half a line for its rule.
_LINE, _TEXT, _RULE = 56, 112, 0.5
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
    week = [_entry(board, row) for row in near if row.due is not None and row.due <= sunday]
    late = sorted((board.rows[pk] for pk in board.columns[LATE] if pk in board.rows), key=lambda row: _rank(board, row))
    questions = [_asked(board, board.rows[pk]) for pk in board.columns[STUCK] if pk in board.rows]
    asked, due = _fitting(questions, _ASKED), _fitting(week, _DUE)
    first = _fitting((_entry(board, row) for row in late), _LINES - _height(asked) - _height(due))
    return MondayPage(
        title=board_title(board),
        units=units,
        day=f"{capital(weekday(today))}, {day(today)}",
        week=f"{short_day(monday, today)} – {short_day(sunday, today)}",
        who=who,
        late=first,
        more_late=len(board.columns[LATE]) - len(first),
        due=due,
        more_due=len(week) - len(due),
        asked=asked,
        more_asked=len(board.columns[STUCK]) - len(asked),
        waiting=len(board.columns[WAITING]),
        longest=board.review_days[0] if board.review_days else 0,
        done=board.done,
        total=board.total,
        sure=points(board.sure),
        possible=points(board.sure + board.possible),
    )


def _fitting(entries: Iterable[Entry], lines: float) -> tuple[Entry, ...]:
    """The first entries that fit into so many lines."""
    found: list[Entry] = []
    for entry in entries:
        if _height([*found, entry]) > lines:
            break
        found.append(entry)
    return tuple(found)


def _height(entries: Iterable[Entry]) -> float:
    return sum(ceil(len(one.text) / _LINE) + ceil(len(one.beside) / _LINE) + _RULE for one in entries)


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
    return Entry(f"{who} {share.words}" if share else who, _short(row.task.text), when, _short(beside))


def _asked(board: Board, row: Occurrence) -> Entry:
    found = _entry(board, row)
    question = board.questions.get(row.pk, "") if row.state == State.STUCK else ""
    asked = "; ".join(filter(None, (question, time_wish(row, board.today))))
    return Entry(found.who, found.text[:_LINE], found.when, _short(asked or board.questions.get(row.pk, "")))


def _short(text: str) -> str:
    return text if len(text) <= _TEXT else text[: _TEXT - 1].rstrip() + "…"
