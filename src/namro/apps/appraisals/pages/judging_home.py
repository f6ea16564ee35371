"""The figures of one round for one appraiser: each criterion or unit, and how far each department is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.heads import domains_of
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judging_progress import Counted, by_node, by_unit, sheets_judged, to_look_at
from namro.apps.assessments.models import Assessment
from namro.apps.people.queries.organisation import tree_on
from namro.core.assessment.stages import STATE_WORDS, State
from namro.core.base.names import place_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One criterion or unit with its figures."""

    id: str
    name: str
    group: str
    url: str
    counted: Counted
    share: int
    remarked: int = 0


@dataclass(frozen=True, slots=True)
class Department:
    """How far a department is with its criteria."""

    name: str
    counted: Counted
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingHome:
    """Everything the page shows of a round."""

    lines: tuple[Line, ...]
    departments: tuple[Department, ...]
    total: Counted
    share: int
    units: int
    second: int
    disputes: str
    by_unit: bool


def judging_home(bench: Bench, *, by_unit: bool) -> JudgingHome:
    """Return the figures; a fixed number of queries."""
    sheets, counted = sheets_judged(bench), by_node(bench)
    mine = bench.mine()
    total = sum((counted[key] for key in mine if key in counted), Counted())
    return JudgingHome(
        lines=tuple(_units(bench, sheets) if by_unit else _criteria(bench, sheets, counted)),
        departments=_departments(bench, counted),
        total=total,
        share=share_of(total),
        units=len(sheets),
        second=sum(State(sheet.state) is State.REAPPRAISAL for sheet in sheets),
        disputes=reverse("appraisals:disputes", args=[bench.round.code]),
        by_unit=by_unit,
    )


def share_of(counted: Counted) -> int:
    """Return how much is decided, in percent rounded down."""
    return 100 * counted.decided // counted.asked if counted.asked else 0


def _criteria(bench: Bench, sheets: list[Assessment], counted: Mapping[str, Counted]) -> Iterable[Line]:
    """The person's criteria on which people decide; what is computed speaks for itself."""
    remarked = to_look_at(bench, sheets)
    domains, names = domains_of(bench.framework), bench.framework.names
    for key in bench.mine():
        found = counted.get(key, Counted())
        if found.asked:
            url = reverse("appraisals:judge_criterion", args=[bench.round.code, key])
            yield Line(
                id=key, name=names[key], group=domains[key], url=url, counted=found, share=share_of(found),
                remarked=remarked[key],
            )  # fmt: skip


def _units(bench: Bench, sheets: list[Assessment]) -> Iterable[Line]:
    counted = by_unit(bench)
    nodes = tree_on(bench.user.standing.day).nodes
    names = {sheet.pk: nodes[sheet.unit_id].name if sheet.unit_id in nodes else sheet.unit.code for sheet in sheets}
    for sheet in sorted(sheets, key=lambda one: place_key(names[one.pk])):
        found = counted.get(sheet.pk, Counted())
        url = reverse("appraisals:judge_unit", args=[bench.round.code, sheet.unit.code])
        group = _(STATE_WORDS[State(sheet.state)])
        yield Line(id="", name=names[sheet.pk], group=group, url=url, counted=found, share=share_of(found))


def _departments(bench: Bench, counted: Mapping[str, Counted]) -> tuple[Department, ...]:
    """Every department for whoever runs the round, else the person's own; last what is nobody's."""
    found: dict[int | None, Counted] = {}
    for key, figures in counted.items():
        unit = bench.departments.get(key)
        if figures.asked and (bench.chairs or unit in bench.own):
            found[unit] = found.get(unit, Counted()) + figures
    nodes = tree_on(bench.user.standing.day).nodes
    named = [
        (_("Chưa giao sở nào") if unit is None else nodes[unit].name if unit in nodes else "–", figures)
        for unit, figures in sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
    ]
    return tuple(Department(name, figures, share_of(figures)) for name, figures in named)
