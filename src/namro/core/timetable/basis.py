"""The article behind each step of a deadline, from dated data (`data/deadline_basis.yaml`)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from namro.core.base.yamlfile import load_data

#: Said of what nobody has compared with the text of the law yet.
UNCONFIRMED = "chưa đối chiếu nguyên văn"


def articles(step: str, day: date) -> tuple[str, ...]:
    """Return what a step of counting (`start_day`, `pause` …) rests on for a term that begins on `day`.

    Raises KeyError for a step that the data do not name.
    """
    return tuple(_words(row) for row in _rules()[step] if row["since"] <= day < row.get("until", date.max))


def _words(row: dict[str, Any]) -> str:
    text: str = row["text"]
    return f"{text} ({UNCONFIRMED})" if row["evidence"] == "C" else text


@cache
def _rules() -> dict[str, list[dict[str, Any]]]:
    rules: dict[str, list[dict[str, Any]]] = load_data("deadline_basis.yaml")["rules"]
    return rules
