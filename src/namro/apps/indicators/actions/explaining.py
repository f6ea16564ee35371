"""Explaining a figure that the machine counted: the figure stays as its source says, the words stand beside it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.models import IndicatorValue
from namro.apps.indicators.permissions import check_enter
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.base.errors import NamroError
from namro.core.indicators.model import Indicator
from namro.core.indicators.periods import Period

_LONGEST = 400


@transaction.atomic
def explain(user: User, indicator: Indicator, unit: Unit, period: Period, words: str, *, at: datetime) -> None:
    """Keep why the figure of a period is as it is. Raises NamroError where there is none, or no words."""
    check_enter(user, unit.pk, indicator.id)
    list(Unit.objects.select_for_update().filter(pk=unit.pk))  # a count that comes meanwhile waits
    rows = IndicatorValue.objects.filter(unit=unit, indicator=indicator.id, period=period.name, superseded_by=None)
    row = rows.first()
    if row is None:
        raise NamroError(_("Kỳ này chưa có số để giải thích. Tải lại trang."), code="none")
    if not words.strip():
        raise NamroError(_("Chưa ghi giải thích. Ghi vì sao số như vậy."), code="words")
    rows.update(explanation=words.strip()[:_LONGEST])
    note = _("%(name)s, %(period)s: giải thích “%(words)s” (trước đó: “%(before)s”)") % {
        "name": indicator.name,
        "period": period.inside,
        "words": words.strip()[:_LONGEST],
        "before": row.explanation,
    }
    record(user, AuditEntry.Act.INDICATORS_WRITTEN, at=at, subject=f"indicator:{row.pk}", note=note[:500], unit=unit.pk)
