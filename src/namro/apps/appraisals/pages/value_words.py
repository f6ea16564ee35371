"""A value, what it lost or won, and its cause, as finished text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.pages.sheet_cells import arrow, between, way_of
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.opinions import Value, value_words
from namro.core.framework.model import Framework
from namro.ui.formats import NOTHING


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more a value is than another: with its arrow, and the class that colours it."""

    words: str = ""
    css: str = ""
    points: Decimal = Decimal(0)


SAME = Difference()


def said_value(value: Value | None, framework: Framework) -> str:
    """Return a value in words; a dash where there is none."""
    return NOTHING if value is None else _(value_words(value, framework))


def difference(value: Value | None, before: Value | None, framework: Framework, *, penalty: bool = False) -> Difference:
    """Return what came to a value since another one; nothing where one of them has no points."""
    if value is None or before is None or value.points is None or before.points is None:
        return SAME
    more = between(value.points, before.points, framework.scale)
    return Difference(arrow(more, framework.scale), way_of(-more if penalty else more), more)


def cause_words(code: str) -> str:
    """Return what a coded cause is called; "" without one."""
    label = cause_labels().get(code, "")
    return _(label) if label else code
