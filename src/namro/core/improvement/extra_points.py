"""Bonus items of a plan to win, penalties to avoid: what a condition over the work from above says, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from namro.core.base.points import exact_words, round_points


class Extra(StrEnum):
    """A bonus to win, or a penalty to avoid."""

    BONUS = "bonus"
    PENALTY = "penalty"


class Measure(StrEnum):
    """What a condition looks at, among the tasks that are counted."""

    EARLY_SHARE = "early_share"
    DONE_SHARE = "done_share"
    LATE = "late"
    EXTENDED = "extended"
    CONDUCT = "conduct"
    LATE_ANSWERS = "late_answers"


EXTRA_WORDS = {Extra.BONUS: "Điểm thưởng", Extra.PENALTY: "Điểm trừ"}
MEASURE_WORDS = {
    Measure.EARLY_SHARE: "tỷ lệ việc xong sớm (%)",
    Measure.DONE_SHARE: "tỷ lệ việc đã xong (%)",
    Measure.LATE: "số việc trễ",
    Measure.EXTENDED: "số việc gia hạn",
    Measure.CONDUCT: "số phản ánh hành vi đã kết luận đúng, đúng một phần",
    Measure.LATE_ANSWERS: "số hồ sơ trực tuyến trả lời quá 8 giờ làm việc",
}
_SHARES = (Measure.EARLY_SHARE, Measure.DONE_SHARE)
_NAMED = (Measure.CONDUCT, Measure.LATE_ANSWERS)
_OPS = {
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit,
    "<=": lambda value, limit: value <= limit,
    "<": lambda value, limit: value < limit,
}
OPS = tuple(_OPS)


@dataclass(frozen=True, slots=True)
class Limit:
    """One part of a condition; all of them must hold. Shares are in percent."""

    measure: Measure
    op: str
    value: Decimal

    @property
    def words(self) -> str:
        """ "tỷ lệ việc xong sớm (%) > 30"."""
        return f"{MEASURE_WORDS[self.measure]} {self.op} {exact_words(self.value)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The tasks a condition looks at; `late` and `extended` are names: those late, those given more time.

    `conduct` are the acts that confirmed feedback on somebody's conduct in the unit, `late_answers` the online dossiers
    that were not answered in time.
    """

    total: int
    done: int
    early: int
    late: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    conduct: tuple[str, ...] = ()
    late_answers: tuple[str, ...] = ()

    def value(self, measure: Measure) -> Decimal | None:
        """The value of a measure; a share of nothing is not known."""
        if measure in _SHARES:
            part = self.early if measure is Measure.EARLY_SHARE else self.done
            return Decimal(100 * part) / self.total if self.total else None
        return Decimal(len(self.named(measure)))

    def named(self, measure: Measure) -> tuple[str, ...]:
        """What a measure counts, one by one; of shares nothing."""
        return {
            Measure.LATE: self.late, Measure.EXTENDED: self.extended, Measure.CONDUCT: self.conduct,
            Measure.LATE_ANSWERS: self.late_answers,
        }.get(measure, ())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether the condition holds on these counts (None: nothing to count), and what was found for each part."""

    holds: bool | None
    reasons: tuple[str, ...]


def judged(limits: Sequence[Limit], counted: Counted) -> Judged:
    """Return whether all parts hold; the reasons are of those that fail, of all when none does."""
    if not limits:
        return Judged(None, ("chưa ghi điều kiện",))
    values = [(limit, counted.value(limit.measure)) for limit in limits]
    if any(value is None for _limit, value in values):
        return Judged(None, ("chưa có việc nào để tính",))
    failing = [
        (limit, value) for limit, value in values if value is not None and not _OPS[limit.op](value, limit.value)
    ]
    told = failing or [(limit, value) for limit, value in values if value is not None]
    return Judged(not failing, tuple(_reason(limit, value, counted, holds=not failing) for limit, value in told))


def _reason(limit: Limit, value: Decimal, counted: Counted, *, holds: bool) -> str:
    said = f"{MEASURE_WORDS[limit.measure].removesuffix(' (%)')} {_value(limit, value, counted)}"
    said += f", {'đúng' if holds else 'không đúng'} điều kiện {limit.op} {exact_words(limit.value)}"
    said += " %" if limit.measure in _SHARES else ""
    names = counted.named(limit.measure)
    told = names and (not holds or limit.measure in _NAMED)  # what costs points is named, by its act or its code
    return f"{said}: {', '.join(f'“{name}”' for name in names)}" if told else said


def _value(limit: Limit, value: Decimal, counted: Counted) -> str:
    if limit.measure not in _SHARES:
        return exact_words(value)
    part = counted.early if limit.measure is Measure.EARLY_SHARE else counted.done
    return f"{part}/{counted.total} = {exact_words(round_points(value))} %"


def result_words(kind: Extra, found: Judged) -> str:
    """Return what follows for the points: a bonus is given or not, a penalty falls or not."""
    if found.holds is None:
        return "chưa tính được"
    if kind is Extra.BONUS:
        return "được thưởng" if found.holds else "chưa được thưởng"
    return "bị trừ" if found.holds else "không bị trừ"
