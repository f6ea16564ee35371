"""Rules about procedures and officers: posting within days of the decision (R10), monthly evaluation (R15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from namro.core.base.clock import VIETNAM
from namro.core.service.findings import Circumstances, Finding
from namro.core.service.rules import Check, watching_rules
from namro.core.timetable import Shift, Term, TermUnit, due
from namro.core.timetable.deadline_words import clock_words

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A procedure that was decided on a day and is to be made public."""

    procedure: str
    decided_on: date
    posted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """An officer's evaluation for a month (its first day)."""

    officer: str
    month: date
    sent_on: date | None = None


def posting_limit(decided_on: date, circumstances: Circumstances) -> datetime:
    """Return until when a procedure decided on a day is to be public: the close of office."""
    check = watching_rules()["R10"].check("posted")
    start = datetime.combine(decided_on, time(0, 0), VIETNAM)
    term = Term(Decimal(check.number("working_days")), TermUnit.WORKING_DAY)
    return due(start, term, office=circumstances.office).at


def watch_posting(posting: Posting, now: datetime, circumstances: Circumstances) -> Finding | None:
    """R10: None while it is public in time, or the limit has not passed."""
    limit = posting_limit(posting.decided_on, circumstances)
    done = f"công khai ngày {posting.posted_on:%d/%m/%Y}" if posting.posted_on else "chưa công khai"
    words = (
        f"Thủ tục {posting.procedure}, quyết định ngày {posting.decided_on:%d/%m/%Y}, "
        f"phải công khai trước {clock_words(limit)}: {done}."
    )
    check = watching_rules()["R10"].check("posted")
    return (
        _broken(check, words, limit=limit, day=posting.decided_on, circumstances=circumstances)
        if _is_past(limit, posting.posted_on, now)
        else None
    )


def evaluation_limit(month: date, circumstances: Circumstances) -> datetime:
    """Return until when the evaluation of a month is to be sent: before the day, on a working day."""
    check = watching_rules()["R15"].check("evaluated")
    following = (month.replace(day=1) + 31 * _DAY).replace(day=check.number("before_day"))
    calendar = circumstances.office.calendar
    return circumstances.office.closing(calendar.moved(following - _DAY, Shift.BACK))


def watch_evaluation(evaluation: Evaluation, now: datetime, circumstances: Circumstances) -> Finding | None:
    """R15: None while it was sent in time, or the limit has not passed."""
    limit = evaluation_limit(evaluation.month, circumstances)
    done = f"gửi ngày {evaluation.sent_on:%d/%m/%Y}" if evaluation.sent_on else "chưa gửi"
    words = (
        f"Đánh giá tháng {evaluation.month:%m/%Y} của {evaluation.officer} phải gửi trước {clock_words(limit)}: {done}."
    )
    check = watching_rules()["R15"].check("evaluated")
    return (
        _broken(check, words, limit=limit, day=evaluation.month, circumstances=circumstances)
        if _is_past(limit, evaluation.sent_on, now)
        else None
    )


def _broken(check: Check, words: str, *, limit: datetime, day: date, circumstances: Circumstances) -> Finding:
    return Finding(
        rule=check.rule,
        check=check.code,
        level=circumstances.level(check),
        words=words,
        since=limit,
        limit=limit,
        articles=watching_rules()[check.rule].basis(day),
    )


def _is_past(limit: datetime, done_on: date | None, now: datetime) -> bool:
    """Whether it was done on a later day, or is not done and the moment is past."""
    return now > limit if done_on is None else done_on > limit.date()
