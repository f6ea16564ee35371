"""The form of a section as finished text: what is asked, boxes with what stands in them, what was carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.reports.gathering import asked_of, unit_name
from namro.apps.reports.models import Contribution, Report
from namro.apps.reports.pages.chips import given_chip
from namro.apps.reports.permissions import can_coordinate
from namro.apps.reports.queries import share_of_section
from namro.apps.reports.sources import values_for
from namro.core.base.points import exact_words
from namro.core.improvement.owners import Owner
from namro.core.reporting.carrying import Piece, carried, marked
from namro.core.reporting.outline import Outline, Section, Table
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.states import CONTRIBUTION, Given, Role
from namro.core.reporting.values import cells_from, value_from
from namro.ui.chips import Chip
from namro.ui.formats import day

#: Empty lines that stand below the rows that people named.
_SPARE = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A box for a number; a figure that a source tells has `told` and is not typed."""

    name: str
    label: str
    value: str
    unit: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table's form: its title, or the box that names it (name, value)."""

    title: str
    naming: tuple[str, str] | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table to be filled."""

    title: str
    first: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """Everything of the page."""

    code: str
    key: str
    title: str
    asks: str
    report: str
    period: str
    unit: str
    due: str
    chip: Chip
    text: str
    version: int
    figures: tuple[Box, ...]
    tables: tuple[TableForm, ...]
    marked: tuple[Piece, ...]
    kept: str
    acts: tuple[str, ...]
    said: str
    error: str
    members: tuple[tuple[str, str, str], ...]
    piece: bool
    missing: str


def section_page(
    report: Report, row: Contribution, section: Section, outline: Outline, *, user: User, owner: Owner | None,
    sent: QueryDict | None = None, error: str = "", piece: str | None = None,
) -> SectionPage:  # fmt: skip
    """Return the context; `sent` is what was typed and refused, `piece` the member's own words in a group."""
    today = user.standing.day
    text = sent.get("text", "") if sent is not None else row.text if piece is None else piece
    share = share_of_section(row, owner, today)
    kept = carried(row.carried, row.text)
    roles = {Role.OWNER} | ({Role.COORDINATOR} if can_coordinate(user, report.unit_id) else set())
    return SectionPage(
        code=report.code,
        key=section.id,
        title=section.title,
        asks=section.asks,
        report=shipped_types()[report.type_id].name,
        period=period_of(report.period).words,
        unit=unit_name(report),
        due=day(report.internal) if report.internal else "",
        chip=given_chip(row.state, share),
        text=text,
        version=row.version,
        figures=() if piece is not None else _figures(report, row, section, outline, user=user, sent=sent),
        tables=()
        if piece is not None
        else tuple(_table(table, row, sent) for table in outline.tables_of(section.id) if _has_boxes(table)),
        marked=marked(row.carried, row.text) if row.carried and piece is None else (),
        kept=_("%(kept)d/%(n)d câu giữ nguyên từ kỳ trước") % {"kept": kept.kept, "n": kept.sentences}
        if row.carried and kept.sentences
        else "",
        acts=("give",) if piece is not None else CONTRIBUTION.acts_open(Given(row.state), roles),
        said=row.said,
        error=error,
        members=tuple(
            (one.user.full_name, one.text, day(one.given_on) if one.given_on else "") for one in row.pieces.all()
        )
        if row.owner_kind == "each"
        else (),
        piece=piece is not None,
        missing=", ".join(person.name for person in share.missing) if share.owed > 1 else "",
    )


def _figures(
    report: Report, row: Contribution, section: Section, outline: Outline, *, user: User, sent: QueryDict | None
) -> tuple[Box, ...]:
    told = values_for(outline, asked_of(report, user.standing.day))
    found = []
    for figure in outline.figures_of(section.id):
        name = f"so-{figure.id}"
        known = told.get(figure.id)
        if known is not None and known.known:
            words = f"{known.words(figure)} · {known.origin}"
            found.append(Box(name, figure.name, "", "" if figure.share else figure.unit, words))
            continue
        value = sent.get(name, "") if sent is not None else _typed(row.figures, figure.id)
        found.append(Box(name, figure.name, value, figure.unit))
    return tuple(found)


def _typed(kept: Mapping[str, Mapping[str, str]], key: str) -> str:
    value = value_from(kept[key]).value if key in kept else None
    return "" if value is None else exact_words(value)


def _has_boxes(table: Table) -> bool:
    return bool(table.open_rows) or any(not row.figure and not row.strong for row in table.rows)


def _table(table: Table, row: Contribution, sent: QueryDict | None) -> TableForm:
    cells = cells_from(row.tables.get(table.id, {}))
    rows = []
    if table.open_rows:
        named = list(cells) if sent is None else [sent.get(f"ten-{table.id}-{n}", "") for n in range(40)]
        while named and not named[-1]:
            named.pop()
        for place, name in enumerate([*named, *[""] * _SPARE]):
            boxes = _boxes(table, f"o-{table.id}-{place}", {} if sent is not None else cells.get(name, {}), sent)
            rows.append(TableRow(name, (f"ten-{table.id}-{place}", name), boxes))
    else:
        for fixed in table.rows:
            if not fixed.figure and not fixed.strong:
                boxes = _boxes(table, f"o-{table.id}-{fixed.id}", cells.get(fixed.id, {}), sent)
                rows.append(TableRow(fixed.title, None, boxes))
    return TableForm(
        title=table.title,
        first=table.open_rows or _("Chỉ tiêu"),
        columns=tuple(
            f"{column.under}: {column.title.lower()}" if column.under else column.title for column in table.columns
        ),
        rows=tuple(rows),
        checks=tuple(check.says for check in table.checks),
    )


def _boxes(table: Table, prefix: str, cells: Mapping[str, object], sent: QueryDict | None) -> tuple[Box, ...]:
    found = []
    for column in table.columns:
        name = f"{prefix}-{column.id}"
        number = cells.get(column.id)
        value = sent.get(name, "") if sent is not None else "" if number is None else exact_words(number)  # type: ignore[arg-type]
        found.append(Box(name, f"{column.under} {column.title}".strip(), value, ""))
    return tuple(found)
