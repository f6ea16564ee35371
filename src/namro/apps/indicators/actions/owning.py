"""Naming who enters the figures of which indicator for a unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.models import IndicatorOwner
from namro.apps.indicators.permissions import check_assign
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.owning import NOBODY, choices_of, owning_of, value_of
from namro.core.base.errors import NamroError


@transaction.atomic
def assign_owners(user: User, unit: Unit, wanted: Mapping[str, str], *, at: datetime) -> int:
    """Set who enters indicators, by id (`person:12`, `position:3`, `any:5`, "0" for nobody); return how many changed.

    Raises NamroError for an indicator nobody types, and for somebody who is not in the unit; nothing is written then.
    """
    check_assign(user, unit.pk)
    list(Unit.objects.select_for_update().filter(pk=unit.pk))  # two who name at once wait for each other
    there = {row.indicator: row for row in IndicatorOwner.objects.filter(unit=unit)}
    choices = choices_of(unit.pk, user.standing.day)
    told: list[str] = []
    for name, value in wanted.items():
        row = there.get(name)
        if value == (value_of(row) if row else NOBODY):
            continue
        indicator = indicators().get(name)
        if indicator is None or not indicator.typed:
            raise NamroError(_("Chỉ tiêu “%(name)s” không nhập tay, không cần người ghi.") % {"name": name[:60]})
        option = choices.find(value)
        if value != NOBODY and option is None:
            words = _("“%(name)s”: người, chức danh này không còn ở đơn vị. Chọn lại trong danh sách.")
            raise NamroError(words % {"name": indicator.name}, code="owner")
        row = row or IndicatorOwner(unit=unit, indicator=name)
        row.give(owning_of(value))
        row.by, row.at = user, at
        row.save()
        told.append(f"{indicator.name}: {option.name if option else _('không ai')}")
    if told:
        note = "; ".join(told)
        record(user, AuditEntry.Act.INDICATOR_OWNED, at=at, subject=f"unit:{unit.code}", note=note[:500], unit=unit.pk)
    return len(told)
