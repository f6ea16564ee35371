"""Marks of reports: a shape and a word for each state."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from namro.apps.reports.models import Report
from namro.core.improvement.owners import Share
from namro.core.reporting.days import Days
from namro.core.reporting.obligations import Stand, stand_of
from namro.core.reporting.states import CONTRIBUTION, REPORT, Given, State
from namro.ui.chips import Chip

_STATES = {
    State.WRITING: ("progress", "acc"),
    State.SUBMITTED: ("hourglass", "warn"),
    State.APPROVED: ("circle-check", "acc"),
    State.SENT: ("circle-check", "good"),
    State.RECEIVED: ("circle-check", "good"),
}
_GIVEN = {
    Given.ASKED: ("circle-dashed", "line"),
    Given.GIVEN: ("circle-check", "good"),
    Given.RETURNED: ("arrow-back-up", "warn"),
}


def state_chip(report: Report) -> Chip:
    """How far a report is."""
    state = State(report.state)
    return Chip(*_STATES[state], _(REPORT.states[state]))


def given_chip(state: str, share: Share) -> Chip:
    """What is there of a section; of a group how many of how many."""
    found = Given(state)
    if share.owed > 1:
        shape = _GIVEN[Given.GIVEN if share.complete else found]
        return Chip(*shape, _("%(share)s người đã góp") % {"share": share.words})
    return Chip(*_GIVEN[found], _(CONTRIBUTION.states[found]))


def due_chip(days: Days, report: Report | None, *, today: date, since: date | None = None) -> Chip:
    """How an obligation stands on a day; `since` is when the unit began to keep its reports here."""
    stand = stand_of(days, report.sent_on if report else None, today=today, since=None if report else since)
    if stand == Stand.LATE and days.due:
        return Chip("alert-triangle", "bad", _("Trễ %(n)d ngày") % {"n": (today - days.due).days})
    if stand == Stand.SOON and days.due:
        left = (days.due - today).days
        return Chip("clock", "warn", _("Còn %(n)d ngày") % {"n": left} if left else _("Hạn hôm nay"))
    if stand == Stand.COLLECTING:
        return Chip("hourglass", "warn", _("Đang thu nội dung"))
    words = {
        Stand.SENT: Chip("circle-check", "good", _("Đã gửi đúng hạn")),
        Stand.SENT_LATE: Chip("circle-check", "line", _("Đã gửi trễ")),
        Stand.AHEAD: Chip("calendar-due", "line", _("Sắp tới")),
        Stand.EARLIER: Chip("circle-dashed", "line", _("Không theo dõi")),
        Stand.OPEN: Chip("help-hexagon", "line", _("Chưa đặt hạn")),
    }
    return words[stand]
