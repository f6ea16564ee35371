"""The time of work on its page: why the due day is that day, more time asked for, decided, given unasked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from namro.apps.plans.bridge import due_in_words
from namro.apps.plans.desk import Desk
from namro.apps.plans.models import DueMove
from namro.apps.plans.pages.work_words import short_day, weekday
from namro.core.improvement.extensions import ASKERS, Granted, Outcome, asked_late
from namro.core.timetable import national_calendar
from namro.ui.formats import day, moment

#: The forms: ask for time, decide about what was asked, move the day unasked.
ASK, DECIDE, MOVE = "ask_time", "decide_time", "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was sent and refused: which form, why, and everything typed in it, so that nothing is lost.

    `days` are (value, words) of days to choose from in place of one that does not exist.
    """

    form: str = ""
    error: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    days: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """More time that was asked for and waits; `key` goes back with the decision."""

    key: int
    words: str
    reason: str
    by: str
    withdraws: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePart:
    """`form` is the form that the person gets ("" none), with the day, the words, the reason and days for a mended try.

    `past` are wishes that were refused or taken back. `late`: asked today it is late, less than `ahead` working days
    before.
    """

    form: str
    day: str
    said: str
    error: str
    days: tuple[tuple[str, str], ...]
    wish: Wish | None
    past: tuple[str, ...]
    late: bool
    late_said: str
    ahead: int


def time_part(desk: Desk, asked: Asked, *, ahead: int) -> TimePart:
    """Return what the page shows of time beside the reasons of the due day."""
    form, wish = form_of_time(desk), desk.wish
    mine = asked.form == form
    begin = day(wish.wanted) if wish and form == DECIDE else ""
    return TimePart(
        form=form,
        day=asked.typed.get("han", begin) if mine else begin,
        said=asked.typed.get("noi-dung", "") if mine else "",
        error=asked.error if mine else "",
        days=asked.days if mine else (),
        wish=_wish(desk, wish) if wish else None,
        late=asked_late(desk.row.due, today=desk.user.standing.day, ahead=ahead, calendar=national_calendar()),
        late_said=asked.typed.get("xin-muon", "") if mine else "",
        ahead=ahead,
        past=tuple(_past(move) for move in desk.moves if move.outcome in (Outcome.REFUSED, Outcome.WITHDRAWN)),
    )


def form_of_time(desk: Desk) -> str:
    """The form about time that the person may send now; "" none."""
    if desk.decides_time:
        return DECIDE if desk.wish else MOVE
    return ASK if desk.asks_time else ""


def due_reasons(desk: Desk) -> tuple[str, ...]:
    """Why the due day is what it is: as printed, moved before days off, moved by the leader."""
    row, today = desk.row, desk.user.standing.day
    granted = [move for move in desk.moves if move.outcome == Outcome.GRANTED]
    printed = due_in_words(row.task)
    found = [_("Ghi trong kế hoạch: %(printed)s.") % {"printed": printed.rstrip(".")}] if printed else []
    calendar = national_calendar()
    if row.due is not None and row.due != row.scheduled:
        if not granted and calendar.previous_working_day(row.scheduled) == row.due:
            found.append(
                _("Ngày %(day)s là %(weekday)s, ngày nghỉ: tính ngày làm việc liền trước, %(due)s.")
                % {
                    "day": short_day(row.scheduled, today),
                    "weekday": weekday(row.scheduled),
                    "due": short_day(row.due, today),
                }
            )
        elif not granted:
            found.append(
                _("Kế hoạch được điều chỉnh: hạn từ %(old)s thành %(new)s.")
                % {"old": short_day(row.scheduled, today), "new": short_day(row.due, today)}
            )
    times = 0
    for move in granted:
        times += _extends(move)
        found.append(_granted(move, times, today))
    if row.due is not None and calendar.provisional((today, row.due)) and row.due > today:
        found.append(_("Lịch nghỉ năm %(year)d chưa có thông báo chính thức, hạn có thể đổi.") % {"year": row.due.year})
    for swap in calendar.undecided_in((row.due, row.due)) if row.due is not None else ():
        told = {"day": short_day(swap.day, today), "swap": short_day(swap.swap_with, today)}
        found.append(_("Đề xuất nghỉ %(day)s, làm bù %(swap)s chưa được quyết định: hạn có thể đổi.") % told)
    return tuple(found)


def _extends(move: DueMove) -> bool:
    return move.new is not None and Granted(move.old, move.new).extends


def _granted(move: DueMove, number: int, today: date) -> str:
    told = {
        "n": number,
        "old": short_day(move.old, today) if move.old else "–",
        "new": short_day(move.new, today) if move.new else "–",
        "asker": move.by.full_name,
        "leader": move.decided_by.full_name if move.decided_by else "",
        "at": moment(move.decided_at) if move.decided_at else "",
        "reason": move.reason,
        "answer": f" {move.answer}" if move.answer else "",
    }
    if not _extends(move):
        return _("%(leader)s đổi hạn lúc %(at)s: %(old)s → %(new)s. %(reason)s") % told
    if move.by_id == move.decided_by_id:
        return _("Gia hạn lần %(n)d, %(leader)s đổi hạn lúc %(at)s: %(old)s → %(new)s. %(reason)s") % told
    return (
        _("Gia hạn lần %(n)d: %(old)s → %(new)s. %(asker)s xin: %(reason)s; %(leader)s đồng ý lúc %(at)s.%(answer)s")
        % told
    )


def _wish(desk: Desk, wish: DueMove) -> Wish:
    old = day(wish.old) if wish.old else "–"
    counted = national_calendar().previous_working_day(wish.wanted)
    words = _("Xin gia hạn từ %(old)s đến %(new)s") % {"old": old, "new": day(wish.wanted)}
    if counted != wish.wanted:
        words += _(" (ngày nghỉ, tính về %(day)s)") % {"day": day(counted)}
    if wish.late:
        words += _(", xin muộn: %(why)s") % {"why": wish.late_why}
    return Wish(
        key=wish.pk,
        words=words,
        reason=wish.reason,
        by=f"{wish.by.full_name}, {moment(wish.at)}",
        withdraws=not ASKERS.isdisjoint(desk.roles),
    )


def _past(move: DueMove) -> str:
    told = {
        "day": day(move.wanted),
        "asker": move.by.full_name,
        "person": move.decided_by.full_name if move.decided_by else "",
        "answer": move.answer,
    }
    if move.outcome == Outcome.REFUSED:
        return _("%(asker)s xin đến %(day)s; %(person)s không đồng ý: %(answer)s") % told
    return _("%(asker)s xin đến %(day)s, đã rút. %(answer)s") % told
