"""Which list of a form is the scale, and what its answers are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from namro.documents.workbooks.xlsform_columns import LIST, ONE
from namro.documents.workbooks.xlsform_rows import Asking, Line


def scale_list(questions: Sequence[Asking], choices: Sequence[Line], *, ours: bool) -> str:
    """Return the name of the list that is the scale, "" without one.

    In a form made elsewhere it is the list of numbers 1, 2, … that most questions use; of equals the longer.
    """
    if ours:
        return LIST
    used = Counter(one.choices for one in questions if one.kind == ONE)
    lengths = {name: length_of_run(numbers_of(name, choices)) for name in used if is_numbered(name, choices)}
    fit = [name for name, length in lengths.items() if length > 1]
    return max(fit, key=lambda name: (used[name], lengths[name]), default="")


def choices_of(name: str, choices: Sequence[Line]) -> list[Line]:
    """Return the rows of a list."""
    return [one for one in choices if one.cells.get("list_name", "") == name]


def is_numbered(name: str, choices: Sequence[Line]) -> bool:
    """Whether every answer of a list is a number of at most two digits."""
    rows = choices_of(name, choices)
    return bool(rows) and len(numbers_of(name, choices)) == len(rows)


def numbers_of(name: str, choices: Sequence[Line]) -> list[int]:
    """Return the numbers among the answers of a list."""
    return [int(one.name) for one in choices_of(name, choices) if re.fullmatch(r"\d{1,2}", one.name)]


def length_of_run(numbers: Sequence[int]) -> int:
    """How far 1, 2, 3 … goes without a gap."""
    most = 0
    while most + 1 in numbers:
        most += 1
    return most
