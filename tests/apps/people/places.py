"""Where the tests of the organisation work: the demo's commune, its bodies and positions, one moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from namro.apps.people.models import Position, Unit
from namro.core.base.clock import VIETNAM
from namro.demo.province import HOME

NOW = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
PROVINCE = "tinh-van-son"


def unit(code: str = HOME) -> Unit:
    """A unit by its code."""
    return Unit.objects.select_related("home").get(code=code)


def body(code: str) -> Unit:
    """A body of the commune, by the end of its code."""
    return unit(f"{HOME}-{code}")


def seat(code: str, name: str) -> Position:
    """A position in a body of the commune."""
    return Position.objects.select_related("unit__home").get(unit__code=f"{HOME}-{code}", name=name)
