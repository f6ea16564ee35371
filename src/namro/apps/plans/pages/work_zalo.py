"""Lists as text for a chat: names, days, addresses that open from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from namro.apps.plans.models import Occurrence
from namro.apps.plans.pages.work_words import work_url
from namro.core.improvement.owners import Group, Owner, Person, Share
from namro.core.improvement.zalo import Reminder, zalo_text
from namro.core.timetable import national_calendar

#: Makes an address of this site absolute.
Absolute = Callable[[str], str]


def called(owner: Owner | None, day: date) -> str:
    """What to call who owes: people by name, whoever holds a position on the day; a group by its own name."""
    match owner:
        case None:
            return _("Chưa có người chủ trì")
        case Person() | Group():
            return owner.name
        case _:
            held = ", ".join(person.name for person in owner.holders(day))
            if owner.over is not None:
                return _("%(position)s (đã kết thúc, chưa có người nhận)") % {"position": owner.name}
            return held or _("%(position)s (chưa có người giữ)") % {"position": owner.name}


def told_in_chat(
    title: str, rows: Iterable[tuple[Occurrence, Owner | None, Share | None]], *, today: date, absolute: Absolute
) -> str:
    """Return the message that reminds of some work; "" when there is none."""
    site = absolute("/").removesuffix("/")
    reminders = [
        Reminder(
            text=row.task.text,
            who=called(owner, today),
            due=row.due,
            link=f"{site}{work_url(row)}",
            share=share,
        )
        for row, owner, share in rows
    ]
    return zalo_text(title, reminders, today=today, calendar=national_calendar())
