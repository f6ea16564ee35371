"""A report's content, live or as it was frozen: figures, tables, lists, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from namro.apps.people.owners import owners_of
from namro.apps.people.queries.organisation import span_at
from namro.apps.reports.models import Contribution, Report
from namro.apps.reports.queries import contributions_of, share_of_section
from namro.apps.reports.sources import Asked, grids_for, values_for
from namro.core.base.names import sort_key
from namro.core.improvement.owners import Owner
from namro.core.reporting import paper_words as said
from namro.core.reporting.outline import Outline, Source
from namro.core.reporting.paper import Grid
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import Edition
from namro.core.reporting.values import (
    Changed,
    Value,
    cells_from,
    changed_since,
    faults_of,
    plain_value,
    value_from,
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says: figures by id, tables by id, lists by id, words and notes by section or row."""

    values: Mapping[str, Value]
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]]
    grids: Mapping[str, Grid]
    texts: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)


def edition_of(report: Report) -> Edition:
    """The edition of the type that the report was begun with."""
    return shipped_types()[report.type_id].edition(report.edition)


def asked_of(report: Report, today: date) -> Asked:
    """What its sources are asked."""
    window = (report.window_from, report.window_last)
    return Asked(unit=report.unit_id, period=period_of(report.period), window=window, today=today)


def live_content(report: Report, rows: Iterable[Contribution], *, today: date) -> Content:
    """Return what the report says now: sources first, where they know nothing what people typed."""
    outline = edition_of(report).outline
    rows = list(rows)
    asked = asked_of(report, today)
    values = _typed(outline, rows) | values_for(outline, asked)
    return Content(
        values=values,
        tables={name: cells_from(cells) for row in rows for name, cells in row.tables.items()},
        grids=grids_for(outline, asked),
        texts={row.section: words_of(row) for row in rows},
        notes={name: words for row in rows for name, words in row.notes.items() if words},
    )


def _typed(outline: Outline, rows: Iterable[Contribution]) -> dict[str, Value]:
    """Figures that people typed, with who did so."""
    names = {figure.id: figure for figure in outline.figures}
    found = {}
    for row in rows:
        who = row.by.full_name if row.by else ""
        for key, kept in row.figures.items():
            if key in names:
                found[key] = value_from(kept | {"origin": said.typed_by(who), "url": ""})
    return found


def words_of(row: Contribution) -> str:
    """The words of a section; of a group's members one after another, each under the name."""
    if row.owner_kind != "each":
        return row.text
    pieces = sorted(row.pieces.all(), key=lambda one: sort_key(one.user.full_name))
    own = [f"- {one.user.full_name}: {one.text}" for one in pieces if one.text and one.given_on]
    return "\n".join([row.text, *own] if row.text else own)


def content_of(report: Report, rows: Iterable[Contribution], *, today: date) -> Content:
    """Return the frozen content where there is one, else what the report says now."""
    return frozen_content(report) if report.snapshot is not None else live_content(report, rows, today=today)


def frozen_content(report: Report) -> Content:
    """Return what was frozen; expects a snapshot."""
    kept: dict[str, Any] = report.snapshot or {}
    return Content(
        values={name: value_from(one) for name, one in kept["values"].items()},
        tables={name: cells_from(cells) for name, cells in kept["tables"].items()},
        grids={name: _grid(one) for name, one in kept["grids"].items()},
        texts=kept["texts"],
        notes=kept.get("notes", {}),
    )


def frozen_of(report: Report, *, today: date) -> dict[str, Any]:
    """Return the content in plain values, to be kept."""
    content = live_content(report, contributions_of([report.pk]), today=today)
    return {
        "values": {name: plain_value(one) for name, one in content.values.items()},
        "tables": {
            name: {row: {column: str(number) for column, number in cells.items()} for row, cells in table.items()}
            for name, table in content.tables.items()
        },
        "grids": {
            name: {
                "title": one.title,
                "columns": [list(column) for column in one.columns],
                "rows": [list(row) for row in one.rows],
                "strong": sorted(one.strong),
            }
            for name, one in content.grids.items()
        },
        "texts": dict(content.texts),
        "notes": dict(content.notes),
    }


def _grid(kept: Mapping[str, Any]) -> Grid:
    return Grid(
        title=kept["title"],
        columns=tuple((title, share, centred) for title, share, centred in kept["columns"]),
        rows=tuple(tuple(row) for row in kept["rows"]),
        strong=frozenset(kept["strong"]),
    )


def changed_in(report: Report, *, today: date) -> tuple[Changed, ...]:
    """Return the figures whose sources tell another number than what was frozen."""
    if report.snapshot is None:
        return ()
    outline = edition_of(report).outline
    sourced = [figure for figure in outline.figures if figure.source != Source.ENTRY]
    then = {name: value_from(one) for name, one in report.snapshot["values"].items()}
    return changed_since(sourced, then, values_for(outline, asked_of(report, today)))


def table_faults(report: Report, content: Content) -> list[str]:
    """Return what does not agree in the tables, also with the report before."""
    outline = edition_of(report).outline
    before = frozen_content(report.before) if report.before and report.before.snapshot else None
    found: list[str] = []
    for table in outline.tables:
        old = before.tables.get(table.id) if before else None
        found += faults_of(table, content.tables.get(table.id, {}), old)
    return found


def owners_in(rows: Iterable[Contribution], today: date) -> dict[int, Owner]:
    """The owners of sections by their rows."""
    return owners_of(rows, today=today)


def unit_name(report: Report) -> str:
    """What the unit is called at the end of the report's window."""
    return span_at(report.unit, report.window_last).name


def lacking_of(
    report: Report, rows: Iterable[Contribution], owners: Mapping[int, Owner], today: date
) -> tuple[str, ...]:
    """Return the titles of the sections that somebody still owes, in the order of the report."""
    outline = edition_of(report).outline
    short = [row for row in rows if (share := share_of_section(row, owners.get(row.pk), today)).done < share.owed]
    titles = {section.id: section.title for section in outline.sections}
    return tuple(titles.get(row.section, row.section) for row in short)
