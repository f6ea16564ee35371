"""The layout of Decree 30/2020/NĐ-CP as values: page, styles and fixed words, read from `data/decree_30.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load_data

_DATA = "decree_30.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one component is set. `line` multiplies single spacing; `before` and `after` are points."""

    vi: str
    pt: float
    allowed: tuple[float, float]
    align: str
    bold: bool = False
    italic: bool = False
    indent_mm: float = 0
    left_mm: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    keep_next: bool = False

    def __post_init__(self) -> None:
        _check(self.vi, self.pt, self.allowed)

    def width_mm(self, text: str) -> float:
        """Width of a text on one line, within some percent (average widths of letters in Times New Roman Bold)."""
        ems = sum(0.25 if c.isspace() else 0.7 if c.isupper() else 0.5 for c in text)
        return ems * self.pt * 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The sheet, upright, in millimetres; `number_mm` is the distance of the page number from the upper edge."""

    width_mm: float
    height_mm: float
    margins_mm: Mapping[str, float]
    allowed_mm: Mapping[str, tuple[float, float]]
    number_mm: float

    def __post_init__(self) -> None:
        for side, value in self.margins_mm.items():
            _check(f"lề {side}", value, self.allowed_mm[side])

    def text_width_mm(self, *, landscape: bool = False) -> float:
        """Width between the side margins."""
        return (self.height_mm if landscape else self.width_mm) - self.margins_mm["left"] - self.margins_mm["right"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Everything the writers take from the decree; each is one of its own, so that what is made of it can be kept."""

    font: str
    page: Page
    text: Mapping[str, str]
    kinds: Mapping[str, str]
    styles: Mapping[str, Style]


@lru_cache(maxsize=1)
def decree_30() -> Layout:
    """Return the shipped layout. Raises `NamroError` when a value lies outside the range the decree allows."""
    data: Any = load_data(_DATA)
    return Layout(
        font=data["font"],
        page=Page(**data["page"]),
        text=data["text"],
        kinds=data["kinds"],
        styles={key: Style(**values) for key, values in data["styles"].items()},
    )


def _check(what: str, value: float, allowed: tuple[float, float]) -> None:
    low, high = allowed
    if not low <= value <= high:
        raise NamroError(f"{_DATA}: {what} là {value:g}, phải từ {low:g} đến {high:g} (Nghị định 30/2020/NĐ-CP).")
