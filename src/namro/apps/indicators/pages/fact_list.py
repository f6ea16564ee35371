"""The facts of a unit and year, one row for each input of the set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.indicators.models import Fact, Producer
from namro.apps.indicators.words import NUMBER, InputWord, shown
from namro.core.base.folding import fold
from namro.ui.formats import day, moment

PER_PAGE = 40
MISSING = "thieu"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One input: where it belongs, what it is, its value and where that came from; `value` is "" when missing."""

    url: str
    node: str
    said: str
    input: str
    value: str
    needed: bool
    source: str
    as_of: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactList:
    """A page of rows, and how many there are in all."""

    rows: tuple[FactRow, ...]
    page: Page[InputWord]
    total: int
    missing: int
    only_missing: bool
    search: str
    query: str


def fact_list(
    words: dict[str, InputWord], facts: dict[str, Fact], *, place: tuple[int, str], only_missing: bool, search: str,
    number: str | None,
) -> FactList:  # fmt: skip
    """Return the rows that are asked for; `place` is the year and the unit's code."""
    every = [*words.values(), *(_stray(fact) for name, fact in facts.items() if name not in words)]
    there = {name for name, fact in facts.items() if fact.value}
    missing = [word for word in words.values() if word.needed and word.input not in there]
    wanted = list(_found(missing if only_missing else every, search))
    page = Paginator(wanted, PER_PAGE).get_page(number)
    asked = {key: value for key, value in (("loc", MISSING if only_missing else ""), ("tim", search)) if value}
    return FactList(
        rows=tuple(_row(word, facts.get(word.input), place) for word in page.object_list),
        page=page,
        total=len(every),
        missing=len(missing),
        only_missing=only_missing,
        search=search,
        query=urlencode(asked),
    )


def _stray(fact: Fact) -> InputWord:
    return InputWord(fact.input, "", _("Bộ tiêu chí không dùng"), NUMBER, False)


def _found(words: Iterable[InputWord], search: str) -> Iterable[InputWord]:
    asked = fold(search).split()
    for word in words:
        text = fold(f"{word.said} {word.input}")
        if search == word.node or all(part in text for part in asked):
            yield word


def _row(word: InputWord, fact: Fact | None, place: tuple[int, str]) -> FactRow:
    url = f"{reverse('indicators:fact', args=place)}?{urlencode({'ten': word.input})}"
    told = fact is not None and bool(fact.value)
    return FactRow(
        url=url,
        node=word.node,
        said=word.said,
        input=word.input,
        value=shown(fact.value, word.holds) if fact and told else "",
        needed=word.needed,
        source=source_of(fact) if fact else "",
        as_of=day(fact.as_of) if fact else "",
        written=written_by(fact) if fact else "",
    )


def source_of(fact: Fact) -> str:
    """Return where a value came from: "Tệp số liệu: thang-10.csv"."""
    kind = str(Producer(fact.delivery.source_kind).label)
    return f"{kind}: {fact.delivery.source_ref}" if fact.delivery.source_ref else kind


def written_by(fact: Fact) -> str:
    """Return who wrote a value and when."""
    return f"{fact.delivery.by.full_name}, {moment(fact.delivery.at)}"
