"""The page of tasks that wait for events, with the form that records one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.owners import owners_of
from namro.apps.plans.bridge import event_in
from namro.apps.plans.models import Happening
from namro.apps.plans.pages.work_time import Asked
from namro.apps.plans.pages.work_words import capital, state_mark
from namro.apps.plans.pages.work_zalo import called
from namro.apps.plans.waiting import Waiting
from namro.ui.chips import Chip
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: when, what, and the work that it gave."""

    url: str
    words: str
    due: str
    chip: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A task with its form; `what`, `on`, `document` are what stands in the boxes."""

    key: int
    text: str
    term: str
    who: str
    plan: str
    counts: str
    events: tuple[EventLine, ...]
    open: bool
    what: str
    on: str
    document: str
    error: str
    days: tuple[tuple[str, str], ...]


def waiting_rows(found: Iterable[Waiting], *, today: date, asked: Asked, key: int = 0) -> tuple[WaitingRow, ...]:
    """Return the rows; the form of the task `key` was refused as `asked` says."""
    shown = list(found)
    owners = owners_of((one.task for one in shown), today=today)
    rows = []
    for one in shown:
        task, mine = one.task, one.task.pk == key
        typed = asked.typed if mine else {}
        owner, begins = owners.get(task.pk), event_in(task)
        counts = cast(Mapping[str, int], vars(task))
        told = {"n": counts["recorded"], "open": counts["open"]}
        rows.append(
            WaitingRow(
                key=task.pk,
                text=task.text,
                term=begins.words if begins else "",
                who=called(owner, today) if owner else _("chưa có người"),
                plan=task.plan.title,
                counts=_("%(n)d sự kiện, %(open)d việc đang mở") % told if told["n"] else _("chưa có sự kiện nào"),
                events=tuple(_event(event) for event in one.recent),
                open=mine or len(shown) == 1,
                what=typed.get("viec-gi", capital(task.event)),
                on=typed.get("ngay", day(today)),
                document=typed.get("van-ban", ""),
                error=asked.error if mine else "",
                days=asked.days if mine else (),
            )
        )
    return tuple(rows)


def _event(row: Happening) -> EventLine:
    work = row.occurrence
    due = _("hạn %(day)s") % {"day": day(work.due)} if work.due else ""
    words = f"{day(row.on)}: {row.what}" + (f" ({row.document})" if row.document else "")
    return EventLine(reverse("plans:work", args=[work.code]), words, due, state_mark(work.state))
