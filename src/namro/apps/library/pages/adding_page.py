"""The page on which evidence comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from namro.apps.library.accepting import SUFFIXES
from namro.ui.formats import size


@dataclass(frozen=True, slots=True)
class AddingPage:
    """Units (code, name) and years to choose from, what is chosen, and the largest request that is taken."""

    units: tuple[tuple[str, str], ...]
    unit: str
    years: tuple[int, ...]
    year: int
    largest: str
    accept: str


def adding_page(
    units: Mapping[int, tuple[str, str]], years: Sequence[int], this_year: int, *, typed: Mapping[str, str]
) -> AddingPage:
    """Return the context; `typed` are the values of a form that was refused, or of the address."""
    chosen = typed.get("nam", "")
    year = int(chosen) if chosen in map(str, years) else this_year
    largest = size(settings.MAX_UPLOAD_BYTES)
    return AddingPage(
        tuple(sorted(units.values())), typed.get("don-vi", ""), tuple(years), year, largest, ",".join(SUFFIXES)
    )
