"""A list on its way to a plan: every unit as it will be, what is said about it, and the faults found so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from namro.apps.people.lists.known import Known, KnownUnit
from namro.apps.people.lists.plan import Change, Plan, Said
from namro.core.base.faults import Faults
from namro.core.base.spans import Span
from namro.documents.workbooks.unit_columns import UnitRow, in_column


@dataclass(slots=True, kw_only=True)
class After:
    """A unit as the list leaves it: its last time and its first day.

    `row` is its row, or the row that ends it; `begins` says that a time begins, which `corrects` or `closes` another.
    """

    code: str
    name: str
    kind: str
    parent: str
    first: date
    since: date
    until: date | None
    row: UnitRow | None = None
    known: KnownUnit | None = None
    begins: bool = False
    corrects: int = 0
    closes: int = 0
    said: list[Said] = field(default_factory=list)

    @property
    def ends(self) -> bool:
        """Whether the list ends a unit that goes on until now."""
        return self.until is not None and self.known is not None and self.known.last.until is None

    @property
    def touched(self) -> bool:
        """Whether the list changes its days, its name or its place."""
        return self.begins or self.ends

    @property
    def span(self) -> Span:
        """Its last time."""
        return Span(self.since, self.until)


@dataclass(slots=True)
class Draft:
    """Everything that is known while a list is gone through."""

    listed: Sequence[UnitRow]
    known: Known
    faults: Faults
    after: dict[str, After] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    #: The rows of which everything could be read, and the codes of the others.
    rows: Sequence[UnitRow] = ()
    unsure: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.rows = [row for row in self.listed if row.whole]
        self.unsure = frozenset(row.code for row in self.listed if not row.whole)

    def fault(self, row: UnitRow, key: str, message: str) -> None:
        """Note what is wrong in a cell."""
        self.faults.add(row.line, in_column(key, message), node=row.code)

    def say(self, code: str, change: Change, before: str, after: str, on: date | None) -> None:
        """Tell what happens to a unit."""
        self.after[code].said.append(Said(change, before, after, on))

    def name(self, code: str) -> str:
        """The name that a unit will have."""
        return self.after[code].name if code in self.after else code
