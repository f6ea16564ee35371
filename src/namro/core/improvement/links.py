"""Printed tasks that answer a lost point although the reader linked them to none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from namro.core.assessment.answers import number_of, numbers_of
from namro.core.base.folding import fold, tidy
from namro.core.base.yamlfile import load_data
from namro.core.printed.items import Criterion, Section, Task

_Pairs: TypeAlias = set[tuple[str, str]]

_WORD = re.compile(r"[a-z]+")
#: Words that turn what was to be done into what was not: "chưa ban hành kế hoạch" is about "ban hành kế hoạch".
_DENIED = frozenset({"khong", "chua", "thieu"})
#: Fewer pairs of neighbouring words say too little; of more, this share has to be the same.
_FEWEST_PAIRS = 3
_SAME_SHARE = 0.8


class Unanswered:
    """Losses for which no remedy is printed, to find the other tasks of the document that may answer them.

    `sections` are the headings that tasks stand under.
    """

    def __init__(self, lost: Iterable[tuple[Criterion, str | None]], sections: Iterable[Section]) -> None:
        self._titles = {section.id: section.title for section in sections}
        self._names: dict[str, set[str]] = {}
        self._wordings: dict[str, list[_Pairs]] = {}
        for criterion, reason in lost:
            number = number_of(criterion)
            self._names.setdefault(number, set()).add(_heading(criterion.name))
            self._wordings.setdefault(number, []).extend(_pairs(text) for text in (criterion.name, reason) if text)

    def numbers(self, task: Task) -> tuple[str, ...]:
        """The criteria that a task evidently is about: by number, or nearly in the words of a name or a reason."""
        title = self._titles.get(task.section, "")
        named, said = numbers_of(task), _pairs(f"{title}. {task.text}")
        headings = (_heading(title), _heading(task.text))
        return tuple(
            number
            for number, wordings in self._wordings.items()
            if number in named
            or any(_is_headed(heading, name) for heading in headings for name in self._names[number])
            or any(_is_same(wanted, said) for wanted in wordings)
        )


def _heading(text: str) -> str:
    return fold(tidy(text)).strip(" .:")


def _is_headed(heading: str, name: str) -> bool:
    """Whether a heading or a task is, or begins with, the name of a criterion; a short name begins too many things."""
    if name.count(" ") < _FEWEST_PAIRS:
        return bool(name) and heading == name
    return f"{heading} ".startswith(f"{name} ")


def _is_same(wanted: _Pairs, said: _Pairs) -> bool:
    return len(wanted) >= _FEWEST_PAIRS and len(wanted & said) >= _SAME_SHARE * len(wanted)


def _pairs(text: str) -> _Pairs:
    """Pairs of neighbouring words, without those that any two texts may share."""
    pairs = set(pairwise(_WORD.findall(fold(tidy(text)))))
    return {pair for pair in pairs if _DENIED.isdisjoint(pair) and not _common_words().issuperset(pair)}


@cache
def _common_words() -> frozenset[str]:
    data = load_data("causes.yaml")
    return frozenset(f"{data['empty_words']} {data['paper_words']}".split())
