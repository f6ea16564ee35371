"""The feedback behind a metric: what counts, what does not and why, what it is not about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.feedback.figures import Counts, items_in
from namro.apps.feedback.models import Item
from namro.apps.feedback.pages.rows import state_chip
from namro.apps.service_index.counting import days_of
from namro.apps.service_index.pages.words import pair, percent
from namro.core.base.clock import VIETNAM
from namro.core.indicators.periods import Period
from namro.core.service.index import Metric
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day

#: Metrics on feedback: the field of `Counts` that is the numerator, and the one that is the denominator.
SIDES = {
    "PETITION_PROCESSING_ON_TIME": ("on_time", "all"),
    "PETITION_HANDLING_SATISFACTION": ("satisfied", "received"),
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item and why it counts or not."""

    url: str
    subject: str
    received: str
    limit: str
    answered: str
    counts: Chip
    why: str
    state: Chip


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """The ratio with its items; `hidden`: how many the person may not read."""

    name: str
    number: str
    counts: str
    pair: str
    percent: str
    rows: tuple[ItemRow, ...]
    all: int
    hidden: int


def feedback_page(unit: int, metric: Metric, period: Period, *, read: Collection[int], today: date) -> FeedbackPage:
    """Put the page together, what does not count first; `read` are the items that the person may read."""
    part, whole = SIDES[metric.code]
    found = [(one, counts) for one, counts in items_in([unit], days_of(period), today=today) if getattr(counts, whole)]
    up = sum(getattr(counts, part) for _one, counts in found)
    shown = [(one, counts) for one, counts in found if one.pk in read]
    shown.sort(key=lambda both: (getattr(both[1], part), both[0].limit_on, both[0].pk))
    return FeedbackPage(
        metric.name,
        metric.number,
        metric.counts,
        pair(up, len(found)),
        percent(up, len(found)),
        tuple(_row(one, counts, good=getattr(counts, part)) for one, counts in shown),
        len(found),
        len(found) - len(shown),
    )


def _row(one: Item, counts: Counts, *, good: bool) -> ItemRow:
    mark = Chip("check", "good", _("được tính")) if good else Chip("alert-triangle", "bad", _("không được tính"))
    return ItemRow(
        reverse("feedback:item", args=[one.code]),
        one.subject,
        _on(one.received_at),
        day(one.limit_on),
        _on(one.answered_at),
        mark,
        "; ".join(_faults(one, counts)) if not good else "",
        state_chip(one),
    )


def _faults(one: Item, counts: Counts) -> list[str]:
    found = []
    if not counts.on_time:
        found.append(_("trả lời sau hạn") if one.answered_at else _("quá hạn chưa trả lời"))
    if one.unsatisfied:
        found.append(_("bị đánh giá không hài lòng"))
    if one.repeats:
        found.append(_("phản ánh lặp lại"))
    return found


def _on(moment: datetime | None) -> str:
    return day(moment.astimezone(VIETNAM).date()) if moment else NOTHING
