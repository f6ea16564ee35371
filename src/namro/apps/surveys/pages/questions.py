"""A questionnaire as the respondents' page shows it, in one of its languages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from namro.core.survey.condition_words import condition_words
from namro.core.survey.conditions import Compared, Condition, Op, plain_condition
from namro.core.survey.model import Instrument, Item, Words, words_in
from namro.core.survey.questions import Kind, Question

Given = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to tick."""

    value: str
    words: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. `kind` is scale, one, many or text; `condition` is what the page's script reads, "" for none."""

    code: str
    words: str
    kind: str
    choices: tuple[Choice, ...] = ()
    aside: tuple[Choice, ...] = ()
    text: str = ""
    most: int | None = None
    condition: str = ""
    only_if: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading; a condition that all of them share stands here once, and not in them."""

    heading: str
    questions: tuple[Asked, ...]
    condition: str = ""
    only_if: str = ""


class _Setter:
    """Sets one questionnaire with what was answered so far."""

    def __init__(self, made: Instrument, language: str, given: Mapping[str, Given], faults: Mapping[str, str]) -> None:
        self.made, self.language, self.given, self.faults = made, language, given, faults
        self.known = {one.question.code: one.question for one in made.asked()}

    def words(self, words: Words) -> str:
        return words_in(words, self.language)

    def asked(self, question: Item | Question, conditions: Sequence[Condition]) -> Asked:
        given = self.given.get(question.code, ())
        plain = json.dumps(["all", *map(plain_condition, conditions)], ensure_ascii=False) if conditions else ""
        common: dict[str, Any] = {
            "code": question.code, "words": self.words(question.text), "condition": plain,
            "only_if": self.only_if(conditions[-1]) if conditions else "", "fault": self.faults.get(question.code, ""),
        }  # fmt: skip
        if isinstance(question, Item):
            labels = {str(value): self.words(words) for value, words in self.made.scale.labels}
            scale = [str(value) for value in range(1, self.made.scale.most + 1)]
            none = [str(value) for value in self.made.scale.no_answer]
            choices, aside = (
                tuple(Choice(value, labels.get(value, value), value in given) for value in values)
                for values in (scale, none[:1])
            )
            return Asked(**common, kind="scale", choices=choices, aside=aside)
        if question.kind is Kind.TEXT:
            return Asked(**common, kind="text", text=given[0] if given else "")
        choices = tuple(Choice(one.code, self.words(one.text), one.code in given) for one in question.options)
        return Asked(**common, kind=str(question.kind), choices=choices, most=question.most)

    def only_if(self, condition: Condition) -> str:
        """Say in words when a question is asked, for those whose browser runs no script."""
        if isinstance(condition, Compared) and condition.op in (Op.IS, Op.SELECTED) and condition.value:
            question = self.known[condition.question]
            said = condition.value
            if isinstance(question, Question):
                said = next((self.words(one.text) for one in question.options if one.code == condition.value), said)
            words = {"answer": said, "question": self.words(question.text)}
            return _("Chỉ trả lời nếu đã chọn “%(answer)s” ở câu “%(question)s”") % words
        if self.language == "vi":
            return _("Chỉ trả lời nếu %(when)s") % {"when": condition_words(condition, self.made)}
        return _("Bỏ qua nếu không phải trường hợp của ông/bà.")


def groups_of(
    made: Instrument, language: str, given: Mapping[str, Given] | None = None, faults: Mapping[str, str] | None = None
) -> list[Group]:
    """Return the questions under their headings in the order of the form; `faults` are words by question."""
    setter = _Setter(made, language, given or {}, faults or {})
    groups: list[tuple[str, list[Asked]]] = []
    for one in made.asked():
        heading = setter.words(one.inside[-1].name)
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append(setter.asked(one.question, one.conditions))
    return [_group(heading, questions) for heading, questions in groups]


def _group(heading: str, questions: list[Asked]) -> Group:
    first = questions[0]
    if not first.condition or {one.condition for one in questions} != {first.condition}:
        return Group(heading, tuple(questions))
    bare = tuple(replace(one, condition="", only_if="") for one in questions)
    return Group(heading, bare, first.condition, first.only_if)
