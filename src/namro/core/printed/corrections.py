"""What people correct in a reading: plain values, applied one after the other; what was read stays beside them.

Items have keys that last: `criterion:3.2.1` and `deduction:8.3/a` by the number that was read, `task:4` by the place
in the printed order, `header`. Each correction touches one item, so that those of different items commute.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from namro.core.printed.fields import EMPTY, CorrectionRefused, Item, field_text, with_field
from namro.core.printed.items import Criterion, Deduction, Header, Place, Question, Reading, Task

#: Kind of item → the reading's field that holds them; the order is that of `keyed`.
LISTS = {
    "criterion": "criteria",
    "deduction": "deductions",
    "finding": "findings",
    "task": "tasks",
    "target": "targets",
    "index": "index_results",
    "basis": "legal_bases",
}
HEADER = "header"
#: Marks the key of an added item, so that it never meets the key of one that was read.
_ADDED = "+"


class Act(StrEnum):
    """What a correction does. `SEEN` and `ANSWER` settle something to look at, `UNDO` takes the last act back."""

    CHANGE = "change"
    DROP = "drop"
    RESTORE = "restore"
    ADD = "add"
    ANSWER = "answer"
    SEEN = "seen"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction of one item. `old` and `new` are the field's text before and after (`fields.field_text`).

    `ADD` has the line of the source in `new` ("" when unknown); the fields of the item follow as changes.
    """

    kind: Act
    item: str
    field: str = ""
    old: str = ""
    new: str = ""


def keyed(reading: Reading) -> dict[str, Item]:
    """Return every item that can be corrected under its key, in the order of the reading."""
    items: dict[str, Item] = {HEADER: reading.header}
    for kind, name in LISTS.items():
        for place, item in enumerate(getattr(reading, name), start=1):
            own = item.id if isinstance(item, Criterion | Deduction) else str(place)
            key = f"{kind}:{own}"
            items[key if key not in items else f"{key}~{place}"] = item
    return items


def kind_of(key: str) -> str:
    """Return the kind in an item's key: `criterion:3.2` → `criterion`."""
    return key.partition(":")[0]


def is_added(key: str) -> bool:
    """Whether people added the item; the reader did not see it."""
    return f":{_ADDED}" in key


def new_key(kind: str, corrections: Iterable[Correction]) -> str:
    """Return the key of the next item of this kind that people add."""
    if kind not in EMPTY:
        raise CorrectionRefused("Không thêm được loại mục này.", code="unknown_kind")
    made = sum(c.kind is Act.ADD and kind_of(c.item) == kind for c in corrections)
    return f"{kind}:{_ADDED}{made + 1}"


def change(key: str, item: Item, *, field: str, text: str) -> Correction | None:
    """Return the correction that writes `text` into a field, or None when it says that already.

    Raises CorrectionRefused with the reason for a text that cannot stand there.
    """
    changed = with_field(item, kind_of(key), field=field, text=text)
    old, new = field_text(item, field), field_text(changed, field)
    return (
        None if " ".join(old.split()) == new else Correction(kind=Act.CHANGE, item=key, field=field, old=old, new=new)
    )


def holding(acts: Iterable[Sequence[Correction]]) -> list[int]:
    """Return the positions of the acts that hold after a history: an `UNDO` takes back the last that still held."""
    held: list[int] = []
    for position, act in enumerate(acts):
        if any(correction.kind is Act.UNDO for correction in act):
            held = held[:-1]
        else:
            held.append(position)
    return held


def corrected(reading: Reading, corrections: Iterable[Correction]) -> dict[str, Item]:
    """Return the items that are left, each as corrected, under their keys.

    Raises CorrectionRefused for a correction of an item that the reading does not have.
    """
    items = keyed(reading)
    dropped: set[str] = set()
    for correction in corrections:
        _make(items, dropped, correction=correction)
    return {key: item for key, item in items.items() if key not in dropped}


def apply(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """Return the reading as corrected; questions that were answered are gone. Raises CorrectionRefused."""
    corrections = tuple(corrections)
    items = corrected(reading, corrections)
    header = items[HEADER]
    assert isinstance(header, Header)
    lists: dict[str, Any] = {name: _of_kind(items, kind) for kind, name in LISTS.items()}
    answered = {c.item for c in corrections if c.kind is Act.ANSWER}
    settled = _new_deadlines(items, corrections)
    return replace(
        reading,
        header=header,
        questions=tuple(q for q in reading.questions if question_key(q) not in answered),
        anomalies=tuple(a for a in reading.anomalies if a.kind != "conflicting_deadline" or a.where not in settled),
        **lists,
    )


def question_key(question: Question) -> str:
    """Return the key of a question: by what it asks, so that it is found again however often it is asked."""
    return settling_key("question", question.kind, question.where, question.found)


def settling_key(what: str, *parts: str) -> str:
    """Return the key of something that is settled rather than corrected."""
    return f"{what}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}"


def renamed(items: Mapping[str, Item], key: str, *, number: str) -> list[Correction]:
    """Return the corrections that give a criterion another number, in all that names it by the old one.

    Raises CorrectionRefused when another criterion has that number already.
    """
    criterion = items[key]
    assert isinstance(criterion, Criterion)
    others = [item.id for k, item in items.items() if isinstance(item, Criterion) and k != key]
    if number in others:
        raise CorrectionRefused(f"Số {number} đã có tiêu chí khác. Sửa hoặc bỏ tiêu chí đó trước.", code="number_taken")
    changes = [change(key, criterion, field="id", text=number), _under(items, key, number=number)]
    if criterion.id and criterion.id not in others:
        for other, item in items.items():
            changes += [change(other, item, field=f, text=t) for f, t in _references(item, criterion.id, new=number)]
    asked = Question(kind="numbering", where=number, found=criterion.raw_id or "")
    changes.append(Correction(kind=Act.ANSWER, item=question_key(asked), new=number))
    return [made for made in changes if made is not None]


def _make(items: dict[str, Item], dropped: set[str], *, correction: Correction) -> None:
    key = correction.item
    if correction.kind is Act.ADD:
        empty = EMPTY[kind_of(key)]
        line = int(correction.new) if correction.new.isdecimal() else None
        items[key] = replace(empty, at=Place(line=line)) if line else empty
    elif correction.kind in (Act.CHANGE, Act.DROP, Act.RESTORE):
        if key not in items or (key in dropped) is not (correction.kind is Act.RESTORE):
            raise CorrectionRefused("Mục này không còn trong văn bản. Tải lại trang để xem bản mới nhất.", code="gone")
        if correction.kind is Act.CHANGE:
            items[key] = with_field(items[key], kind_of(key), field=correction.field, text=correction.new)
        elif correction.kind is Act.DROP:
            if key == HEADER:
                raise CorrectionRefused("Đầu văn bản không bỏ được; hãy sửa từng ô.", code="header")
            dropped.add(key)
        else:
            dropped.discard(key)


def ordered_keys(items: Iterable[str], kind: str) -> list[str]:
    """Return the keys of one kind in the order of the reading's list.

    What people added comes after what was read, in the order of its keys whoever added first.
    """
    keys = [key for key in items if kind_of(key) == kind]
    return sorted(keys, key=lambda key: int(key.partition(_ADDED)[2]) if is_added(key) else 0)


def _of_kind(items: Mapping[str, Item], kind: str) -> tuple[Item, ...]:
    return tuple(items[key] for key in ordered_keys(items, kind))


def _new_deadlines(items: Mapping[str, Item], corrections: Iterable[Correction]) -> set[str]:
    """Sections where a person settled the deadline: that two were printed there is no fault any more."""
    changed = {c.item for c in corrections if c.kind is Act.CHANGE and c.field == "due_text"}
    return {item.section for key in changed if isinstance(item := items.get(key), Task)}


def _under(items: Mapping[str, Item], key: str, *, number: str) -> Correction | None:
    """The criterion above follows from the number, where there is one."""
    above = number.rpartition("/" if "/" in number else ".")[0]
    known = any(isinstance(item, Criterion) and item.id == above for item in items.values())
    return change(key, items[key], field="parent", text=above if known else "")


def _references(item: Item, old: str, *, new: str) -> list[tuple[str, str]]:
    if isinstance(item, Criterion):
        return [("parent", new)] if item.parent == old else []
    if isinstance(item, Deduction):
        moved = re.sub(rf"^{re.escape(old)}(?=/|$)", new, item.id)
        return [("criterion", new), ("id", moved)] if item.criterion == old else []
    if isinstance(item, Task):
        remedies = "; ".join(new if loss == old else loss for loss in item.remedies)
        return [("remedies", remedies), ("section", new if item.section == old else item.section)]
    return []
