"""How a line begins and ends, for judging whether the next one goes on in it."""

from __future__ import annotations

import re

_ITEM = re.compile(r"[-–•+*▪●]\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5}|[A-H])[.)/]\s|\d{1,2}(?:\.\d{1,2})+\s")
_END = re.compile(r"[.;:!?…/]\W*$")
_LONGEST_END = 20


def starts_item(text: str) -> bool:
    """True if the line begins with a mark of a list or a number of the outline: "- ", "a) ", "1.2. "."""
    return bool(_ITEM.match(text))


def ends_sentence(text: str) -> bool:
    """True if the line ends with a mark that closes a sentence or an item of a list."""
    return bool(_END.search(text[-_LONGEST_END:]))
