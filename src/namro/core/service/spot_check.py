"""A spot check of dossiers: the short form, and what its answers come to for each person whose dossiers were drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from namro.core.base.yamlfile import load_data


class Answer(StrEnum):
    """What is found of a question."""

    GOOD = "good"
    FAULT = "fault"
    NONE = "none"


ANSWER_WORDS = {Answer.GOOD: "Đúng", Answer.FAULT: "Có sai sót", Answer.NONE: "Không áp dụng"}


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the form and the rule it is about."""

    code: str
    title: str
    rule: str


@dataclass(frozen=True, slots=True)
class Target:
    """The register that takes the result, and its columns."""

    code: str
    date: str
    person: str
    content: str
    fixed: Mapping[str, str]
    outcome: str
    good: str
    bad: str
    faults: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form; `most` dossiers are drawn at once at the most."""

    source: str
    most: int
    questions: tuple[Question, ...]
    register: Target

    def faults_of(self, answers: Mapping[str, str], note: str) -> str:
        """Return what is wrong with one dossier in a line; "" for nothing."""
        found = [one.title for one in self.questions if answers.get(one.code) == Answer.FAULT]
        return "; ".join([*found, *([note.strip()] if note.strip() else [])]) if found else ""

    def is_whole(self, answers: Mapping[str, str]) -> bool:
        """Whether every question is answered by a word of ours."""
        words = {one.value for one in Answer}
        return all(answers.get(one.code) in words for one in self.questions)


@cache
def form() -> Form:
    """Return the shipped form."""
    data: Any = load_data("spot_check.yaml")
    return Form(
        source=data["source"],
        most=int(data["most"]),
        questions=tuple(Question(**one) for one in data["questions"]),
        register=Target(**data["register"]),
    )
