"""Settling the days and the recipient of a type for a unit and all below it, with the document that says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.reports.levels import level_of, setting_of, settings_of
from namro.apps.reports.models import Settled
from namro.apps.reports.permissions import check_settle
from namro.core.base.errors import NamroError
from namro.core.reporting.obligations import check_setting
from namro.core.reporting.types import Level, ReportType


@transaction.atomic
def settle(user: User, unit: Unit, made: ReportType, *, kind: str, values: Mapping[str, Any], at: datetime) -> Settled:
    """Write what holds for a type. Raises NamroError when its data would close after the report is due."""
    check_settle(user, unit.pk)
    if not str(values.get("source", "")).strip():
        raise NamroError(_("Chưa ghi văn bản quy định. Ghi số, ký hiệu để người sau tra được."), code="source")
    row = Settled.objects.select_for_update().filter(unit=unit, type_id=made.id, kind=kind).first()
    row = row or Settled(unit=unit, type_id=made.id, kind=kind)
    for name, value in values.items():
        setattr(row, name, value)
    row.by, row.at = user, at
    row.version += 1
    day = user.standing.day
    own = [one for one in settings_of([unit.pk], day)[unit.pk] if one.type_id == made.id and one.kind is None and kind]
    for level in _levels(unit, made, user):
        check_setting(made, level, setting_of(row), year=day.year, own=own)
    row.save()
    note = f"{made.id} {kind} {row.source}"
    record(user, AuditEntry.Act.REPORT_SETTLED, at=at, subject=unit.code, note=note, unit=unit.pk)
    return row


@transaction.atomic
def unsettle(user: User, unit: Unit, made: ReportType, *, kind: str, at: datetime) -> None:
    """Go back to what the type says, or the unit above."""
    check_settle(user, unit.pk)
    Settled.objects.filter(unit=unit, type_id=made.id, kind=kind).delete()
    note = f"{made.id} {kind} –"
    record(user, AuditEntry.Act.REPORT_SETTLED, at=at, subject=unit.code, note=note, unit=unit.pk)


def _levels(unit: Unit, made: ReportType, user: User) -> list[Level]:
    """The levels about which a unit may settle a type: its own; a province's for all below too."""
    edition = made.on(user.standing.day)
    owed = set(edition.levels) if edition else set()
    own = level_of(unit, user.standing.day)
    found = [level for level in Level if level in owed and (own == Level.PROVINCE or level == own)]
    if not found:
        raise NamroError(_("Đơn vị này không phải báo cáo loại này. Chọn loại khác."), code="not_owed")
    return found
