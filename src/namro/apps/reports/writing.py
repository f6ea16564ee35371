"""A report's content as the paper that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from namro.apps.papers.letterheads import letterhead_of
from namro.apps.reports.gathering import Content, edition_of
from namro.apps.reports.models import Report
from namro.core.base.points import exact_words
from namro.core.reporting import paper_words as said
from namro.core.reporting.outline import Outline, Place, Section, Table
from namro.core.reporting.paper import Block, Grid, Head, Paper
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.states import State
from namro.core.reporting.values import sentences_of, totals_of
from namro.documents.writing.wording import full_name, lower_first

_NUMBER, _TITLE, _UNIT, _VALUE, _NOTE = 8, 52, 14, 14, 12


def paper_of(report: Report, content: Content, today: date) -> Paper:
    """Return the report as it is printed."""
    made, outline = shipped_types()[report.type_id], edition_of(report).outline
    head = head_of(report, today)
    period = period_of(report.period)
    return paper_from(
        outline,
        content,
        head=head,
        words={
            "name": made.name,
            "name_low": lower_first(made.name),
            "subject": lower_first(said.subject_of(made.name)),
            "period": lower_first(period.words),
            "first": f"{report.window_from:%d/%m/%Y}",
            "last": f"{report.window_last:%d/%m/%Y}",
            "body": full_name(head.body),
            "to": report.to,
        },
        draft=State(report.state) in (State.WRITING, State.SUBMITTED),
    )


def paper_from(outline: Outline, content: Content, *, head: Head, words: Mapping[str, str], draft: bool) -> Paper:
    """Return a paper from an outline and its content; `words` fill summary, opening and ending."""
    named = {figure.id: figure for figure in outline.figures}
    return Paper(
        head=head,
        summary=_capital(outline.summary.format(**words)),
        opening=outline.opening.format(**words),
        ending=outline.ending.format(**words),
        parts=tuple(
            (part.title, tuple(_block(outline, section, content) for section in part.sections))
            for part in outline.parts
        ),
        annexes=tuple(grid for grid in annexes_of(outline, content) if grid.rows),
        bases=outline.bases,
        to=words["to"],
        draft=draft,
        figures=tuple(
            (named[key].name, _cell(value.value), named[key].unit, value.origin)
            for key, value in content.values.items()
            if key in named and value.value is not None
        ),
    )


def annexes_of(outline: Outline, content: Content) -> Iterator[Grid]:
    """Yield the tables of the annex, then the lists that stand there."""
    for table in outline.tables:
        yield annex_grid(table, outline, content)
    for listing in outline.lists:
        if listing.place == Place.ANNEX and listing.id in content.grids:
            yield replace(content.grids[listing.id], title=listing.title)


def head_of(report: Report, today: date) -> Head:
    """Return what stands around the content: what was typed, else the unit's letterhead of the day."""
    typed: dict[str, Any] = report.head
    unit = letterhead_of(report.unit, report.sent_on or today)
    signer = unit.signers[0] if unit.signers else None
    dated = date.fromisoformat(typed["dated"]) if typed.get("dated") else None
    return Head(
        body=unit.body,
        parent=unit.parent,
        place=typed.get("place") or unit.place,
        number=typed.get("number", ""),
        dated=dated,
        year=report.due.year if report.due else today.year,
        recipients=tuple(typed.get("recipients") or (report.to,)),
        signer_title=typed.get("signer_title") or (signer.lines[-1] if signer else ""),
        signer_name=typed.get("signer_name") or (signer.name if signer else ""),
    )


def _block(outline: Outline, section: Section, content: Content) -> Block:
    figures = {figure.id: figure for figure in outline.figures}
    told = list(sentences_of(section.says, figures, content.values))
    told += [line.strip() for line in content.texts.get(section.id, "").splitlines() if line.strip()]
    return Block(title=section.title, paragraphs=tuple(told), grids=tuple(_lists(outline, section, content)))


def _lists(outline: Outline, section: Section, content: Content) -> Iterator[Grid]:
    for listing in outline.lists:
        grid = content.grids.get(listing.id) if listing.id in section.lists and listing.place == Place.BODY else None
        if grid is not None and grid.rows:
            yield replace(grid, title=listing.title)


def annex_grid(table: Table, outline: Outline, content: Content) -> Grid:
    """Return a table of the annex as texts: fixed rows with their figures, or the rows that people named."""
    if table.open_rows:
        return _open_grid(table, content)
    cells = content.tables.get(table.id, {})
    figures = {figure.id: figure for figure in outline.figures}
    rows: list[tuple[str, ...]] = []
    strong: set[int] = set()
    number = 0
    for row in table.rows:
        if row.strong:
            strong.add(len(rows))
        number += not row.strong
        values = [_cell(cells.get(row.id, {}).get(column.id)) for column in table.columns]
        if row.figure and row.figure in content.values:
            value = content.values[row.figure].value
            shown = content.values[row.figure].words(figures[row.figure]).partition("%")[0]
            values[0] = "" if value is None else shown
        note = (content.notes.get(f"{table.id}.{row.id}", ""),) if table.note else ()
        rows.append(("" if row.strong else str(number), row.title, row.unit, *values, *note))
    share = _VALUE // len(table.columns)
    return Grid(
        title=table.title,
        columns=(
            ("TT", _NUMBER, True),
            (said.STATISTICS, _TITLE if table.note else _TITLE + _NOTE, False),
            (said.MEASURED_IN, _UNIT, True),
            *((column.title, share, True) for column in table.columns),
            *(((said.NOTE, _NOTE, False),) if table.note else ()),
        ),
        rows=tuple(rows),
        strong=frozenset(strong),
    )


def _open_grid(table: Table, content: Content) -> Grid:
    cells = content.tables.get(table.id, {})
    width = (100 - 6 - 22) // len(table.columns)
    rows = [
        (str(place), name, *(_cell(row.get(column.id)) for column in table.columns))
        for place, (name, row) in enumerate(cells.items(), start=1)
    ]
    if rows:
        sums = totals_of(cells)
        rows.append(("", said.TOTAL, *(_cell(sums.get(column.id)) for column in table.columns)))
    return Grid(
        title=table.title,
        columns=(
            ("TT", 6, True),
            (table.open_rows, 100 - 6 - width * len(table.columns), False),
            *((_heading(column.under, column.title), width, True) for column in table.columns),
        ),
        rows=tuple(rows),
        strong=frozenset({len(rows) - 1}) if rows else frozenset(),
    )


def _heading(under: str, title: str) -> str:
    return f"{under}: {lower_first(title)}" if under else title


def _cell(number: Decimal | None) -> str:
    return "" if number is None else exact_words(number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
