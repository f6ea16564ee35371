"""How a satisfaction result was measured, and why two results may not stand on one line.

A method is four texts: questions, their edition, formula, population. Results are compared over years only within one.
Methods of the law are data (`data/survey_methods.yaml`), each with the years it measured and its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from namro.core.base.folding import fold, tidy
from namro.core.base.yamlfile import load_data

OVERALL = "overall"
FORMULA_WORDS = {
    "mean": "điểm trung bình trên điểm cao nhất",
    "top2": "tỷ lệ chọn hai mức cao nhất",
    "": "công thức không ghi",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The identity of a method; texts are compared without regard to capitals and marks."""

    instrument: str
    edition: str
    formula: str
    population: str

    @property
    def id(self) -> str:
        """The same text for the same method, however it was typed."""
        return "|".join(fold(tidy(one)) for one in (self.instrument, self.edition, self.formula, self.population))

    @property
    def words(self) -> str:
        """The method in one line."""
        named = " ".join(filter(None, (self.instrument, self.edition and f"({self.edition})")))
        return "; ".join((named, FORMULA_WORDS.get(self.formula, self.formula), self.population))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMethod:
    """A method of the law with the years that it measured; `checked`: read in its source."""

    code: str
    title: str
    since: int
    until: int | None
    method: Method
    source: str
    checked: bool

    def measured(self, year: int) -> bool:
        """Whether results of a year were measured so."""
        return self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class FactorName:
    """A factor as results name it: its code, its name, words by which a printed name is known."""

    code: str
    name: str
    words: tuple[str, ...]


@cache
def known_methods() -> tuple[KnownMethod, ...]:
    """Return the methods that the product knows, oldest first."""
    return tuple(
        KnownMethod(
            code=row["code"], title=row["title"], since=row["since"], until=row["until"],
            method=Method(
                instrument=row["instrument"], edition=str(row["edition"]), formula=row["formula"],
                population=row["population"],
            ),
            source=row["source"], checked=row["evidence"] == "A",
        )
        for row in load_data("survey_methods.yaml")["methods"]
    )  # fmt: skip


@cache
def factor_names() -> tuple[FactorName, ...]:
    """Return the factors in the order in which printed names are tried."""
    rows = load_data("survey_methods.yaml")["factors"]
    return tuple(FactorName(row["code"], row["name"], tuple(row["words"])) for row in rows)


def factor_named(printed: str) -> str:
    """Return the code of the factor that a printed name means, "" where it is none that is known."""
    folded = fold(tidy(printed))
    return next((one.code for one in factor_names() if any(word in folded for word in one.words)), "")


def why_incomparable(before: Method, now: Method) -> str:
    """Return why no change may be read from one result to the other, "" where it may."""
    if before.id == now.id:
        return ""
    return f"Cách đo khác nhau ({'; '.join(_differences(before, now))}): không so sánh, không vẽ chung một đường."


def _differences(before: Method, now: Method) -> Iterator[str]:
    named = (
        ("bộ câu hỏi", before.instrument, now.instrument),
        ("phiên bản", before.edition, now.edition),
        ("công thức", FORMULA_WORDS.get(before.formula, ""), FORMULA_WORDS.get(now.formula, "")),
        ("đối tượng", before.population, now.population),
    )
    for word, old, new in named:
        if fold(tidy(old)) != fold(tidy(new)):
            yield f"{word}: “{old or 'không ghi'}” → “{new or 'không ghi'}”"


def runs(methods: Iterable[tuple[int, Method]]) -> tuple[tuple[int, ...], ...]:
    """Return years, in order, in groups that one line may join: a new method begins a new group."""
    groups: list[list[int]] = []
    last = ""
    for year, method in sorted(methods, key=lambda pair: pair[0]):
        if not groups or method.id != last:
            groups.append([])
        groups[-1].append(year)
        last = method.id
    return tuple(tuple(group) for group in groups)
