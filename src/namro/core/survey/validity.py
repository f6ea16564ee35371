"""When an answer of a whole form is doubted, as data; `cleaning` finds the reasons, nothing is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Reason(StrEnum):
    """Why a form is doubted."""

    EMPTY = "empty"
    BLANKS = "blanks"
    STRAIGHT = "straight"
    FAST = "fast"
    DUPLICATE = "duplicate"
    STAFF = "staff"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class Burst:
    """So many forms from one device inside so many minutes."""

    answers: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Rules of an instrument; one that is not set finds nothing.

    `blanks`: a larger share of the scale's questions that were asked is without an answer; `straight`: at least so
    many answers on the scale, all the same; `seconds`: filled in faster; `duplicates`: the same answers from one
    device, or one code twice; `staff`: sent from the office in the name of citizens; `excludes`: reasons that keep a
    form out of estimates.
    """

    blanks: Decimal | None = None
    straight: int | None = None
    seconds: int | None = None
    duplicates: bool = False
    staff: bool = False
    burst: Burst | None = None
    excludes: tuple[Reason, ...] = ()


#: What an instrument without rules has.
NO_RULES = Validity()
