"""Freezing the result of a unit and year, and lifting that again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.actions.writing import announce
from namro.apps.indicators.marking import frozen_among, mark
from namro.apps.indicators.models import Freeze
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.base.errors import NamroError


@transaction.atomic
def freeze(actor: User, unit: Unit, year: int, *, reason: str, at: datetime, surveys_open: bool = False) -> Freeze:
    """From now on nothing that the result follows from is changed; what is frozen already stays as it is.

    With `surveys_open` results of the survey are still taken in; freezing again without it closes them too.
    Whoever is writing these facts ends first: both mark the result, and only one can at a time.
    """
    if not reason.strip():
        raise NamroError(_("Ghi lý do khóa số liệu: người nhập sau sẽ đọc lý do này."), code="reason")
    mark([(unit.pk, year)])
    known = frozen_among([(unit.pk, year)]).get((unit.pk, year))
    if known and (surveys_open or not known.surveys_open):
        return known
    if known:
        Freeze.objects.filter(pk=known.pk).update(lifted_at=at, lifted_by=actor)
    made = Freeze.objects.create(
        unit=unit, year=year, reason=reason.strip()[:200], by=actor, at=at, surveys_open=surveys_open
    )
    record(actor, AuditEntry.Act.FACTS_FROZEN, at=at, subject=f"{unit.code}:{year}", note=reason)
    announce()
    return made


@transaction.atomic
def unfreeze(actor: User, unit: Unit, year: int, *, reason: str, at: datetime) -> bool:
    """Let the facts be changed again; whether they were frozen."""
    mark([(unit.pk, year)])
    lifted = Freeze.objects.filter(unit=unit, year=year, lifted_at=None).update(lifted_at=at, lifted_by=actor)
    if lifted:
        record(actor, AuditEntry.Act.FACTS_UNFROZEN, at=at, subject=f"{unit.code}:{year}", note=reason)
    announce()
    return bool(lifted)
