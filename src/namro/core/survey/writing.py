"""An instrument as the text of its file, which reads back as the same instrument."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.framework.fields import written
from namro.core.framework.writing import text_scalar
from namro.core.survey.model import Instrument, Item, Part, Words


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
    return "\n".join(lines) + "\n"


def _part(part: Part, indent: int) -> Iterator[str]:
    pad = " " * indent
    yield f"{pad}code: {text_scalar(part.code)}"
    yield f"{pad}name: {_words(part.name)}"
    if part.weight != 1:
        yield f"{pad}weight: {written(part.weight)}"
    yield f"{pad}parts:"
    for child in part.parts:
        if isinstance(child, Item):
            weight = f", weight: {written(child.weight)}" if child.weight != 1 else ""
            code = text_scalar(child.code, flow=True)
            yield f"{pad}  - {{item: {code}, text: {_words(child.text, flow=True)}{weight}}}"
        else:
            first, *rest = _part(child, indent + 4)
            yield f"{pad}  - {first.lstrip()}"
            yield from rest


def _words(words: Words, *, flow: bool = False) -> str:
    if set(words) == {""}:
        return text_scalar(words[""], flow=flow)
    inner = ", ".join(f"{language}: {text_scalar(text, flow=True)}" for language, text in words.items())
    return f"{{{inner}}}"
