"""A whole sheet as finished text: rows, domains, filters, total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest
from django.middleware.csrf import get_token

from namro.apps.assessments.pages.result_page import facts_url_of
from namro.apps.assessments.pages.sheet_filters import ALL, FILTERS, Tab, filters_of, kept, tabs_of
from namro.apps.assessments.pages.sheet_head import (
    ActButton,
    Closed,
    Deadline,
    Returned,
    acts_of,
    chip_of_state,
    closed_of,
    deadline_of,
    returned_of,
    shows_findings,
)  # fmt: skip
from namro.apps.assessments.pages.sheet_rows import BONUS, PENALTY, Row, rows_of, sums_of
from namro.apps.assessments.pages.sheet_total import Total, total_of
from namro.apps.assessments.queries.shown import Shown, due_at_hand
from namro.apps.people.models import User
from namro.core.assessment.stages import State
from namro.ui.chips import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """Everything the page shows."""

    year: int
    before: int
    code: str
    unit: str
    provisional: bool
    title: str
    chip: Chip
    deadline: Deadline | None
    closed: Closed | None
    returned: Returned | None
    acts: tuple[ActButton, ...]
    shows_findings: bool
    ranked: bool
    tabs: tuple[Tab, ...]
    chosen: str
    domains: tuple[Row, ...]
    rows: tuple[Row, ...]
    leaves: int
    total: Total
    fills: bool
    judged: bool
    sealed: bool
    token: str


def sheet_page(
    request: HttpRequest,
    user: User,
    sheet: Shown,
    *,
    now: datetime,
    texts: Mapping[str, str],
    refused: Mapping[str, str],
) -> SheetPage:
    """Return the context; `?loc=` is the filter, `texts` and `refused` what was typed by box and why not taken."""
    row = sheet.sheet
    sums = sums_of(sheet.standing, sheet.before)
    rows = rows_of(sheet, sums, facts_url=facts_url_of(row.year, row.unit.code))
    chosen = request.GET.get("loc", ALL)
    chosen = chosen if chosen in FILTERS else ALL
    found = filters_of(sheet, rows)
    rows = _as_typed(rows, texts, refused)
    return SheetPage(
        year=row.year,
        before=row.year - 1,
        code=row.unit.code,
        unit=sheet.name,
        provisional=row.provisional,
        title=row.edition.title,
        chip=chip_of_state(row),
        deadline=deadline_of(row, due_at_hand(row), now),
        closed=closed_of(row),
        returned=returned_of(row),
        acts=acts_of(user, row),
        shows_findings=shows_findings(user, row),
        ranked=State(row.state) is State.PUBLISHED and row.round is not None and not row.round.alone,
        tabs=tabs_of(found, chosen, row.year - 1),
        chosen=chosen,
        domains=tuple(one for one in rows if one.css == "d" and one.id not in {BONUS, PENALTY}),
        rows=rows if chosen == ALL else kept(rows, found[chosen]),
        leaves=len(found[ALL]),
        total=total_of(sheet.standing, sheet.before, final=_is_final(sheet)),
        fills=bool(sheet.fills),
        judged=sheet.layers is not None,
        sealed=sheet.layers is not None and not sheet.layers.all_open,
        token=get_token(request),
    )


def _is_final(sheet: Shown) -> bool:
    """Whether the sheet's result is published, and the reader may see all of it."""
    return State(sheet.sheet.state) is State.PUBLISHED and sheet.layers is not None and sheet.layers.all_open


def _as_typed(rows: tuple[Row, ...], texts: Mapping[str, str], refused: Mapping[str, str]) -> tuple[Row, ...]:
    """Put what was refused back into its cells, with the reason."""
    if not refused:
        return rows
    return tuple(_refused(row, texts, refused) for row in rows)


def _refused(row: Row, texts: Mapping[str, str], refused: Mapping[str, str]) -> Row:
    if row.cell is None or row.id not in refused:
        return row
    why = refused[row.id]
    return replace(row, cell=replace(row.cell, text=texts[f"p.{row.id}"], css="bad", message=why, fault=why, cures=()))
