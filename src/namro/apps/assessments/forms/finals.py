"""Final values as people type them in a table, row by row; every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.actions.results_back import Final
from namro.core.assessment.causes import cause_labels, cause_of
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework, Item, Leaf
from namro.core.scoring.claims import parse_points, typed_most
from namro.core.scoring.numbers import said_points

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class FinalCells:
    """The three boxes of a row as typed."""

    points: str = ""
    cause: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TypedFinals:
    """What was typed: the rows that can be written, and what is wrong, by id."""

    cells: Mapping[str, FinalCells]
    finals: dict[str, Final] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def typed_finals(post: Mapping[str, str], framework: Framework, claims: Mapping[str, Decimal]) -> TypedFinals:
    """Read the boxes `p.<id>`, `c.<id>`, `r.<id>`; a row without points says nothing. `claims` are self-scores.

    Where points were lost and no cause is chosen, the rules of causes name one by the reason.
    """
    bearers: dict[str, Leaf | Item] = {**framework.leaves, **{item.id: item for item in framework.items}}
    cells = {
        key: FinalCells(post.get(f"p.{key}", "").strip(), post.get(f"c.{key}", ""), post.get(f"r.{key}", "").strip())
        for key in bearers
    }
    found = TypedFinals(cells)
    for key, typed in cells.items():
        most = typed_most(bearers[key])
        try:
            points = _points(typed, most, said=lambda value: said_points(value, framework.scale))
        except NamroError as fault:
            found.faults[key] = fault.message
            continue
        if points is None:
            continue
        lost = points < claims.get(key, most if most is not None else points)
        cause = typed.cause or (cause_of(typed.reason) if lost else "")
        found.finals[key] = Final(points, cause, typed.reason)
    return found


def _points(typed: FinalCells, most: Decimal | None, *, said: Callable[[Decimal], str]) -> Decimal | None:
    points = parse_points(typed.points)
    if points is None:
        if typed.reason or typed.cause:
            raise NamroError(_("Có lý do mà chưa có điểm. Ghi điểm được công nhận."), code="points")
        return None
    if points < 0 or (most is not None and points > most):
        bound = "" if most is None else said(most)
        raise NamroError(_("Điểm ngoài khoảng 0 – %(most)s. Sửa ô này.") % {"most": bound}, code="points")
    if typed.cause and typed.cause not in cause_labels():
        raise NamroError(_("Không có nguyên nhân này. Chọn lại."), code="cause")
    if len(typed.reason) > _LONGEST:
        raise NamroError(_("Lý do dài quá %(most)d ký tự. Viết ngắn lại.") % {"most": _LONGEST}, code="long")
    return points
