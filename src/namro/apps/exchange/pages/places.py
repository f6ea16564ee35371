"""Where things stand in the source: addresses inside the page, and how a place is named to people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.exchange.bridge import Passage
from namro.core.printed import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage's position in the source (0 is the first) and its anchor in the page."""

    index: int
    anchor: str


class Places:
    """Finds the printed passage that a place means: by line and cell, by cell, or by line."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._spots: dict[tuple[int | None, str | None], Spot] = {}
        for index, passage in enumerate(passages):
            spot = Spot(index, f"d{index + 1}")
            for key in ((passage.line, passage.cell), (None, passage.cell), (passage.line, None)):
                if key != (None, None):
                    self._spots.setdefault(key, spot)

    def spot(self, place: Place | None) -> Spot | None:
        """Return where the place is, or None when the source does not hold it."""
        if place is None:
            return None
        for key in ((place.line, place.cell), (None, place.cell), (place.line, None)):
            if key != (None, None) and key in self._spots:
                return self._spots[key]
        return None


def place_words(place: Place | None) -> str:
    """Name a place for people: `dòng 39`, `Tự chấm!B7`, `bảng 2, dòng 3`; "" when unknown."""
    if place is None:
        return ""
    if place.cell:
        return ", ".join(place.cell.split(", ")[:2])
    return _("dòng %(line)d") % {"line": place.line} if place.line else ""
