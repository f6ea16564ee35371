"""What is wrong with a round that is to be opened, all at once, and what opening it would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.values import levels_of
from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.lateness import LateRule
from namro.core.assessment.stages import STAGE_WORDS, Stage
from namro.core.base.errors import NamroError
from namro.ui.formats import moment

Times = Mapping[Stage, tuple[datetime, datetime]]
#: Units named in a fault; the rest is counted.
_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class NewRound:
    """What an organiser sets. `pools` are names with the ids of their units; `appraisers` departments by node."""

    organiser: Unit
    year: int
    title: str
    edition: Edition
    measured_from: date
    measured_to: date
    times: Times
    pools: Mapping[str, Sequence[int]]
    appraisers: Mapping[str, int] = field(default_factory=dict)
    alone: bool = False
    late_rule: LateRule = LateRule.STARTED_DAY
    late_days: int = 2
    late_points: Decimal = Decimal(1)
    late_input: str = ""

    @property
    def units(self) -> list[int]:
        """The units of all pools."""
        return [unit for members in self.pools.values() for unit in members]


@dataclass(frozen=True, slots=True)
class RoundFault:
    """One thing that is wrong: `part` is "units", "edition", "period", or the name of a stage."""

    part: str
    message: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What opening would do: sheets made, sheets that join, those on another edition (units), begun at once or not."""

    made: int
    joined: int
    other_edition: tuple[int, ...]
    begins: bool


def time_faults(times: Times) -> Iterator[RoundFault]:
    """Say where a stage is missing, ends before it begins, or begins before the one it follows."""
    if Stage.SCORING not in times:
        yield RoundFault(Stage.SCORING, _("Ghi ngày giờ của bước “Tự chấm”."))
    before: Stage | None = None
    for stage in Stage:
        if stage not in times:
            continue
        opens, closes = times[stage]
        words = _(STAGE_WORDS[stage])
        if closes < opens:
            message = _("Bước “%(stage)s” kết thúc %(closes)s, trước khi bắt đầu %(opens)s. Sửa một trong hai.")
            yield RoundFault(stage, message % {"stage": words, "closes": moment(closes), "opens": moment(opens)})
        if before is not None and opens < times[before][0]:
            message = _("Bước “%(stage)s” bắt đầu trước bước “%(before)s”. Sửa ngày bắt đầu.")
            yield RoundFault(stage, message % {"stage": words, "before": _(STAGE_WORDS[before])})
        before = stage


def check_times(times: Times) -> None:
    """Raise NamroError for dates that cannot be."""
    _raise(time_faults(times), code="times")


def round_faults(new: NewRound) -> Iterator[RoundFault]:
    """Say everything that is wrong with a round, times excepted; two queries."""
    units = new.units
    framework = tree_of(new.edition)
    if not units:
        yield RoundFault("units", _("Chọn ít nhất một đơn vị."))
    if twice := [unit for unit, count in Counter(units).items() if count > 1]:
        yield RoundFault("units", _("%(count)d đơn vị ở hai nhóm xếp hạng. Giữ một.") % {"count": len(twice)})
    if not new.edition.is_published or not framework.scores(new.year):
        message = _("Chọn bộ tiêu chí đã công bố, chấm năm %(year)d.")
        yield RoundFault("edition", message % {"year": new.year})
    if new.measured_to < new.measured_from:
        yield RoundFault("period", _("Kỳ đo kết thúc trước khi bắt đầu. Sửa một trong hai ngày."))
    levels = levels_of(units, new.year)
    if wrong := [unit for unit in units if levels.get(unit) != framework.level]:
        message = _("Bộ tiêu chí không dành cho %(count)d đơn vị đã chọn. Bỏ các đơn vị khác cấp.")
        yield RoundFault("units", message % {"count": len(wrong)})


def check_round(new: NewRound) -> None:
    """Raise NamroError with the first thing that is wrong."""
    check_times(new.times)
    _raise(round_faults(new), code="round")


def taken_faults(sheets: Sequence[Assessment]) -> Iterator[RoundFault]:
    """Say which units are in a round of the year already. Expects `round` at hand."""
    taken = [(sheet.unit_id, sheet.round.title) for sheet in sheets if sheet.round is not None]
    names = names_of([unit for unit, _title in taken]) if taken else {}
    for unit, title in taken[:_NAMED]:
        message = _("%(unit)s đã ở trong kỳ “%(round)s”. Bỏ đơn vị này khỏi danh sách.")
        yield RoundFault("units", message % {"unit": names[unit][1], "round": title})
    if len(taken) > _NAMED:
        yield RoundFault("units", _("Và %(count)d đơn vị nữa.") % {"count": len(taken) - _NAMED})


def check_free(sheets: Sequence[Assessment]) -> None:
    """Raise NamroError where a unit is in a round already."""
    _raise(taken_faults(sheets), code="taken")


def foresee(new: NewRound, at: datetime) -> tuple[Foreseen, list[RoundFault]]:
    """Return what opening the round would do, and everything that stands in the way; nothing is written."""
    units = set(new.units)
    rows = Assessment.objects.filter(unit__in=units, year=new.year).select_related("round", "edition", "unit")
    there = list(rows.defer("edition__text"))
    other = tuple(sheet.unit_id for sheet in there if sheet.edition_id != new.edition.pk)
    begins = Stage.SCORING in new.times and new.times[Stage.SCORING][0] <= at
    faults = [*time_faults(new.times), *round_faults(new), *taken_faults(there)]
    return Foreseen(len(units) - len(there), len(there), other, begins), faults


def _raise(faults: Iterator[RoundFault], *, code: str) -> None:
    first = next(faults, None)
    if first is not None:
        raise NamroError(first.message, code=code)
