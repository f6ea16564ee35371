"""Bodies and positions that ended with the district level on 1 July 2025, and who may have taken over.

Always a question for a person: nothing is ever replaced. What is known stands in `data/ended_2025.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, cast

from namro.core.base.folding import fold
from namro.core.base.yamlfile import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A body or position found in a text. `successors` are proposals, the likeliest first; `evidence` is A, B or C.

    `start` and `end` are characters of the text; the name of the district or town is part of what was found.
    """

    found: str
    start: int
    end: int
    ended_on: date
    successors: tuple[str, ...]
    note: str
    source: str
    evidence: str

    @property
    def question(self) -> str:
        """What to ask the person who reads the document."""
        proposals = "; ".join(self.successors)
        return f"“{self.found}” không còn từ {self.ended_on:%d/%m/%Y}. Có thể là: {proposals}. {self.note}. Hãy chọn."


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name with what is known of it; a body known by several names has several entries."""

    pattern: re.Pattern[str]
    ended_on: date
    successors: tuple[str, ...]
    note: str
    source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class _Register:
    entries: tuple[_Entry, ...]
    marked: tuple[str, ...]
    central_cities: tuple[str, ...]


_TAKES_A_NAME = re.compile(r"(?:huyen|quan|thi xa|thanh pho|thi tran)$")
_WORD = re.compile(r"\s+(\w+)")
_LONGEST_NAME = 3


def ended_in(text: str, *, on: date | None) -> tuple[Ended, ...]:
    """Return what ended before or on the day `on`, in printed order; the longest name where several overlap.

    `text` is NFC, and `on` the day for which it is to be used; None leaves the day open and returns everything.
    """
    register = _register()
    found = sorted(_matches(text, register, on), key=lambda item: (item.start, -item.end))
    result: list[Ended] = []
    for item in found:
        if not result or item.start >= result[-1].end:
            result.append(item)
    return tuple(result)


def _matches(text: str, register: _Register, on: date | None) -> Iterator[Ended]:
    folded = fold(text)
    for entry in register.entries:
        if on is not None and on < entry.ended_on:
            continue
        for match in entry.pattern.finditer(folded):
            end = _named_to(text, match.end()) if _TAKES_A_NAME.search(match.group()) else match.end()
            printed = text[match.start() : end]
            if _plausible(printed, register):
                yield Ended(
                    found=printed,
                    start=match.start(),
                    end=end,
                    ended_on=entry.ended_on,
                    successors=entry.successors,
                    note=entry.note,
                    source=entry.source,
                    evidence=entry.evidence,
                )


def _named_to(text: str, end: int) -> int:
    """Return the end of the proper name that follows, if one does."""
    for word in islice(_WORD.finditer(text, end), _LONGEST_NAME):
        if word.start() != end or not word[1][0].isupper():
            break
        end = word.end()
    return end


def _plausible(printed: str, register: _Register) -> bool:
    words = fold(printed).split()
    if any(fold(word) in words and word not in printed.lower() for word in register.marked):
        return False
    city = re.search(r"\bthanh pho\b(?! thuoc)\s*(.*)", " ".join(words))
    return city is None or (bool(city[1]) and not any(fold(name) in city[1] for name in register.central_cities))


@cache
def _register() -> _Register:
    data = cast(dict[str, Any], load(Path(str(files("namro.data") / "ended_2025.yaml"))))
    entries = [
        _Entry(
            pattern=_pattern(name, data["words"]),
            ended_on=entry.get("ended_on", data["ended_on"]),
            successors=tuple(entry["successors"]),
            note=entry["note"],
            source=data["sources"][entry["source"]],
            evidence=entry["evidence"],
        )
        for entry in data["entries"]
        for name in entry["names"]
    ]
    return _Register(tuple(entries), tuple(data["marked"]), tuple(data["central_cities"]))


def _pattern(name: str, words: dict[str, list[str]]) -> re.Pattern[str]:
    """A name on folded text; hyphens, commas and "và" between its words read alike."""
    parts = []
    for part in re.findall(r"\{[^}]+\}|\w+", name):
        if part == "và":
            continue
        choices = words[part.strip("{}")] if part.startswith("{") else [part]
        longest_first = sorted(map(fold, choices), key=len, reverse=True)
        parts.append("(?:" + "|".join(choice.replace(" ", r"\s+") for choice in longest_first) + ")")
    return re.compile(r"\b" + r"\W{1,3}(?:va\s+)?".join(parts) + r"\b")
