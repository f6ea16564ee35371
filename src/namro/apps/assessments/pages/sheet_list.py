"""The sheets a person reads, as finished text, and the units whose year has not begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.sheet_head import Deadline, chip_of_state, deadline_of
from namro.apps.assessments.queries.shown import due_at_hand
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, points


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One sheet."""

    unit: str
    year: int
    url: str
    chip: Chip
    deadline: Deadline | None
    total: str
    band: str
    empty: int
    provisional: bool


def sheet_rows(
    sheets: Iterable[Assessment], names: Mapping[int, tuple[str, str]], now: datetime
) -> tuple[SheetRow, ...]:
    """Return the rows; `names` are (code, name) by unit."""
    return tuple(
        SheetRow(
            unit=names[one.unit_id][1],
            year=one.year,
            url=reverse("assessments:sheet", args=[one.year, one.unit.code]),
            chip=chip_of_state(one),
            deadline=deadline_of(one, due_at_hand(one), now),
            total=points(one.total) if one.total_nano else NOTHING,
            band=one.band,
            empty=one.empty,
            provisional=one.provisional,
        )
        for one in sheets
    )
