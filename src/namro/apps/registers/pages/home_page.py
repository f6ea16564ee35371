"""All registers of a unit with what this year holds: how many rows, the figures that count, what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from namro.apps.registers.figures import bases_of
from namro.apps.registers.models import RegisterTally
from namro.apps.registers.pages.figures import FigureRow, chosen, figure_row
from namro.apps.registers.queries import LACKING, OPEN
from namro.core.registers import Register, settled


@dataclass(frozen=True, slots=True)
class Entry:
    """One register of the list."""

    title: str
    about: str
    url: str
    add_url: str
    rows: int
    figures: tuple[FigureRow, ...]
    open: int
    open_url: str
    lacking: int
    lacking_url: str
    kept: int
    kept_url: str


@dataclass(frozen=True, slots=True)
class Field:
    """Registers of one field of the reform."""

    name: str
    entries: tuple[Entry, ...]


def home_page(
    registers: Iterable[Register],
    tallies: Mapping[str, RegisterTally],
    *,
    beside: Mapping[str, tuple[Mapping[str, Decimal], int]],
    unit: str,
    year: int,
    people: int,
    writes: Callable[[Register], bool],
) -> tuple[Field, ...]:
    """Return the registers by field; `unit` is the code of the unit, `people` how many have a seat in it.

    `beside` are what figures are made of where records kept elsewhere count, too, and how many records there are.
    """
    entries = [
        (
            register.field,
            _entry(
                register,
                tallies.get(register.code),
                beside.get(register.code),
                unit=unit,
                year=year,
                people=people,
                writes=writes,
            ),
        )
        for register in registers
    ]
    return tuple(
        Field(name, tuple(entry for _field, entry in group)) for name, group in groupby(entries, lambda e: e[0])
    )


def _entry(
    register: Register,
    tally: RegisterTally | None,
    beside: tuple[Mapping[str, Decimal], int] | None,
    *,
    unit: str,
    year: int,
    people: int,
    writes: Callable[[Register], bool],
) -> Entry:
    bases = beside[0] if beside else bases_of(tally) if tally else {}
    figures = settled(register, bases, people=people)
    url = reverse("registers:register", args=[register.code])
    days = {"don-vi": unit, "tu": f"{year}-01-01", "den": f"{year}-12-31"}
    return Entry(
        title=register.title,
        about=register.about,
        url=f"{url}?{urlencode(days)}",
        add_url=f"{reverse('registers:add', args=[register.code])}?{urlencode({'don-vi': unit})}"
        if writes(register)
        else "",
        rows=tally.rows if tally else 0,
        figures=tuple(figure_row(register, one, figures[one.code]) for one in chosen(register)),
        open=tally.open if tally else 0,
        open_url=f"{url}?{urlencode(days | {'loc': OPEN})}",
        lacking=tally.lacking if tally else 0,
        kept=beside[1] if beside else 0,
        kept_url=f"{reverse('registers:kept', args=[register.code])}?{urlencode({'don-vi': unit, 'nam': year})}",
        lacking_url=f"{url}?{urlencode(days | {'loc': LACKING})}",
    )
