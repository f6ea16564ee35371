"""Who holds a position: appointing, moving, leaving. What was before the day of an act stays as it was."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions.refusals import OrganisationError
from namro.apps.people.actions.seen import subject_of
from namro.apps.people.models import AuditEntry, Holding, Position, User, on_day
from namro.apps.people.recording import record
from namro.core.base.spans import Span, first_full_day
from namro.ui.formats import day


@transaction.atomic
def appoint(actor: User, user: User, *, position: Position, since: date, at: datetime) -> Holding:
    """Let a person hold a position from a day on. Raises OrganisationError when the seat or the day does not allow."""
    holding = _take_seat(user, position, since=since)
    note = _said(user, position, since)
    record(actor, AuditEntry.Act.APPOINTED, at=at, subject=subject_of(position), note=note, unit=home_of(position))
    return holding


@transaction.atomic
def move(actor: User, user: User, *, position: Position, on: date, at: datetime) -> Holding:
    """Let a person hold a position from a day on and give up all others on that day."""
    for held in Holding.objects.select_for_update().filter(on_day(on), user=user).exclude(position=position):
        close(held, on)
    holding = _take_seat(user, position, since=on)
    note = _said(user, position, on)
    record(actor, AuditEntry.Act.MOVED, at=at, subject=subject_of(position), note=note, unit=home_of(position))
    return holding


@transaction.atomic
def end_holding(actor: User, holding: Holding, *, until: date, at: datetime) -> None:
    """Let a person leave a position; `until` is the first day without it."""
    locked = Holding.objects.select_for_update().select_related("user", "position").get(pk=holding.pk)
    # An end that is written down may come earlier, never later: the seat may be somebody else's by then.
    if locked.until is not None and (locked.until <= at.date() or locked.until < until):
        raise OrganisationError(
            _("%(name)s thôi chức danh này từ ngày %(day)s; việc đã qua không sửa lại, chỉ rút ngắn được.")
            % {"name": locked.user.full_name, "day": day(locked.until)}
        )
    close(locked, until)
    note = _said(locked.user, locked.position, until)
    unit = home_of(locked.position)
    record(actor, AuditEntry.Act.HOLDING_ENDED, at=at, subject=subject_of(locked.position), note=note, unit=unit)


def close(holding: Holding, until: date) -> None:
    """Write the day on which a holding ends; call it in the transaction of the act."""
    if until <= holding.since:
        raise OrganisationError(
            _("%(name)s giữ chức danh “%(position)s” từ ngày %(day)s. Chọn ngày sau ngày đó.")
            % {"name": holding.user.full_name, "position": holding.position.name, "day": day(holding.since)}
        )
    holding.until = until
    holding.save(update_fields=["until"])


def home_of(position: Position) -> int:
    """The id of the unit in which a position stands, whichever body it is in."""
    return position.unit.home_id or position.unit_id


def _take_seat(user: User, position: Position, *, since: date) -> Holding:
    # Two acts on one position wait for each other here (on SQLite the transaction itself is the lock).
    position = Position.objects.select_for_update().get(pk=position.pk)
    wanted = Span(since, position.until) if position.span.covers(since) else None
    if wanted is None:
        raise OrganisationError(
            _("Chức danh “%(position)s” không có vào ngày %(day)s. Chọn ngày khác hoặc chức danh kế tiếp.")
            % {"position": position.name, "day": day(since)}
        )
    if not user.is_active:
        raise OrganisationError(
            _("Tài khoản của %(name)s đã ngừng dùng. Mở lại tài khoản rồi bổ nhiệm.") % {"name": user.full_name}
        )
    held = [h for h in position.holdings.select_related("user") if h.span.meets(wanted)]
    if any(h.user_id == user.pk for h in held):
        raise OrganisationError(_("%(name)s đang giữ chức danh này rồi.") % {"name": user.full_name})
    if first_full_day([*(h.span for h in held), wanted], position.seats):
        names = ", ".join(sorted({h.user.full_name for h in held}))
        raise OrganisationError(
            _("Chức danh “%(position)s” đã đủ người: %(names)s. Cho người đó thôi chức danh trước, rồi bổ nhiệm.")
            % {"position": position.name, "names": names}
        )
    return Holding.objects.create(user=user, position=position, since=since, until=position.until)


def _said(user: User, position: Position, since: date) -> str:
    return f"{user.full_name}: {position.name}, {since:%d/%m/%Y}"
