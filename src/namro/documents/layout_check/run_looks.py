"""Font, size, weight and colour of a run: its own, of its styles, of the file's defaults, of the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from xml.etree.ElementTree import Element

from namro.documents.reading.word.styles import Styles
from namro.documents.reading.word.xml import attribute, child, children, switch, tag, value

_T = TypeVar("_T")
#: What Word sets where nothing says a font or a size.
_PLAIN_FONT, _PLAIN_PT = "Times New Roman", 10.0
_THEME = {"major": "majorFont", "minor": "minorFont"}


@dataclass(frozen=True, slots=True)
class RunLook:
    """A run's text and how it is set; `fonts` are those of plain and of marked letters."""

    text: str
    fonts: frozenset[str]
    pt: float
    bold: bool
    italic: bool
    colour: str


class RunStyles:
    """Answers what a run looks like."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._styles, self._theme = Styles(styles), theme
        self._defaults = child(styles, "docDefaults", "rPrDefault", "rPr")
        self._normal = next(
            (
                attribute(style, "styleId")
                for style in children(styles, "style")
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}
            ),
            None,
        )

    def look(self, run: Element, paragraph_style: str | None) -> RunLook:
        """Return how the run is set in a paragraph of that style."""
        own = child(run, "rPr")
        chain = (own, value(own, "rStyle"), paragraph_style or self._normal)
        text = "" if switch(own, "vanish") else "".join(_texts(run))
        plain = self._first(chain, lambda properties: self._font(properties, "ascii"))
        marked = self._first(chain, lambda properties: self._font(properties, "hAnsi"))
        return RunLook(
            text=text.upper() if self._first(chain, lambda p: switch(p, "caps")) else text,
            fonts=frozenset((plain or _PLAIN_FONT, marked or plain or _PLAIN_FONT)),
            pt=self._first(chain, _size) or _PLAIN_PT,
            bold=bool(self._first(chain, lambda p: switch(p, "b"))),
            italic=bool(self._first(chain, lambda p: switch(p, "i"))),
            colour=(self._first(chain, lambda p: value(p, "color")) or "auto").lower(),
        )

    def _first(
        self, chain: tuple[Element | None, str | None, str | None], read: Callable[[Element | None], _T | None]
    ) -> _T | None:
        """The first answer: of the run, its character style, the paragraph's style, the defaults."""
        own, *styles = chain
        answer = read(own)
        for style in styles:
            if answer is None:
                answer = self._styles.inherited(style, lambda found: read(child(found, "rPr")))
        return read(self._defaults) if answer is None else answer

    def _font(self, properties: Element | None, script: str) -> str | None:
        fonts = child(properties, "rFonts")
        theme = attribute(fonts, f"{script}Theme")
        if theme:
            named = attribute(
                child(self._theme, "themeElements", "fontScheme", _THEME.get(theme[:5], ""), "latin"), "typeface"
            )
            return named or attribute(fonts, script)
        return attribute(fonts, script)


def _size(properties: Element | None) -> float | None:
    text = value(properties, "sz")
    try:
        return float(text) / 2 if text else None
    except ValueError:
        return None


def _texts(run: Element) -> Iterator[str]:
    for part in run:
        if tag(part) == "t":
            yield part.text or ""
        elif tag(part) in {"tab", "br", "cr"}:
            yield " "
