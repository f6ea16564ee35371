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

from namro.apps.people.actions.appointments import close, home_of
from namro.apps.people.actions.namesakes import namesakes
from namro.apps.people.actions.positions import stands_since
from namro.apps.people.actions.refusals import OrganisationError, check_after, ended
from namro.apps.people.actions.relations import close_relations
from namro.apps.people.actions.seen import subject_of
from namro.apps.people.models import (
    AuditEntry,
    EarlierPost,
    GroupMember,
    Holding,
    Position,
    PositionLink,
    Unit,
    UnitLink,
    UnitSpan,
    User,
    lasts,
    on_day,
)
from namro.apps.people.queries.organisation import span_at, touch
from namro.apps.people.recording import record
from namro.core.base.spans import Span
from namro.ui.formats import day, number

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
        raise ended(position.name, position.until)
    for share in successors:
        if share.to.pk == position.pk or not share.to.span.covers(on):
            raise _not_there(share.to.name, on)
    _close_positions(Position.objects.filter(pk=position.pk), on)
    PositionLink.objects.bulk_create(
        PositionLink(old=position, new=share.to, share=share.part, on=on) for share in successors
    )
    _hand_over_memberships(position, on, [share.to for share in successors])
    note = f"{position.name}, {on:%d/%m/%Y}{_to({share.to.name: share.part for share in successors})}"
    act = AuditEntry.Act.POSITION_ENDED
    record(actor, act, at=at, subject=subject_of(position), note=note, unit=home_of(position))


@transaction.atomic
def end_unit(actor: User, unit: Unit, *, on: date, successors: Sequence[Share[Unit]], at: datetime) -> None:
    """End a unit or body: its bodies, positions and holdings end with it; its work is its successors'.

    A position of the same name in a successor takes over from one that ends: its work and its places in groups.
    Raises OrganisationError when other units still stand under it or a successor is not there on that day.
    """
    ending = Unit.objects.filter(Q(pk=unit.pk) | Q(home=unit))
    # Whoever makes something inside waits here.
    list(ending.select_for_update().order_by("pk"))
    spans = UnitSpan.objects.select_for_update().filter(lasts(on))
    own = spans.filter(unit=unit).order_by("since").last()
    _check_shares(successors)
    if own is None:
        last = unit.spans.latest("since")
        raise ended(last.name, last.until or on)
    check_after(own.name, own.since, on)
    if below := spans.filter(parent=unit, unit__home__isnull=True).first():
        raise OrganisationError(
            _("Còn đơn vị trực thuộc: %(name)s. Kết thúc hoặc chuyển đơn vị đó trước.") % {"name": below.name}
        )
    for share in successors:
        if share.to.pk == unit.pk or not share.to.spans.filter(on_day(on)).exists():
            raise _not_there(span_at(share.to, on).name, on)
    close_inside(unit, on, successors)
    close_relations([unit.pk], on)
    UnitLink.objects.bulk_create(UnitLink(old=unit, new=share.to, share=share.part, on=on) for share in successors)
    touch()
    note = f"{own.name}, {on:%d/%m/%Y}{_to({span_at(share.to, on).name: share.part for share in successors})}"
    record(actor, AuditEntry.Act.UNIT_ENDED, at=at, subject=subject_of(unit), note=note, unit=unit.home_id or unit.pk)


def close_inside(unit: Unit, on: date, successors: Sequence[Share[Unit]]) -> None:
    """End a unit with its bodies, positions and holdings; positions of the same name in successors take over."""
    ending = Unit.objects.filter(Q(pk=unit.pk) | Q(home=unit))
    spans = UnitSpan.objects.filter(lasts(on), unit__in=ending)
    for span in spans:
        check_after(span.name, span.since, on)
    spans.update(until=on)
    _check_nobody_moves_out_later(ending, on)
    closed = _close_positions(Position.objects.filter(unit__in=ending), on)
    _hand_over_positions(closed, on, successors)


def _close_positions(positions: QuerySet[Position], on: date) -> list[int]:
    """End positions and what is held of them, return their ids; what has ended before stays as it is."""
    open_positions = positions.select_for_update().filter(lasts(on))
    keys = []
    for position in open_positions.prefetch_related("earlier_posts"):
        check_after(position.name, stands_since(position), on)
        keys.append(position.pk)
    for held in Holding.objects.select_related("user", "position").filter(position__in=keys):
        if held.until is None or held.until > on:
            close(held, on)
    Position.objects.filter(pk__in=keys).update(until=on)
    return keys


def _hand_over_positions(closed: Sequence[int], on: date, successors: Sequence[Share[Unit]]) -> None:
    """Positions go on in those of the same name that the successors have on the day, each with the unit's share."""
    parts = [(share.part, namesakes(share.to, on)) for share in successors]
    for old in Position.objects.filter(pk__in=closed).select_related("unit__home"):
        heirs = [Share(new, part) for part, known in parts if (new := known(old)) is not None]
        PositionLink.objects.bulk_create(
            PositionLink(old=old, new=share.to, share=share.part, on=on) for share in heirs
        )
        _hand_over_memberships(old, on, [share.to for share in heirs])


def _check_nobody_moves_out_later(ending: QuerySet[Unit], on: date) -> None:
    if later := EarlierPost.objects.filter(unit__in=ending, until__gt=on).order_by("-until").first():
        raise OrganisationError(
            _("Chức danh “%(name)s” chuyển đi từ ngày %(day)s. Chọn ngày đó hoặc sau đó.")
            % {"name": later.name, "day": day(later.until or on)}
        )


def _leave_groups(positions: list[int], on: date) -> None:
    """Nobody takes the places in groups: who was to come in later never does."""
    members = GroupMember.objects.filter(lasts(on), position__in=positions)
    members.filter(since__gte=on).delete()
    members.update(until=on)


def _to(parts: dict[str, Decimal]) -> str:
    """`; → Phòng A 60 %, Phòng B 40 %`, nothing without successors."""
    words = ", ".join(f"{name} {number(part * 100)} %" for name, part in parts.items())
    return f" → {words}" if words else ""


def _hand_over_memberships(position: Position, on: date, successors: Sequence[Position]) -> None:
    """Successors take the places in groups, those to come too, where they are not in the group anyway."""
    members = list(GroupMember.objects.filter(lasts(on), position=position).select_related("group"))
    theirs = list(GroupMember.objects.filter(lasts(on), group__in=[m.group_id for m in members]))
    for member in members:
        for new in successors:
            since = max(on, member.since)
            until = min((day for day in (member.until, new.until) if day is not None), default=None)
            there = [m.span for m in theirs if (m.position_id, m.group_id) == (new.pk, member.group_id)]
            if (until is None or since < until) and not any(span.meets(Span(since, until)) for span in there):
                GroupMember.objects.create(group=member.group, position=new, since=since, until=until)
    _leave_groups([position.pk], on)


def _check_shares(successors: Sequence[Share[Unit]] | Sequence[Share[Position]]) -> None:
    total = sum((share.part for share in successors), Decimal(0))
    if any(share.part <= 0 for share in successors) or total > 1:
        raise OrganisationError(_("Các phần bàn giao phải lớn hơn 0 và cộng lại không quá 100%."))
    if len({share.to.pk for share in successors}) < len(successors):
        raise OrganisationError(_("Một nơi kế tiếp được chọn hai lần. Gộp hai phần vào một dòng."))


def _not_there(name: str, on: date) -> OrganisationError:
    return OrganisationError(
        _("“%(name)s” không nhận được việc vào ngày %(day)s. Chọn nơi đang hoạt động vào ngày đó.")
        % {"name": name, "day": day(on)}
    )
