"""Figures of a register as people read them: the value, what it is made of, whether it is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.core.base.points import exact_words, format_points
from namro.core.registers import PEOPLE, Figure, FigureDefinition, Kind, Register, reached, still_needed
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure; `parts` are its numerator and denominator in words, `mark` says whether it reaches what is asked."""

    title: str
    value: str
    parts: str
    mark: Chip | None


def figure_rows(register: Register, figures: Mapping[str, Figure]) -> tuple[FigureRow, ...]:
    """Return all figures in the order of the definition."""
    return tuple(figure_row(register, definition, figures[definition.code]) for definition in register.figures)


def figure_row(register: Register, definition: FigureDefinition, figure: Figure) -> FigureRow:
    """Return one figure."""
    return FigureRow(
        definition.title,
        value_words(definition, figure),
        _parts(register, definition, figure),
        _mark(definition, figure),
    )


def value_words(definition: FigureDefinition, figure: Figure) -> str:
    """Return the value: `27,27%`, `6 người`; a dash where the denominator is 0."""
    if figure.value is None:
        return NOTHING
    if definition.kind is Kind.RATIO:
        return f"{format_points(figure.value * _HUNDRED)}%"
    return f"{exact_words(figure.value)} {definition.unit}".strip()


def _parts(register: Register, definition: FigureDefinition, figure: Figure) -> str:
    if definition.kind is not Kind.RATIO or figure.denominator is None:
        return ""
    whole = f"{exact_words(figure.numerator)}/{exact_words(figure.denominator)}"
    if figure.value is None:
        if definition.denominator == PEOPLE:
            return _("%(parts)s: đơn vị chưa có ai giữ chức danh") % {"parts": whole}
        name = register.figure(definition.denominator).title.lower()
        return _("%(parts)s: %(name)s đang là 0, chưa tính được tỷ lệ") % {"parts": whole, "name": name}
    if definition.denominator == PEOPLE:
        return _("%(parts)s người của đơn vị") % {"parts": whole}
    return whole


def _mark(definition: FigureDefinition, figure: Figure) -> Chip | None:
    enough = reached(definition, figure)
    if enough is None:
        return None
    if enough:
        return Chip("circle-check", "good", _("đạt"))
    if definition.most is not None and figure.value is not None and figure.value > definition.most:
        return Chip("alert-triangle", "bad", _("phải là %(most)s") % {"most": exact_words(definition.most)})
    return Chip("circle-dashed", "warn", _short_words(definition, figure))


def _short_words(definition: FigureDefinition, figure: Figure) -> str:
    """What is missing: of people and of things how many, of shares what they should be."""
    assert definition.target is not None
    needed = still_needed(definition, figure)
    if definition.kind is not Kind.RATIO:
        return _("thiếu %(n)s") % {"n": exact_words(Decimal(needed or 0))}
    target = exact_words(definition.target * _HUNDRED)
    return _("cần %(target)s%%, còn thiếu %(n)d") % {"target": target, "n": needed}


def chosen(register: Register) -> tuple[FigureDefinition, ...]:
    """Return the few figures that stand in a list of registers: what has a target or a limit, else the first two."""
    asked = [one for one in register.figures if one.target is not None or one.most is not None]
    return tuple((asked or list(register.figures[:2]))[:3])
