"""How punctually units report: everything that fell due in a span of days; as many queries for any number of units."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Min

from namro.apps.people.models import UnitSpan
from namro.apps.people.queries.organisation import span_among
from namro.apps.reports.levels import LEVELS, settings_of
from namro.apps.reports.models import Report
from namro.core.base.clock import VIETNAM
from namro.core.reporting.obligations import Discipline, discipline_of, obligations
from namro.core.reporting.reading import shipped_types
from namro.core.timetable import national_calendar


def discipline(units: Collection[int], span: tuple[date, date], *, today: date) -> Mapping[int, Discipline]:
    """Return the count of each unit that keeps its reports here; what was due before it began to is left out.

    A report that was begun is judged by the day that held then, as the unit saw it.
    """
    rows = Report.objects.filter(unit__in=units)
    begun = {key: at.astimezone(VIETNAM).date() for key, at in rows.values_list("unit").annotate(Min("created_at"))}
    kept: dict[int, dict[tuple[str, str], tuple[date | None, date | None]]] = {}
    for unit, type_id, period, due, sent in rows.values_list("unit_id", "type_id", "period", "due", "sent_on"):
        kept.setdefault(unit, {})[type_id, period] = due, sent
    spans: dict[int, list[UnitSpan]] = {}
    for one in UnitSpan.objects.filter(unit__in=begun):
        spans.setdefault(one.unit_id, []).append(one)
    settled = settings_of(list(begun), span[1])
    calendar, found = national_calendar(), {}
    for unit, since in begun.items():
        level = LEVELS.get(span_among(spans[unit], span[1]).kind)
        if level is None:
            continue
        own = kept.get(unit, {})
        owed = obligations(shipped_types().values(), level, span, calendar=calendar, settings=settled[unit])
        late = [(one.days.due, None) for one in owed if one.days.due and one.days.due >= since and one.key not in own]
        there = [(due, sent) for due, sent in own.values() if due is not None]
        found[unit] = discipline_of([*late, *there], span, today=today, calendar=calendar)
    return found
