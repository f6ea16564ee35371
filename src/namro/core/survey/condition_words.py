"""Conditions in Vietnamese, for paper forms, previews and whoever reads a form without a script."""

from __future__ import annotations

from collections.abc import Mapping

from namro.core.survey.conditions import All, Compared, Condition, Either, Not, Op
from namro.core.survey.model import Instrument, Item, words_in
from namro.core.survey.questions import Question

_SIZES = {
    Op.LESS: "chọn mức dưới {}",
    Op.AT_MOST: "chọn mức {} trở xuống",
    Op.MORE: "chọn mức trên {}",
    Op.AT_LEAST: "chọn mức {} trở lên",
}


def condition_words(condition: Condition, instrument: Instrument, *, called: Mapping[str, str] | None = None) -> str:
    """Return when it holds: "câu “Có làm thủ tục?” chọn “Có”". `called` says how a form names its questions, such as
    "câu 3"; without it they are named by their words.
    """
    match condition:
        case All(parts):
            return " và ".join(_inside(part, instrument, called) for part in parts)
        case Either(parts):
            return " hoặc ".join(_inside(part, instrument, called) for part in parts)
        case Not(part):
            return f"không đúng là ({condition_words(part, instrument, called=called)})"
        case Compared():
            return _compared(condition, instrument, called or {})


def _inside(part: Condition, instrument: Instrument, called: Mapping[str, str] | None) -> str:
    said = condition_words(part, instrument, called=called)
    return f"({said})" if isinstance(part, All | Either) else said


def _compared(one: Compared, instrument: Instrument, called: Mapping[str, str]) -> str:
    question = next(asked.question for asked in instrument.asked() if asked.question.code == one.question)
    name = called.get(question.code) or f"câu “{words_in(question.text)}”"
    if one.value == "" and one.op in (Op.IS, Op.IS_NOT):
        return f"{name} {'không trả lời' if one.op is Op.IS else 'có trả lời'}"
    answer = f"“{_answer(question, one.value, instrument)}”"
    if one.op in _SIZES:
        return f"{name} {_SIZES[one.op].format(answer)}"
    return f"{name} {'không chọn' if one.op is Op.IS_NOT else 'chọn'} {answer}"


def _answer(question: Item | Question, code: str, instrument: Instrument) -> str:
    if isinstance(question, Item):
        labels = {str(level): words for level, words in instrument.scale.labels}
    else:
        labels = {option.code: option.text for option in question.options}
    return words_in(labels[code]) if code in labels else code
