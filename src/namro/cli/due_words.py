"""A deadline in sentences: when, why then, what it rests on, what is not certain about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from namro.core.timetable import Due, TermUnit, WorkingTime
from namro.core.timetable.office_hours import Sessions
from namro.core.timetable.rhythm import WEEKDAYS
from namro.core.timetable.time_limits import PROVISIONAL_YEAR, UNDECIDED_SWAP


def sentences(found: Due, office: WorkingTime) -> Iterator[str]:
    """Yield what people are told, the deadline itself first."""
    yield f"Nhận lúc {_moment(found.start)}, thời hạn {found.term.words}: đến hạn lúc {_moment(found.at)}."
    if found.begun != found.start:
        yield f"Nhận sau giờ đã đặt nên tính từ lúc {_moment(found.begun)}."
    if found.term.unit is TermUnit.HOUR:
        day = found.at.date()
        length = _length(office.length(day))
        yield f"Giờ làm việc {hours_words(office.hours.on(day))}: một ngày làm việc là {length}."
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


def hours_words(sessions: Sessions) -> str:
    """ "07:30–11:30, 13:30–17:00"."""
    return ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in sessions)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _length(length: timedelta) -> str:
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return f"{hours} giờ {minutes} phút" if minutes else f"{hours} giờ"


def _moment(moment: datetime) -> str:
    day = f"{WEEKDAYS[moment.weekday()]} {moment.day}/{moment.month}/{moment.year}"
    return f"{moment:%H:%M:%S} {day}" if moment.second else f"{moment:%H:%M} {day}"
