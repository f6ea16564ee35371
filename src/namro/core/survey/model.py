"""An instrument as values: its scale, its formula, and the tree of items behind the overall index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from namro.core.survey.conditions import Condition
from namro.core.survey.questions import Block, Question, Words
from namro.core.survey.validity import NO_RULES, Validity


class Formula(StrEnum):
    """How an answer becomes a score of 0–100."""

    MEAN = "mean"
    TOP2 = "top2"


@dataclass(frozen=True, slots=True)
class Scale:
    """Answers 1 … `most`; `no_answer` are codes that say that nothing was answered."""

    most: int
    no_answer: tuple[int, ...] = ()
    labels: tuple[tuple[int, Words], ...] = ()

    def score(self, answer: int, formula: Formula) -> float:
        """Return the score of an answer on the scale, 0–100."""
        if formula is Formula.MEAN:
            return 100 * answer / self.most
        return 100.0 if answer >= self.most - 1 else 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """One question on the scale. Weights count against those of the siblings."""

    code: str
    text: Words
    weight: Decimal = Decimal(1)
    relevant: Condition | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A factor, an aspect or the whole: the weighted mean of what stands below it.

    `beside` are questions asked among the parts that count for nothing, each with how many parts stand before it.
    """

    code: str
    name: Words
    weight: Decimal
    parts: tuple[Part | Item, ...]
    relevant: Condition | None = None
    beside: tuple[tuple[int, Question], ...] = ()

    def items(self) -> Iterator[Item]:
        """Yield the items below, in order."""
        for child in self.parts:
            if isinstance(child, Item):
                yield child
            else:
                yield from child.items()

    def nodes(self) -> Iterator[Part | Item]:
        """Yield this part and all below it, from the top down."""
        yield self
        for child in self.parts:
            if isinstance(child, Item):
                yield child
            else:
                yield from child.nodes()

    def in_order(self) -> Iterator[Part | Item | Question]:
        """Yield what stands right below in the order of the form, questions that count for nothing included."""
        for place in range(len(self.parts) + 1):
            yield from (question for before, question in self.beside if before == place)
            yield from self.parts[place : place + 1]

    def shares(self) -> tuple[float, ...]:
        """Return the weight of each child divided by the sum of all."""
        whole = sum((child.weight for child in self.parts), Decimal())
        return tuple(float(child.weight / whole) for child in self.parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its place: the groups around it, the widest first, and all that must hold for it to be asked."""

    question: Item | Question
    inside: tuple[Part | Block, ...]
    conditions: tuple[Condition, ...]


def _asked(group: Part | Block, around: tuple[Part | Block, ...]) -> Iterator[Asked]:
    inside = (*around, group)
    for child in group.questions if isinstance(group, Block) else group.in_order():
        if isinstance(child, Part):
            yield from _asked(child, inside)
        else:
            conditions = (one.relevant for one in (*inside, child))
            yield Asked(child, inside, tuple(one for one in conditions if one is not None))


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A questionnaire in one edition; `about` says whose it is, in its own words.

    `before` and `after` are the blocks asked before and after the questions of the index.
    """

    code: str
    edition: str
    title: Words
    languages: tuple[str, ...]
    scale: Scale
    formula: Formula
    index: Part
    about: str = ""
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    validity: Validity = NO_RULES

    @property
    def sections(self) -> tuple[Block | Part, ...]:
        """What the form asks, in order: blocks, and among them the index."""
        return (*self.before, self.index, *self.after)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions beside the items, in the order of the form."""
        return tuple(asked.question for asked in self._in_order if isinstance(asked.question, Question))

    def asked(self) -> tuple[Asked, ...]:
        """Return every item and question in the order of the form."""
        return self._in_order

    @cached_property
    def _in_order(self) -> tuple[Asked, ...]:
        """Found once: every answer that is checked asks for it."""
        return tuple(one for section in self.sections for one in _asked(section, ()))

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the form."""
        return tuple(self.index.items())


def words_in(words: Words, language: str = "vi") -> str:
    """Return a text in a language, else in the first one there is."""
    return words.get(language) or words.get("") or next(iter(words.values()), "")
