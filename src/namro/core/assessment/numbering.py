"""Numbers of criteria and sections: used twice, not printed, left out, or out of order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from namro.core.assessment.rows import AuditRow
from namro.core.assessment.sheet import OUTLINE_NUMBER, Sheet, differ, known_max, loss_of
from namro.core.base.numerals import roman_value
from namro.core.printed.items import Criterion, Place, Reading

_REPEATED_LETTER = re.compile(r"(.+)\.([^.]+)\(\d+\)")
_REPEATED_NUMBER = re.compile(r"(.+)\(\d+\)")

Told = Iterator[tuple[str, str]]


def check_numbering(reading: Reading, sheet: Sheet) -> Iterator[AuditRow]:
    """One row for each place, whatever is wrong with its number."""
    found: dict[str, list[str]] = defaultdict(list)
    for where, message in (*_wrong_numbers(sheet), *_section_letters(reading)):
        found[where].append(message)
    for where, message in _told_by_reader(reading, sheet):
        if where not in found:
            found[where].append(message)
    for where, message in (*_left_out(sheet), *_out_of_order(sheet)):
        found[where].append(message)
    for where, messages in found.items():
        yield AuditRow("numbering", "text", where, None, None, " ".join(dict.fromkeys(messages)))


def _wrong_numbers(sheet: Sheet) -> Told:
    """Numbers used twice, and those that the reader had to put in order."""
    counted: set[str] = set()
    for criterion in sheet.criteria:
        again = _REPEATED_NUMBER.fullmatch(criterion.id)
        if again or criterion.id in counted:
            number = again[1] if again else criterion.id
            yield number, f"Số {number} dùng cho hai tiêu chí. Đánh số lại."
            continue
        counted.add(criterion.id)
        if "/" in criterion.id or criterion.raw_id in (None, criterion.id) or not _has_full_numbers(sheet, criterion):
            continue
        printed = f"in số “{criterion.raw_id}”" if criterion.raw_id else "không in số"
        yield criterion.id, f"“{criterion.name}” {printed}, theo thứ tự phải là {criterion.id}. Đánh số lại."


def _has_full_numbers(sheet: Sheet, criterion: Criterion) -> bool:
    """Neighbours print their whole number; a sheet that numbers afresh under each heading is not at fault."""
    parent = sheet.parent(criterion)
    neighbours = sheet.children(parent) if parent else sheet.fields
    return any(n.raw_id in (None, n.id) for n in neighbours if n is not criterion)


def _section_letters(reading: Reading) -> Told:
    for task in reading.tasks:
        if found := _REPEATED_LETTER.fullmatch(task.section):
            yield found[1], f"Mục {found[1]} dùng chữ “{found[2]}” hai lần. Đánh lại thứ tự các mục."


def _told_by_reader(reading: Reading, sheet: Sheet) -> Told:
    for anomaly in reading.anomalies:
        if anomaly.kind == "numbering":
            repeated = (_REPEATED_NUMBER if anomaly.where in sheet.by_id else _REPEATED_LETTER).fullmatch(anomaly.where)
            yield repeated[1] if repeated else anomaly.where, f"Đánh số ở {anomaly.where} có lỗi: {anomaly.note}."


def _left_out(sheet: Sheet) -> Told:
    """Holes in a row of numbers that means to be whole."""
    seen: dict[str, set[int]] = defaultdict(set)
    for printed in filter(OUTLINE_NUMBER.fullmatch, (*(c.id for c in sheet.criteria), *sheet.unscored)):
        parts = printed.split(".")
        for depth, part in enumerate(parts):
            seen[".".join(parts[:depth])].add(_value(part))
    for head, row in _rows(sheet).items():
        if not _is_whole(sheet, head, row):
            continue
        before = 0 if _starts_at_one(head, row) else None
        for number in sorted(seen[head]):
            here = next((c for c in row if _last(c) == number), None)
            if here and before is not None and number > before + 1:
                yield here.id, _hole(here.id, before, number)
            before = number


def _rows(sheet: Sheet) -> dict[str, list[Criterion]]:
    """The numbered criteria in printed order by what stands before the last part of their number."""
    rows: dict[str, list[Criterion]] = defaultdict(list)
    for criterion in sheet.criteria:
        if OUTLINE_NUMBER.fullmatch(criterion.id) and sheet.by_id[criterion.id] is criterion:
            rows[criterion.id.rpartition(".")[0]].append(criterion)
    return rows


def _is_whole(sheet: Sheet, head: str, row: list[Criterion]) -> bool:
    """Whether the row means to print every number.

    Many documents print only the criteria that lost points. A full score among them says that this one does not,
    and so do maxima that fill the parent or losses that do not explain its own.
    """
    if any(loss_of(c) == 0 for c in row):
        return True
    above = sheet.by_id.get(head) if head else sheet.root
    if above is None or above.max is None or loss_of(above) is None:
        return False
    maxima, lost = [known_max(c) for c in row], [loss_of(c) for c in row]
    if not differ(sum((m for m in maxima if m is not None), Decimal(0)), above.max):
        return True
    known = [x for x in lost if x is not None]
    return len(known) == len(lost) and differ(sum(known, Decimal(0)), loss_of(above))


def _starts_at_one(head: str, row: list[Criterion]) -> bool:
    """A row below a number printed in full begins with 1; rows of tables may count on over their headings."""
    return bool(head) and head[0].isdigit() and row[0].raw_id is None


def _hole(here: str, before: int, number: int) -> str:
    head = here.rpartition(".")[0]
    dot = "." if head else "" if here.isdigit() else "số "
    missing = [f"{head}{dot}{n}" for n in (before + 1, number - 1)][: number - before - 1]
    return (
        f"Trước mục {here} không thấy mục {' đến '.join(missing)}. "
        "Đối chiếu bộ tiêu chí xem đánh nhầm số hay bỏ sót tiêu chí."
    )


def _out_of_order(sheet: Sheet) -> Told:
    for row in _rows(sheet).values():
        for before, here in pairwise(row):
            if _last(here) < _last(before) and _stands_after(before.at, here.at):
                yield here.id, f"Mục {here.id} in sau mục {before.id}. Xếp lại thứ tự hoặc sửa số."


def _stands_after(before: Place | None, here: Place | None) -> bool:
    """Rows of tables are listed after the running text and what people add comes last, wherever they stand."""
    if before is None or here is None:
        return before is here
    if (before.cell is None) is not (here.cell is None):
        return False
    return here.cell is not None or (here.page or 0, here.line or 0) >= (before.page or 0, before.line or 0)


def _last(criterion: Criterion) -> int:
    return _value(criterion.id.rpartition(".")[2])


def _value(part: str) -> int:
    return int(part) if part.isdigit() else roman_value(part)
