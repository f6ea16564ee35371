"""The article behind each step of a deadline, from dated data (`data/deadline_basis.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from namro.core.base.yamlfile import load_data

#: Said of what nobody has compared with the text of the law yet.
UNCONFIRMED = "chưa đối chiếu nguyên văn"


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the days on which it is in force, the last one not included; C: nobody has compared the text."""

    text: str
    since: date
    until: date
    evidence: str

    @classmethod
    def of(cls, row: dict[str, Any]) -> Article:
        """Return the article of one row of data."""
        return cls(row["text"], row["since"], row.get("until", date.max), row["evidence"])

    @property
    def words(self) -> str:
        """The article as it is cited."""
        return f"{self.text} ({UNCONFIRMED})" if self.evidence == "C" else self.text


def in_force(articles: Iterable[Article], day: date) -> tuple[str, ...]:
    """Return how the articles in force on a day are cited."""
    return tuple(article.words for article in articles if article.since <= day < article.until)


def articles(step: str, day: date) -> tuple[str, ...]:
    """Return what a step of counting (`start_day`, `pause` …) rests on for a term that begins on `day`.

    Raises KeyError for a step that the data do not name.
    """
    return in_force(_rules()[step], day)


@cache
def _rules() -> dict[str, tuple[Article, ...]]:
    rules: dict[str, list[dict[str, Any]]] = load_data("deadline_basis.yaml")["rules"]
    return {step: tuple(map(Article.of, rows)) for step, rows in rules.items()}
