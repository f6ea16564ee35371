"""The dossiers behind a metric: those that count, those that do not with the reason, those it is not about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.dossiers.late import LateOne, late_ones
from namro.apps.dossiers.measuring import rows_of
from namro.apps.dossiers.models import Dossier
from namro.apps.dossiers.pages.list_page import lasting
from namro.apps.dossiers.queries import names_of_procedures
from namro.apps.dossiers.tallying import Days, Span, Tallied, span_of, tallied
from namro.apps.indicators.definitions import indicators
from namro.apps.service_index.counting import days_of
from namro.apps.service_index.pages.words import pair, percent
from namro.core.base.clock import VIETNAM
from namro.core.indicators.model import From
from namro.core.indicators.periods import Period
from namro.core.service.adding import ADDING, Adding, added
from namro.core.service.index import service_index
from namro.core.service.lateness import LATE_CLASS_WORDS
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment

#: Metrics that say something of time; the others of one mark of the row.
_OF_TIME = {"PROGRESS_ON_TIME", "PROGRESS_LESS_PAUSES", "DOSSIER_RECEIVING_SATISFACTION", "SECOND_SUPPLEMENT"}


@dataclass(slots=True)
class Way:
    """One way in which dossiers stand to a metric."""

    word: str
    title: str
    rows: list[Tallied] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier with what makes it count or not."""

    code: str
    url: str
    procedure: str
    accepted: str
    ended: str
    due: str
    why: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class RowsPage:
    """The page: the ratio, the tabs, the rows of one of them."""

    name: str
    number: str
    counts: str
    pair: str
    percent: str
    tabs: tuple[tuple[str, str, int, bool], ...]
    rows: tuple[Row, ...]
    all: int


NOT, YES, OUT = "khong", "co", "ngoai"
_TITLES = {NOT: _mark("Không được tính"), YES: _mark("Được tính"), OUT: _mark("Ngoài mẫu số")}


def ways_of(unit: int, period: Period, adding: Adding, *, today: date) -> dict[str, Way]:
    """Sort a unit's dossiers of a period by what the metric makes of them; one query."""
    ways = {word: Way(word, title) for word, title in _TITLES.items()}
    for one in tallied([unit], span_of(days_of(period), today)):
        adds = added(adding, one.known)
        ways[OUT if adds is None else YES if adds > 0 else NOT].rows.append(one)
    return ways


def rows_page(
    adding: Adding, ways: Mapping[str, Way], way: Way, shown: Iterable[Tallied], *, period: Period, today: date
) -> RowsPage:  # fmt: skip
    """Put the page together; the rows shown are read with their steps."""
    metric = service_index().metrics.get(adding.code)
    part = sum(added(adding, one.known) or 0 for word in (YES, NOT) for one in ways[word].rows)
    whole = len(ways[YES].rows) + len(ways[NOT].rows)
    span = span_of(days_of(period), today)
    return RowsPage(
        metric.name if metric else adding.yes,
        metric.number if metric else "",
        metric.counts if metric else _("Xem cạnh số của Cổng, không có điểm"),
        pair(part, whole),
        percent(part, whole),
        tuple((one.word, _(one.title), len(one.rows), one is way) for one in ways.values()),
        tuple(_rows(adding, way, list(shown), span)),
        sum(len(one.rows) for one in ways.values()),
    )


@dataclass(frozen=True, slots=True)
class FigurePage:
    """The dossiers that a figure counts."""

    name: str
    days: str
    rows: tuple[Row, ...]


def rows_of_figure(unit: int, figure: str, days: Days, *, today: date) -> list[Tallied]:
    """Return the dossiers that a figure of an indicator counts in some days, newest first."""
    span = span_of(days, today)
    return rows_of(figure, list(tallied([unit], span)), span)


def figure_page(figure: str, shown: Iterable[Tallied], days: Days, *, today: date) -> FigurePage:
    """Put the page together; the figure has the words that an indicator has for it."""
    asked = (From.DOSSIERS, figure)
    names = (part.name for one in indicators().values() for part in one.parts if part.asks == asked)
    adding = ADDING["PROGRESS_ON_TIME"]
    rows = _rows(adding, Way(YES, ""), list(shown), span_of(days, today))
    return FigurePage(
        next(names, figure), _("%(first)s – %(last)s") % {"first": day(days[0]), "last": day(days[1])}, tuple(rows)
    )


def _rows(adding: Adding, way: Way, shown: Sequence[Tallied], span: Span) -> Iterable[Row]:
    found = Dossier.objects.in_bulk([one.id for one in shown])
    procedures = names_of_procedures(found.values())
    late = _classes([one.id for one in shown if not one.known.on_time and one.id in found], span)
    for one in shown:
        row = found.get(one.id)
        if row is None:  # taken away meanwhile
            continue
        chips = list(late.get(row.pk, ())) if adding.code in _OF_TIME else []
        if row.settled and row.is_open:
            chips.append(Chip("check", "calm", _("Đã trả, hệ thống chưa ghi")))
        if adding.code == "DOSSIER_RECEIVING_SATISFACTION" and row.disliked:
            chips.append(Chip("message-2", "bad", _("bị phản ánh hoặc không thích")))
        yield Row(
            row.code,
            reverse("dossiers:dossier", args=[row.pk]),
            procedures.get(row.procedure, row.procedure),
            _moment(one.accepted),
            _moment(one.ended),
            _moment(one.due),
            _why(one, adding, way, span),
            tuple(chips),
        )


def _classes(keys: Sequence[int], span: Span) -> dict[int, list[Chip]]:
    """Whose lateness it is, of those that are late; and what people say against it."""
    cut_off = datetime.fromtimestamp(span.cut_off, VIETNAM)
    return {one.row.pk: list(_chips(one)) for one in late_ones(keys, cut_off)} if keys else {}


def _chips(one: LateOne) -> Iterable[Chip]:
    css = "bad" if one.counted.is_own_fault else "line"
    yield Chip("alert-triangle", css, _(LATE_CLASS_WORDS[one.counted.late_class]))
    if one.accepted is not None:
        yield Chip("gavel", "line", _("theo đề nghị đã được chấp nhận"))
    if one.waiting is not None:
        yield Chip("hourglass", "calm", _("có đề nghị đang chờ quyết định"))


def _why(one: Tallied, adding: Adding, way: Way, span: Span) -> str:
    if way.word == OUT:
        return adding.out
    if adding.code not in _OF_TIME:
        return adding.yes if way.word == YES else adding.no
    if one.known.requests > 1:
        return _("Yêu cầu bổ sung %(n)d lần sau khi tiếp nhận: tính là trễ.") % {"n": one.known.requests}
    if one.due is None or one.clock is None:
        return _("Không có hẹn trả, thủ tục không có thời hạn: tính là trễ.")
    told = _("Xong") if one.ended is not None else _("Chưa xong đến cuối kỳ")
    if one.ended is None and one.clock < span.cut_off:
        told = _("Đang chờ bổ sung, tính đến lúc yêu cầu")
    if one.clock <= one.due:
        return _("%(told)s: còn trong hạn.") % {"told": told} if one.ended is None else _("Xong đúng hạn.")
    return _("%(told)s: trễ %(time)s.") % {"told": told, "time": lasting(_at(one.due), _at(one.clock))}


def _at(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def _moment(second: int | None) -> str:
    return NOTHING if second is None else moment(_at(second))
