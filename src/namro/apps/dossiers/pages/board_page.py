"""The daily board of a unit: counts that lead to lists, who has what, and how the units stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.queries import COUNTED, DAILY, LATE, NEAR, OPEN, TO_MEND, TODAY, Kind, OfOne
from namro.apps.people.queries.organisation import Node
from namro.ui.formats import number


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with the list behind it."""

    words: str
    about: str
    value: str
    url: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table, a link where there is anything."""

    word: str
    value: str
    url: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An officer or a unit with its open dossiers."""

    name: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All of it."""

    finding: str
    groups: tuple[tuple[str, tuple[Tile, ...]], ...]
    officers: tuple[Line, ...]
    units: tuple[Line, ...]


def board_page(
    unit: Node, counts: Mapping[str, int], officers: Sequence[OfOne], units: Sequence[tuple[Node, OfOne]]
) -> Board:
    """Put the board of a unit together."""
    groups = ((_("Hẹn trả"), DAILY), (_("Cần bổ khuyết"), TO_MEND))
    return Board(
        _finding(counts),
        tuple((title, tuple(_tile(kind, counts[kind.word], unit) for kind in kinds)) for title, kinds in groups),
        tuple(
            _line(one, one.key or _("chưa ghi người xử lý"), {"don-vi": unit.code, "nguoi": one.key}, head="")
            for one in officers
        ),
        tuple(
            _line(one, node.name, {"don-vi": node.code}, head=f"{reverse('dossiers:board')}?don-vi={node.code}")
            for node, one in units
        ),
    )


def _finding(counts: Mapping[str, int]) -> str:
    open_, late, near = counts[OPEN.word], counts[LATE.word], counts[NEAR.word]
    if not open_:
        return _("Không có hồ sơ nào đang giải quyết.")
    said = {"open": amount(open_), "late": amount(late), "near": amount(near)}
    if late:
        return _("%(open)s hồ sơ đang giải quyết: %(late)s đã trễ hẹn, %(near)s còn dưới 8 giờ làm việc.") % said
    if near:
        return _("%(open)s hồ sơ đang giải quyết: chưa trễ, %(near)s còn dưới 8 giờ làm việc.") % said
    return _("%(open)s hồ sơ đang giải quyết, chưa hồ sơ nào gần hạn.") % said


def amount(count: int) -> str:
    """Return a count; large ones are not counted to the end."""
    return _("hơn %(n)s") % {"n": number(Decimal(COUNTED))} if count > COUNTED else number(Decimal(count))


def _tile(kind: Kind, count: int, unit: Node) -> Tile:
    url = list_url(kind, {"don-vi": unit.code})
    return Tile(_(kind.title), _(kind.about), amount(count), url, kind.bad and count > 0)


def list_url(kind: Kind, asked: Mapping[str, str]) -> str:
    """Return the address of a list."""
    return f"{reverse('dossiers:list')}?{urlencode({'loai': kind.word, **asked})}"


def _line(one: OfOne, name: str, asked: Mapping[str, str], *, head: str) -> Line:
    found = ((OPEN, one.open), (TODAY, one.today), (NEAR, one.near), (LATE, one.late))
    cells = tuple(
        Cell(_(kind.title), amount(count), list_url(kind, asked) if count else "", kind.bad and count > 0)
        for kind, count in found
    )
    return Line(name, head, cells)
