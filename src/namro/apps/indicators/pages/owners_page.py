"""Who enters which indicator of a unit and whether the last period is there; of many units, how many are missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.indicators.entering import ended
from namro.apps.indicators.models import IndicatorOwner
from namro.apps.indicators.queries_units import Scope
from namro.apps.people.owning import NOBODY, Choices, value_of
from namro.core.improvement.owners import Owner
from namro.core.indicators.model import FIELDS, Indicator
from namro.ui.chips import Chip
from namro.ui.formats import day

OptionRow = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """An indicator: who enters it, what can be chosen, how the period that ended last stands."""

    id: str
    name: str
    owner: str
    value: str
    gone: bool
    options: tuple[tuple[str, tuple[OptionRow, ...]], ...]
    period: str
    ended: str
    chip: Chip
    url: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A unit among others: how many indicators lack their last period."""

    name: str
    url: str
    missing: int
    of: int
    unowned: int


def owner_rows(
    known: Sequence[Indicator],
    scope: Scope,
    *,
    named: Mapping[str, IndicatorOwner],
    owners: Mapping[int, Owner],
    choices: Choices | None,
    there: Collection[tuple[int, str]],
    today: date,
) -> tuple[OwnerRow, ...]:
    """Return the indicators of a unit; `choices` are given to who may name."""
    assert scope.unit is not None
    found = []
    for indicator in known:
        row = named.get(indicator.id)
        owner = owners.get(row.pk) if row else None
        value = value_of(row) if row else NOBODY
        period = ended(indicator, today)
        entered = (scope.unit.pk, indicator.id) in there
        asked = urlencode({"dv": scope.code, "ky": period.name})
        found.append(
            OwnerRow(
                id=indicator.id,
                name=indicator.name,
                owner=owner.name if owner else "",
                value=value,
                gone=choices is not None and value != NOBODY and choices.find(value) is None,
                options=_options(choices, value) if choices else (),
                period=period.words,
                ended=day(period.days(indicator.window)[1]),
                chip=Chip("circle-check", "good", _("đã có số")) if entered else Chip("clock", "warn", _("chưa có số")),
                url=f"{reverse('indicators:measure_entry', args=[indicator.id])}?{asked}",
            )
        )
    return tuple(found)


def _options(choices: Choices, value: str) -> tuple[tuple[str, tuple[OptionRow, ...]], ...]:
    return tuple(
        (heading, tuple((one.value, one.words, one.value == value) for one in options))
        for heading, options in choices.of_owners()
        if options
    )


def missing_rows(
    known: Sequence[Indicator],
    scope: Scope,
    *,
    there: Collection[tuple[int, str]],
    owned: Collection[tuple[int, str]],
) -> tuple[MissingRow, ...]:
    """Return the units, those that lack most first."""
    found = []
    for unit in scope.units:
        code, name = scope.names[unit]
        missing = sum((unit, one.id) not in there for one in known)
        unowned = sum((unit, one.id) not in owned for one in known)
        url = f"{reverse('indicators:owners')}?{urlencode({'dv': code})}"
        found.append(MissingRow(name, url, missing, len(known), unowned))
    return tuple(sorted(found, key=lambda row: -row.missing))


def fields_of(known: Sequence[Indicator]) -> dict[str, str]:
    """Return the fields of indicators with their names, in order."""
    return {name: words for name, words in FIELDS.items() if any(one.field == name for one in known)}
