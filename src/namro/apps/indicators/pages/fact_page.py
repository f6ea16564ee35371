"""One input of a unit and year: its value, where it came from, the values before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.indicators.models import Fact
from namro.apps.indicators.pages.fact_list import source_of, written_by
from namro.apps.indicators.words import InputWord, shown
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class Past:
    """A value, newest first; `current` stands now."""

    value: str
    source: str
    as_of: str
    written: str
    current: bool
    error: str


def past_of(word: InputWord, history: Iterable[Fact]) -> tuple[Past, ...]:
    """Return every value of an input as text."""
    return tuple(
        Past(
            value=shown(fact.value, word.holds) if fact.value else _("bỏ giá trị"),
            source=source_of(fact),
            as_of=day(fact.as_of),
            written=written_by(fact),
            current=fact.superseded_by_id is None,
            error=fact.se.replace(".", ","),
        )
        for fact in history
    )
