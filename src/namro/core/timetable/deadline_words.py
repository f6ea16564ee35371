"""A deadline in sentences: when, why then, what it rests on, what is not certain about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from namro.core.timetable.office_hours import Sessions
from namro.core.timetable.rhythm import WEEKDAYS
from namro.core.timetable.terms import TermUnit
from namro.core.timetable.time_limits import PROVISIONAL_YEAR, UNDECIDED_SWAP, Due
from namro.core.timetable.working_time import WorkingTime


def sentences(found: Due, office: WorkingTime) -> Iterator[str]:
    """Yield what people are told, the deadline itself first."""
    yield f"Nhận lúc {clock_words(found.start)}, thời hạn {found.term.words}: đến hạn lúc {clock_words(found.at)}."
    if found.begun != found.start:
        yield f"Nhận sau giờ đã đặt nên tính từ lúc {clock_words(found.begun)}."
    if found.term.unit is TermUnit.HOUR:
        yield working_day_words(office, found.at.date())
    yield from (f"Căn cứ: {article}." for article in found.basis)
    span = found.start.date(), found.at.date()
    if UNDECIDED_SWAP in found.warnings:
        for swap in office.calendar.undecided_in(span):
            yield (
                f"Lưu ý: đề xuất nghỉ ngày {swap.day:%d/%m/%Y}, làm bù {swap.swap_with:%d/%m/%Y} chưa được quyết định, "
                "hạn này có thể đổi."
            )
    if PROVISIONAL_YEAR in found.warnings:
        years = [year for year in range(span[0].year, span[1].year + 1) if year not in office.calendar.settled]
        yield f"Lưu ý: lịch nghỉ năm {', '.join(map(str, years))} chưa có thông báo chính thức, hạn này có thể đổi."


def working_day_words(office: WorkingTime, day: date) -> str:
    """Say how long a working day of the office is, which is why hours reach into another day here and not there."""
    length = _length(office.length(day))
    return f"Giờ làm việc {hours_words(office.hours.on(day))}: một ngày làm việc là {length}."


def hours_words(sessions: Sessions) -> str:
    """ "07:30–11:30, 13:30–17:00"."""
    return ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in sessions)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _length(length: timedelta) -> str:
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return f"{hours} giờ {minutes} phút" if minutes else f"{hours} giờ"


def clock_words(moment: datetime) -> str:
    """ "15:20 Thứ Hai 12/10/2026"; seconds where there are any."""
    day = f"{WEEKDAYS[moment.weekday()]} {moment.day}/{moment.month}/{moment.year}"
    return f"{moment:%H:%M:%S} {day}" if moment.second else f"{moment:%H:%M} {day}"
