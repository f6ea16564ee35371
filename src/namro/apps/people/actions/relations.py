"""The appraiser and the official codes of units are changed from a day on; what was before that day stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.actions.refusals import OrganisationError, check_not_before, ended, nothing_new
from namro.apps.people.actions.seen import subject_of
from namro.apps.people.actions.units import last_of
from namro.apps.people.models import (
    AuditEntry,
    CodeSystem,
    OfficialCode,
    Oversight,
    Unit,
    UnitSpan,
    User,
    lasts,
)
from namro.apps.people.official_codes import form_of
from namro.apps.people.recording import record
from namro.core.base.spans import Span
from namro.ui.formats import day


@transaction.atomic
def change_appraiser(
    actor: User, units: Sequence[int], *, of: Unit, appraiser: Unit, on: date, at: datetime
) -> list[int]:
    """Let a unit appraise others from a day on, as long as they are there; return the ids of those it is new to.

    `of` is the unit in whose history the line stands. One transaction, one line, a fixed number of queries. Raises
    OrganisationError when one of them is not there on that day, or its appraiser has changed later.
    """
    list(Unit.objects.select_for_update().filter(Q(pk__in=units) | Q(pk=appraiser.pk)).order_by("pk"))
    spans = _last_spans([*units, appraiser.pk])
    name = _there(spans[appraiser.pk], on).name
    rows = {row.unit_id: row for row in Oversight.objects.filter(unit__in=units).order_by("since")}
    changed: list[int] = []
    kept: list[int] = []
    fixed: list[int] = []
    for key in units:
        if key == appraiser.pk:
            raise OrganisationError(_("“%(name)s” không tự thẩm định mình. Chọn cơ quan khác.") % {"name": name})
        span, row = _there(spans[key], on), rows.get(key)
        if row is not None and row.appraiser_id == appraiser.pk and row.until is None and row.since <= on:
            continue
        changed.append(key)
        if row is not None and (row.until is None or row.until > on):
            check_not_before(span.name, row.since, on)
            (fixed if row.since == on else kept).append(row.pk)
    if not changed:
        raise nothing_new()
    Oversight.objects.filter(pk__in=fixed).delete()
    Oversight.objects.filter(pk__in=kept).update(until=on)
    Oversight.objects.bulk_create(
        Oversight(unit_id=key, appraiser=appraiser, since=on, until=_end(spans[key], spans[appraiser.pk]))
        for key in changed
    )
    note = _("%(n)d đơn vị → %(name)s, %(day)s") % {"n": len(changed), "name": name, "day": day(on)}
    record(actor, AuditEntry.Act.APPRAISER_CHANGED, at=at, subject=subject_of(of), note=note, unit=of.pk)
    return changed


@transaction.atomic
def change_code(actor: User, unit: Unit, *, system: str, code: str, on: date, at: datetime) -> None:
    """Give a unit another official code of a system from a day on; "" takes it away.

    Raises OrganisationError for a code of another form, or one that is another unit's on one of those days.
    """
    last = last_of(unit, on)
    code = "".join(code.split())
    if code:
        check_form(system, code, last.kind)
    before = unit.official_codes.filter(system=system).order_by("since").last()
    standing = before if before is not None and (before.until is None or before.until > on) else None
    if (standing.code if standing else "") == code:
        raise nothing_new()
    if standing:
        check_not_before(standing.code, standing.since, on)
        if standing.since == on:
            standing.delete()
        else:
            OfficialCode.objects.filter(pk=standing.pk).update(until=on)
    if code:
        check_code_free(system, code, Span(on, last.until))
        OfficialCode.objects.create(unit=unit, system=system, code=code, since=on, until=last.until)
    words = f"{standing.code if standing else '–'} → {code or '–'}, {on:%d/%m/%Y}"
    note = f"{CodeSystem(system).label}: {words}"
    record(actor, AuditEntry.Act.OFFICIAL_CODE_CHANGED, at=at, subject=subject_of(unit), note=note, unit=unit.pk)


def check_form(system: str, code: str, kind: str) -> None:
    """Raise OrganisationError for a code that the system does not have."""
    form = form_of(system, kind)
    if form is None:
        raise OrganisationError(_("Loại đơn vị này không có %(system)s. Để trống.") % {"system": _label(system)})
    if not form.pattern.fullmatch(code):
        raise OrganisationError(
            _("%(system)s “%(code)s” không đúng dạng. Viết %(form)s.")
            % {"system": _label(system), "code": code[:40], "form": form.words}
        )


def check_code_free(system: str, code: str, span: Span) -> None:
    """Raise OrganisationError when the code is a unit's on one of these days."""
    for other in OfficialCode.objects.filter(lasts(span.since), system=system, code=code).select_related("unit"):
        if other.span.meets(span):
            raise OrganisationError(
                _("%(system)s “%(code)s” đang là của đơn vị %(unit)s từ ngày %(day)s. Kiểm tra lại mã, hoặc chọn ngày.")
                % {"system": _label(system), "code": code, "unit": other.unit.code, "day": day(other.since)}
            )


def close_relations(units: Iterable[int], on: date) -> None:
    """Units end: from that day on nobody appraises them, they appraise nobody, and their codes are free again."""
    ending = list(units)
    for rows in (
        OfficialCode.objects.filter(lasts(on), unit__in=ending),
        Oversight.objects.filter(lasts(on), Q(unit__in=ending) | Q(appraiser__in=ending)),
    ):
        rows.filter(since__gte=on).delete()  # what was to come never begins
        rows.update(until=on)


def _label(system: str) -> str:
    return str(CodeSystem(system).label)


def _last_spans(units: Iterable[int]) -> dict[int, list[UnitSpan]]:
    found: dict[int, list[UnitSpan]] = {}
    for span in UnitSpan.objects.filter(unit__in=list(units)).order_by("since"):
        found.setdefault(span.unit_id, []).append(span)
    return found


def _there(spans: Sequence[UnitSpan], on: date) -> UnitSpan:
    """The last span of a unit that is there on the day."""
    last = spans[-1]
    check_not_before(last.name, spans[0].since, on)
    if last.until is not None and last.until <= on:
        raise ended(last.name, last.until)
    return last


def _end(unit: Sequence[UnitSpan], appraiser: Sequence[UnitSpan]) -> date | None:
    return min((end for end in (unit[-1].until, appraiser[-1].until) if end is not None), default=None)
