"""Groups: positions that owe something together. Who was a member on a day stays so, with or without a holder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions.appointments import home_of
from namro.apps.people.actions.refusals import (
    OrganisationError,
    check_after,
    check_not_before,
    ended,
    nothing_new,
    written,
)
from namro.apps.people.actions.seen import subject_of
from namro.apps.people.models import AuditEntry, Group, GroupMember, Position, Unit, User
from namro.apps.people.recording import record
from namro.core.base.folding import fold
from namro.core.base.spans import Span


@transaction.atomic
def make_group(actor: User, unit: Unit, *, name: str, at: datetime) -> Group:
    """Make a group of a unit, without members yet."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    name = written(name)
    _check_free(name, unit.pk)
    group = Group.objects.create(unit=unit, name=name)
    _recorded(actor, AuditEntry.Act.GROUP_MADE, group, note=name, at=at)
    return group


@transaction.atomic
def rename_group(actor: User, group: Group, *, name: str, at: datetime) -> None:
    """Give a group another name."""
    group, name = _locked(group), written(name)
    if group.name == name:
        raise nothing_new()
    _check_free(name, group.unit_id, but=group)
    before, group.name = group.name, name
    group.save(update_fields=["name"])
    _recorded(actor, AuditEntry.Act.GROUP_RENAMED, group, note=f"{before} → {name}", at=at)


@transaction.atomic
def add_members(actor: User, group: Group, *, positions: Iterable[Position], on: date, at: datetime) -> None:
    """Let positions of the unit belong to a group from a day on, each until it ends."""
    group, wanted = _locked(group), _chosen(positions)
    theirs: dict[int, list[Span]] = {}
    for member in group.members.all():
        theirs.setdefault(member.position_id, []).append(member.span)
    for position in wanted:
        if home_of(position) != group.unit_id:
            raise OrganisationError(
                _("Chức danh “%(name)s” ở đơn vị khác; nhóm chỉ gồm chức danh của đơn vị.") % {"name": position.name}
            )
        check_not_before(position.name, position.since, on)
        if position.until is not None and position.until <= on:
            raise ended(position.name, position.until)
        if any(span.meets(Span(on, position.until)) for span in theirs.get(position.pk, ())):
            raise OrganisationError(
                _("Chức danh “%(name)s” đang trong nhóm, hoặc vào nhóm sau ngày này.") % {"name": position.name}
            )
    GroupMember.objects.bulk_create(
        GroupMember(group=group, position=position, since=on, until=position.until) for position in wanted
    )
    _recorded(actor, AuditEntry.Act.GROUP_JOINED, group, note=_said(group, wanted, on), at=at)


@transaction.atomic
def remove_members(actor: User, group: Group, *, positions: Iterable[Position], on: date, at: datetime) -> None:
    """Let positions leave a group; `on` is the first day without them.

    On the very day a position comes in, today or later, it was never a member: so a wrong choice is undone.
    """
    group, wanted = _locked(group), _chosen(positions)
    for position in wanted:
        member = group.members.filter(position=position).order_by("since").last()
        if member is None or (member.until is not None and member.until <= on):
            raise OrganisationError(_("Chức danh “%(name)s” không trong nhóm vào ngày này.") % {"name": position.name})
        # An end that is written down may come earlier while it is still to come; what is over stays.
        if member.until is not None and member.until <= at.date():
            raise ended(position.name, member.until)
        check_not_before(position.name, member.since, on)
        if member.since == on >= at.date():
            member.delete()
        else:
            check_after(position.name, member.since, on)
            member.until = on
            member.save(update_fields=["until"])
    _recorded(actor, AuditEntry.Act.GROUP_LEFT, group, note=_said(group, wanted, on), at=at)


def _locked(group: Group) -> Group:
    return Group.objects.select_for_update().get(pk=group.pk)


def _chosen(positions: Iterable[Position]) -> list[Position]:
    if not (chosen := list(positions)):
        raise OrganisationError(_("Chưa chọn chức danh nào."))
    return chosen


def _check_free(name: str, unit: int, *, but: Group | None = None) -> None:
    for other in Group.objects.filter(unit=unit):
        if other != but and fold(other.name) == fold(name):
            raise OrganisationError(_("Đơn vị đã có nhóm “%(name)s”. Đặt tên khác.") % {"name": other.name})


def _said(group: Group, positions: Iterable[Position], on: date) -> str:
    return f"{group.name}, {on:%d/%m/%Y}: {'; '.join(position.name for position in positions)}"


def _recorded(actor: User, act: AuditEntry.Act, group: Group, *, note: str, at: datetime) -> None:
    record(actor, act, at=at, subject=subject_of(group), note=note, unit=group.unit_id)
