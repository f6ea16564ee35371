"""One indicator: its value under every variant, by period, by unit, what was corrected, what does not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namro.apps.indicators.choosing import Chosen
from namro.apps.indicators.feeding import read_inputs
from namro.apps.indicators.measured import VariantValue, source_words, value_url, valued
from namro.apps.indicators.models import IndicatorValue, ValueSource
from namro.apps.indicators.pages.chart import Chart, chart_of
from namro.apps.indicators.pages.chips_of import milestone_chip, milestone_words, target_chip
from namro.apps.indicators.pages.measure_figures import AtPeriod, Way, by_period, states_of, target_met, whole
from namro.apps.indicators.pages.measure_list import sums_words
from namro.apps.indicators.queries_units import Scope
from namro.apps.indicators.sources import source_of
from namro.apps.indicators.values_of import Kept, Row, numbers, row_before, rows_for
from namro.apps.people.models import User
from namro.core.base.points import exact_words
from namro.core.indicators.checks import broken_checks
from namro.core.indicators.model import HIGHER, SUM, SURE, From, Indicator, Part, Then, Variant
from namro.core.indicators.periods import Grain, Period, period_of
from namro.core.indicators.values import bound_of, combined, filled, measure, target_words
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

_WORDS = {
    From.ENTRY: gettext_lazy("nhập tay hoặc tệp"),
    From.IMPORT: gettext_lazy("nhập từ hệ thống khác"),
    From.REGISTER: gettext_lazy("sổ theo dõi"),
    From.TASKS: gettext_lazy("nhiệm vụ"),
    From.REPORTS: gettext_lazy("báo cáo"),
    From.DOSSIERS: gettext_lazy("hồ sơ một cửa"),
    From.FEEDBACK: gettext_lazy("sổ phản ánh, kiến nghị"),
    From.BOOK: gettext_lazy("đối chiếu sổ giấy một cửa"),
    From.FACT: gettext_lazy("số liệu của bộ tiêu chí"),
    From.VALUE: gettext_lazy("số cố định"),
    From.PARTS: gettext_lazy("gộp từ các số khác"),
}
CONTROL = {"commune": gettext_lazy("xã"), "department": gettext_lazy("sở, ngành"), "province": gettext_lazy("tỉnh")}


@dataclass(frozen=True, slots=True)
class VariantRow:
    """The value under one way of counting."""

    id: str
    name: str
    numerator: str
    denominator: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part: its figure, what it is measured in, where it comes from and the list behind it."""

    name: str
    value: str
    unit: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period of the year; `broken` is what does not hold there, each with its explanation."""

    name: str
    words: str
    value: str
    sums: str
    as_of: str
    source: str
    by: str
    broken: tuple[tuple[Chip, str], ...]
    explanation: str
    #: A counted figure asks why, and nobody has said yet.
    asks: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit beside others; `value` is "" where nobody measured."""

    name: str
    url: str
    value: str
    sums: str
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class PastRow:
    """A row of the history, newest first."""

    period: str
    figures: str
    as_of: str
    source: str
    by: str
    why: str
    state: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """Everything but the form and the list of units."""

    indicator: Indicator
    value: str
    sums: tuple[str, str, str, str]
    chosen: Variant
    variants: tuple[VariantRow, ...]
    target: str
    target_source: str
    chip: Chip | None
    milestones: tuple[tuple[Chip, str], ...]
    parts: tuple[PartRow, ...]
    periods: tuple[PeriodRow, ...]
    chart: Chart | None
    feeds: tuple[str, ...]
    source: str
    sure: str
    controllable: str
    window: str


def measure_page(
    indicator: Indicator, by_unit: Mapping[int, Sequence[Row]], scope: Scope, *, period: Period, variant: Variant,
    way: Way, today: date, until: int,
) -> MeasurePage:  # fmt: skip
    """Return the page of a period (a year, or one of the indicator's own)."""
    year = period.year
    now = whole(indicator, variant, by_unit, period=period)
    values = tuple(
        _variant(valued(indicator, one, whole(indicator, one, by_unit, period=period))) for one in indicator.variants
    )
    periods = by_period(indicator, way, by_unit, year=year)
    target = indicator.target
    shown_as = indicator.grain if target and target.per else None
    rows = by_unit[scope.unit.pk] if scope.unit else ()
    people = names_of_writers(rows)
    states = states_of(indicator, variant, rows, year=year, today=today) if scope.unit else ()
    return MeasurePage(
        indicator=indicator,
        value=now.words(indicator.unit),
        sums=_sides(indicator, variant, sums_words(now.numerator, now.denominator)),
        chosen=variant,
        variants=values,
        target=target_words(target, indicator.unit, shown_as) if target else "",
        target_source=source_words(target.source.text, target.source.day) if target and target.source else "",
        chip=target_chip(target_met(indicator, now, periods)) if target else None,
        milestones=tuple((milestone_chip(state), milestone_words(indicator, state)) for state in states),
        parts=_parts(indicator, by_unit, scope, period=period),
        periods=tuple(_period(indicator, at, rows, one=scope.unit is not None, people=people) for at in periods),
        chart=_chart(indicator, periods),
        feeds=tuple(sorted(read_inputs(indicator, scope.level, year, until=until))),
        source=source_words(indicator.source.text, indicator.source.day),
        sure=SURE[indicator.sure],
        controllable=", ".join(str(CONTROL[one]) for one in indicator.controllable_by),
        window=f"{indicator.window.name}. {indicator.window.basis}".removesuffix(". "),
    )


def names_of_writers(rows: Sequence[Row]) -> dict[int, str]:
    """Return the names of who wrote rows, by account; one query, none where there are no rows."""
    wanted = {row.value.by_id for row in rows}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}


def _variant(one: VariantValue) -> VariantRow:
    above, _slash, below = sums_words(one.numerator, one.denominator).partition("/")
    return VariantRow(one.id, one.name, above, below, one.words, one.source)


def _sides(indicator: Indicator, variant: Variant, sums: str) -> tuple[str, str, str, str]:
    """The names of both sums, each with its number; "" where there is no denominator."""
    above, _slash, below = sums.partition("/")
    name = indicator.by_id[variant.denominator].name if variant.denominator else ""
    return indicator.by_id[variant.numerator].name, above, name, below if name else ""


def _parts(
    indicator: Indicator, by_unit: Mapping[int, Sequence[Row]], scope: Scope, *, period: Period
) -> tuple[PartRow, ...]:
    sums: dict[str, Decimal] = {}
    for rows in by_unit.values():
        there = rows_for(indicator, rows, period)
        for name, number in combined(indicator, [row.known for row in there]).items() if there else ():
            sums[name] = sums.get(name, Decimal(0)) + number
    return tuple(
        PartRow(
            part.name,
            exact_words(sums[part.id]) if part.id in sums else "–",
            part.unit,
            _part_source(part),
            _part_url(indicator, part, scope, period),
        )
        for part in indicator.parts
    )


def _part_source(part: Part) -> str:
    words = _WORDS[part.source]
    if part.counted and part.asks is not None:
        return _("%(source)s, hoặc nhập tay") % {"source": _WORDS[part.asks[0]]}
    return f"{words}: {part.of}" if part.source is From.IMPORT else str(words)


def _part_url(indicator: Indicator, part: Part, scope: Scope, period: Period) -> str:
    kind, of = part.asks or (part.source, part.of)
    source = source_of(kind)
    if source is None or scope.unit is None or not of:
        return ""
    return source.url(of, scope.unit.pk, period.days(indicator.window))


def _period(
    indicator: Indicator, at: AtPeriod, rows: Sequence[Row], *, one: bool, people: Mapping[int, str]
) -> PeriodRow:
    newest = max((row.value for row in at.rows), key=lambda value: (value.as_of, value.pk))
    measured = at.measured
    broken: tuple[tuple[Chip, str], ...] = ()
    asks = False
    if one:
        before = row_before(indicator, rows, at.period)
        found = broken_checks(indicator, at.rows[0].known.parts, before=before.known.parts if before else None)
        asks = any(each.then is Then.EXPLAIN for each in found) and newest.source_kind == ValueSource.COMPUTED
        broken = tuple((_broken_chip(each.then), each.message) for each in found)
    return PeriodRow(
        name=at.period.name,
        words=at.period.words,
        value=measured.words(indicator.unit),
        sums=sums_words(measured.numerator, measured.denominator) if measured.ratio else "",
        as_of=day(newest.as_of),
        source=source_text(newest),
        by=people.get(newest.by_id, ""),
        broken=broken,
        explanation=newest.explanation if one else "",
        asks=asks and not newest.explanation,
    )


def source_text(value: IndicatorValue | Kept) -> str:
    """Return where a row came from: "Tệp số liệu: thang-10.xlsx"."""
    kind = str(ValueSource(value.source_kind).label)
    return f"{kind}: {value.source_ref}" if value.source_ref else kind


def _broken_chip(then: Then) -> Chip:
    if then is Then.EXPLAIN:
        return Chip("message-2", "warn", _("cần giải thích"))
    return Chip("alert-triangle", "warn" if then is Then.WARN else "bad", _("cần xem lại"))


def _chart(indicator: Indicator, periods: Sequence[AtPeriod]) -> Chart | None:
    if indicator.grain is Grain.YEAR:
        return None
    target = indicator.target
    bound = bound_of(target, indicator.grain if target.per else None) if target else None
    values = [(_short(at.period), at.measured.exact, at.measured.words(indicator.unit)) for at in periods]
    words = target_words(target, indicator.unit, indicator.grain if target.per else None) if target else ""
    judged = indicator.over_periods == SUM  # a running figure is judged by its milestones, not month by month
    return chart_of(values, bound=bound, words=words, higher=indicator.better == HIGHER, judged=judged)


def _short(period: Period) -> str:
    """The words of a period under its bar: "T3", "Quý I"."""
    return f"T{period.number}" if period.grain is Grain.MONTH else period.words.partition("/")[0]


def unit_rows(
    indicator: Indicator,
    by_unit: Mapping[int, Sequence[Row]],
    scope: Scope,
    *,
    period: Period,
    variant: Variant,
    way: Way,
) -> tuple[UnitRow, ...]:
    """Return every unit with its value, those without any last."""
    found = []
    for unit in scope.units:
        code, name = scope.names[unit]
        of_unit = {unit: by_unit.get(unit, ())}
        now = whole(indicator, variant, of_unit, period=period)
        periods = by_period(indicator, way, of_unit, year=period.year)
        known = now.exact is not None
        found.append(
            UnitRow(
                name,
                value_url(indicator.id, code, period.name),
                now.words(indicator.unit) if known else "",
                sums_words(now.numerator, now.denominator) if known and now.ratio else "",
                target_chip(target_met(indicator, now, periods)) if indicator.target else None,
            )
        )
    return tuple(found)


def past_rows(indicator: Indicator, history: Sequence[IndicatorValue], chosen: Chosen) -> tuple[PastRow, ...]:
    """Return rows of the history as text, each by the way of counting that counts for its period."""
    return tuple(_past(indicator, value, chosen) for value in history)


def _past(indicator: Indicator, value: IndicatorValue, chosen: Chosen) -> PastRow:
    parts = filled(indicator, numbers(value.parts))
    counts = chosen.variant(indicator, value.unit_id, period_of(value.period))
    shown = measure(indicator, counts, parts).words(indicator.unit)
    named = "; ".join(
        f"{part.name}: {exact_words(parts[part.id])}" for part in indicator.parts if part.id in value.parts
    )
    if value.superseded_by_id is None:
        state = Chip("check", "good", _("đang dùng"))
    elif value.corrected:
        state = Chip("pencil", "warn", _("đã đính chính"))
    else:
        state = Chip("clock", "", _("số cũ hơn"))
    return PastRow(
        period=period_of(value.period).words,
        figures=f"{shown} ({named})",
        as_of=day(value.as_of),
        source=source_text(value),
        by=f"{value.by.full_name}, {moment(value.delivered)}",
        why="; ".join(word for word in (value.reason, value.explanation) if word),
        state=state,
    )
