"""What somebody sent, checked against the questionnaire, as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from namro.core.survey.answering import Wrong, checked, visible
from namro.core.survey.conditions import Given
from namro.core.survey.model import Instrument, Item
from namro.core.survey.questions import Kind, Question

#: Faults that no form of ours can bring about; everything else that is wrong needs no word to the respondent.
_REFUSED = frozenset({Wrong.OFF_SCALE, Wrong.CODE, Wrong.SEVERAL, Wrong.TOO_MANY})


@dataclass(frozen=True, slots=True)
class Filled:
    """`given` is what was ticked or written, `faults` words by question, `open` questions left without an answer."""

    given: Mapping[str, Given]
    faults: Mapping[str, str]
    open: tuple[str, ...]

    @property
    def kept(self) -> dict[str, str | list[str]]:
        """The answers as they are kept: one code or text, several as a list."""
        return {code: one[0] if len(one) == 1 else list(one) for code, one in self.given.items()}


def filled(made: Instrument, raw: Mapping[str, object]) -> Filled:
    """Check what was sent; free words need not be written for a form to be complete."""
    found = checked(made, raw)
    faults = {one.question: one.said.removeprefix(f"{one.question}: ") for one in found.faults if one.wrong in _REFUSED}
    known = {one.question.code: one.question for one in made.asked()}
    asked = [code for code in visible(made, found.answers) if _must(known[code])]
    return Filled(found.answers, faults, tuple(code for code in asked if code not in found.answers))


def _must(question: Item | Question) -> bool:
    return isinstance(question, Item) or question.kind is not Kind.TEXT
