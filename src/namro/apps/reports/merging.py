"""The reports of many units as one: numerators and denominators added, tables added, words listed by unit.

What was frozen when a report was submitted is merged, so that the sum does not move with the data of a unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import tree_on
from namro.apps.reports.gathering import Content, frozen_content
from namro.apps.reports.levels import units_of
from namro.apps.reports.models import Report
from namro.apps.reports.queries import reports_for
from namro.apps.reports.writing import paper_from
from namro.core.base.names import sort_key
from namro.core.reporting import paper_words as said
from namro.core.reporting.outline import Outline
from namro.core.reporting.paper import Grid, Head, Paper
from namro.core.reporting.periods import Period
from namro.core.reporting.states import OUT
from namro.core.reporting.types import Edition, Level, ReportType
from namro.core.reporting.values import Value, added, merged
from namro.documents.writing.wording import lower_first


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged report, who is in it, who is missing, and what each unit says of a figure, by the figure's id."""

    paper: Paper
    units: tuple[str, ...]
    missing: tuple[str, ...]
    values: Mapping[str, Value]
    by_unit: Mapping[str, tuple[tuple[str, Value], ...]]
    outline: Outline


def sent_reports(user: User, made: ReportType, period: Period) -> list[Report]:
    """The reports of a type and period that were sent and that the person reads; one query."""
    rows = reports_for(user).filter(type_id=made.id, period=period.key, state__in=list(OUT))
    return list(rows.exclude(snapshot=None))


def merge(user: User, made: ReportType, edition: Edition, period: Period, *, head: Head) -> Merged:
    """Return the reports of a period as one; as many queries for any number of units."""
    tree = tree_on(min(period.days[1], user.standing.day))
    reports = sent_reports(user, made, period)
    named = {key: node.name for key, node in tree.nodes.items()}
    parts = sorted(
        ((named.get(one.unit_id, one.unit.code), frozen_content(one)) for one in reports),
        key=lambda part: sort_key(part[0]),
    )
    there = {one.unit_id for one in reports}
    missing = [named[key] for key in units_of(Level.COMMUNE, tree) if key not in there]
    outline = edition.outline
    content = merged_content(outline, parts)
    words = _words(made, period, reports, head, len(parts))
    return Merged(
        paper=paper_from(outline, content, head=head, words=words, draft=True),
        units=tuple(name for name, _content in parts),
        missing=tuple(sorted(missing, key=sort_key)),
        values=content.values,
        by_unit={
            figure.id: tuple((name, one.values[figure.id]) for name, one in parts if figure.id in one.values)
            for figure in outline.figures
        },
        outline=outline,
    )


def merged_content(outline: Outline, parts: Sequence[tuple[str, Content]]) -> Content:
    """Return the contents of (name of the unit, content) as one."""
    values = {
        figure.id: merged(figure, [content.values.get(figure.id, Value()) for _name, content in parts])
        for figure in outline.figures
    }
    return Content(
        values={key: value for key, value in values.items() if value.known},
        tables={
            table.id: added(content.tables.get(table.id, {}) for _name, content in parts) for table in outline.tables
        },
        grids={},
        texts={section.id: _listed(section.id, parts) for section in outline.written},
    )


def _listed(section: str, parts: Iterable[tuple[str, Content]]) -> str:
    """What each unit says, on a line of its own; who has nothing to say is left out."""
    spoken = ((name, " ".join(content.texts.get(section, "").split())) for name, content in parts)
    return "\n".join(f"- {name}: {words}" for name, words in spoken if not said.says_nothing(words))


def _words(made: ReportType, period: Period, reports: Sequence[Report], head: Head, count: int) -> dict[str, str]:
    first = min((one.window_from for one in reports), default=period.days[0])
    last = max((one.window_last for one in reports), default=period.days[1])
    return {
        "name": made.name,
        "name_low": lower_first(made.name),
        "subject": lower_first(said.subject_of(made.name)),
        "period": said.merged_period(lower_first(period.words), count),
        "first": f"{first:%d/%m/%Y}",
        "last": f"{last:%d/%m/%Y}",
        "body": head.body,
        "to": said.UPPER_LEVEL,
    }


def table_of_units(found: Merged) -> Grid:
    """A row for each unit with its figures, for the page and the workbook."""
    figures = [
        one for one in found.outline.figures if any(key == one.id for key in found.by_unit) and found.by_unit[one.id]
    ]
    rows = []
    for name in found.units:
        own = (dict(found.by_unit[one.id]).get(name, Value()) for one in figures)
        rows.append((name, *(value.words(one) for one, value in zip(figures, own, strict=True))))
    width = 70 // max(1, len(figures))
    return Grid(
        title=said.EACH_UNIT,
        columns=((said.UNIT, 30, False), *((one.name, width, True) for one in figures)),
        rows=tuple(rows),
    )
