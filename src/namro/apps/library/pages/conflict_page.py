"""Two wrote the same fields of one description: both values, and a button for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.library.actions import Conflict
from namro.apps.library.models import Evidence
from namro.apps.library.pages.evidence_page import shown_value
from namro.apps.library.pages.words import field_words


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A field that two wrote."""

    word: str
    theirs: str
    mine: str
    person: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """The fields, and what the second button sends: all values as they would become, so that nothing typed is lost."""

    code: str
    title: str
    rows: tuple[ClashRow, ...]
    values: tuple[tuple[str, str], ...]
    version: int
    person: str


def conflict_page(evidence: Evidence, clash: Conflict) -> ConflictPage:
    """Return the context."""
    words = field_words()
    reader = _("Máy đọc từ tệp")
    rows = tuple(
        ClashRow(
            words[one.field],
            shown_value(one.field, one.theirs),
            shown_value(one.field, one.mine),
            one.by.full_name if one.by else reader,
        )
        for one in clash.clashes
    )
    people = sorted({row.person for row in rows})
    title = evidence.abstract or evidence.number or evidence.code
    return ConflictPage(evidence.code, title, rows, tuple(clash.merged.items()), clash.version, ", ".join(people))
