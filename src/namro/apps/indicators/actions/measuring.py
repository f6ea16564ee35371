"""Writing figures of indicators: decided whole, then written in one transaction, all or none; nothing is rewritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.deciding import Decided, NewValue, decide
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.feeding import feed
from namro.apps.indicators.models import IndicatorValue, ValueSource
from namro.apps.indicators.values import FactsRefused
from namro.apps.indicators.values_of import Row, read_rows
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Taken:
    """Where figures came from, the day they were counted on, and when they are written."""

    kind: ValueSource
    ref: str
    as_of: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Wrote:
    """How many values were written, and what to tell whoever wrote them."""

    count: int
    warnings: tuple[str, ...] = ()


def write_values(
    actor: User, values: Sequence[NewValue], *, taken: Taken, seen: Mapping[tuple[int, str, Period], int] | None = None
) -> Wrote:
    """Write figures, all or none; what stands already is left out.

    `seen` names the rows (0: none) that a person had before the eyes. Raises FactsRefused with every fault by the
    place of its value, with code "conflict" for what was not seen.
    """
    with transaction.atomic():
        units = {value.unit for value in values}
        # Two who write figures of one unit wait for each other.
        list(Unit.objects.select_for_update().filter(pk__in=units).order_by("pk").values_list("pk", flat=True))
        rows = known_rows(values)
        if seen:
            _check_seen(rows, seen)
        decided = decide(values, rows, taken_kind=taken.kind, as_of=taken.as_of, today=taken.at.date())
        if decided.faults:
            raise FactsRefused(decided.faults)
        if not decided.fresh:
            return Wrote(0, decided.warnings)
        written = _write(actor, decided, taken)
        held = feed(actor, written, as_of=taken.as_of, at=taken.at)
        _record(actor, written, at=taken.at)
    return Wrote(len(written), (*decided.warnings, *held))


def known_rows(values: Sequence[NewValue]) -> dict[tuple[str, int], list[Row]]:
    """Return what is known of everything that values are about; one query."""
    years = {year for value in values for year in (value.period.year - 1, value.period.year)}
    known = {value.indicator for value in values} & set(indicators())
    return read_rows(known, {value.unit for value in values}, years)


def _check_seen(rows: Mapping[tuple[str, int], list[Row]], seen: Mapping[tuple[int, str, Period], int]) -> None:
    for (unit, name, period), number in seen.items():
        there = [row for row in rows.get((name, unit), ()) if row.current and row.period == period]
        if (there[0].value.pk if there else 0) != number:
            message = _("Người khác vừa ghi kỳ này. Số vừa gõ còn ở dưới; xem số mới rồi bấm Ghi lần nữa.")
            raise FactsRefused({0: message}, code="conflict")


def _write(actor: User, decided: Decided, taken: Taken) -> list[IndicatorValue]:
    written: list[IndicatorValue] = []
    for fresh in decided.fresh:
        value = fresh.value
        row = IndicatorValue(
            unit_id=value.unit,
            indicator=value.indicator,
            year=value.period.year,
            period=value.period.name,
            parts={name: format(number, "f") for name, number in fresh.parts.items()},
            as_of=taken.as_of,
            source_kind=taken.kind,
            source_ref=taken.ref[:200],
            by=actor,
            delivered=taken.at,
            reason=value.reason.strip()[:400],
            explanation=value.explanation.strip()[:400],
        )
        _stand(row, fresh.over)
        written.append(row)
    return written


def _stand(row: IndicatorValue, over: Row | None) -> None:
    """Save a row in the place of the one before; only one row of a period may be without a successor at any time."""
    if over is None:
        row.save(force_insert=True)
        return
    old = over.value
    IndicatorValue.objects.filter(pk=old.pk).update(superseded_by=old.pk)
    row.save(force_insert=True)
    corrected = bool(row.reason) or row.as_of <= old.as_of
    IndicatorValue.objects.filter(pk=old.pk).update(superseded_by=row, corrected=corrected)


def _record(actor: User, written: Sequence[IndicatorValue], *, at: datetime) -> None:
    first = written[0]
    note = f"{first.indicator} {first.period}" if len(written) == 1 else _("%(n)d giá trị") % {"n": len(written)}
    if first.reason and len(written) == 1:
        note = f"{note}: {first.reason}"
    units = {row.unit_id for row in written}
    record(
        actor,
        AuditEntry.Act.INDICATORS_WRITTEN,
        at=at,
        subject=f"indicator:{first.pk}",
        note=note,
        unit=first.unit_id if len(units) == 1 else None,
    )
