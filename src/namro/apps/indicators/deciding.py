"""What new figures of indicators would do, decided before anything is written: all faults at once, or the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.models import ValueSource
from namro.apps.indicators.values_of import Row, row_before
from namro.core.base.points import exact_words
from namro.core.indicators.checks import Broken, broken_checks
from namro.core.indicators.model import LATEST, Indicator, Then
from namro.core.indicators.periods import Period
from namro.ui.formats import day

#: Figures are stored with no more digits than that before the comma, and after it.
_MOST, _FINEST = Decimal(10) ** 15, -6


@dataclass(frozen=True, slots=True)
class NewValue:
    """Figures of one indicator, unit and period. Parts that are left out stay as they were; None takes one away."""

    unit: int
    indicator: str
    period: Period
    parts: Mapping[str, Decimal | None]
    reason: str = ""
    explanation: str = ""

    @property
    def key(self) -> tuple[int, str, Period]:
        """What it is a value of."""
        return self.unit, self.indicator, self.period


@dataclass(frozen=True, slots=True)
class Fresh:
    """A row to write: all of its parts, and the row it takes the place of."""

    value: NewValue
    parts: Mapping[str, Decimal]
    over: Row | None


@dataclass(slots=True)
class Decided:
    """Faults by the place of the value in what was given, rows to write, warnings, and checks that ask why."""

    faults: dict[int, str] = field(default_factory=dict)
    fresh: list[Fresh] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    #: Places of values whose checks ask for an explanation that is not there.
    asks: set[int] = field(default_factory=set)
    #: Places of values that change what stands without saying why.
    reasons: set[int] = field(default_factory=set)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell, each sentence once."""
        return tuple(dict.fromkeys(self.said))


def decide(
    values: Sequence[NewValue],
    rows: Mapping[tuple[str, int], list[Row]],
    *,
    taken_kind: ValueSource,
    as_of: date,
    today: date,
) -> Decided:
    """Decide about values; `rows` are those known of all their indicators, units and years."""
    decided = Decided()
    seen: set[tuple[int, str, Period]] = set()
    for place, value in enumerate(values):
        indicator = indicators().get(value.indicator)
        if indicator is None:
            told = _("Không có chỉ tiêu mã “%(name)s”. Xem mã ở trang Chỉ tiêu.")
            decided.faults[place] = told % {"name": value.indicator[:60]}
        elif value.key in seen:
            decided.faults[place] = _("Chỉ tiêu và kỳ này ghi hai lần. Hãy giữ một.")
        else:
            seen.add(value.key)
            known = rows.get((value.indicator, value.unit), [])
            fault = _day_fault(indicator, value.period, as_of, today)
            if fault:
                decided.faults[place] = fault
            else:
                _one(decided, place, value, known=known, as_of=as_of, computed=taken_kind == ValueSource.COMPUTED)
    return decided


def _one(decided: Decided, place: int, value: NewValue, *, known: list[Row], as_of: date, computed: bool) -> None:
    indicator = indicators()[value.indicator]
    fault = _part_fault(indicator, value, computed=computed)
    if fault:
        decided.faults[place] = fault
        return
    standing = next((row for row in known if row.current and row.period == value.period), None)
    parts = dict(standing.known.parts) if standing else {}
    parts |= {name: number for name, number in value.parts.items() if number is not None}
    for name, number in value.parts.items():
        if number is None:
            parts.pop(name, None)
    if standing and parts == standing.known.parts and as_of == standing.known.as_of:
        return
    if not parts and standing is None:
        decided.faults[place] = _("Chưa có số nào. Ghi ít nhất một số rồi bấm Ghi.")
        return
    if computed and standing and parts == standing.known.parts:
        return
    before = row_before(indicator, known, value.period)
    broken = broken_checks(indicator, parts, before=before.known.parts if before else None)
    if not computed:
        _weigh(decided, place, value, broken)
        changed = standing is not None and parts != standing.known.parts and as_of <= standing.known.as_of
        if changed and not value.reason.strip() and place not in decided.faults:
            decided.reasons.add(place)
            decided.faults[place] = _("Số của kỳ này đã có, cùng ngày tính đến hoặc mới hơn: ghi lý do đính chính.")
    if place not in decided.faults:
        decided.fresh.append(Fresh(value, parts, standing))


def _weigh(decided: Decided, place: int, value: NewValue, broken: Sequence[Broken]) -> None:
    """Sort what does not hold: what blocks is a fault, what asks why is one until it is said, the rest is told."""
    blocking = [one.message for one in broken if one.then is Then.BLOCK]
    asking = [one.message for one in broken if one.then is Then.EXPLAIN]
    if blocking:
        decided.faults[place] = " ".join(blocking)
    elif asking and not value.explanation.strip():
        decided.asks.add(place)
        decided.faults[place] = " ".join([*asking, _("Ghi giải thích rồi ghi lại.")])
    decided.said += [one.message for one in broken if one.then is Then.WARN]


def _day_fault(indicator: Indicator, period: Period, as_of: date, today: date) -> str:
    if period.grain is not indicator.grain:
        told = _("Chỉ tiêu “%(name)s” ghi theo kỳ khác: %(words)s không dùng được. Chọn kỳ như %(like)s.")
        like = Period(period.year, indicator.grain)
        return told % {"name": indicator.name, "words": period.words, "like": f"{like.words} ({like.name})"}
    first, last = period.days(indicator.window)
    days = {"words": period.words, "first": day(first), "last": day(last)}
    if as_of > today:
        return _("Ngày tính đến chưa tới. Ghi ngày mà số liệu đã có.")
    if as_of < first:
        return _("Ngày tính đến đứng trước %(words)s (số liệu từ %(first)s đến %(last)s). Sửa ngày hoặc kỳ.") % days
    if indicator.over_periods == LATEST and as_of > last:
        told = _("Số lũy kế của %(words)s phải tính đến một ngày từ %(first)s đến %(last)s. Sửa ngày hoặc kỳ.")
        return told % days
    return ""


def _part_fault(indicator: Indicator, value: NewValue, *, computed: bool) -> str:
    writable = {part.id for part in (indicator.asked if computed else indicator.typed)}
    for name, number in value.parts.items():
        if name not in writable:
            told = _("“%(name)s” không phải số ghi tay của chỉ tiêu này. Ghi được: %(known)s.")
            return told % {"name": name[:60], "known": ", ".join(sorted(writable)) or "–"}
        if number is None:
            continue
        exponent = number.as_tuple().exponent
        if not number.is_finite() or abs(number) >= _MOST or (isinstance(exponent, int) and exponent < _FINEST):
            told = _("“%(name)s”: số quá dài. Ghi không quá 15 chữ số, 6 số lẻ.")
            return told % {"name": indicator.by_id[name].name}
        if number < 0:
            told = _("“%(name)s” là %(number)s: không thể âm.")
            return told % {"name": indicator.by_id[name].name, "number": exact_words(number)}
    return ""
