"""A filled-in form of one item as corrections, or the reason beside each field that cannot be so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from namro.apps.exchange.deadlines import deadline_changes
from namro.apps.plans.days import iso_day
from namro.core.printed import Criterion, Deduction, Task
from namro.core.printed.corrections import Correction, change, is_added, kind_of, renamed
from namro.core.printed.fields import FIELDS, CorrectionRefused, Item, field_text

#: Follow from other fields and are not typed.
_DERIVED = {"task": {"due", "due_on"}, "deduction": {"id"}}
_DAYS = {("header", "date"), ("basis", "date")}


@dataclass(frozen=True, slots=True)
class Edit:
    """What a form means: the corrections, and the refusals by field. With refusals nothing is corrected."""

    corrections: tuple[Correction, ...]
    refused: dict[str, str]


def form_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a form in order."""
    return tuple(field for field in FIELDS[kind] if field not in _DERIVED.get(kind, ()))


def typed(item: Item, field: str) -> str:
    """Return a field as it stands in the form: days as people write them."""
    text = field_text(item, field)
    return "/".join(reversed(text.split("-"))) if field == "date" else text


def edit(items: Mapping[str, Item], key: str, *, values: Mapping[str, str], year: int | None) -> Edit:
    """Return what filling the form with `values` means; fields that say the same as before are left alone."""
    made: list[Correction] = []
    refused: dict[str, str] = {}
    item = items[key]
    for field in form_fields(kind_of(key)):
        text = " ".join(values.get(field, typed(item, field)).split())
        if text == " ".join(typed(item, field).split()) and (text or not is_added(key)):
            continue  # of an added item the empty fields count, too: some must be filled in
        try:
            made += _changes(items, key, field=field, text=text, year=year)
        except CorrectionRefused as fault:
            refused[field] = fault.message
    return Edit(() if refused else tuple(made), refused)


def _changes(items: Mapping[str, Item], key: str, *, field: str, text: str, year: int | None) -> list[Correction]:
    item = items[key]
    if isinstance(item, Criterion) and field == "id" and text:
        return renamed(items, key, number=text)
    if isinstance(item, Task) and field == "due_text":
        return deadline_changes(key, item, text=text, year=year)
    if (kind_of(key), field) in _DAYS:
        text = iso_day(text)
    made = [change(key, item, field=field, text=text)]
    if isinstance(item, Deduction) and field == "criterion" and text:
        made.append(change(key, item, field="id", text=_loss(items, text)))
    return [correction for correction in made if correction is not None]


def _loss(items: Mapping[str, Item], criterion: str) -> str:
    """The name of a further loss of a criterion: its number, then `/a`, `/b` and so on."""
    taken = {item.id for item in items.values() if isinstance(item, Deduction)}
    names = (criterion if not n else f"{criterion}/{chr(96 + n)}" for n in count())
    return next(name for name in names if name not in taken)
