"""Rounds: opening one for all its units, changing its dates, giving a unit more time, saying who appraises what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.opening import fill_out
from namro.apps.assessments.actions.round_checks import NewRound, Times, check_free, check_round, check_times
from namro.apps.assessments.models import Assessment, DomainAppraiser, Extension, Pool, Round, StateEvent, Window
from namro.apps.assessments.permissions import check_organises
from namro.apps.assessments.queries.history import subject_of as subject_of_round
from namro.apps.assessments.queries.rounds import due_of
from namro.apps.assessments.queries.sheets import row_locked
from namro.apps.assessments.standing import settle_new
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.permissions import acts_for
from namro.core.assessment.stages import HANDED_IN, STAGE_WORDS, TABLE, Stage, State
from namro.core.base.errors import NamroError
from namro.ui.formats import moment


@dataclass(frozen=True, slots=True)
class Opened:
    """A round that was opened: its sheets made anew, those that joined, and those that stay on another edition."""

    round: Round
    made: int
    joined: int
    other_edition: tuple[int, ...]


def can_open(user: User, unit: Unit | None, *, alone: bool) -> bool:
    """Whether the person may open a round: the council for the province, a commune's coordinator for it alone."""
    if alone:
        return unit is not None and acts_for(user, unit.pk, Role.COORDINATOR)
    return user.standing.has(Role.COUNCIL)


def check_open_round(user: User, unit: Unit, *, alone: bool) -> None:
    """Raise PermissionDenied when a round is not the person's to open."""
    if not can_open(user, unit, alone=alone):
        raise PermissionDenied(
            _("Chỉ đầu mối của xã mở kỳ riêng của xã.") if alone else _("Chỉ Hội đồng thẩm định mở kỳ đánh giá.")
        )


@transaction.atomic
def open_round(user: User, new: NewRound, *, at: datetime) -> Opened:
    """Open a round: each unit gets a sheet, or the one it prepares joins. Raises NamroError with what is wrong.

    A sheet that was prepared on another edition joins and keeps it until its unit takes the new one over.
    """
    check_open_round(user, new.organiser, alone=new.alone)
    check_round(new)
    units = new.units
    made = _round(user, new, at)
    pools = {name: Pool.objects.create(round=made, name=name, rank=n) for n, name in enumerate(new.pools)}
    pool_of = {unit: pools[name] for name, members in new.pools.items() for unit in members}
    there = {
        sheet.unit_id: sheet
        for sheet in Assessment.objects.select_for_update(of=("self",))
        .filter(unit__in=units, year=new.year)
        .select_related("edition", "unit", "round")
        .defer("edition__text")
    }
    check_free(list(there.values()))
    fresh = _made(made, [unit for unit in units if unit not in there], pool_of, at)
    for sheet in there.values():
        sheet.round, sheet.pool = made, pool_of[sheet.unit_id]
        sheet.version += 1
    Assessment.objects.bulk_update(there.values(), ["round", "pool", "version"], batch_size=200)
    if new.times[Stage.SCORING][0] <= at:
        begin(user, [*fresh, *there.values()], at)
    record(user, AuditEntry.Act.ROUND_OPENED, at=at, subject=subject_of_round(made), note=made.title)
    other = tuple(sheet.pk for sheet in there.values() if sheet.edition_id != new.edition.pk)
    return Opened(made, len(fresh), len(there), other)


def _round(user: User, new: NewRound, at: datetime) -> Round:
    made = Round.objects.create(
        organiser=new.organiser,
        year=new.year,
        title=new.title.strip()[:200],
        edition=new.edition,
        measured_from=new.measured_from,
        measured_to=new.measured_to,
        alone=new.alone,
        late_rule=new.late_rule,
        late_days=new.late_days,
        late_points=new.late_points,
        late_input=new.late_input,
        opened_by=user,
        opened_at=at,
    )
    _write_times(made, new.times)
    DomainAppraiser.objects.bulk_create(
        DomainAppraiser(round=made, node_id=node, department_id=unit) for node, unit in new.appraisers.items()
    )
    return made


def _write_times(made: Round, times: Times) -> None:
    Window.objects.filter(round=made).delete()
    Window.objects.bulk_create(
        Window(round=made, stage=stage, opens_at=opens, closes_at=closes) for stage, (opens, closes) in times.items()
    )


def _made(made: Round, units: Sequence[int], pool_of: Mapping[int, Pool], at: datetime) -> list[Assessment]:
    rows = Assessment.objects.bulk_create(
        [
            Assessment(unit_id=unit, year=made.year, edition=made.edition, round=made, pool=pool_of[unit], state_at=at)
            for unit in units
        ],
        batch_size=200,
    )
    fill_out(rows)
    settle_new(rows, tree_of(made.edition))
    return rows


def begin(user: User, sheets: Sequence[Assessment], at: datetime) -> int:
    """Open self-scoring for sheets that are being prepared; as many queries whatever their number."""
    rows = [sheet for sheet in sheets if sheet.state == State.PREPARING]
    act = TABLE.by_name["begin"]
    for sheet in rows:
        sheet.state, sheet.state_at = act.target, at
    Assessment.objects.bulk_update(rows, ["state", "state_at"], batch_size=200)
    StateEvent.objects.bulk_create(
        StateEvent(assessment=sheet, act=act.name, before=State.PREPARING, after=act.target, by=user, at=at)
        for sheet in rows
    )
    return len(rows)


@transaction.atomic
def begin_due(now: datetime) -> int:
    """Open self-scoring where its time has come; called by the worker. The act is that of whoever opened the round."""
    begun = 0
    due = Round.objects.filter(
        windows__stage=Stage.SCORING, windows__opens_at__lte=now, sheets__state=State.PREPARING
    ).distinct()
    for one in due.select_related("opened_by"):
        waiting = one.sheets.select_for_update(of=("self",)).filter(state=State.PREPARING)
        begun += begin(one.opened_by, list(waiting), now)
    return begun


@transaction.atomic
def change_times(user: User, made: Round, times: Times, *, reason: str, version: int, at: datetime) -> Round:
    """Change the dates of a round. Raises NamroError for dates that cannot be, or where somebody else did meanwhile."""
    made = Round.objects.select_for_update(of=("self",)).select_related("organiser", "edition").get(pk=made.pk)
    check_organises(user, made)
    check_times(times)
    if made.version != version:
        raise NamroError(_("Kỳ đánh giá vừa được sửa ở nơi khác. Tải lại trang rồi sửa."), code="conflict")
    if not reason.strip():
        raise NamroError(_("Ghi lý do đổi ngày: các đơn vị sẽ đọc lý do này."), code="reason")
    _write_times(made, times)
    made.version += 1
    made.save(update_fields=["version"])
    record(user, AuditEntry.Act.ROUND_CHANGED, at=at, subject=subject_of_round(made), note=reason.strip()[:400])
    if times[Stage.SCORING][0] <= at:
        begin(user, list(made.sheets.filter(state=State.PREPARING)), at)
    return made


@transaction.atomic
def extend(user: User, sheet: Assessment, stage: Stage, until: datetime, *, reason: str, at: datetime) -> Extension:
    """Give a unit more time in a stage, with the reason; what was not appraised for being late is taken in again."""
    sheet = row_locked(sheet)
    if sheet.round is None:
        raise NamroError(_("Phiếu chưa ở trong kỳ đánh giá nào, chưa có hạn để gia."), code="round")
    check_organises(user, sheet.round)
    now = due_of(sheet, stage)
    if now is None:
        words = STAGE_WORDS[stage]
        raise NamroError(_("Kỳ này không có bước “%(stage)s”.") % {"stage": words}, code="stage")
    if until <= now:
        raise NamroError(
            _("Hạn mới %(new)s không sau hạn đang có %(old)s. Chọn thời điểm muộn hơn.")
            % {"new": moment(until), "old": moment(now)},
            code="until",
        )
    if not reason.strip():
        raise NamroError(_("Ghi lý do gia hạn."), code="reason")
    if stage == Stage.SCORING and State(sheet.state) in HANDED_IN:
        raise NamroError(_("Đơn vị đã nộp phiếu; trả phiếu trước rồi gia hạn."), code="state")
    reason = reason.strip()[:1000]
    row = Extension.objects.create(assessment=sheet, stage=stage, until=until, reason=reason, by=user, at=at)
    note = f"{STAGE_WORDS[stage]}: {moment(until)}. {reason}"
    record(user, AuditEntry.Act.SHEET_EXTENDED, at=at, subject=subject_of(sheet), note=note[:400])
    if sheet.state == State.NOT_APPRAISED:
        move(user, sheet, "readmit", said=reason, at=at)
    return row
