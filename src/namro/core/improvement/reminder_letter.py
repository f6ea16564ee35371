"""What a reminder letter says: who owes what, since when, and by when an answer is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: More addressees than this are not named one by one.
_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LateWork:
    """One thing that is late: what, of whom (a person or a unit), due when, how many working days late."""

    who: str
    text: str
    due: date
    late: int
    #: What it is where it is no task: "Báo cáo".
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLetter:
    """A letter before it is set. `to_units`: it goes to units below, else to people of the own unit."""

    issuing_body: str
    parent_body: str | None
    place: str | None
    year: int
    works: tuple[LateWork, ...]
    as_of: date
    answer_by: date
    signer_name: str = ""
    signer_role: str = ""
    to_units: bool = False
    note: str = ""

    @property
    def by_whom(self) -> dict[str, list[LateWork]]:
        """The works of each, those with the longest delay first."""
        found: dict[str, list[LateWork]] = {}
        for work in sorted(self.works, key=lambda one: (-one.late, one.due, one.text)):
            found.setdefault(work.who, []).append(work)
        return found

    @property
    def addressees(self) -> tuple[str, ...]:
        """To whom it is written."""
        names = tuple(self.by_whom)
        if len(names) <= _NAMED:
            return names
        if self.to_units:
            return ("Các đơn vị có tên trong danh sách kèm theo",)
        return ("Các bộ phận, cán bộ, công chức có tên trong danh sách kèm theo",)

    @property
    def longest(self) -> int:
        """Working days of the longest delay."""
        return max((work.late for work in self.works), default=0)


def counted(works: Iterable[LateWork]) -> str:
    """ "5 nhiệm vụ", "3 nhiệm vụ, 2 báo cáo"."""
    counts: dict[str, int] = {}
    for work in works:
        word = (work.kind or "nhiệm vụ").lower()
        counts[word] = counts.get(word, 0) + 1
    return ", ".join(f"{n} {word}" for word, n in counts.items())
