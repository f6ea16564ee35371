"""Text to copy into a chat: plain lines with names, dates and links, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from namro.core.improvement.owners import Share
from namro.core.improvement.timeliness import due_words
from namro.core.timetable import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One task to remind of; `who` as people are called, `link` an address given by the caller ("" none).

    `share`: for work of a group, how much is there and whose product is missing. `notes` are further lines.
    """

    text: str
    who: str
    due: date | None = None
    link: str = ""
    share: Share | None = None
    notes: tuple[str, ...] = ()


def zalo_text(title: str, reminders: Sequence[Reminder], *, today: date, calendar: Calendar) -> str:
    """Return the message: a title with the day, then under each name its tasks, the most urgent first.

    Names stand in the order of their most urgent task. No reminders: an empty text.
    """
    if not reminders:
        return ""
    lines = [f"{title} (ngày {today:%d/%m/%Y})"]
    by_name: dict[str, list[Reminder]] = {}
    for reminder in sorted(reminders, key=lambda r: r.due or date.max):
        by_name.setdefault(reminder.who, []).append(reminder)
    for name, asked in by_name.items():
        lines += ["", f"{name}:", *(line for one in asked for line in _lines(one, today, calendar))]
    return "\n".join(lines)


def _lines(reminder: Reminder, today: date, calendar: Calendar) -> Iterable[str]:
    when = "chưa có hạn"
    if reminder.due is not None:
        when = f"hạn {reminder.due:%d/%m/%Y}, {due_words(reminder.due, today, calendar)}"
    yield f"- {reminder.text.rstrip(' .;')} ({when})"
    if reminder.share is not None:
        yield f"  Đã có {reminder.share.words}{_missing(reminder.share)}"
    yield from (f"  {note}" for note in reminder.notes)
    if reminder.link:
        yield f"  {reminder.link}"


def _missing(share: Share) -> str:
    if share.complete or share.owed <= 1:
        return ""
    waiting = f", chờ duyệt {len(share.waiting)}" if share.waiting else ""
    if not share.missing:
        return waiting
    return f"{waiting}, còn thiếu {len(share.missing)}: {', '.join(person.name for person in share.missing)}"
