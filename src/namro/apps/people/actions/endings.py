"""A position, a body or a unit ends: its work goes to successors, its people stay in the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from namro.apps.people.actions.accounts import record
from namro.apps.people.actions.appointments import OrganisationError, close
from namro.apps.people.models import (
    AuditEntry,
    GroupMember,
    Holding,
    Position,
    PositionLink,
    Unit,
    UnitLink,
    UnitSpan,
    User,
    on_day,
)
from namro.apps.people.queries.organisation import touch
from namro.ui.formats import day

Thing = TypeVar("Thing", Unit, Position)


@dataclass(frozen=True, slots=True)
class Share(Generic[Thing]):
    """A successor and its share of the work, 0 < part ≤ 1."""

    to: Thing
    part: Decimal


@transaction.atomic
def end_position(
    actor: User, position: Position, *, on: date, successors: Sequence[Share[Position]], at: datetime
) -> None:
    """End a position: from `on` its work and its places in groups are its successors', and nobody holds it."""
    position = Position.objects.select_for_update().get(pk=position.pk)
    _check_shares(successors)
    if position.until is not None and position.until <= on:
        raise _ended(position.name, position.until)
    _check_day(position.name, position.since, on)
    for share in successors:
        if share.to.pk == position.pk or not share.to.span.covers(on):
            raise _not_there(share.to.name, on)
    _close_positions(Position.objects.filter(pk=position.pk), on)
    PositionLink.objects.bulk_create(
        PositionLink(old=position, new=share.to, share=share.part, on=on) for share in successors
    )
    _hand_over_memberships(position, on, [share.to for share in successors])
    record(actor, AuditEntry.Act.POSITION_ENDED, at=at, subject=f"position:{position.pk}", note=f"{on:%d/%m/%Y}")


@transaction.atomic
def end_unit(actor: User, unit: Unit, *, on: date, successors: Sequence[Share[Unit]], at: datetime) -> None:
    """End a unit or body: its bodies, positions and holdings end with it; its work is its successors'.

    Raises OrganisationError when other units still stand under it or a successor is not there on that day.
    """
    spans = UnitSpan.objects.select_for_update().filter(Q(until__isnull=True) | Q(until__gt=on))
    own = spans.filter(unit=unit).order_by("since").last()
    _check_shares(successors)
    if own is None:
        last = unit.spans.latest("since")
        raise _ended(last.name, last.until or on)
    _check_day(own.name, own.since, on)
    if below := spans.filter(parent=unit, unit__home__isnull=True).first():
        raise OrganisationError(
            _("Còn đơn vị trực thuộc: %(name)s. Kết thúc hoặc chuyển đơn vị đó trước.") % {"name": below.name}
        )
    for share in successors:
        if share.to.pk == unit.pk or not share.to.spans.filter(on_day(on)).exists():
            raise _not_there(share.to.code, on)
    ending = Unit.objects.filter(Q(pk=unit.pk) | Q(home=unit))
    for span in spans.filter(unit__in=ending):
        _check_day(span.name, span.since, on)
    spans.filter(unit__in=ending).update(until=on)
    _close_positions(Position.objects.filter(unit__in=ending), on)
    UnitLink.objects.bulk_create(UnitLink(old=unit, new=share.to, share=share.part, on=on) for share in successors)
    touch()
    record(actor, AuditEntry.Act.UNIT_ENDED, at=at, subject=f"unit:{unit.code}", note=f"{own.name}, {on:%d/%m/%Y}")


def _close_positions(positions: QuerySet[Position], on: date) -> None:
    """End positions and what is held of them; what has ended before stays as it is."""
    open_positions = positions.select_for_update().filter(Q(until__isnull=True) | Q(until__gt=on))
    keys = []
    for position in open_positions:
        _check_day(position.name, position.since, on)
        keys.append(position.pk)
    for held in Holding.objects.select_related("user", "position").filter(position__in=keys):
        if held.until is None or held.until > on:
            close(held, on)
    Position.objects.filter(pk__in=keys).update(until=on)


def _hand_over_memberships(position: Position, on: date, successors: Sequence[Position]) -> None:
    for member in GroupMember.objects.filter(on_day(on), position=position):
        already = set(GroupMember.objects.filter(on_day(on), group=member.group).values_list("position", flat=True))
        GroupMember.objects.bulk_create(
            GroupMember(group=member.group, position=new, since=on, until=member.until)
            for new in successors
            if new.pk not in already
        )
        member.until = on
        member.save(update_fields=["until"])


def _check_shares(successors: Sequence[Share[Unit]] | Sequence[Share[Position]]) -> None:
    total = sum((share.part for share in successors), Decimal(0))
    if any(share.part <= 0 for share in successors) or total > 1:
        raise OrganisationError(_("Các phần bàn giao phải lớn hơn 0 và cộng lại không quá 100%."))
    if len({share.to.pk for share in successors}) < len(successors):
        raise OrganisationError(_("Một nơi kế tiếp được chọn hai lần. Gộp hai phần vào một dòng."))


def _check_day(name: str, since: date, on: date) -> None:
    if on <= since:
        raise OrganisationError(
            _("“%(name)s” có từ ngày %(day)s. Chọn ngày sau ngày đó.") % {"name": name, "day": day(since)}
        )


def _ended(name: str, until: date) -> OrganisationError:
    return OrganisationError(
        _("“%(name)s” đã kết thúc từ ngày %(day)s; việc đã qua không sửa lại.") % {"name": name, "day": day(until)}
    )


def _not_there(name: str, on: date) -> OrganisationError:
    return OrganisationError(
        _("“%(name)s” không nhận được việc vào ngày %(day)s. Chọn nơi đang hoạt động vào ngày đó.")
        % {"name": name, "day": day(on)}
    )
