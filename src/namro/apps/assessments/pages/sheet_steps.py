"""The page on which a sheet goes on: its words, what is in the way, the acts, and what was done so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from namro.apps.assessments.models import Assessment, StateEvent
from namro.apps.assessments.pages.sheet_head import (
    ActButton,
    Closed,
    Deadline,
    acts_of,
    chip_of_state,
    closed_of,
    deadline_of,
)  # fmt: skip
from namro.apps.assessments.queries.shown import due_at_hand
from namro.apps.people.models import User
from namro.core.assessment.stages import STATE_WORDS, TABLE, State
from namro.ui.chips import Chip
from namro.ui.formats import moment, points


@dataclass(frozen=True, slots=True)
class Done:
    """One act that was done."""

    words: str
    after: str
    reason: str
    person: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsPage:
    """Everything the page shows."""

    chip: Chip
    deadline: Deadline | None
    closed: Closed | None
    acts: tuple[ActButton, ...]
    done: tuple[Done, ...]
    total: str
    band: str
    empty: str
    late: str


def steps_page(user: User, sheet: Assessment, events: Iterable[StateEvent], now: datetime) -> StepsPage:
    """Return the context."""
    late = sheet.days_late
    return StepsPage(
        chip=chip_of_state(sheet),
        deadline=deadline_of(sheet, due_at_hand(sheet), now),
        closed=closed_of(sheet),
        acts=acts_of(user, sheet),
        done=tuple(_done(event) for event in events),
        total=points(sheet.total),
        band=sheet.band,
        empty=ngettext("%(n)d tiêu chí trống", "%(n)d tiêu chí trống", sheet.empty) % {"n": sheet.empty}
        if sheet.empty
        else "",
        late=ngettext("Nộp trễ %(n)d ngày", "Nộp trễ %(n)d ngày", late) % {"n": late} if late else "",
    )


def _done(event: StateEvent) -> Done:
    act = TABLE.by_name.get(event.act)
    words = _(act.words) if act else event.act
    after = _(STATE_WORDS[State(event.after)])
    return Done(words, after, event.reason, event.by.full_name, moment(event.at))
