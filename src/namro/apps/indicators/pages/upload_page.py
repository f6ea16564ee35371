"""What a facts file would change, as finished text."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page

from namro.apps.indicators.models import FactUpload
from namro.apps.indicators.sets import in_force
from namro.apps.indicators.staged import Change, Counts, changes
from namro.apps.indicators.words import NUMBER, InputWord, shown, words_of
from namro.apps.people.queries.organisation import names_of
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of the changes is shown."""

    pager: Page[int]
    size: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One value that would be written; `old` is "" where none stands."""

    unit: str
    year: int
    input: str
    said: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """An upload that waits for its word."""

    code: str
    name: str
    as_of: str
    counts: Counts
    rows: tuple[ChangeRow, ...]
    pager: Page[int]

    @property
    def writes(self) -> int:
        """How many values would be written."""
        return self.counts.new + self.counts.changed


def upload_page(upload: FactUpload, now: Counts, part: Slice) -> UploadPage:
    """Return the context; as many queries whatever is in the file."""
    found = changes(upload, start=(part.pager.number - 1) * part.size, count=part.size)
    names = names_of({change.unit for change in found})
    words: dict[str, InputWord] = {}
    for edition in in_force():
        words = words_of(edition.framework) | words
    rows = tuple(_row(one, names[one.unit][1], words.get(one.input)) for one in found)
    return UploadPage(upload.code, upload.name, day(upload.as_of), now, rows, part.pager)


def _row(change: Change, unit: str, word: InputWord | None) -> ChangeRow:
    holds = word.holds if word else NUMBER
    old, new = (shown(text, holds) if text else "" for text in (change.old, change.value))
    return ChangeRow(unit, change.year, change.input, word.said if word else change.input, old, new)
