"""When something is due, in the words of Vietnamese plans: tokens with the place and the printed wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from namro.core.base.folding import fold
from namro.core.timetable import Calendar, due_on, precision
from namro.documents.recognition.due_meanings import Meaning, Setting
from namro.documents.recognition.due_rules import RULES

_USED = "\0"


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline. `token` keeps the printed day; `wording` is before | by | on | in | recurring | within | open.

    `start` and `end` are characters of the text that was searched, `printed` the wording found there.
    """

    token: str
    start: int
    end: int
    wording: str
    printed: str


def find_dues(text: str, *, year: int | None, column: bool) -> tuple[Due, ...]:
    """Return the deadlines of an NFC text in printed order, each token once.

    `year` is the plan's year; it completes dates printed without one, which are left out if it is None.
    `column` says that the text stands in a place for time, so that a bare "năm 2024" or "05 ngày" counts.
    """
    setting = Setting(fold(text), year, column)
    found: list[tuple[int, int, Meaning]] = []
    left = setting.folded
    for pattern, read in RULES:
        matches = [*pattern.finditer(left)]
        for match in matches:
            found += [(match.start(), match.end(), meaning) for meaning in read(match, setting)]
        left = _without(left, matches)
    return _chosen(text, found)


def _without(text: str, matches: list[re.Match[str]]) -> str:
    """The text, as long as before, with marks that no rule reads in place of the matches."""
    pieces, end = [], 0
    for match in matches:
        pieces += [text[end : match.start()], _USED * len(match.group())]
        end = match.end()
    return "".join((*pieces, text[end:])) if pieces else text


def due_of_column(text: str, year: int | None) -> tuple[Due, ...]:
    """Return what a time column or a "Thời gian thực hiện" line says; everything in it counts."""
    return find_dues(text, year=year, column=True)


def due_of_task(text: str, year: int | None) -> tuple[Due, ...]:
    """Return the deadlines inside a task sentence: days worded as a deadline, years from the plan's own on."""
    return find_dues(text, year=year, column=False)


def tokens_of(dues: Iterable[Due]) -> tuple[str, ...]:
    """Return the tokens in printed order."""
    return tuple(due.token for due in dues)


def due_on_of(dues: Iterable[Due], calendar: Calendar) -> date | None:
    """Return the last working day allowed by the most precise of the deadlines (the latest of several such).

    None if none of them names a definite day or period, or if an impossible day leaves two answers.
    """
    known = [due for due in dues if precision(due.token)]
    best = max((precision(due.token) for due in known), default=0)
    days = [due_on(due.token, due.wording, calendar) for due in known if precision(due.token) == best]
    certain = [day for day in days if day is not None]
    return max(certain) if certain and len(certain) == len(days) else None


def _chosen(text: str, found: list[tuple[int, int, Meaning]]) -> tuple[Due, ...]:
    """In printed order, each token once; weak meanings only if there is nothing stronger."""
    if any(not meaning.weak for _, _, meaning in found):
        found = [item for item in found if not item[2].weak]
    dues: dict[str, Due] = {}
    for start, end, meaning in sorted(found, key=lambda item: item[:2]):
        due = Due(meaning.token, start, end, meaning.wording, text[start:end].strip())
        dues.setdefault(meaning.token, due)
    return tuple(dues.values())
