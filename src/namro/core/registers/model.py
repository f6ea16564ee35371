"""What a register is: its columns, who writes, what proof a row needs, and the figures counted from its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

#: Who may be named as a writer: the roles of positions, as `apps.people` has them.
ROLES = ("officer", "coordinator", "leader", "watcher", "appraiser", "council", "enumerator")
LEVELS = ("commune", "department", "province")
#: What may stand as the denominator of a ratio besides a figure: everybody with a seat in the unit.
PEOPLE = "people"
_DAY = timedelta(days=1)


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"
    LINK = "link"
    DOCUMENT = "document"
    RECORD = "record"


class Test(StrEnum):
    """How a condition compares the value of a column; nothing else is understood."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    FILLED = "filled"
    NOT_AFTER = "not_after"
    AFTER = "after"
    WITHIN_DAYS = "within_days"


class Kind(StrEnum):
    """How a figure is counted."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice column, with its words."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `least` and `most` bound a number; `outsiders` lets a person be named who has no seat in the unit."""

    code: str
    title: str
    type: Type
    required: bool = False
    unique: bool = False
    indexed: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    outsiders: bool = False
    future: bool = True

    def words_of(self, code: str) -> str:
        """Return the words of a choice; the code itself where an earlier edition knew it and this one does not."""
        return next((choice.title for choice in self.choices if choice.code == code), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition on a row: `values` are stored texts, `other` the column to compare with.

    A row without a value in `column` meets only `filled: false` and `is_not`.
    """

    column: str
    test: Test
    values: tuple[str, ...] = ()
    other: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDefinition:
    """A figure. `proof`: only rows that have proof are counted; `fact` is the input of criteria sets that it writes."""

    code: str
    title: str
    kind: Kind
    column: str = ""
    where: tuple[Condition, ...] = ()
    proof: bool = False
    numerator: str = ""
    denominator: str = ""
    unit: str = ""
    target: Decimal | None = None
    most: Decimal | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a register rests on: a document or law, and where in it."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """When a row needs proof: always, or where all conditions hold. `help` says which."""

    help: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """The system outside in which the same thing is entered, and the column that says on which day it was."""

    system: str
    column: str


@dataclass(frozen=True, slots=True)
class Stages:
    """The choice column that says how a row stands, and which of its values still wait for somebody."""

    column: str
    open: tuple[str, ...]


#: Records that the site keeps elsewhere, with what each of them says.
KEPT_ELSEWHERE = {
    "tasks_from_above": (
        "document", "given", "giver", "text", "owner", "due", "extended", "state", "finished", "product",
    ),
}  # fmt: skip
#: What the state of such a record is.
STATES = ("open", "early", "on_time", "late")


@dataclass(frozen=True, slots=True)
class Also:
    """Records kept elsewhere that count as rows: which, the column by which a row names one, and what fills columns.

    `fills` are (what the record says, column), `states` (how it stands, choice of the column that `state` fills).
    """

    source: str
    column: str
    fills: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...] = ()

    def row(self, said: Mapping[str, str]) -> dict[str, str]:
        """Return a record as the stored texts of a row, by column."""
        found = {column: said.get(name, "") for name, column in self.fills}
        for name, column in self.fills:
            if name == "state":
                found[column] = dict(self.states).get(said.get(name, ""), "")
        return {column: text for column, text in found.items() if text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts:
    """The choice column that says which shift a row of a roster is, and the hours of some of its values.

    Hours that end before they begin end on the next day. A shift without hours is the whole day of the row.
    """

    column: str
    hours: tuple[tuple[str, time, time], ...]

    def covers(self, values: Mapping[str, str], day: date, moment: datetime) -> bool:
        """Whether a row of a day is on duty at a moment (a local one)."""
        begins, ends = datetime.combine(day, time.min), datetime.combine(day + _DAY, time.min)
        for shift, since, until in self.hours:
            if values.get(self.column) == shift:
                begins = datetime.combine(day, since)
                ends = datetime.combine(day if since < until else day + _DAY, until)
        return begins <= moment.replace(tzinfo=None) < ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotline:
    """New rows that meet all conditions are told at once, at any hour, to the person in a column and who is on duty."""

    person: str = ""
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register as its file defines it. `date` is the column by which rows belong to a day, and so to a period.

    Rows of a confidential one are read by its writers and by who leads the unit; others see the figures. `roster` is
    the column of who is on duty on a row's day: quiet hours do not hold for them; `shifts` says in which hours.
    """

    code: str
    edition: str
    title: str
    about: str
    field: str
    levels: tuple[str, ...]
    sources: tuple[Source, ...]
    columns: tuple[Column, ...]
    date: str
    roles: tuple[str, ...]
    positions: tuple[str, ...] = ()
    confidential: bool = False
    proof: Proof | None = None
    outside: Outside | None = None
    stages: Stages | None = None
    roster: str = ""
    also: Also | None = None
    shifts: Shifts | None = None
    hotline: Hotline | None = None
    figures: tuple[FigureDefinition, ...] = ()

    def column(self, code: str) -> Column:
        """Return a column by its code. Raises KeyError."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)

    def figure(self, code: str) -> FigureDefinition:
        """Return a figure by its code. Raises KeyError."""
        for figure in self.figures:
            if figure.code == code:
                return figure
        raise KeyError(code)

    @property
    def indexed(self) -> tuple[Column, ...]:
        """The columns whose values are kept beside the rows, to be found and filtered by."""
        return tuple(column for column in self.columns if column.indexed or column.unique)

    @property
    def title_column(self) -> Column:
        """The column that names a row: the first required text, else the first column."""
        named = (c for c in self.columns if c.required and c.type in (Type.TEXT, Type.LONG_TEXT, Type.PERSON))
        return next(named, self.columns[0])
