"""The parts of a .docx that are read: body, styles, numbering, and headers for the secrecy stamp only."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from namro.documents.reading.archive import Archive
from namro.documents.reading.word.xml import attribute, tag

_MAIN = re.compile(r'PartName="/?([^"]+)"[^<>]*wordprocessingml\.(?:document|template)\.main\+xml')
_MAIN_REVERSED = re.compile(r'wordprocessingml\.(?:document|template)\.main\+xml"[^<>]*PartName="/?([^"]+)"')


class Package:
    """An opened .docx."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
        main = _MAIN.search(types) or _MAIN_REVERSED.search(types)
        self._main = main.group(1) if main else "word/document.xml"
        self._related = list(self._relations())

    def body(self) -> Element:
        """The tree of the document part."""
        return self._archive.xml(self._main)

    def part(self, kind: str) -> Element | None:
        """The tree of the part of that kind ("styles", "numbering"), None if the document has none."""
        name = next((name for _id, found, name in self._related if found == kind), None)
        return self._archive.xml(name) if name in self._archive.names else None

    def referred(self, relation: str) -> Element | None:
        """The tree of the part that the document refers to by that id: the header of a section."""
        name = next((name for found, _kind, name in self._related if found == relation), None)
        return self._archive.xml(name) if name in self._archive.names else None

    def header_texts(self) -> Iterator[str]:
        """The paragraphs and watermarks of page headers and footers."""
        for _id, kind, name in self._related:
            if kind in {"header", "footer"} and name in self._archive.names:
                for element in self._archive.xml(name).iter():
                    if tag(element) == "p":
                        yield "".join(t.text or "" for t in element.iter() if tag(t) == "t")
                    elif tag(element) == "textpath":
                        yield attribute(element, "string") or ""

    def _relations(self) -> Iterator[tuple[str, str, str]]:
        """(id, kind, part name) of what the document refers to inside the file; links outside are not followed."""
        folder, name = posixpath.split(self._main)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._archive.names:
            return
        for relation in self._archive.xml(relations):
            target = relation.get("Target") or ""
            if relation.get("TargetMode") != "External":
                kind = (relation.get("Type") or "").rpartition("/")[2]
                part = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                yield relation.get("Id") or "", kind, part
