"""What a workbook prints outside its cells: page headers, footers and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from xml.etree.ElementTree import Element

from namro.core.base.folding import tidy

_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]*>([^<]*)<")
_SECTION = re.compile(r"&[LCR]|[\r\n]+")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Z])')


def margin_lines(sheets: Iterable[bytes], drawings: Iterable[Element]) -> Iterator[str]:
    """Yield the lines of headers and footers, without their codes for fonts and page numbers, and of text boxes."""
    for data in sheets:
        for found in _MARGIN.finditer(data):
            for part in _SECTION.split(unescape(found.group(1).decode("utf-8", "replace"))):
                if text := tidy(_CODE.sub("", part)):
                    yield text
    for drawing in drawings:
        for element in drawing.iter():
            if element.tag.rpartition("}")[2] == "p":
                yield tidy("".join(t.text or "" for t in element.iter() if t.tag.rpartition("}")[2] == "t"))
