"""The text of one Word paragraph: lines with their look, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from namro.documents.reading.word.xml import attribute, child, switch, tag

#: Deleted text, properties and field codes; of a ruby annotation only the base is read.
_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "commentReference"}
_DRAWINGS = {"drawing", "pict", "object"}
_TICKED, _EMPTY_BOX = {"F0FE", "F052", "F0FD", "F053"}, {"F0A8", "F06F", "F071", "F0A3"}


@dataclass(slots=True)
class Line:
    """A printed line: its text so far and how many of its characters are bold, italic."""

    parts: list[str] = field(default_factory=list)
    bold: int = 0
    italic: int = 0

    @property
    def text(self) -> str:
        """All parts, as written."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Look:
    """What the paragraph style gives to runs that say nothing themselves."""

    bold: bool = False
    italic: bool = False
    caps: bool = False


class Runs:
    """Collects the runs of a paragraph."""

    def __init__(self, look: Look) -> None:
        self.lines = [Line()]
        self.boxes: list[Element] = []
        self._look = look

    def read(self, element: Element) -> None:
        """Add everything printed inside `element`."""
        for part in element:
            name = tag(part)
            if name == "r":
                self._run(part)
            elif name == "AlternateContent":
                self.read(chosen(part))
            elif name not in _SKIPPED:
                self.read(part)

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        if switch(properties, "vanish"):
            return
        bold = _or(switch(properties, "b"), self._look.bold)
        italic = _or(switch(properties, "i"), self._look.italic)
        caps = _or(switch(properties, "caps"), self._look.caps)
        for part in run:
            name = tag(part)
            if name in {"br", "cr"}:
                self.lines.append(Line())
            elif name in _DRAWINGS:
                self._find_boxes(part)
            elif name == "AlternateContent":
                self._find_boxes(chosen(part))
            elif name == "ruby":
                self.read(part)
            elif text := _text(part, name):
                line = self.lines[-1]
                line.parts.append(text.upper() if caps else text)
                line.bold += len(text) if bold else 0
                line.italic += len(text) if italic else 0

    def _find_boxes(self, element: Element) -> None:
        if tag(element) == "txbxContent":
            self.boxes.append(element)
            return
        for part in element:
            self._find_boxes(chosen(part) if tag(part) == "AlternateContent" else part)


def _text(part: Element, name: str) -> str:
    if name == "t":
        return part.text or ""
    if name in {"tab", "ptab"}:
        return "\t"
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        code = (attribute(part, "char") or "").upper()
        return "☒" if code in _TICKED else "☐" if code in _EMPTY_BOX else ""
    return ""


def chosen(alternative: Element) -> Element:
    """The first version of content that Word stores twice (for new and for old programs)."""
    return next(iter(alternative), alternative)


def _or(own: bool | None, inherited: bool) -> bool:
    return inherited if own is None else own
