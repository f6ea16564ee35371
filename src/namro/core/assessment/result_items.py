"""Bonus and penalty lines of a result that came back, on the items of the edition.

A document prints them as rows of its table, which are read as criteria of unknown numbers, or as sentences outside the
scale, which the reader only asks about. Both are matched by name; what belongs to no item is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from namro.core.framework.matching import same_words
from namro.core.framework.model import Framework, Item
from namro.core.printed.items import Criterion, Place, Question

#: What the reader asks about points; see `Question.kind`.
_POINTS = "points"
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/\s*\d+(?:[.,]\d+)?)?\s*(?:điểm|đ\b)?", re.IGNORECASE)
_OF_POINTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/\s*\d+(?:[.,]\d+)?)?\s*(?:điểm|đ\b)", re.IGNORECASE)
#: Words that only say that points are meant: what is left of such a line names the item.
_HEADS = re.compile(r"^(?:(?:so |tong )?diem )?(?:thuong|phat|cong them|cong|tru)\b ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """The points of one item as printed; None where they cannot be read. `text` is the printed line."""

    points: Decimal | None
    text: str
    reason: str = ""
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class ItemsRead:
    """What was found: rows by id of the item, printed criteria and lines that belong to none."""

    rows: dict[str, ItemRow]
    criteria: tuple[Criterion, ...]
    lines: tuple[str, ...]


def items_from(criteria: Iterable[Criterion], questions: Iterable[Question], framework: Framework) -> ItemsRead:
    """Put what belongs to no node on the items by name; an item is given once, to the row of a table first.

    Criteria that are not found stand in the result as they came; of sentences those with points outside the scale.
    """
    free = {item.id: item for item in framework.items}
    rows: dict[str, ItemRow] = {}
    left: list[Criterion] = []
    for criterion in criteria:
        item = _named(criterion.name, free)
        if item is None:
            left.append(criterion)
            continue
        rows[item.id] = _row(criterion)
        del free[item.id]
    lines = []
    for question in questions:
        if question.kind != _POINTS:
            continue
        item = _inside(question.found, free)
        if item is None:
            lines.append(question.found)
            continue
        rows[item.id] = ItemRow(points=_said(question.found, item), text=question.found, at=question.at)
        del free[item.id]
    return ItemsRead(rows, tuple(left), tuple(dict.fromkeys(lines)))


def adjusted(criteria: Decimal, rows: dict[str, ItemRow], framework: Framework) -> Decimal:
    """The sum of the criteria with what the items found add to it and take off, up to their limits."""
    total = criteria
    for side, sign in ((framework.bonus, 1), (framework.penalty, -1)):
        found = [row.points for item in side.items if (row := rows.get(item.id)) and row.points is not None]
        counted = sum(found, Decimal(0))
        total += sign * (counted if side.cap is None else min(counted, side.cap))
    return total


def _row(criterion: Criterion) -> ItemRow:
    points = criterion.achieved if criterion.achieved is not None else criterion.deducted
    return ItemRow(
        points=None if points is None else abs(points), text=criterion.name, reason=criterion.note or "",
        at=criterion.at,
    )  # fmt: skip


def _named(name: str, free: dict[str, Item]) -> Item | None:
    """The only item of this name; a heading before it ("Điểm thưởng: …") does not count."""
    words = same_words(name)
    bare = _HEADS.sub("", words)
    return _only(item for item in free.values() if same_words(item.name) in (words, bare))


def _inside(text: str, free: dict[str, Item]) -> Item | None:
    """The only item whose whole name stands in a line; of names inside one another the longest."""
    words = f" {same_words(text)} "
    found = [item for item in free.values() if f" {same_words(item.name)} " in words]
    longest = max((len(same_words(item.name)) for item in found), default=0)
    return _only(item for item in found if len(same_words(item.name)) == longest)


def _only(items: Iterable[Item]) -> Item | None:
    found = list(items)
    return found[0] if len(found) == 1 else None


def _said(text: str, item: Item) -> Decimal | None:
    """The points of a line: the one figure with "điểm", else the one figure; those in the item's name do not count."""
    rest = text
    at = text.casefold().find(item.name.casefold())
    if at >= 0:
        rest = text[:at] + " " + text[at + len(item.name) :]
    for pattern in (_OF_POINTS, _FIGURE):
        found = {match.group(1).replace(",", ".") for match in pattern.finditer(rest)}
        if found:
            return Decimal(found.pop()) if len(found) == 1 else None
    return None
