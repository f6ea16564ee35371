"""What an organiser chooses from when a round is set up; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment, Round
from namro.apps.frameworks.models import Edition
from namro.apps.indicators.values import levels_of
from namro.apps.people.models import Kind, Unit
from namro.apps.people.queries.organisation import tree_on
from namro.core.base.folding import fold
from namro.core.framework.model import Framework
from namro.core.framework.rules import PerDayLate


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit that may take part; `taken` names the round it is in already."""

    id: int
    name: str
    kind: str
    taken: str = ""


def editions_for(year: int) -> list[Edition]:
    """Return the published editions that score a year, newest first, those of communes before others."""
    rows = Edition.objects.filter(status=Edition.Status.PUBLISHED, first_year__lte=year).defer("text")
    found = [one for one in rows.order_by("-edition", "-pk") if one.last_year is None or year <= one.last_year]
    return sorted(found, key=lambda one: one.level != "commune")


def year_to_open(today: date, years: Iterable[int]) -> int:
    """Return the first of the years, from this one on, whose units have no round yet; this year where all have."""
    level = next((edition.level for edition in editions_for(today.year)), "")
    opened = set(Round.objects.filter(alone=False, edition__level=level).values_list("year", flat=True))
    return next((year for year in sorted(years) if year >= today.year and year not in opened), today.year)


def units_to_choose(level: str, year: int) -> list[Choice]:
    """Return the units of a level at the end of a year, by kind and name, with the round they are in already."""
    nodes = [node for node in tree_on(date(year, 12, 31)).nodes.values() if node.home is None]
    levels = levels_of([node.id for node in nodes], year)
    sheets = Assessment.objects.filter(year=year, round__isnull=False).values_list("unit_id", "round__title")
    taken = dict(sheets)
    order = list(Kind.values)
    nodes = sorted(
        (node for node in nodes if levels.get(node.id) == level),
        key=lambda node: (order.index(node.kind), fold(node.name), node.id),
    )
    return [Choice(node.id, node.name, str(Kind(node.kind).label), taken.get(node.id, "")) for node in nodes]


def departments_on(day: date) -> list[tuple[int, str]]:
    """Return the departments of a day by name."""
    nodes = [node for node in tree_on(day).nodes.values() if node.kind == Kind.DEPARTMENT]
    return [(node.id, node.name) for node in sorted(nodes, key=lambda node: fold(node.name))]


def top_unit(day: date) -> Unit:
    """Return the province. Raises Http404 where there is none yet."""
    node = next((one for one in tree_on(day).nodes.values() if one.kind == Kind.PROVINCE), None)
    if node is None:
        raise Http404(_("Chưa có tỉnh, thành phố nào trong danh sách đơn vị."))
    return Unit.objects.get(pk=node.id)


def late_inputs(framework: Framework) -> list[tuple[str, str]]:
    """Return the inputs that an edition counts days late from, each with the item that takes points off."""
    return [
        (item.rule.input, f"{item.id}. {item.name} ({framework.labels.get(item.rule.input, item.rule.input)})")
        for item in framework.items
        if isinstance(item.rule, PerDayLate)
    ]
