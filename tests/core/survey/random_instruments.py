"""Random instruments with everything that can stand in one, for properties."""

from __future__ import annotations

import random
from decimal import Decimal

from namro.core.survey.conditions import SIZES, All, Compared, Condition, Either, Not, Op
from namro.core.survey.model import Formula, Instrument, Item, Part, Scale
from namro.core.survey.questions import Block, Kind, Option, Question, Words
from namro.core.survey.validity import NO_RULES, Burst, Reason, Validity

_TEXTS = (
    "Biển chỉ dẫn",
    "yes",
    "12",
    "a: b # c",
    'Nói "có"',
    "Đúng, hay không?",
    "- gạch",
    "{x}",
    "'",
    "null",
    "Số 1\tTab",
)


def random_instrument(seed: int, *, several_languages: bool | None = None) -> Instrument:
    """Return an instrument that follows from the seed."""
    return _Maker(seed, several_languages).instrument()


class _Maker:
    """Makes one instrument; `earlier` are the questions that a condition may ask about."""

    def __init__(self, seed: int, several: bool | None) -> None:
        self.luck = random.Random(seed)
        self.several = self.luck.random() < 0.5 if several is None else several
        self.languages = ("vi", "en") if self.several else ("vi",)
        self.earlier: list[Item | Question] = []
        self.scale = Scale(
            self.luck.choice([2, 4, 5, 10]),
            self.luck.choice([(), (99,), (0, 77)]),
            ((1, self.words()), (2, self.words())),
        )
        self.codes = 0

    def instrument(self) -> Instrument:
        before = tuple(self.block() for _n in range(self.luck.randint(0, 2)))
        index = self.part(1)
        after = tuple(self.block() for _n in range(self.luck.randint(0, 2)))
        return Instrument(
            code="bo-ngau-nhien",
            edition="2026-01-01",
            title=self.words(),
            languages=self.languages,
            scale=self.scale,
            formula=self.luck.choice(list(Formula)),
            index=index,
            about=self.luck.choice(["", "Của: tỉnh"]),
            before=before,
            after=after,
            validity=self.validity(),
        )

    def code(self) -> str:
        self.codes += 1
        return self.luck.choice(["q", "Cau_", "x.", "n-"]) + str(self.codes)

    def words(self) -> Words:
        if self.several and self.luck.random() < 0.6:
            return {language: self.luck.choice(_TEXTS) for language in self.languages}
        return {"": self.luck.choice(_TEXTS)}

    def part(self, depth: int) -> Part:
        code, name, relevant = self.code(), self.words(), self.condition()
        parts: list[Part | Item] = []
        beside = []
        for _n in range(self.luck.randint(1, 3)):
            if self.luck.random() < 0.2:
                beside.append((len(parts), self.question()))
            if depth < 3 and self.luck.random() < 0.4:
                parts.append(self.part(depth + 1))
            else:
                parts.append(Item(self.code(), self.words(), self.weight(), self.condition()))
                self.earlier.append(parts[-1])
        return Part(code, name, Decimal(1) if depth == 1 else self.weight(), tuple(parts), relevant, tuple(beside))

    def block(self) -> Block:
        code, name, relevant = self.code(), self.words(), self.condition()
        questions = tuple(self.question() for _n in range(self.luck.randint(1, 3)))
        return Block(code=code, name=name, questions=questions, relevant=relevant)

    def question(self) -> Question:
        kind = self.luck.choice(list(Kind))
        codes = self.luck.choice([("1", "2", "3"), ("yes", "no"), ("a.1", "B-2", "_", "04")])
        options = tuple(Option(code, self.words()) for code in codes) if kind is not Kind.TEXT else ()
        made = Question(
            code=self.code(),
            kind=kind,
            text=self.words(),
            options=options,
            no_answer=codes[-1:] if options and self.luck.random() < 0.3 else (),
            most=2 if kind is Kind.MANY and self.luck.random() < 0.5 else None,
            relevant=self.condition(),
        )
        self.earlier.append(made)
        return made

    def weight(self) -> Decimal:
        return self.luck.choice([Decimal(1), Decimal("0.25"), Decimal(3)])

    def condition(self, depth: int = 0) -> Condition | None:
        if not self.earlier or self.luck.random() < 0.5:
            return None
        return self._condition(depth)

    def _condition(self, depth: int) -> Condition:
        kind = self.luck.random()
        if depth < 2 and kind < 0.3:
            parts = tuple(self._condition(depth + 1) for _n in range(2))
            joined, other = self.luck.choice([(All, Either), (Either, All)])
            flat = tuple(one for part in parts for one in (part.parts if isinstance(part, joined) else (part,)))
            assert other is not joined
            return joined(flat)
        if depth < 2 and kind < 0.4:
            return Not(self._condition(depth + 1))
        return self._compared(self.luck.choice(self.earlier))

    def _compared(self, question: Item | Question) -> Compared:
        if isinstance(question, Item):
            op = self.luck.choice([Op.IS, Op.IS_NOT, *SIZES])
            return Compared(question.code, op, str(self.luck.randint(1, self.scale.most)))
        if question.kind is Kind.TEXT:
            return Compared(question.code, self.luck.choice([Op.IS, Op.IS_NOT]), "")
        op = Op.SELECTED if question.kind is Kind.MANY else self.luck.choice([Op.IS, Op.IS_NOT])
        return Compared(question.code, op, self.luck.choice(question.options).code)

    def validity(self) -> Validity:
        if self.luck.random() < 0.3:
            return NO_RULES
        return Validity(
            blanks=self.luck.choice([None, Decimal("0.4")]),
            straight=self.luck.choice([None, 5]),
            seconds=self.luck.choice([None, 30]),
            duplicates=self.luck.random() < 0.5,
            staff=self.luck.random() < 0.5,
            burst=self.luck.choice([None, Burst(3, 7)]),
            excludes=tuple(self.luck.sample(list(Reason), self.luck.randint(0, 3))),
        )
