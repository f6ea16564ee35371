"""Automatic numbers and bullets, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from namro.documents.reading.word.xml import attribute, child, children, number, switch, value

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLETS = {"–": "-", "—": "-", "+": "+", "*": "*"}
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v"}
_ROMAN |= {4: "iv", 1: "i"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restarts: bool = True
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One list definition (`w:num`): its levels, the counters it shares, the starts it sets at its first use."""

    levels: dict[int, _Level]
    shared: str
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers of one document; ask for each numbered paragraph once, in order."""

    def __init__(self, root: Element | None) -> None:
        abstract = {attribute(a, "abstractNumId") or "": a for a in children(root, "abstractNum")}
        linked = {value(a, "styleLink"): a for a in abstract.values() if child(a, "styleLink") is not None}
        self._lists: dict[str, _List] = {}
        for num in children(root, "num"):
            shared = value(num, "abstractNumId") or ""
            definition = abstract.get(shared)
            definition = linked.get(value(definition, "numStyleLink"), definition)
            levels = {_index(lvl): _level(lvl) for lvl in children(definition, "lvl")}
            starts: dict[int, int] = {}
            for override in children(num, "lvlOverride"):
                start = number(override, "startOverride")
                if start is not None:
                    starts[_index(override)] = start
                levels.update((_index(lvl), _level(lvl)) for lvl in children(override, "lvl"))
            self._lists[attribute(num, "numId") or ""] = _List(levels, shared, starts)
        self._counters: dict[str, dict[int, int]] = {}

    def level_of_style(self, number_id: str, style: str | None) -> int | None:
        """The level that a list links to a paragraph style."""
        found = self._lists.get(number_id)
        levels = found.levels.items() if found else ()
        return next((i for i, level in levels if style and level.style == style), None)

    def marker(self, number_id: str, level: int) -> str:
        """Count one item and return what is printed before it: "1.", "2.1.", "a)", "-" or ""."""
        found = self._lists.get(number_id)
        if found is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.shared, {})
        for i, start in found.starts.items():
            counters[i] = start - 1
        found.starts = {}
        definition = found.levels[level]
        counters[level] = counters.get(level, definition.start - 1) + 1
        for i in range(level + 1, _LEVELS):
            if found.levels.get(i, _Level()).restarts:
                counters.pop(i, None)
        if definition.format == "bullet":
            return _BULLETS.get(definition.text.strip(), "-")
        return _PLACEHOLDER.sub(lambda m: self._printed(found, counters, int(m.group(1)) - 1, level), definition.text)

    def _printed(self, used: _List, counters: dict[int, int], level: int, of: int) -> str:
        definition = used.levels.get(level, _Level())
        count = counters.setdefault(level, definition.start)
        return formatted(count, "decimal" if used.levels[of].legal else definition.format)


def formatted(count: int, style: str) -> str:
    """Return a number in one of Word's styles; one that is not known prints as decimal."""
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{count:02}"
    if style.endswith("Letter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)
        return letters.upper() if style == "upperLetter" else letters
    if style.endswith("Roman") and 0 < count < 4000:
        return _roman(count).upper() if style == "upperRoman" else _roman(count)
    return str(count)


def _roman(count: int) -> str:
    letters = ""
    for worth, letter in _ROMAN.items():
        letters += letter * (count // worth)
        count %= worth
    return letters


def _index(element: Element) -> int:
    text = attribute(element, "ilvl") or "0"
    return min(int(text), _LEVELS - 1) if text.isdecimal() and len(text) < 3 else 0


def _level(element: Element) -> _Level:
    start = number(element, "start")
    return _Level(
        start=1 if start is None else start,
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        legal=bool(switch(element, "isLgl")),
        restarts=value(element, "lvlRestart") != "0",
        style=value(element, "pStyle"),
    )
