"""Identifiers for the lines of a sheet: printed numbers, repaired numbers, letters for unnumbered parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import count, product
from string import ascii_lowercase

from namro.core.printed import Criterion, Deduction
from namro.documents.recognition.markers import LETTER, NAMED, ROMAN
from namro.documents.recognition.sheet_lines import Loss, ScoreLine

#: How sure the reader is of a number that it put in order or mended itself.
_REPAIRED = 0.6


def number_lines(lines: list[ScoreLine]) -> tuple[tuple[Criterion, ...], tuple[Deduction, ...]]:
    """Give every line and loss its identifier and return them as printed items."""
    _identify_all(lines)
    lines = _with_promoted_parts(lines)
    criteria: list[Criterion] = []
    deductions: list[Deduction] = []
    known = {line.id for line in lines}
    for line in lines:
        criteria.append(_criterion(line, _parent(line.id, known)))
        deductions.extend(_deduction(loss, line.id, line.id) for loss in line.losses)
        lettered = len(line.below) > 1
        for own, item in zip(_lettered(line.id, known), line.below, strict=False):
            if isinstance(item, ScoreLine):
                item.id, item.raw_id = own, ""
                criteria.append(_criterion(item, line.id))
                deductions.extend(_deduction(loss, own, own) for loss in item.losses)
            else:
                deductions.append(_deduction(item, own if lettered else line.id, line.id))
    return tuple(criteria), tuple(deductions)


def _lettered(identifier: str, known: set[str]) -> Iterator[str]:
    """8.3/a, 8.3/b … 8.3/z, 8.3/aa …, leaving out those that are printed."""
    letters = (letters for length in count(1) for letters in product(ascii_lowercase, repeat=length))
    return (own for own in (f"{identifier}/{''.join(x)}" for x in letters) if own not in known)


def _identify_all(lines: list[ScoreLine]) -> None:
    style = min((line.marker.rank for line in lines if line.marker.rank in (ROMAN, NAMED)), default=ROMAN + 1)
    top, last, taken = "", "", Counter[str]()
    for line, following in zip(lines, (*lines[1:], None), strict=False):
        number, rank = line.marker.number, line.marker.rank
        opens_parts = following is not None and following.marker.number.startswith(f"{number}.")
        if rank == style and (opens_parts or not _is_stray(number, top, last)):
            top = line.id = number
        elif rank == LETTER:
            line.id = f"{last.partition('/')[0]}/{number}" if last else number
        elif style == ROMAN and top:
            line.id = f"{top}.{number}"
        elif "." not in number and top:
            line.id, line.raw_id = f"{top}.{number}", number
        else:
            line.id = number
        taken[line.id] += 1
        if taken[line.id] > 1:  # the same number twice: kept apart, and the fault stays visible
            line.id, line.raw_id = f"{line.id}({taken[line.id]})", number
        last = line.id


def _is_stray(number: str, top: str, last: str) -> bool:
    """True for "4." printed between 1.3 and 1.5: it goes on in the row above instead of opening field 4."""
    if not (number.isdigit() and top.isdigit() and last.startswith(f"{top}.")):
        return False
    child = last.removeprefix(f"{top}.").partition(".")[0]
    return child.isdigit() and int(number) == int(child) + 1 and int(number) != int(top) + 1


def _with_promoted_parts(lines: list[ScoreLine]) -> list[ScoreLine]:
    """Parts that do not fit into their criterion become its next siblings if the parent's maxima then add up."""
    result: list[ScoreLine] = []
    for line in lines:
        result.append(line)
        promoted = _overflow(line, lines)
        following = _number_after(line.id)
        for part in promoted:
            line.below.remove(part)
            part.id, part.raw_id = following, ""
            following = _number_after(following)
            result.append(part)
    return result


def _overflow(line: ScoreLine, lines: list[ScoreLine]) -> list[ScoreLine]:
    room = line.phrase.max
    maxima = [p.phrase.max for p in line.parts]
    if room is None or None in maxima or sum(m for m in maxima if m) <= room or "." not in line.id:
        return []
    parent_id = line.id.rpartition(".")[0]
    parent = next((x for x in lines if x.id == parent_id), None)
    siblings = [x for x in lines if x.id.rpartition(".")[0] == parent_id and "/" not in x.id]
    if parent is None or siblings[-1] is not line:
        return []
    missing = (parent.phrase.max or Decimal(0)) - sum(x.phrase.max or Decimal(0) for x in siblings)
    for size in range(1, len(maxima)):
        if sum(m for m in maxima[-size:] if m) == missing:
            return line.parts[-size:]
    return []


def _number_after(identifier: str) -> str:
    head, _, tail = identifier.rpartition(".")
    return f"{head}.{int(tail) + 1}" if tail.isdigit() else f"{identifier}(2)"


def _parent(identifier: str, known: set[str]) -> str | None:
    """The nearest printed criterion above, by number."""
    head = identifier
    while "/" in head or "." in head:
        head = head.rpartition("/")[0] if "/" in head else head.rpartition(".")[0]
        if head in known:
            return head
    return None


def _criterion(line: ScoreLine, parent: str | None) -> Criterion:
    repaired = line.raw_id is not None and "/" not in line.id
    return Criterion(
        id=line.id,
        parent=parent,
        name=line.name,
        max=line.phrase.max,
        achieved=line.phrase.achieved,
        deducted=line.phrase.deducted,
        raw_id=line.raw_id,
        second_value=line.second,
        note=line.phrase.note,
        at=line.at,
        confidence=_REPAIRED if repaired or line.phrase.misread else 1.0,
    )


def _deduction(loss: Loss, identifier: str, criterion: str) -> Deduction:
    loss.id = identifier
    return Deduction(
        id=identifier,
        criterion=criterion,
        points=loss.points,
        reason=loss.reason,
        part=loss.part,
        implied=loss.implied,
        status="done" if loss.done else None,
        at=loss.at,
    )
