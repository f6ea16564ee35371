"""Rows of the board, and how an item stands as a mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.feedback.models import Item
from namro.core.base.clock import VIETNAM
from namro.core.service.feedback import OPEN, OUTCOME_WORDS, STATE_WORDS, Outcome, State, rules
from namro.core.timetable import Calendar, days_late, days_left
from namro.ui.chips import Chip
from namro.ui.formats import day

_STATES = {
    State.RECEIVED: ("clock", "line"),
    State.ASSIGNED: ("progress", "line"),
    State.SUPPLEMENT: ("clock", "warn"),
    State.ANSWERED: ("upload", "warn"),
    State.PUBLISHED: ("circle-check", "good"),
    State.CLOSED: ("circle-check", "line"),
    State.RETURNED: ("arrow-back-up", "line"),
}


def state_chip(item: Item) -> Chip:
    """How it stands."""
    icon, css = _STATES[State(item.state)]
    return Chip(icon, css, STATE_WORDS[State(item.state)])


def time_chip(item: Item, today: date, calendar: Calendar) -> Chip | None:
    """How much time is left for what is owed next, or by how much it is late; None when nothing is owed or left."""
    due = item.limit_on if item.state in OPEN else item.publish_by if item.state == State.ANSWERED else None
    if due is None:
        answered = item.answered_at
        done = answered.astimezone(VIETNAM).date() if answered else None
        late = days_late(item.limit_on, done, calendar) if done else 0
        return Chip("calendar-x", "bad", _("trả lời trễ %(n)d ngày") % {"n": late}) if late else None
    if today > due:
        return Chip("calendar-x", "bad", _("trễ %(n)d ngày") % {"n": days_late(due, today, calendar)})
    left = days_left(today, due, calendar)
    if left == 0:
        return Chip("clock", "warn", _("hạn hôm nay"))
    if item.state in OPEN and today > item.own_on:
        return Chip("clock", "warn", _("quá hạn nội bộ, còn %(n)d ngày") % {"n": left})
    return Chip("clock", "warn" if left <= 2 else "line", _("còn %(n)d ngày") % {"n": left})


def outcome_words(item: Item) -> str:
    """What was found, by which act; "" while nothing was."""
    if not item.outcome or item.act_on is None:
        return ""
    words = {"words": OUTCOME_WORDS[Outcome(item.outcome)], "number": item.act_number, "day": day(item.act_on)}
    return _("%(words)s, theo văn bản %(number)s ngày %(day)s") % words


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the board."""

    url: str
    subject: str
    source: str
    source_code: str
    kind: str
    received: str
    handler: str
    limit: str
    own: str
    chip: Chip
    time: Chip | None
    outcome: str


def board_rows(items: Iterable[Item], today: date, calendar: Calendar) -> list[Row]:
    """Return the rows of items that were read with their handlers; no query."""
    known = rules()
    return [
        Row(
            url=reverse("feedback:item", args=[one.code]),
            subject=one.subject,
            source=known.sources[one.source].name,
            source_code=one.source_code,
            kind=known.kinds.get(one.kind, one.kind),
            received=day(one.received_at.astimezone(VIETNAM).date()),
            handler=one.handler.full_name if one.handler else "",
            limit=day(one.publish_by if one.state == State.ANSWERED and one.publish_by else one.limit_on),
            own=day(one.own_on) if one.state in OPEN and one.own_on != one.limit_on else "",
            chip=state_chip(one),
            time=time_chip(one, today, calendar),
            outcome=outcome_words(one),
        )
        for one in items
    ]
