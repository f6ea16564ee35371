"""A list of dossiers of one kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Dossier, State
from namro.apps.dossiers.permissions import names_officers
from namro.apps.dossiers.queries import Listed, Sought
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import Node
from namro.core.base.clock import VIETNAM
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, moment, number


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier of the list."""

    code: str
    url: str
    procedure: str
    unit: str
    officer: str
    accepted: str
    limit: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list with its words and where it goes on."""

    title: str
    about: str
    rows: tuple[Row, ...]
    older: str
    shows_units: bool
    shows_officers: bool


def list_page(
    user: User, sought: Sought, found: Listed, *, unit: Node | None, names: dict[str, str], now: datetime
) -> ListPage:
    """Put a list together; `names` are those of procedures by code."""
    asked = {"loai": sought.kind.word}
    if unit is not None:
        asked["don-vi"] = unit.code
    if sought.officer is not None:
        asked["nguoi"] = sought.officer
    tells = {row.unit_id: names_officers(user, row.unit_id) for row in found.rows}
    return ListPage(
        _(sought.kind.title),
        _(sought.kind.about),
        tuple(_row(row, names, told=tells[row.unit_id], now=now) for row in found.rows),
        urlencode({**asked, "sau": str(found.older)}) if found.older else "",
        unit is None or any(row.unit_id != unit.id for row in found.rows),
        any(tells.values()) and any(row.officer for row in found.rows),
    )


def _row(row: Dossier, names: dict[str, str], *, told: bool, now: datetime) -> Row:
    return Row(
        row.code,
        reverse("dossiers:dossier", args=[row.pk]),
        names.get(row.procedure, row.procedure),
        row.unit.code,
        row.officer if told else "",
        moment(row.accepted_at) if row.accepted_at else NOTHING,
        moment(row.limit_at) if row.limit_at else NOTHING,
        tuple(chips_of(row, now)),
    )


def chips_of(row: Dossier, now: datetime) -> list[Chip]:
    """Return how a dossier stands, in shapes and words."""
    if row.settled and row.is_open:
        return [Chip("check", "calm", _("Đã trả, hệ thống chưa ghi"))]
    if not row.is_open:
        return [_ended(row)]
    marks = [_running(row, now)]
    if row.state == State.WAITING:
        marks.append(Chip("hourglass", "calm", _("Chờ công dân bổ sung")))
    if row.state == State.PAUSED:
        marks.append(Chip("clock", "calm", _("Tạm dừng")))
    if row.requests > 1:
        marks.append(Chip("alert-triangle", "warn", _("Bổ sung %(n)d lần") % {"n": row.requests}))
    return marks


def _ended(row: Dossier) -> Chip:
    if row.requests > 1:
        return Chip("alert-triangle", "bad", _("Xong, tính là trễ: bổ sung %(n)d lần") % {"n": row.requests})
    if row.limit_at is None or row.ended_at is None:
        return Chip("check", "calm", _("Đã xong"))
    if row.ended_at <= row.limit_at:
        return Chip("check", "good", _("Xong đúng hẹn"))
    return Chip("alert-triangle", "bad", _("Xong, trễ %(time)s") % {"time": lasting(row.limit_at, row.ended_at)})


def _running(row: Dossier, now: datetime) -> Chip:
    if row.limit_at is None:
        return Chip("help-hexagon", "warn", _("Chưa rõ hạn"))
    stands = row.stood_at or now
    if stands > row.limit_at:
        return Chip("alert-triangle", "bad", _("Trễ %(time)s") % {"time": lasting(row.limit_at, stands)})
    if row.state == State.FILED:
        return Chip("circle-dashed", "warn" if row.warn_at and row.warn_at <= now else "calm", _("Chờ tiếp nhận"))
    if row.warn_at and row.warn_at <= now and not row.stood_at:
        return Chip("hourglass", "warn", _("Còn dưới 8 giờ làm việc"))
    return Chip("progress", "calm", _("Còn %(time)s") % {"time": lasting(now, row.limit_at)})


def lasting(since: datetime, until: datetime) -> str:
    """Return the time between two moments: `4 ngày`, `3 giờ`, `20 phút`."""
    days = (until.astimezone(VIETNAM).date() - since.astimezone(VIETNAM).date()).days
    if days:
        return _("%(n)s ngày") % {"n": number(Decimal(days))}
    minutes = int((until - since).total_seconds() // 60)
    return _("%(n)d giờ") % {"n": minutes // 60} if minutes >= 60 else _("%(n)d phút") % {"n": max(1, minutes)}
