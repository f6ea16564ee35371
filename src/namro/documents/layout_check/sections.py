"""The sections of a Word file: paper, margins, and where the number of the page stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from namro.documents.reading.word.package import Package
from namro.documents.reading.word.styles import Styles
from namro.documents.reading.word.xml import attribute, child, switch, tag, value

_MM_PER_TWIP = 25.4 / 1440
_SIDES = ("top", "bottom", "left", "right")


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a page number stands: "header" or "footer", centred or not."""

    part: str
    centred: bool


@dataclass(frozen=True, slots=True)
class SectionLook:
    """Millimetres; None where the file does not say. `numbers` are on the pages after the first, `first` on it."""

    width: float | None
    height: float | None
    margins: dict[str, float | None]
    numbers: tuple[NumberPlace, ...]
    first: tuple[NumberPlace, ...]


def section_looks(body: Element, package: Package, styles: Element | None) -> Iterator[SectionLook]:
    """Yield the sections in order; one without a header of its own has that of the section before."""
    inherited: dict[tuple[str, str], tuple[NumberPlace, ...]] = {}
    known = Styles(styles)
    for section in (element for element in body.iter() if tag(element) == "sectPr"):
        for reference in section:
            part = {"headerReference": "header", "footerReference": "footer"}.get(tag(reference))
            if part:
                kind = attribute(reference, "type") or "default"
                inherited[part, kind] = _numbers(package.referred(attribute(reference, "id") or ""), part, known)
        size, margins = child(section, "pgSz"), child(section, "pgMar")
        later = (*inherited.get(("header", "default"), ()), *inherited.get(("footer", "default"), ()))
        own_first = (*inherited.get(("header", "first"), ()), *inherited.get(("footer", "first"), ()))
        yield SectionLook(
            _mm(attribute(size, "w")),
            _mm(attribute(size, "h")),
            {side: _mm(attribute(margins, side)) for side in _SIDES},
            later,
            own_first if switch(section, "titlePg") else later,
        )


def _numbers(root: Element | None, part: str, styles: Styles) -> tuple[NumberPlace, ...]:
    found = []
    for paragraph in (element for element in (root.iter() if root is not None else ()) if tag(element) == "p"):
        if any(_is_page_field(element) for element in paragraph.iter()):
            found.append(NumberPlace(part, _is_centred(paragraph, styles)))
    return tuple(found)


def _is_centred(paragraph: Element, styles: Styles) -> bool:
    """By its own alignment or its style's, or in a frame that stands in the middle."""
    properties = child(paragraph, "pPr")
    frame = attribute(child(properties, "framePr"), "xAlign")
    style = value(properties, "pStyle")
    own = value(properties, "jc") or styles.inherited(style, lambda found: value(child(found, "pPr"), "jc"))
    return "center" in {own, frame}


def _is_page_field(element: Element) -> bool:
    words = (
        element.text
        if tag(element) == "instrText"
        else attribute(element, "instr")
        if tag(element) == "fldSimple"
        else ""
    )
    return "PAGE" in (words or "").upper().split()


def _mm(twips: str | None) -> float | None:
    try:
        return float(twips) * _MM_PER_TWIP if twips else None
    except ValueError:
        return None
