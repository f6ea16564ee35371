"""Questions beside those on the scale: choices whose answers are shares, and free text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from namro.core.survey.conditions import Condition

#: A text by language; under "" where the file gives one text for all.
Words = Mapping[str, str]


class Kind(StrEnum):
    """What is answered: one option, several options, or words."""

    ONE = "one"
    MANY = "many"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. Its code has no blanks, so that several stand in one cell."""

    code: str
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that counts for no index.

    `no_answer` are codes of options that say that nothing was answered; `most`: how many options may be chosen.
    """

    code: str
    kind: Kind
    text: Words
    options: tuple[Option, ...] = ()
    no_answer: tuple[str, ...] = ()
    most: int | None = None
    relevant: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Questions asked together before or after those of the index."""

    code: str
    name: Words
    questions: tuple[Question, ...]
    relevant: Condition | None = None
