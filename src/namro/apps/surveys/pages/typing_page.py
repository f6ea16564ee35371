"""A paper form as it is typed, and what two typings say differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from namro.apps.surveys.models import Typing
from namro.apps.surveys.pages.board_page import number_of
from namro.apps.surveys.typed_answers import hint_of
from namro.core.survey.model import Instrument, words_in
from namro.ui.formats import NOTHING, moment


@dataclass(frozen=True, slots=True)
class TypingLine:
    """A question with its box."""

    code: str
    words: str
    hint: str
    text: str
    fault: str


def typing_lines(made: Instrument, texts: Mapping[str, str], faults: Mapping[str, str]) -> list[TypingLine]:
    """Return a box for each question, in the order of the paper."""
    return [
        TypingLine(
            one.question.code, words_in(one.question.text), hint_of(one.question, made),
            texts.get(one.question.code, ""), faults.get(one.question.code, ""),
        )
        for one in made.asked()
    ]  # fmt: skip


def dispute_page(second: Typing, made: Instrument, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return both answers of each question that differs."""
    first = Typing.objects.select_related("by").get(code=second.code_id, nth=Typing.FIRST)
    row = second.code.sample_row
    questions = {one.question.code: one.question for one in made.asked()}
    return {
        "key": second.code_id,
        "number": number_of(row),
        "first": (first.by.full_name, moment(first.at)),
        "second": (second.by.full_name, moment(second.at)),
        "lines": [
            (
                code, words_in(questions[code].text), hint_of(questions[code], made),
                said(first.answers.get(code)) or NOTHING, said(second.answers.get(code)) or NOTHING,
                texts.get(code, ""),
            )
            for code in second.differs
        ],
    }  # fmt: skip


def said(answer: object) -> str:
    """Return an answer as it is typed."""
    return " ".join(map(str, answer)) if isinstance(answer, list) else str(answer or "")
