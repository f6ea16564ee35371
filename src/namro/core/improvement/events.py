"""Work that begins with an event: "trong 5 ngày làm việc kể từ khi nhận đủ hồ sơ". Nobody owes it before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.timetable import Calendar, Rules, Shift, Term, TermUnit, WorkingTime, default_hours, due, parse_term

#: What the units are called in due tokens (docs/reading.md).
_OF_TOKENS = {"wd": TermUnit.WORKING_DAY, "d": TermUnit.DAY, "h": TermUnit.HOUR}
_TOKEN = re.compile(r"within:(\d+)(wd|d|h)")
_FROM = re.compile(r"(?:kể\s+)?từ\s+(?:khi|ngày|lúc|thời điểm|sau khi)\s+(?P<event>.+)", re.IGNORECASE)
#: Work of a plan is counted in days; a term in hours is one of a procedure.
UNITS = (TermUnit.WORKING_DAY, TermUnit.DAY, TermUnit.MONTH)
_LONGEST_NAME = 200
#: Longer terms than these are slips of the hand.
_MOST = {TermUnit.WORKING_DAY: 500, TermUnit.DAY: 730, TermUnit.MONTH: 24}
_MORNING = time(8)


@dataclass(frozen=True, slots=True)
class EventTerm:
    """A term and the event from which it runs. Raises `NamroError` for what cannot be."""

    term: Term
    event: str

    def __post_init__(self) -> None:
        if not self.event.strip():
            raise NamroError("Chưa ghi sự kiện bắt đầu tính hạn. Ghi như “nhận đủ hồ sơ”.", code="event")
        if len(self.event) > _LONGEST_NAME:
            raise NamroError(f"Tên sự kiện dài quá {_LONGEST_NAME} ký tự. Rút gọn lại.", code="event")
        if self.term.unit not in UNITS:
            raise NamroError("Hạn theo sự kiện tính bằng ngày làm việc, ngày hoặc tháng. Chọn lại.", code="event")
        if self.term.count > _MOST[self.term.unit]:
            raise NamroError(f"Thời hạn {self.term.words} quá dài. Ghi tối đa {_MOST[self.term.unit]}.", code="event")

    @property
    def words(self) -> str:
        """ "Trong 5 ngày làm việc kể từ khi nhận đủ hồ sơ"."""
        return f"Trong {self.term.words} kể từ khi {self.event}"

    def due(self, day: date, calendar: Calendar) -> date:
        """Return the last day of the term that runs from an event of `day`; the day itself does not count.

        A last day that is none of work moves forward, as the law has it for terms (Civil Code, art. 148).
        """
        office = WorkingTime(calendar, default_hours())
        start = datetime.combine(day, _MORNING, VIETNAM)
        return due(start, self.term, office=office, rules=Rules(shift=Shift.FORWARD)).at.astimezone(VIETNAM).date()


def event_term(amount: str, unit: str, event: str) -> EventTerm:
    """Return the term and the event as typed. Raises `NamroError`."""
    return EventTerm(parse_term(amount.strip(), unit), " ".join(event.split()))


def printed_term(token: str, wording: str) -> EventTerm | None:
    """Return the term of a due token with the event that the wording names; None where one of both is not printed."""
    match, named = _TOKEN.fullmatch(token), _FROM.search(" ".join(wording.split()))
    if match is None or named is None or _OF_TOKENS[match[2]] not in UNITS:
        return None
    event = named["event"].strip(" .;,")[:_LONGEST_NAME]
    return event_term(match[1], _OF_TOKENS[match[2]], event) if event and int(match[1]) else None


def check_event_day(day: date, *, today: date, since: date) -> None:
    """Raise `NamroError` for an event that has not happened yet, or before the task began."""
    if day > today:
        raise NamroError(
            f"Ngày {day:%d/%m/%Y} chưa đến. Ghi sự kiện khi đã xảy ra, muộn nhất hôm nay {today:%d/%m/%Y}.", code="day"
        )
    if day < since:
        raise NamroError(
            f"Ngày {day:%d/%m/%Y} trước ngày bắt đầu của nhiệm vụ, {since:%d/%m/%Y}. Kiểm tra lại ngày.", code="day"
        )
