"""What changed when: the lines of the audit record about a unit, and its own names and places in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, Kind, UnitSpan
from namro.apps.people.pages.wording import Link, person_link, span_words
from namro.apps.people.queries.organisation import span_among
from namro.ui.formats import NOTHING, moment


@dataclass(frozen=True, slots=True)
class Line:
    """One act: who did what, in which words, at which moment."""

    at: str
    person: Link
    act: str
    note: str


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One time of a unit."""

    days: str
    name: str
    kind: str
    parent: str


def lines_of(entries: Iterable[AuditEntry]) -> tuple[Line, ...]:
    """Return the lines; `actor` of each entry is at hand."""
    erased = _("nội dung đã xóa")
    return tuple(
        Line(
            moment(entry.at),
            person_link(entry.actor),
            entry.get_act_display(),
            entry.note if entry.salt else erased,
        )
        for entry in entries
    )


def span_rows(spans: Iterable[UnitSpan]) -> tuple[SpanRow, ...]:
    """Return a unit's times; `parent` with its own `spans` is at hand."""
    return tuple(SpanRow(span_words(s.since, s.until), s.name, str(Kind(s.kind).label), _parent_name(s)) for s in spans)


def _parent_name(span: UnitSpan) -> str:
    return span_among(span.parent.spans.all(), span.since).name if span.parent else NOTHING
