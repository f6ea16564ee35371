"""Markdown and the scraps of HTML that converters leave in it, taken off a line of text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from namro.core.base.folding import CAPITALS, tidy

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,20});")
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_TAG = re.compile(
    r"</?(?:p|ul|ol|li|br|b|strong|i|em|u|s|sup|sub|span|div|font|center|a|img|table|tbody|thead|tr|td|th)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"<br\b[^<>]{0,50}>|</(?:p|li|div)\s*>|<(?:p|li|div|ul|ol)\b[^<>]{0,300}>|</(?:ul|ol)\s*>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{1,500}\)")
_BOTH = re.compile(r"\*\*\*(?=\S)([^*]+?)(?<=\S)\*\*\*")
_BOLD = re.compile(
    r"\*\*(?!\*\*)(.+?)\*\*|(?<!\w)__(?=[^\W_])([^_]+)__(?!\w)|<(?:b|strong)>([^<]{0,2000})</(?:b|strong)>",
    re.IGNORECASE,
)
_ITALIC = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^\W_])([^_]+)_(?!\w)|<(?:i|em)>([^<]{0,2000})</(?:i|em)>",
    re.IGNORECASE,
)
_HIDDEN = 0xF0000

#: " - " inside a table cell where a converter lost the line break: after the end of a sentence, or before a capital
#: letter unless a name such as "Văn phòng - Thống kê" stands around it.
_CAPITAL = f"[{CAPITALS}]"
_LOST_BREAK = re.compile(rf"(?<=[.;:…])\s+(?=[-–+]\s+\S)|(?<=\S)\s+(?=-\s+{_CAPITAL})")
_NAME_BEFORE = re.compile(rf"{_CAPITAL}[^\W\d_]*(?:\s+[^\W\d_]+)?$")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Plain:
    """A line without markup; bold or italic where at least half of its characters are."""

    text: str
    bold: bool = False
    italic: bool = False


def plain(raw: str) -> Plain:
    """Return the text that a reader of the printed line sees. A bullet "* " stays."""
    text = _ESCAPE.sub(lambda m: chr(_HIDDEN + ord(m.group(1))), raw)
    text = _LINK.sub(r"\1", _COMMENT.sub("", text))
    text = _BOTH.sub(r"**<i>\1</i>**", text)
    text, bold = _taken_off(_BOLD, text)
    text, italic = _taken_off(_ITALIC, text)
    text = _TAG.sub(" ", text).replace("**", "").replace("`", "")
    text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    text = tidy("".join(chr(ord(c) - _HIDDEN) if _HIDDEN <= ord(c) < _HIDDEN + 128 else c for c in text))
    half = len(text) / 2
    return Plain(text, bold=bold > 0 and bold >= half, italic=italic > 0 and italic >= half)


def broken_lines(raw: str) -> list[str]:
    """Split at the tags that begin a new line or list item."""
    return [part for part in _BREAK.split(raw) if part.strip()]


def _taken_off(pattern: re.Pattern[str], text: str) -> tuple[str, int]:
    count = 0

    def inner(found: re.Match[str]) -> str:
        nonlocal count
        content = next((g for g in found.groups() if g is not None), "")
        count += len(content)
        return content

    return pattern.sub(inner, text), count


def lost_breaks(text: str) -> Iterator[str]:
    """Split "- a - b" that a converter put on one line of a table cell into its bullets."""
    start = 0
    for found in _LOST_BREAK.finditer(text):
        before = text[start : found.start()]
        closed = before[-1:] in ".;:…"
        if closed or (text.startswith(("- ", "+ ")) and not _NAME_BEFORE.search(before[-_LONGEST_NAME:])):
            yield before
            start = found.end()
    if text[start:]:
        yield text[start:]
