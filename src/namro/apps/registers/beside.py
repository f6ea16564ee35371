"""Records of the site that count as rows of a register, so that nobody types them again; apps above register them.

A record counts, and a row that names it does not: what is typed beside it only adds words. So nothing counts twice,
and the count follows the work itself. Where the record is taken away the row that named it counts again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Protocol

from django.db import transaction

from namro.apps.people.models import User
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterRow
from namro.apps.registers.news import register_changed
from namro.core.base.clock import VIETNAM
from namro.core.registers import Register

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Kept:
    """A record: its key, whose it is, the day it belongs to, what it says by name, its address.

    A record that comes again has one key and stands several times. `words` name it where a row does.
    """

    key: str
    unit: int
    day: date
    said: Mapping[str, str]
    words: str
    url: str = ""


class Keeper(Protocol):
    """An app that keeps records of one kind. As many queries for any number of units."""

    def records(self, units: Collection[int]) -> Sequence[Kept]:
        """Return what stands of some units, newest first."""


_keepers: dict[str, Keeper] = {}


def register_kept(source: str, keeper: Keeper) -> None:
    """Have an app asked for the records of a source; called once, when it is ready."""
    _keepers[source] = keeper


def records_of(register: Register, units: Collection[int]) -> Sequence[Kept]:
    """Return the records that count as rows of a register, of all days, newest first; () where it has none."""
    keeper = _keepers.get(register.also.source) if register.also else None
    return keeper.records(units) if keeper else ()


def named_in(register: Register, data: Mapping[str, str]) -> str:
    """Return the key of the record that a row names, "" for none."""
    return data.get(register.also.column, "").partition("|")[0] if register.also else ""


def within(records: Iterable[Kept], span: Span) -> list[Kept]:
    """Return the records of some days, the first and the last included."""
    return [one for one in records if span[0] <= one.day <= span[1]]


def records_spelt(register: Register, unit: int) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the records that rows of a unit may name, by what is typed for them."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for spelling, key, words in _spelt(register, unit):
        found[spelling.casefold()] = tuple(dict.fromkeys((*found.get(spelling.casefold(), ()), (key, words))))
    return found


def records_offered(register: Register, unit: int) -> list[str]:
    """Return the records that a form offers, each in the one spelling that means no other."""
    spelt = records_spelt(register, unit)
    wanted = (spelling for spelling, _key, _words in _spelt(register, unit))
    return list(dict.fromkeys(one for one in wanted if len(spelt[one.casefold()]) == 1))


def _spelt(register: Register, unit: int) -> Iterable[tuple[str, str, str]]:
    """Every record by its words, and, for those that say the same, with its number behind them."""
    words: dict[str, str] = {one.key: one.words for one in records_of(register, [unit])}
    same = Counter(words.values())
    for key, text in words.items():
        yield text, key, text
        if same[text] > 1:
            yield f"{text} (#{key})", key, text


def records_changed(source: str, units: Iterable[int], years: Iterable[int], *, actor: User, at: datetime) -> None:
    """Tell, once it is committed, that the registers with these records count otherwise now."""
    today = at.astimezone(VIETNAM).date()
    wanted = {"units": set(units), "years": set(years), "actor": actor, "at": at}
    for register in definitions(today).all():
        if register.also is not None and register.also.source == source:
            send = partial(register_changed.send, sender=RegisterRow, register=register.code, **wanted)
            transaction.on_commit(send, robust=True)  # what follows must not make a written thing look refused
