"""One row: its values, what it rests on, its proof, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.library.queries import Piece
from namro.apps.registers.definitions import Definitions
from namro.apps.registers.models import RegisterRow, RowEvent
from namro.apps.registers.pages.list_page import row_marks
from namro.core.registers import Column, Register, Type, shown
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment


@dataclass(frozen=True, slots=True)
class Value:
    """A column with its value; `link` where it is an address."""

    title: str
    text: str
    link: str
    long: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A column that changed."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the history."""

    words: str
    by: str
    at: str
    note: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A piece of evidence of the row."""

    title: str
    url: str
    code: str
    file: str


@dataclass(frozen=True, slots=True)
class RowView:
    """The page."""

    title: str
    number: str
    day: str
    unit: str
    marks: tuple[Chip, ...]
    values: tuple[Value, ...]
    #: Columns that only an earlier edition has.
    earlier: tuple[Value, ...]
    proofs: tuple[ProofRow, ...]
    proof_help: str
    history: tuple[Happened, ...]
    removed: str


def row_view(
    register: Register,
    row: RegisterRow,
    *,
    known: Definitions,
    unit: str,
    events: Iterable[RowEvent],
    pieces: Mapping[int, Piece],
) -> RowView:
    """Return the page."""
    title = shown(register.title_column, row.data.get(register.title_column.code, ""))
    columns = {column.code: column for column in register.columns}
    old = {c.code: c for edition in known.by_code[register.code] for c in edition.columns if c.code not in columns}
    return RowView(
        title=title or _("Dòng %(n)d") % {"n": row.seq},
        number=f"{row.seq}/{row.date.year}",
        day=day(row.date),
        unit=unit,
        marks=row_marks(row),
        values=tuple(_value(column, row.data.get(column.code, "")) for column in register.columns),
        earlier=tuple(_value(old[code], text) for code, text in row.data.items() if code in old),
        proofs=tuple(_proof(piece) for piece in pieces.values()),
        proof_help=register.proof.help if register.proof else "",
        history=tuple(_happened(event, old | columns) for event in events),
        removed=_removed(row),
    )


def _value(column: Column, text: str) -> Value:
    said = shown(column, text)
    if column.unit and said:
        said = f"{said} {column.unit}"
    link = text if column.type is Type.LINK else ""
    return Value(column.title, said or NOTHING, link, column.type is Type.LONG_TEXT)


def _proof(piece: Piece) -> ProofRow:
    title = piece.title or _("Minh chứng %(code)s") % {"code": piece.code}
    return ProofRow(title, reverse("library:evidence", args=[piece.code]), piece.code, piece.name)


def _removed(row: RegisterRow) -> str:
    if row.removed_at is None or row.removed_by is None:
        return ""
    return _("%(person)s bỏ dòng này lúc %(at)s: %(why)s") % {
        "person": row.removed_by.full_name, "at": moment(row.removed_at), "why": row.removed_why,
    }  # fmt: skip


def _happened(event: RowEvent, columns: Mapping[str, Column]) -> Happened:
    changes = (
        ()
        if event.kind == RowEvent.Kind.MADE
        else tuple(
            Change(
                columns[code].title if code in columns else code,
                shown(columns[code], before) if code in columns else before,
                shown(columns[code], after) if code in columns else after,
            )
            for code, (before, after) in event.changes.items()
        )
    )
    return Happened(event.get_kind_display(), event.by.full_name, moment(event.at), event.note, changes)
