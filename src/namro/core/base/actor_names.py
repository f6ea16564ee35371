"""Names that hold a comma, an "và" or a semicolon and are still one: written in quotation marks, read without them."""

from __future__ import annotations

import re

from namro.core.base.folding import fold
from namro.core.base.yamlfile import load_data

_WORDS = load_data("actors.yaml")


def any_of(kind: str) -> str:
    """Return the patterns of a kind in `actors.yaml` as one, on folded text."""
    return "|".join(_WORDS[kind])


QUANTITY = r"(?:(?:tat ca|toan the|toan bo|moi|tung|mot so)\s+)?(?:cac\s+|nhung\s+)?"
HONORIFIC = r"(?:cac\s+)?(?:dong chi|d/c|dc|d\.c|ong|ba)\.?\s+"
#: Between two names on a list.
SEPARATOR = re.compile(r"\s*(?:,|;|\bva\b|\bcung\b|&)\s*(?:voi\s+)?")
#: A name in quotation marks.
QUOTED = re.compile(r"[“\"](?P<name>[^“”\"]{1,200})[”\"]")
#: Names parted by semicolons; those inside quotation marks part nothing.
BETWEEN = re.compile(r"\s*;\s*(?=(?:[^“”]|“[^“”]*”)*$)")
_IDIOM = re.compile(any_of("idioms"))
_BRACKET = re.compile(r"\([^()]*\)")
_NEXT = re.compile(rf"(?:{SEPARATOR.pattern}){QUANTITY}(?:{HONORIFIC})?(?:{any_of('heads')})\b")


def is_many(name: str) -> bool:
    """Whether the name of one would be read as those of several."""
    plain = _BRACKET.sub("", _IDIOM.sub("_", fold(name)))
    return ";" in plain or _NEXT.search(plain) is not None


def written(name: str) -> str:
    """Return a name as it stands on a list: in quotation marks where it would be read as several."""
    return f"“{name}”" if is_many(name) and not re.search('[“”"]', name) else name
