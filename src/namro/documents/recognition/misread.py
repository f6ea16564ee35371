"""Letters that a scanner read in place of figures: "l,5/2 điểm", "8/1O điểm". Only figures of points are mended."""

from __future__ import annotations

import re

from namro.core.base.folding import fold

_FIGURES = str.maketrans("lI|Oo", "11100")
_ALIKE = frozenset("0123456789.,lI|Oo")
#: A letter that may be a figure, with no other letter beside it.
_SUSPECT = re.compile(r"(?<![^\W\d_])[lIOo|](?![^\W\d_lIOo])")
_N = r"[\dlio|]{1,3}(?:[.,][\dlio|]{1,3})?"
_POINTS = re.compile(
    rf"(?<![\w.,/|])(?:(?P<score>{_N})\s*(?:diem\s*)?/\s*(?P<of>{_N})?\s*diem\b"
    rf"|(?:dat|duoc|tru(?:\s+di)?|mat|toi da|tren)\s*:?\s*(?P<points>{_N})\s*diem\b"
    rf"|(?:dat|duoc)\s+(?P<short>{_N})\s*/\s*(?P<whole>{_N})(?![\w/%|]|\s*diem)"
    rf"|diem\s+(?:bi\s+)?(?:tru|mat)\s*:\s*(?P<loss>{_N})(?![\w/%|]|\s*diem)"
    rf"|(?P<figure>{_N})\s*diem\b)(?!\s*so\b)"
)


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text, as long as before, with figures in place of such letters, and the wordings that it was printed with."""
    if not _SUSPECT.search(text):
        return text, ()
    printed: list[str] = []
    for found in _POINTS.finditer(fold(text)):
        spans = [found.span(name) for name, figure in found.groupdict().items() if figure]
        spans = [span for span in spans if is_misread(text[slice(*span)], alone=not found["figure"])]
        if spans:
            printed.append(text[found.start() : found.end()])
        for start, end in spans:
            text = f"{text[:start]}{text[start:end].translate(_FIGURES)}{text[end:]}"
    return text, tuple(printed)


def is_misread(figure: str, *, alone: bool = True) -> bool:
    """True for a figure with such letters in it; `alone` says that one letter by itself counts too."""
    if not set(figure) <= _ALIKE or not set(figure) & set("lI|Oo"):
        return False
    return any(c.isdigit() or c in ".," for c in figure) or (alone and len(figure) == 1)


def mended_figure(text: str) -> str:
    """A cell of points with figures in place of such letters."""
    return text.translate(_FIGURES) if is_misread(text) else text
