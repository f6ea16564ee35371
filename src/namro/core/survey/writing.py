"""An instrument as the text of its file, which reads back as the same instrument."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.framework.fields import written
from namro.core.framework.writing import text_scalar
from namro.core.survey.condition_text import condition_text
from namro.core.survey.conditions import Condition
from namro.core.survey.model import Instrument, Item, Part
from namro.core.survey.questions import Block, Question, Words
from namro.core.survey.validity import NO_RULES, Validity


def write_instrument(instrument: Instrument) -> str:
    """Return the text of the file."""
    lines = [
        f"instrument: {text_scalar(instrument.code)}",
        f"edition: {text_scalar(instrument.edition)}",
        f"title: {_words(instrument.title)}",
    ]
    if instrument.about:
        lines.append(f"about: {text_scalar(instrument.about)}")
    scale = instrument.scale
    lines += [f"languages: [{', '.join(instrument.languages)}]", "scale:", f"  max: {scale.most}"]
    if scale.no_answer:
        lines.append(f"  no_answer: [{', '.join(map(str, scale.no_answer))}]")
    if scale.labels:
        lines += ["  labels:", *(f"    {value}: {_words(words)}" for value, words in scale.labels)]
    lines += [f"formula: {instrument.formula}", "index:", *_part(instrument.index, 2)]
    if instrument.before or instrument.after:
        lines.append("blocks:")
        for section in instrument.sections:
            lines += _block(section) if isinstance(section, Block) else [f"  - {{index: {text_scalar(section.code)}}}"]
    if instrument.validity != NO_RULES:
        lines += ["validity:", *_validity(instrument.validity)]
    return "\n".join(lines) + "\n"


def _part(part: Part, indent: int) -> Iterator[str]:
    pad = " " * indent
    yield f"{pad}code: {text_scalar(part.code)}"
    yield f"{pad}name: {_words(part.name)}"
    if part.weight != 1:
        yield f"{pad}weight: {written(part.weight)}"
    yield from _relevant(part.relevant, pad)
    yield f"{pad}parts:"
    for child in part.in_order():
        if isinstance(child, Item):
            weight = f", weight: {written(child.weight)}" if child.weight != 1 else ""
            code = text_scalar(child.code, flow=True)
            asked = f", relevant: {_condition(child.relevant)}" if child.relevant else ""
            yield f"{pad}  - {{item: {code}, text: {_words(child.text, flow=True)}{weight}{asked}}}"
        elif isinstance(child, Question):
            yield from _question(child, f"{pad}  ")
        else:
            first, *rest = _part(child, indent + 4)
            yield f"{pad}  - {first.lstrip()}"
            yield from rest


def _block(block: Block) -> Iterator[str]:
    yield f"  - code: {text_scalar(block.code)}"
    yield f"    name: {_words(block.name)}"
    yield from _relevant(block.relevant, "    ")
    yield "    questions:"
    for question in block.questions:
        yield from _question(question, "      ")


def _question(question: Question, pad: str) -> Iterator[str]:
    yield f"{pad}- code: {text_scalar(question.code)}"
    yield f"{pad}  type: {question.kind}"
    yield f"{pad}  text: {_words(question.text)}"
    if question.most is not None:
        yield f"{pad}  most: {question.most}"
    yield from _relevant(question.relevant, f"{pad}  ")
    if question.options:
        yield f"{pad}  options:"
        for option in question.options:
            yield f"{pad}    {text_scalar(option.code)}: {_words(option.text)}"
    if question.no_answer:
        yield f"{pad}  no_answer: [{', '.join(text_scalar(one, flow=True) for one in question.no_answer)}]"


def _validity(rules: Validity) -> Iterator[str]:
    for key, value in (("straight", rules.straight), ("seconds", rules.seconds)):
        if value is not None:
            yield f"  {key}: {value}"
    if rules.blanks is not None:
        yield f"  blanks: {written(rules.blanks)}"
    for key, value in (("duplicates", rules.duplicates), ("staff", rules.staff)):
        if value:
            yield f"  {key}: true"
    if rules.burst is not None:
        yield f"  burst: {{answers: {rules.burst.answers}, minutes: {rules.burst.minutes}}}"
    if rules.excludes:
        yield f"  excludes: [{', '.join(rules.excludes)}]"


def _relevant(condition: Condition | None, pad: str) -> Iterator[str]:
    if condition is not None:
        yield f"{pad}relevant: {_condition(condition)}"


def _condition(condition: Condition) -> str:
    return text_scalar(condition_text(condition), flow=True)


def _words(words: Words, *, flow: bool = False) -> str:
    if set(words) == {""}:
        return text_scalar(words[""], flow=flow)
    inner = ", ".join(f"{language}: {text_scalar(text, flow=True)}" for language, text in words.items())
    return f"{{{inner}}}"
