"""What an indicator is: named parts with their sources, variants made of the parts, target, milestones, checks.

One name has often several denominators ("giải ngân" of the plan, of what was allocated). Parts are measured once;
each variant is one numerator over one denominator and names the document that counts so.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as computed
from decimal import Decimal
from enum import StrEnum

from namro.core.indicators.periods import Grain, Window

PERCENT = "percent"
#: Units of values, with their words; a percentage is shown times one hundred.
UNITS = {
    PERCENT: "%",
    "number": "",
    "points": "điểm",
    "dossiers": "hồ sơ",
    "days": "ngày",
    "articles": "tin, bài",
    "people": "người",
    "households": "hộ",
    "money": "triệu đồng",
}
HIGHER, LOWER = "higher", "lower"
#: How figures of short periods make that of a longer one: added up, the latest of them, or the first (what was
#: carried over into the longer period).
SUM, LATEST, FIRST = "sum", "latest", "first"
#: How sure the definition is: read in a document; derived from it; common practice that nobody has compared yet.
SURE = {"A": "", "D": "suy ra từ văn bản, chưa có nguyên văn", "C": "theo thông lệ, chưa đối chiếu văn bản"}
#: What each part of the six fields, direction and impact, is called.
FIELDS = {
    "direction": "Chỉ đạo, điều hành",
    "institutions": "Cải cách thể chế",
    "procedures": "Cải cách thủ tục hành chính",
    "organisation": "Cải cách tổ chức bộ máy",
    "civil_service": "Cải cách chế độ công vụ",
    "public_finance": "Cải cách tài chính công",
    "digital": "Chính quyền điện tử, chính quyền số",
    "impact": "Tác động đến người dân, kinh tế - xã hội",
}
CONTROLLERS = ("commune", "department", "province")


class From(StrEnum):
    """Where a part comes from."""

    ENTRY = "entry"
    IMPORT = "import"
    REGISTER = "register"
    TASKS = "tasks"
    REPORTS = "reports"
    DOSSIERS = "dossiers"
    FEEDBACK = "feedback"
    BOOK = "book"
    FACT = "fact"
    VALUE = "value"
    PARTS = "parts"


#: Sources that people write by hand or by file; the others are asked by the machine.
TYPED = frozenset({From.ENTRY, From.IMPORT})
#: Sources of which a part that people write may be counted from as well, where the site holds their rows.
COUNTABLE = frozenset({From.DOSSIERS, From.FEEDBACK})
#: Which side of a figure of another source a part takes.
SIDES = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A figure. `of` names what is asked of the source (`register.figure`, an input, an outside system).

    A part of `PARTS` is the sum of `plus` less the sum of `minus`; one of `VALUE` is always `number`. One that people
    write may be counted as well: `counted` names the source with what is asked of it, "dossiers.late".
    """

    id: str
    name: str
    source: From
    of: str = ""
    side: str = "value"
    number: Decimal | None = None
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    #: How its periods make a longer one, where the indicator says otherwise: what is open at the end is not added.
    over: str = ""
    #: What it counts, where that is not what the indicator counts: "triệu đồng".
    unit: str = ""
    counted: str = ""

    @property
    def asks(self) -> tuple[From, str] | None:
        """What the machine asks which source for it; None for what nobody asks for."""
        if self.counted:
            kind, _dot, of = self.counted.partition(".")
            return From(kind), of
        return None if self.source in TYPED | {From.VALUE, From.PARTS} else (self.source, self.of)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that counts so, and its day (ISO, or "" where none is printed)."""

    text: str
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way of counting: a numerator, and a denominator where it is a ratio. `may_exceed`: it may be over 100 %."""

    id: str
    name: str
    numerator: str
    denominator: str = ""
    source: Source | None = None
    may_exceed: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A bound in the indicator's own measure (0.85 for 85 %). `per`: it is asked of each period of that grain anew."""

    bound: Decimal
    op: str
    per: Grain | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is to be reached by a day of the year (MM-DD)."""

    by: str
    target: Target


class Then(StrEnum):
    """What happens when a check does not hold."""

    BLOCK = "block"
    WARN = "warn"
    EXPLAIN = "explain"


class CheckKind(StrEnum):
    """What is compared with what; all sides are sums of parts."""

    AT_MOST = "at_most"
    EQUAL = "equal"
    CARRIED = "carried"
    JUMP = "jump"
    FALLS = "falls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`left` compared with `right`: at most it, equal to it, or equal to what it was in the period before (carried).

    A jump is `left` further than `more_than` from the period before (a share of it where `relative`); what falls is
    less than in the period before, as a running figure cannot be.
    """

    kind: CheckKind
    then: Then
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    more_than: Decimal | None = None
    relative: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator; the first variant is the one that counts unless somebody chooses another."""

    id: str
    name: str
    field: str
    unit: str
    better: str
    window: Window
    grain: Grain
    over_periods: str
    parts: tuple[Part, ...]
    variants: tuple[Variant, ...]
    source: Source
    sure: str
    note: str = ""
    controllable_by: tuple[str, ...] = ("commune",)
    levels: tuple[str, ...] = ("commune",)
    target: Target | None = None
    milestones: tuple[Milestone, ...] = ()
    checks: tuple[Check, ...] = ()
    #: Inputs of criteria sets that the year's figure is written to, each with its part.
    feeds: tuple[tuple[str, str], ...] = ()
    by_id: dict[str, Part] = computed(init=False, repr=False, compare=False, default_factory=dict)

    #: Parts that follow from others, those they are made of first.
    made: list[Part] = computed(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        self.by_id.update({part.id: part for part in self.parts})
        for part in self.parts:
            self._lay(part)

    def _lay(self, part: Part) -> None:
        """Put a part that follows from others behind them; a circle, which the reader refuses, is not gone round."""
        if part.source not in {From.VALUE, From.PARTS} or part in self.made or part.id in part.plus + part.minus:
            return
        for other in (*part.plus, *part.minus):
            if other in self.by_id and part.id not in self.by_id[other].plus + self.by_id[other].minus:
                self._lay(self.by_id[other])
        self.made.append(part)

    @property
    def typed(self) -> tuple[Part, ...]:
        """The parts that people write."""
        return tuple(part for part in self.parts if part.source in TYPED)

    @property
    def asked(self) -> tuple[Part, ...]:
        """The parts that the machine asks other records for."""
        return tuple(part for part in self.parts if part.asks is not None)

    def variant(self, name: str = "") -> Variant:
        """Return a variant by its id, the first one without. Raises KeyError."""
        if not name:
            return self.variants[0]
        return {variant.id: variant for variant in self.variants}[name]
