"""A file of figures: read and decided whole, kept apart, shown, then written all at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.actions.measuring import Taken, Wrote, known_rows, write_values
from namro.apps.indicators.deciding import decide
from namro.apps.indicators.models import IndicatorUpload, ValueSource
from namro.apps.indicators.reading_values import FileValue, read_values
from namro.apps.indicators.values import levels_of
from namro.apps.people.models import Unit, User
from namro.core.base.faults import Faults
from namro.core.indicators.periods import period_of

#: An upload that nobody decided on is dropped after this time.
STAYS = timedelta(days=1)


def bring(actor: User, path: Path, *, allowed: frozenset[int] | None, at: datetime) -> IndicatorUpload:
    """Keep what a file says apart. Raises BrokenFile with every fault by its row, and keeps nothing then."""
    codes = dict(Unit.objects.filter(home=None).values_list("code", "pk"))
    scored = {unit for unit, level in levels_of(codes.values(), at.year).items() if level == "commune"}
    values = read_values(path, units={code: unit for code, unit in codes.items() if unit in scored}, allowed=allowed)
    _check(path.name, values, at=at)
    with transaction.atomic():
        IndicatorUpload.objects.filter(at__lt=at - STAYS).delete()
        return IndicatorUpload.objects.create(name=path.name[:200], by=actor, at=at, rows=[_packed(v) for v in values])


def _check(name: str, values: list[FileValue], *, at: datetime) -> None:
    """Decide about every value as it will be decided when it is written, and tell faults by the row of the file."""
    faults = Faults(name)
    rows = known_rows([value.new for value in values])
    for value in values:
        kind = ValueSource.IMPORT
        decided = decide([value.new], rows, taken_kind=kind, as_of=value.as_of, today=at.date())
        for said in decided.faults.values():
            faults.add(value.row, said, node=value.indicator)
    faults.refuse()


def write_upload(actor: User, upload: IndicatorUpload, *, allowed: frozenset[int] | None, at: datetime) -> Wrote:
    """Write what an upload says, all or none. Raises FactsRefused where it no longer can be."""
    values = staged_values(upload)
    if allowed is not None and any(value.unit not in allowed for value in values):
        raise PermissionDenied(_("Bạn không còn ghi số liệu của một đơn vị trong tệp. Bỏ tệp này rồi nạp tệp khác."))
    count = 0
    warnings: list[str] = []
    with transaction.atomic():
        for (day, source), group in groupby(sorted(values, key=_taken), key=_taken):
            taken = Taken(ValueSource.IMPORT, source or upload.name, day, at)
            wrote = write_values(actor, [value.new for value in group], taken=taken)
            count += wrote.count
            warnings += wrote.warnings
        upload.delete()
    return Wrote(count, tuple(dict.fromkeys(warnings)))


def _taken(value: FileValue) -> tuple[date, str]:
    return value.as_of, value.source


def staged_values(upload: IndicatorUpload) -> list[FileValue]:
    """Return what an upload says."""
    return [_unpacked(row) for row in upload.rows]


def _packed(value: FileValue) -> dict[str, Any]:
    return {
        "row": value.row,
        "unit": value.unit,
        "indicator": value.indicator,
        "period": value.period.name,
        "as_of": value.as_of.isoformat(),
        "parts": {name: format(number, "f") for name, number in value.parts.items() if number is not None},
        "source": value.source[:200],
        "reason": value.reason[:400],
        "explanation": value.explanation[:400],
    }


def _unpacked(row: dict[str, Any]) -> FileValue:
    parts = {name: Decimal(text) for name, text in row["parts"].items()}
    return FileValue(
        row["row"], row["unit"], row["indicator"], period_of(row["period"]), date.fromisoformat(row["as_of"]),
        dict(parts), row["source"], row["reason"], row["explanation"],
    )  # fmt: skip
