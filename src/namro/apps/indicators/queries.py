"""Reads of facts. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from django.db.models import QuerySet

from namro.apps.indicators.models import Fact
from namro.apps.indicators.sets import Edition, edition_for, in_force, inputs_of
from namro.apps.indicators.values import levels_of
from namro.apps.indicators.words import InputWord, words_of
from namro.apps.people.models import Unit


def current_facts(unit: Unit, year: int) -> dict[str, Fact]:
    """Return the facts that stand, by input, with their delivery and who wrote it at hand; one query."""
    rows = Fact.objects.filter(unit=unit, year=year, superseded_by=None).select_related("delivery__by")
    return {row.input: row for row in rows}


def history_of(unit: Unit, year: int, name: str) -> QuerySet[Fact]:
    """Every value of an input, the newest first."""
    return Fact.objects.filter(unit=unit, year=year, input=name).select_related("delivery__by").order_by("-id")


def words_for(unit: Unit, year: int) -> tuple[Edition | None, dict[str, InputWord]]:
    """Return the edition that scores the unit in a year, and the inputs that facts of the year may hold, in words.

    Where no edition scores the year, these are the inputs that the next years read as base values.
    """
    level = levels_of([unit.pk], year).get(unit.pk, "")
    editions = in_force()
    own = edition_for(editions, level, year)
    if own is not None:
        return own, words_of(own.framework)
    readers = [one for one in editions if one.framework.level == level and one.framework.first_year > year]
    wanted = inputs_of(editions, level, year, until=max([year, *(one.framework.first_year for one in readers)])).later
    words: dict[str, InputWord] = {}
    for one in readers:
        words |= {name: word for name, word in words_of(one.framework).items() if name in wanted}
    return None, words
