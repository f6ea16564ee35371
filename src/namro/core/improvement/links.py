"""Printed tasks that answer a lost point although the reader linked them to none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby, pairwise
from typing import TypeAlias

from namro.core.assessment.losses import Loss, answers
from namro.core.base.folding import fold, tidy
from namro.core.base.yamlfile import load_data
from namro.core.printed.items import Criterion, Reading, Section, Task

_Pairs: TypeAlias = set[tuple[str, str]]

_NAMED = re.compile(
    r"\btieu chi(?: thanh phan)?(?: so)?:? (?P<numbers>\d+(?:\.\d+)*(?:(?:,|;| va| den) \d+(?:\.\d+)*)*)(?![\d/%])"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_WORD = re.compile(r"[a-z]+")
#: Words that turn what was to be done into what was not: "chưa ban hành kế hoạch" is about "ban hành kế hoạch".
_DENIED = frozenset({"khong", "chua", "thieu"})
#: Fewer pairs of neighbouring words say too little; of more, this share has to be the same.
_FEWEST_PAIRS = 3
_SAME_SHARE = 0.8


def remedies_by_loss(reading: Reading, lost: Iterable[Loss]) -> Mapping[str, tuple[Task, ...]]:
    """The remedies of each loss by its id: those that the reader linked, and those printed under its number.

    A remedy that the reader linked to nothing answers the one loss of its criterion that has no other, or all of them
    where no reason is printed that could tell them apart.
    """
    found = dict(answers(reading))
    loose = [t for t in reading.tasks if t.kind == "remedy" and not t.remedies]
    listed = (x for x in lost if x.criterion and not x.unlisted and x.id not in found)
    for number, group in groupby(listed, key=lambda x: _number_of(x.criterion)):
        alike = list(group)
        under = tuple(t for t in loose if number in numbers_of(t))
        if under and (len(alike) == 1 or not any(x.reason for x in alike)):
            found.update(dict.fromkeys((x.id for x in alike), under))
    return found


def numbers_of(task: Task) -> frozenset[str]:
    """The criteria that a task names: "Khắc phục tiêu chí 1.3 và 2.1" → 1.3, 2.1; else what a remedy stands under."""
    named = (found["numbers"] for found in _NAMED.finditer(fold(tidy(task.text))))
    numbers = frozenset(number for together in named for number in _NUMBER.findall(together))
    return numbers or (frozenset({task.section.partition("/")[0]}) if task.kind == "remedy" else numbers)


class Unanswered:
    """Losses for which no remedy is printed, to find the other tasks of the document that may answer them.

    `sections` are the headings that tasks stand under.
    """

    def __init__(self, lost: Iterable[tuple[Criterion, str | None]], sections: Iterable[Section]) -> None:
        self._titles = {section.id: section.title for section in sections}
        self._names: dict[str, set[str]] = {}
        self._wordings: dict[str, list[_Pairs]] = {}
        for criterion, reason in lost:
            number = _number_of(criterion)
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


def _number_of(criterion: Criterion | None) -> str:
    """The printed number of a criterion; an unnumbered part has that of the criterion above it."""
    return criterion.id.partition("/")[0] if criterion else ""


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
