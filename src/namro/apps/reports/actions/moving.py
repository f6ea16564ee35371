"""From draft to received: each act by the table of states; what is submitted is frozen with its moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, User
from namro.apps.reports.actions.events import told
from namro.apps.reports.gathering import frozen_of
from namro.apps.reports.models import Report
from namro.apps.reports.news import tell_moved
from namro.apps.reports.permissions import check_coordinate, roles_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.reporting.states import REPORT, State

_LONGEST = 4000
#: Acts that are no move by themselves: sending has a day and a number.
_BY_BUTTON = frozenset({"submit", "withdraw", "approve", "return", "reopen", "receive", "send_back"})


@transaction.atomic
def move(
    user: User, found: Report, act: str, *, at: datetime, version: int, said: str = "", number: str = ""
) -> Report:
    """Do an act of `core.reporting.states.REPORT` but sending. `number` is the receiver's own, of what is received."""
    if act not in _BY_BUTTON:
        raise NamroError(_("Không có việc này. Tải lại trang."), code="act")
    report = _grip(user, found, act, version=version, said=said)
    words = writable(said).strip()[:_LONGEST]
    if act == "submit":
        report.snapshot, report.closed_at = frozen_of(report, today=user.standing.day), at
    elif State(report.state) == State.WRITING:
        report.snapshot, report.closed_at, report.sent_on, report.received_on = None, None, None, None
    elif act == "receive":
        report.received_on, report.received_by = at.astimezone(VIETNAM).date(), user
        report.received_number = writable(number).strip()[:64]
    report.reason = words if act in ("return", "reopen", "send_back") else ""
    return _moved(user, report, act, at=at, said=words)


@transaction.atomic
def send(user: User, found: Report, *, on: date, number: str, at: datetime, version: int) -> Report:
    """Note that the report was sent, on which day and under which number."""
    report = _grip(user, found, "send", version=version)
    if on > at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày gửi chưa đến. Ghi ngày đã gửi hoặc hôm nay."), code="day")
    if report.closed_at and on < report.closed_at.astimezone(VIETNAM).date():
        raise NamroError(
            _("Ngày gửi %(day)s trước ngày báo cáo được trình (%(closed)s). Ghi lại ngày gửi.")
            % {"day": f"{on:%d/%m/%Y}", "closed": f"{report.closed_at.astimezone(VIETNAM):%d/%m/%Y}"},
            code="day",
        )
    report.sent_on, report.sent_number = on, writable(number).strip()[:64]
    report.head = report.head | {"number": report.sent_number, "dated": on.isoformat()}
    return _moved(user, report, "send", at=at, said=report.sent_number)


@transaction.atomic
def set_head(user: User, found: Report, values: Mapping[str, Any], *, version: int, at: datetime) -> Report:
    """Set recipients, signer and place: what stands around the content. Sent reports keep theirs."""
    check_coordinate(user, found.unit_id)
    report = Report.objects.select_for_update().get(pk=found.pk)
    if State(report.state) in (State.SENT, State.RECEIVED):
        raise NamroError(_("Báo cáo đã gửi: phần đầu không sửa được nữa."), code="state")
    _same(report, version)
    report.head = report.head | dict(values)
    report.version += 1
    report.save(update_fields=["head", "version"])
    told(user, report, "head", at=at)
    return report


def _grip(user: User, found: Report, act: str, *, version: int, said: str = "") -> Report:
    report = Report.objects.select_for_update().get(pk=found.pk)
    state = REPORT.after(State(report.state), act, roles_of(user, report), said=said)
    _same(report, version)
    report.state = state
    return report


def _same(report: Report, version: int) -> None:
    if report.version != version:
        last = report.events.select_related("by").latest("id")
        raise NamroError(
            _("%(person)s vừa thao tác trên báo cáo này. Chưa ghi gì; xem lại rồi bấm lần nữa.")
            % {"person": last.by.full_name},
            code="conflict",
        )


def _moved(user: User, report: Report, act: str, *, at: datetime, said: str) -> Report:
    report.version += 1
    report.save()
    told(user, report, act, at=at, said=said, line=AuditEntry.Act.REPORT_MOVED)
    tell_moved(user, report, act, at=at, said=said)
    if report.due is not None:
        _count_later(user, report)
    return report


def _count_later(user: User, report: Report) -> None:
    """Have the indicators of reports counted again, in the year in which this one was due."""
    from namro.apps.indicators.jobs import count_later  # not while Django is set up: it settles on the queue

    assert report.due is not None
    count_later("reports", [report.unit_id], [report.due.year], actor=user)
