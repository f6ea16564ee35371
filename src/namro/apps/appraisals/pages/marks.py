"""The proof of a criterion as a row of marks: what is right is quiet, what is not has a shape and a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from namro.apps.appraisals.queries.proof_given import Given
from namro.core.assessment.expected_proof import Expected, expected_of
from namro.core.framework.model import Item, Leaf
from namro.ui.formats import NOTHING, day

#: So many expected pieces have a column each; where a criterion asks for more, one column sums them up.
MOST_COLUMNS = 5
#: Where pieces go that nobody said what they are for.
OTHER = "+"


@dataclass(frozen=True, slots=True)
class Column:
    """One expected piece of proof; `pieces` are all of them where one column stands for many."""

    item: str
    words: str
    pieces: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One cell: a shape and a word, and what is said when it is pointed at. `fine`: nothing to remark."""

    column: str
    icon: str
    css: str
    words: str
    title: str = ""
    fine: bool = False
    files: tuple[Given, ...] = ()
    fresh: bool = False


def columns_of(bearer: Leaf | Item, year: int) -> tuple[Column, ...]:
    """Return the columns of a criterion; one for whatever was given where no proof is asked for."""
    expected = tuple(expected_of(bearer.node if isinstance(bearer, Leaf) else bearer, year))
    if 1 < len(expected) <= MOST_COLUMNS:
        return tuple(Column(one.item, one.words, (one,)) for one in expected)
    return (Column("", _("Minh chứng"), expected),)


def with_other(columns: Sequence[Column], given: Iterable[Given]) -> tuple[Column, ...]:
    """Add a column for pieces that nobody said what they are for, where there are some."""
    items = {column.item for column in columns}
    if len(columns) == 1 or all(one.item in items for one in given):
        return tuple(columns)
    return (*columns, Column(OTHER, _("Khác")))


def marks_of(columns: Sequence[Column], given: Sequence[Given]) -> tuple[Mark, ...]:
    """Return the marks of one row, by column."""
    if len(columns) == 1:
        return (_mark(columns[0], given),)
    items = {column.item for column in columns}
    placed = {column.item: [one for one in given if one.item == column.item] for column in columns}
    if OTHER in placed:
        placed[OTHER] = [one for one in given if one.item not in items]
    return tuple(_mark(column, placed[column.item]) for column in columns)


def remarked(marks: Iterable[Mark]) -> bool:
    """Whether anything is to be remarked about the proof of a row."""
    return any(not mark.fine for mark in marks)


def _mark(column: Column, given: Sequence[Given]) -> Mark:
    lacking = _lacking(column, given)
    files = tuple(given)
    if lacking and not given:
        return Mark(column=column.item, icon="file-off", css="no", words=_("Thiếu"), title=lacking)
    if not given:
        return Mark(column=column.item, icon="", css="none", words=NOTHING, fine=True)
    worst = [mark for one in given if not (mark := _of_file(column, one)).fine]
    if lacking:
        asked = sum(piece.count for piece in column.pieces)
        there = asked - _short(column, given)
        words = f"{there}/{asked}"
        return Mark(column=column.item, icon="file-off", css="no", words=words, title=lacking, files=files)
    if worst:
        title = " ".join(remark.sentence for one in given for remark in one.remarks)
        return replace(worst[0], title=title, files=files)
    many = f" {len(given)}" if len(given) > 1 else ""
    return Mark(column=column.item, icon="check", css="ok", words=_("Đúng") + many, fine=True, files=files)


def _short(column: Column, given: Sequence[Given]) -> int:
    """How many of the required pieces are not there."""
    if len(column.pieces) == 1:
        one = column.pieces[0]
        return max(0, one.count - len(given)) if one.required else 0
    counts = {piece.item: sum(one.item == piece.item for one in given) for piece in column.pieces}
    return sum(max(0, piece.count - counts[piece.item]) for piece in column.pieces if piece.required)


def _lacking(column: Column, given: Sequence[Given]) -> str:
    """Say what is missing of a column; "" for nothing."""
    if not _short(column, given):
        return ""
    counts = {piece.item: sum(one.item == piece.item for one in given) for piece in column.pieces}
    alone = len(column.pieces) == 1
    said = [
        f"{piece.words} ({_('hạn %(day)s') % {'day': day(piece.due)}})" if piece.due else piece.words
        for piece in column.pieces
        if piece.required and (len(given) if alone else counts[piece.item]) < piece.count
    ]
    return _("Thiếu: %(what)s") % {"what": "; ".join(said)}


def _of_file(column: Column, given: Given) -> Mark:
    """The worst of what is remarked about one file."""
    codes = {remark.code for remark in given.remarks}
    for code, (icon, css, words) in _looks(column, given).items() if codes else ():
        if code in codes:
            return Mark(column=column.item, icon=icon, css=css, words=words)
    return Mark(column=column.item, icon="check", css="ok", words=_("Đúng"), fine=True)


def _looks(column: Column, given: Given) -> dict[str, tuple[str, str, str]]:
    """Icon, class and word by the code of a remark, the worst first."""
    settled = any(remark.code == "unsigned" and remark.severity != "info" for remark in given.remarks)
    return {
        "unreadable": ("eye-off", "un", _("Mờ")),
        "same_file_elsewhere": ("copy", "du", _("Trùng")),
        "changed_after": ("alert-triangle", "du", _("Sửa sau ký")),
        "after_due": ("calendar-x", "lt", _late(column, given)),
        "outside_period": ("calendar-x", "lt", _("Ngoài kỳ")),
        "unsigned": ("writing-off", "un", _("Chưa ký") if settled else _("Chưa rõ")),
        "certificate": ("help-hexagon", "un", _("Chứng thư")),
        "number_differs": ("alert-triangle", "un", _("Lệch số")),
        "undated": ("calendar-x", "un", _("Chưa rõ ngày")),
    }


def _late(column: Column, given: Given) -> str:
    due = next((piece.due for piece in column.pieces if piece.item in ("", given.item)), None)
    if due is None or given.piece.dated is None:
        return _("Trễ")
    return _("Trễ %(n)d") % {"n": (given.piece.dated - due).days}
