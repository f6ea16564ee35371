"""Words that every page of the work shares: days, states, proof, how clear a task is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from namro.apps.plans.models import Occurrence, Piece, Task
from namro.core.improvement.owners import Owner, is_over
from namro.core.improvement.states import STATE_WORDS, State
from namro.core.improvement.timeliness import Event, Timeliness, standing_words, timeliness
from namro.core.timetable import national_calendar
from namro.ui.chips import Chip
from namro.ui.formats import day as long_day


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the five bars of a task."""

    word: str
    missing: bool


def five_of(task: Task, owner: Owner | None = None) -> tuple[Bar, ...]:
    """What is clear about a task: the task, somebody who may know of it, who answers for it, the time, the result.

    With the owner at hand, nobody answers for the work of a position that is over.
    """
    owned = bool(task.owner_kind) and (owner is None or not is_over(owner))
    missing = (
        not task.text,
        not (task.owner_kind or task.lead_text or task.helpers_text),
        not owned,
        task.due is None and not (task.period or task.event),
        not task.deliverable,
    )
    return _bars(missing, get_language())


@lru_cache(maxsize=128)
def _bars(missing: tuple[bool, ...], _language: str | None) -> tuple[Bar, ...]:
    """Few patterns on hundreds of rows: made once in each language."""
    words = (_("việc"), _("người"), _("trách nhiệm"), _("thời gian"), _("hiệu quả"))
    return tuple(Bar(word, gone) for word, gone in zip(words, missing, strict=True))


def five_words(five: tuple[Bar, ...]) -> str:
    """The five bars for who does not see them."""
    unclear = ", ".join(bar.word for bar in five if bar.missing)
    return _("Chưa rõ: %(what)s") % {"what": unclear} if unclear else _("Đủ năm rõ")


@lru_cache(maxsize=1)
def _address() -> str:
    return reverse("plans:work", args=["0"]).removesuffix("0")


def work_url(row: Occurrence) -> str:
    """The address of the page of one time of a task; looked up once, for lists of hundreds."""
    return f"{_address()}{row.code}"


def short_day(value: date, today: date) -> str:
    """`24/11`, with the year outside the current one."""
    return f"{value:%d/%m}" if value.year == today.year else long_day(value)


def weekday(value: date) -> str:
    """`thứ Sáu`."""
    names = (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))
    return names[value.weekday()]


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def timeliness_of(owed: Occurrence | Piece, *, due: date, today: date) -> Timeliness:
    """How work stands, from the copies on its row."""
    days = (("submit", owed.submitted_on), ("accept", owed.accepted_on))
    events = [Event(act, day) for act, day in days if day is not None]
    if owed.state == State.CANCELLED:
        events.append(Event("cancel", today))
    return timeliness(events, due=due, today=today, calendar=national_calendar())


def standing_of_work(owed: Occurrence | Piece, *, due: date | None, today: date) -> str:
    """`còn 2 ngày làm`, `trễ 4 ngày làm`, `nộp 13/11, chờ duyệt 5 ngày làm`, `xong sớm`; the state without a due."""
    if due is None and owed.submitted_on is None:
        return _("chưa có hạn") if owed.state != State.CANCELLED else _("đã hủy")
    # Without a due day nothing can be late: the day of submission itself is taken for it.
    counted = due or owed.submitted_on or today
    found = timeliness_of(owed, due=counted, today=today)
    return standing_words(found, due=counted, today=today, calendar=national_calendar())


def state_words(state: str) -> str:
    """What a state is called."""
    return STATE_WORDS[State(state)]


_STATE_MARKS = {
    State.PLANNED: ("circle-dashed", "line"),
    State.DOING: ("progress", "acc"),
    State.STUCK: ("alert-triangle", "warn"),
    State.SUBMITTED: ("hourglass", ""),
    State.RETURNED: ("arrow-back-up", "bad"),
    State.ACCEPTED: ("circle-check", "good"),
    State.CANCELLED: ("circle-dashed", "line"),
}


def state_mark(state: str) -> Chip:
    """A state as a chip."""
    icon, css = _STATE_MARKS[State(state)]
    return Chip(icon, css, state_words(state))


def proof_mark(count: int, *, missed: bool = True) -> Chip:
    """How much proof is there; only what is missed by now is red."""
    if not count:
        return Chip("file-off", "no" if missed else "", _("Chưa có minh chứng"))
    return Chip("file-check", "ok", _("%(n)d minh chứng") % {"n": count})
