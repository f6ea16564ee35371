"""What to tell whom on a day: what is due soon, what is late, and from when on others hear of it. One digest a person.

Nothing is said about work that waits for somebody else: it was handed in, asks for a decision or for more time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cache

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load_data
from namro.core.improvement.timeliness import due_words
from namro.core.timetable import Calendar, days_late, days_left

_DAY = timedelta(days=1)
#: Lines of a digest; the others are counted, and stand on the site.
MOST_LINES = 40


class Why(StrEnum):
    """Why a line stands in a digest, in their order there."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    ESCALATED = "escalated"


#: Heading of each part of a digest.
WHY_WORDS = {
    Why.LATE: "Đã trễ hạn",
    Why.TODAY: "Đến hạn hôm nay",
    Why.SOON: "Sắp đến hạn",
    Why.ESCALATED: "Việc trễ cần đôn đốc",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From so many days late on, whoever has the role hears of it."""

    late: int
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """When is told what. `working`: days are working days, else days of the calendar."""

    before: frozenset[int]
    after: frozenset[int]
    again: int
    escalate: tuple[Step, ...]
    morning: time
    working: bool = True

    def __post_init__(self) -> None:
        """A rhythm of no days would tell for ever."""
        if self.again < 1 or min(self.before | self.after, default=0) < 0:
            raise NamroError("Số ngày nhắc việc phải là số không âm, nhịp nhắc lại từ 1 ngày.", code="reminders")

    @property
    def farthest(self) -> int:
        """The most days ahead of which anybody is told."""
        return max(self.before, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something owed on a day by some people (keys of the caller's own); `leads` are who hear of it by role.

    `rules` are those of its unit where it chose its own.
    """

    key: str
    text: str
    due: date
    people: tuple[int, ...]
    who: str = ""
    url: str = ""
    kind: str = ""
    leads: Mapping[str, tuple[int, ...]]
    waits: bool = False
    rules: Rules | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An item in somebody's digest; `days` is how far it is from its due day."""

    item: Item
    why: Why
    days: int


def digests(
    items: Iterable[Item], *, today: date, calendar: Calendar, rules: Rules, last: date | None = None
) -> dict[int, list[Line]]:
    """Return the lines of each person who is told something today, the most urgent first.

    On a day off nobody is told anything: with days of the calendar what falls on it is told the working day before,
    where it is ahead, or after, where it is late. `last` is the day of the digest before, where that was not the last
    working day: what should have been told between them is told today.
    """
    if not calendar.is_working(today):
        return {}
    usual = calendar.previous_working_day(today - _DAY)
    since = usual if last is None else min(last, usual)
    found: dict[int, list[Line]] = {}
    for item in items:
        for person, line in _told(item, today, calendar, rules=item.rules or rules, last=since):
            found.setdefault(person, []).append(line)
    order = list(Why)
    for lines in found.values():
        lines.sort(key=lambda line: (order.index(line.why), line.item.due, line.item.key))
    return found


def _told(item: Item, today: date, calendar: Calendar, *, rules: Rules, last: date) -> Iterator[tuple[int, Line]]:
    if item.waits:
        return
    late = days_late(item.due, today, calendar) if rules.working else max(0, (today - item.due).days)
    if late == 0:
        if not _is_near(item.due, today, calendar, rules=rules, last=last):
            return
        left = days_left(today, item.due, calendar) if rules.working else (item.due - today).days
        line = Line(item, Why.TODAY if item.due == today else Why.SOON, left)
        yield from ((person, line) for person in item.people)
        return
    span = _late_since(last, late, item.due, calendar, rules=rules)
    if any(_again(days, rules) for days in span):
        yield from ((person, Line(item, Why.LATE, late)) for person in item.people)
    heard = dict.fromkeys(
        person for step in rules.escalate if step.late in span for person in _hears(step, item.leads, rules)
    )
    yield from ((person, Line(item, Why.ESCALATED, late)) for person in heard if person not in item.people)


def _hears(step: Step, leads: Mapping[str, tuple[int, ...]], rules: Rules) -> tuple[int, ...]:
    """Who hears of late work at a step. Where nobody has that role, whoever has the highest of the others."""
    others = (leads.get(other.to, ()) for other in reversed(rules.escalate))
    return leads.get(step.to) or next(filter(None, others), ())


def _is_near(due: date, today: date, calendar: Calendar, *, rules: Rules, last: date) -> bool:
    if rules.working:
        if due <= today:
            return 0 in rules.before
        left = days_left(today, due, calendar)
        return any(days in rules.before for days in range(left, max(left + 1, days_left(last, due, calendar))))
    # Days off until the next working day are told of today.
    day = min(today, last + _DAY) if last < calendar.previous_working_day(today - _DAY) else today
    while True:
        if (due - day).days in rules.before:
            return True
        day += _DAY
        if day > due or (day > today and calendar.is_working(day)):
            return False


def _late_since(last: date, late: int, due: date, calendar: Calendar, *, rules: Rules) -> range:
    """The days late that were not told of yet: those since the last digest, days off included where they count."""
    told = days_late(due, last, calendar) if rules.working else max(0, (last - due).days)
    return range(min(told, late - 1) + 1, late + 1)


def _again(days: int, rules: Rules) -> bool:
    last = max(rules.after, default=0)
    return days in rules.after or (days > last and (days - last) % rules.again == 0)


def digest_title(lines: Iterable[Line]) -> str:
    """ "Sáng nay: 2 việc đã trễ hạn, 1 việc đến hạn hôm nay, 3 việc sắp đến hạn"."""
    counts = dict.fromkeys(Why, 0)
    for line in lines:
        counts[line.why] += 1
    parts = [f"{n} việc {WHY_WORDS[why].lower()}" for why, n in counts.items() if n and why is not Why.ESCALATED]
    if counts[Why.ESCALATED]:
        parts.append(f"{counts[Why.ESCALATED]} việc trễ của người khác cần đôn đốc")
    return f"Sáng nay: {', '.join(parts)}"


def digest_lines(
    lines: Sequence[Line], *, today: date, calendar: Calendar, site: str = "", late: int = 0
) -> Iterator[str]:
    """Yield the text below the title: a heading for each part, then each item with its day and its address.

    `late` is how much of the person's own work is late in all: what is not told of today is counted at the end.
    """
    heading = None
    for line in lines[:MOST_LINES]:
        if line.why is not heading:
            heading = line.why
            yield f"{WHY_WORDS[heading]}:"
        item = line.item
        who = f"{item.who}: " if line.why is Why.ESCALATED and item.who else ""
        kind = f"[{item.kind}] " if item.kind else ""
        when = f"hạn {item.due:%d/%m/%Y}, {due_words(item.due, today, calendar)}"
        link = f" {site}{item.url}" if site and item.url else ""
        yield f"- {kind}{who}{item.text.rstrip(' .;')} ({when}){link}"
    if len(lines) > MOST_LINES:
        yield f"… và {len(lines) - MOST_LINES} việc nữa trên trang."
    others = late - sum(line.why is Why.LATE for line in lines)
    if others > 0:
        yield f"Ngoài ra còn {others} việc khác đang trễ hạn."


@cache
def reminder_rules() -> Rules:
    """Return the rules shipped with the product (`data/reminders.yaml`)."""
    data = load_data("reminders.yaml")
    return Rules(
        before=frozenset(data["before"]),
        after=frozenset(data["after"]),
        again=int(data["again"]),
        escalate=tuple(Step(late=int(row["late"]), to=str(row["to"])) for row in data["escalate"]),
        morning=time.fromisoformat(data["morning"]),
        working=data["counted"] == "working",
    )
