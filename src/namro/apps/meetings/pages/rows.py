"""Meetings in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.meetings.models import Meeting
from namro.apps.people.queries.organisation import names_of
from namro.ui.chips import Chip
from namro.ui.formats import moment


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting; `tasks` of `concluded` conclusions are tasks."""

    url: str
    title: str
    unit: str
    when: str
    kind: str
    chip: Chip
    concluded: int
    tasks: int


def meeting_rows(meetings: Iterable[Meeting], now: datetime) -> list[MeetingRow]:
    """Return the rows; one query for the names of units."""
    rows = list(meetings)
    names = names_of({row.unit_id for row in rows})
    return list(_rows(rows, names, now))


def _rows(rows: list[Meeting], names: dict[int, tuple[str, str]], now: datetime) -> Iterator[MeetingRow]:
    for row in rows:
        counts = vars(row)
        yield MeetingRow(
            reverse("meetings:meeting", args=[row.code]), row.title, names[row.unit_id][1], moment(row.starts_at),
            row.get_kind_display(), state_chip(row, now), counts["concluded"], counts["tasks"],
        )  # fmt: skip


def state_chip(row: Meeting, now: datetime) -> Chip:
    """Coming, under way or over."""
    if row.ended_at:
        return Chip("circle-check", "ok", _("Đã họp"))
    if row.starts_at > now:
        return Chip("clock", "line", _("Sắp họp"))
    return Chip("pencil", "warn", _("Chờ ghi kết thúc"))
