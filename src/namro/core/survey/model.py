"""An instrument as values: its scale, its formula, and the tree of items behind the overall index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: A text by language; under "" where the file gives one text for all.
Words = Mapping[str, str]


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


@dataclass(frozen=True, slots=True)
class Part:
    """A factor, an aspect or the whole: the weighted mean of what stands below it."""

    code: str
    name: Words
    weight: Decimal
    parts: tuple[Part | Item, ...]

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

    def shares(self) -> tuple[float, ...]:
        """Return the weight of each child divided by the sum of all."""
        whole = sum((child.weight for child in self.parts), Decimal())
        return tuple(float(child.weight / whole) for child in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A questionnaire in one edition; `about` says whose it is, in its own words."""

    code: str
    edition: str
    title: Words
    languages: tuple[str, ...]
    scale: Scale
    formula: Formula
    index: Part
    about: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the form."""
        return tuple(self.index.items())


def words_in(words: Words, language: str = "vi") -> str:
    """Return a text in a language, else in the first one there is."""
    return words.get(language) or words.get("") or next(iter(words.values()), "")
