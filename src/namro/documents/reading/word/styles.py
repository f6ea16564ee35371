"""What a style hands down to the paragraphs and tables that name it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from xml.etree.ElementTree import Element

from namro.documents.reading.word.xml import attribute, child, children, number, switch, value

_T = TypeVar("_T")
_DEEPEST = 20
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|table of figures", re.IGNORECASE)


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(s, "styleId") or "": s for s in children(root, "style")}

    def inherited(self, style: str | None, read: Callable[[Element], _T | None]) -> _T | None:
        """The first answer of `read` that is not None, from the style upwards through what it is based on."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style or "")
            if found is None:
                return None
            answer = read(found)
            if answer is not None:
                return answer
            style = value(found, "basedOn")
        return None

    def switch(self, style: str | None, name: str) -> bool:
        """True if the style turns a character property on ("b", "i", "caps")."""
        return bool(self.inherited(style, lambda s: switch(child(s, "rPr"), name)))

    def heading(self, style: str | None) -> int:
        """The heading level of the style, 0 for none."""

        def level(found: Element) -> int | None:
            outline = number(found, "pPr", "outlineLvl")
            named = _HEADING.fullmatch(value(found, "name") or "")
            return outline + 1 if outline is not None else int(named.group(1)) if named else None

        return heading_level(self.inherited(style, level))

    def is_contents(self, style: str | None) -> bool:
        """True for the lines of a table of contents, which repeat the headings."""
        return bool(_CONTENTS.fullmatch(value(self._styles.get(style or ""), "name") or ""))


def heading_level(level: int | None) -> int:
    """Levels 1–9; what Word calls level 10 is body text."""
    return level if level is not None and 1 <= level <= 9 else 0
