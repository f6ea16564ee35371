"""One respondent's answers against an instrument: which questions are asked, what is kept and what is wrong.

The respondents' page, typed-in paper forms and imported files all ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from namro.core.survey.conditions import Given, holds
from namro.core.survey.model import Instrument, Item
from namro.core.survey.questions import Kind, Question
from namro.core.survey.relevance import known_codes

#: Words beyond this are cut off and said so.
LONGEST_TEXT = 2000


class Wrong(StrEnum):
    """What can be wrong with an answer; none of it makes the other answers of the form worthless."""

    UNKNOWN = "unknown"
    OFF_SCALE = "off_scale"
    CODE = "code"
    SEVERAL = "several"
    TOO_MANY = "too_many"
    HIDDEN = "hidden"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """What is wrong with the answer to one question, in words for whoever typed it."""

    question: str
    wrong: Wrong
    said: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Clean answers in the order of the form, all of them codes or words that the instrument knows, of questions that
    were asked: one answer a question, of a choice of many as many as were chosen, in the order of its options.
    """

    answers: Mapping[str, Given]
    faults: tuple[AnswerFault, ...]


_Fault = Callable[[Wrong, str], None]


def visible(instrument: Instrument, answers: Mapping[str, Given]) -> tuple[str, ...]:
    """Return the codes of the questions that are asked of somebody with these answers, in the order of the form.

    What was answered to a question that is hidden counts as not answered.
    """
    seen: dict[str, Given] = {}
    for asked in instrument.asked():
        if all(holds(condition, seen) for condition in asked.conditions):
            code = asked.question.code
            seen[code] = answers.get(code, ())
    return tuple(seen)


def checked(instrument: Instrument, raw: Mapping[str, object]) -> Checked:
    """Return what is kept of raw answers, and every fault.

    An answer is a text or a whole number, or several of them as a list; blanks and empty lists are no answer. A code of
    no answer is kept: it says that the question was read.
    """
    asked = [one.question for one in instrument.asked()]
    faults = [
        AnswerFault(name[:64], Wrong.UNKNOWN, f"bộ câu hỏi không có câu “{name[:64]}”.")
        for name in raw.keys() - {one.code for one in asked}
    ]
    faults.sort(key=lambda fault: fault.question)
    clean: dict[str, Given] = {}
    for question in asked:
        given = _texts(raw.get(question.code))
        if given:
            kept = _kept(question, given, instrument, faults)
            if kept:
                clean[question.code] = kept
    shown = set(visible(instrument, clean))
    for code in [code for code in clean if code not in shown]:
        faults.append(AnswerFault(code, Wrong.HIDDEN, f"{code}: câu này không được hỏi theo các câu trả lời trước."))
        del clean[code]
    return Checked(clean, tuple(faults))


def _texts(value: object) -> Given:
    """Take apart what a page, a file or a program hands over; whole numbers may have come as 4.0."""
    several = value if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping) else [value]
    texts = [_text(one) for one in several]
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(value: object) -> str:
    if value is None or isinstance(value, bool | bytes | Mapping):
        return "" if value is None else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _kept(question: Item | Question, given: Given, instrument: Instrument, faults: list[AnswerFault]) -> Given:
    code = question.code

    def fault(wrong: Wrong, said: str) -> None:
        faults.append(AnswerFault(code, wrong, f"{code}: {said}"))

    if isinstance(question, Question) and question.kind is Kind.TEXT:
        return _words(given, fault)
    many = isinstance(question, Question) and question.kind is Kind.MANY
    codes = known_codes(question, instrument)
    if many and len(given) == 1:
        given = tuple(given[0].split())  # as forms write several answers in one cell
    for one in given:
        if one not in codes:
            wrong = Wrong.OFF_SCALE if isinstance(question, Item) else Wrong.CODE
            fault(wrong, f"“{one[:20]}” không có trong các câu trả lời. Viết một trong: {', '.join(codes[:20])}.")
    kept = tuple(one for one in codes if one in given)
    if not many and len(given) > 1:
        fault(Wrong.SEVERAL, "chọn nhiều hơn một. Câu này chỉ chọn một.")
        return ()
    limit = question.most if isinstance(question, Question) else None
    if limit is not None and len(kept) > limit:
        fault(Wrong.TOO_MANY, f"chọn {len(kept)} phương án, nhiều nhất {limit}. Bỏ bớt.")
        return ()
    return kept


def _words(given: Given, fault: _Fault) -> Given:
    text = "\n".join(given)
    if len(text) > LONGEST_TEXT:
        fault(Wrong.LONG, f"dài {len(text)} ký tự, chỉ giữ {LONGEST_TEXT} ký tự đầu.")
        text = text[:LONGEST_TEXT]
    return (text,)
