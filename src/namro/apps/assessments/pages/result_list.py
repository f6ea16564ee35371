"""The units of a level with their results, best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.pages.result_page import facts_url_of
from namro.apps.assessments.queries.results import Standing
from namro.core.base.folding import fold
from namro.core.framework.model import Scale
from namro.core.scoring.numbers import said_points
from namro.ui.formats import NOTHING

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit and its result; dashes where it has none yet."""

    name: str
    url: str
    facts_url: str
    rank: str
    total: str
    percent: str
    band: str


@dataclass(frozen=True, slots=True)
class ResultList:
    """A page of units."""

    rows: tuple[UnitRow, ...]
    page: Page[int]
    total: int
    search: str
    query: str


def level_words() -> dict[str, str]:
    """Return what the levels are called."""
    return {"commune": _("Cấp xã"), "department": _("Sở, ngành"), "province": _("Tỉnh")}


def result_list(
    units: Iterable[int], names: dict[int, tuple[str, str]], found: dict[int, Standing], *, scale: Scale | None,
    year: int, level: str, search: str, number: str | None,
) -> ResultList:  # fmt: skip
    """Return the units that are asked for; `names` are (code, name)."""
    asked = fold(search)
    wanted = [unit for unit in units if asked in fold(names[unit][1])]
    wanted.sort(key=lambda unit: (_place(found.get(unit)), fold(names[unit][1]), unit))
    page = Paginator(wanted, PER_PAGE).get_page(number)
    rows = tuple(_row(year, names[unit], found.get(unit), scale) for unit in page.object_list)
    query = urlencode({"nam": year, "cap": level, **({"tim": search} if search else {})})
    return ResultList(rows, page, len(wanted), search, query)


def _place(one: Standing | None) -> tuple[int, int]:
    return (1, 0) if one is None or one.rank is None else (0, one.rank)


def _row(year: int, name: tuple[str, str], one: Standing | None, scale: Scale | None) -> UnitRow:
    code, called = name
    percent = NOTHING
    if one and scale and one.percent is not None:
        percent = f"{said_points(one.percent, scale)} %"
    return UnitRow(
        name=called,
        url=reverse("assessments:result", args=[year, code]),
        facts_url=facts_url_of(year, code),
        rank=str(one.rank) if one and one.rank else NOTHING,
        total=said_points(one.total, scale) if one and scale else NOTHING,
        percent=percent,
        band=one.band if one else "",
    )
