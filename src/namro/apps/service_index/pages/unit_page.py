"""One unit's index: the two totals, six groups with each metric twice, and what makes them differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.people.queries.organisation import Node
from namro.apps.service_index.computing import UnitIndex
from namro.apps.service_index.counting import days_of
from namro.apps.service_index.pages.feedback_rows import SIDES
from namro.apps.service_index.pages.words import pair, percent
from namro.core.base.points import MINUS, round_points
from namro.core.indicators.periods import Period
from namro.core.service.adding import ADDING, BESIDE
from namro.core.service.differences import Cause, Difference
from namro.core.service.index import Form, Group, Metric, ServiceIndex
from namro.core.service.points import MetricPoints
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, points

_CONTROL = {"commune": _mark("xã"), "department": _mark("sở"), "province": _mark("tỉnh")}
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric: its counts here, its points here and at the portal, who controls it, what is to be said."""

    code: str
    number: str
    name: str
    counts: str
    pair: str
    percent: str
    url: str
    own: str
    portal: str
    portal_pair: str
    most: str
    chips: tuple[Chip, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRows:
    """A group with its two sums; `missing`: how many of its metrics the site has no counts for."""

    code: str
    name: str
    most: str
    own: str
    portal: str
    note: str
    said: str
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A metric or a group that differs: how much, through what, and where the rows are."""

    name: str
    points: str
    better: bool
    words: str
    parts: tuple[tuple[str, str], ...]
    url: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """The page."""

    own: str
    own_of: str
    portal: str
    portal_of: str
    source: str
    foreign: str
    difference: str
    differ: tuple[DifferenceRow, ...]
    untold: tuple[DifferenceRow, ...]
    groups: tuple[GroupRows, ...]
    beside: tuple[MetricRow, ...]
    cut_off: str
    has_dossiers: bool
    has_feedback: bool


def unit_page(node: Node, period: Period, found: UnitIndex, *, index: ServiceIndex, today: date) -> UnitPage:
    """Put the page together."""
    place = _Place(node.code, period)
    own = [one for one in found.own.metrics.values() if one.own is not None]
    own_sum = sum((one.own or _ZERO for one in own), _ZERO)
    own_most = sum((one.metric.max or _ZERO for one in own), _ZERO)
    portal_known = [one for one in found.imported.groups.values() if _is_known(found, one.group)]
    portal_sum = sum((one.score for one in portal_known), _ZERO)
    told = [one for one in found.differences if one.points is not None]
    last = days_of(period)[1]
    return UnitPage(
        own=points(own_sum),
        own_of=_("%(n)d chỉ số, tối đa %(most)s điểm") % {"n": len(own), "most": points(own_most)},
        portal=points(portal_sum) if portal_known else "",
        portal_of=_("%(n)d/%(all)d nhóm") % {"n": len(portal_known), "all": len(index.groups)},
        source=_source(found),
        foreign=_foreign(found, index),
        difference=_signed(sum((one.points or _ZERO for one in told), _ZERO)) if told else "",
        differ=tuple(_difference(one, place) for one in told),
        untold=tuple(_difference(one, place) for one in found.differences if one.points is None),
        groups=tuple(_group(group, found, place) for group in index.groups),
        beside=tuple(_beside(found, place)) if found.has_dossiers else (),
        cut_off=day(min(found.counted.until, last, today)),
        has_dossiers=found.has_dossiers,
        has_feedback=bool(found.feedback.all),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose page it is and when: where rows are found."""

    code: str
    period: Period

    def rows(self, metric: str, **more: str) -> str:
        """The address of the dossiers behind a metric; "" where none are."""
        if metric not in ADDING and metric not in SIDES:
            return ""
        asked = urlencode({"ky": self.period.name, **more})
        return f"{reverse('service_index:rows', args=[self.code, metric])}?{asked}"


def _is_known(found: UnitIndex, group: Group) -> bool:
    if found.imported.groups[group.code].imported:
        return True
    return any(found.imported.metrics[one.code].score is not None for one in group.metrics if one.is_scored)


def _source(found: UnitIndex) -> str:
    if not found.portal.as_of:
        return ""
    return _("%(source)s, tra cứu ngày %(day)s") % {
        "source": found.portal.source,
        "day": day(found.portal.as_of),
    }


def _foreign(found: UnitIndex, index: ServiceIndex) -> str:
    if not found.portal.foreign_day:
        return ""
    told = _(
        "Có %(n)d số của Cổng tra cứu ngày %(day)s, trước phiên bản cách tính từ %(edition)s: không so với số tự tính. "
        "Tra cứu lại kỳ này trên Cổng rồi ghi với ngày mới."
    )
    edition = day(date.fromisoformat(index.edition))
    return told % {"n": len(found.portal.foreign), "day": day(found.portal.foreign_day), "edition": edition}


def _group(group: Group, found: UnitIndex, place: _Place) -> GroupRows:
    own, theirs = found.own.groups[group.code], found.imported.groups[group.code]
    metrics = [one for one in group.metrics if one.is_scored]
    known = [one for one in metrics if found.own.metrics[one.code].own is not None]
    shown = [one for one in metrics if found.imported.metrics[one.code].score is not None]
    said = []
    if known and len(known) < len(metrics):
        said.append(_("Tự tính được %(n)d/%(all)d chỉ số.") % {"n": len(known), "all": len(metrics)})
    if shown and not theirs.complete:
        said.append(_("Cổng mới ghi %(n)d/%(all)d chỉ số.") % {"n": len(shown), "all": len(metrics)})
    return GroupRows(
        group.code,
        group.name,
        points(group.max),
        points(own.score) if known else NOTHING,
        points(theirs.score) if _is_known(found, group) else NOTHING,
        group.note,
        " ".join(said),
        tuple(_metric(one, found, place) for one in metrics),
    )


def _metric(metric: Metric, found: UnitIndex, place: _Place) -> MetricRow:
    here, there = found.own.metrics[metric.code], found.imported.metrics[metric.code]
    return MetricRow(
        metric.code,
        metric.number,
        metric.name,
        metric.counts,
        pair(here.numerator, here.denominator),
        percent(here.numerator, here.denominator),
        place.rows(metric.code) if here.denominator else "",
        points(here.own),
        points(there.score),
        pair(there.numerator, there.denominator),
        points(metric.max) if metric.max else NOTHING,
        tuple(_chips(metric, here)),
        tuple(_said(metric, here, there)),
    )


def _chips(metric: Metric, here: MetricPoints) -> Iterator[Chip]:
    if metric.outside_the_commune:
        yield Chip("lock", "line", _("của %(who)s, xã không tự nâng được") % {"who": _control(metric)})
    elif len(metric.controlled_by) > 1:
        yield Chip("users", "line", _("của %(who)s") % {"who": _control(metric)})
    if here.small and here.denominator:
        worth = here.points_per_case
        each = (
            f": {_('1 trường hợp')} = {points(round_points(Decimal(worth.numerator) / worth.denominator))} {_('điểm')}"
            if worth
            else ""
        )
        yield Chip("alert-triangle", "warn", _("mẫu số nhỏ") + each)


def _control(metric: Metric) -> str:
    return ", ".join(_(_CONTROL[one]) for one in metric.controlled_by)


def _said(metric: Metric, here: MetricPoints, there: MetricPoints) -> Iterator[str]:
    if metric.form is Form.EMPTY_FULL and here.denominator == 0:
        yield _("Sổ phản ánh không có mục nào trong kỳ: Cổng cho đủ điểm.")
    elif metric.form is Form.IMPORTED and there.score is None:
        yield _("Không tự tính được: chỉ nhập điểm của Cổng.")
    elif here.own is None and metric.code in ADDING:
        yield _("Chưa có hồ sơ nào của kỳ này.")
    elif here.own is None and there.score is None:
        yield _("Hồ sơ không có số này: nhập từ Cổng.")
    if here.denominator == 0 and metric.form is not Form.EMPTY_FULL:
        yield _("Mẫu số bằng 0: 0 điểm.")


def _difference(one: Difference, place: _Place) -> DifferenceRow:
    parts: tuple[tuple[str, str], ...] = ()
    if one.cause in (Cause.COUNTS, Cause.FORMULA):
        shown = (
            (_("tử số"), one.by_numerator), (_("mẫu số"), one.by_denominator), (_("cách tính"), one.by_formula),
        )  # fmt: skip
        parts = tuple((words, _signed(value)) for words, value in shown if value)
    return DifferenceRow(
        one.name,
        _signed(one.points) if one.points is not None else NOTHING,
        (one.points or _ZERO) > 0,
        one.words,
        parts,
        place.rows(one.code),
    )


def _beside(found: UnitIndex, place: _Place) -> Iterator[MetricRow]:
    names = {
        "PROGRESS_LESS_PAUSES": _("Đúng hạn khi trừ thời gian tạm dừng"),
        "ONLINE_RECEIVED": _("Hồ sơ nộp trực tuyến"),
        "ONLINE_WITH_RESULT": _("Nộp trực tuyến và có kết quả điện tử"),
        "POST_RECEIVED": _("Hồ sơ nộp qua bưu chính công ích"),
        "SECOND_SUPPLEMENT": _("Yêu cầu bổ sung quá một lần"),
    }
    for code in BESIDE:
        part, whole = found.counted.counts[code]
        yield MetricRow(
            code, "", names[code], "", pair(part, whole), percent(part, whole), place.rows(code), "", "", "", "", (), ()
        )


def _signed(value: Decimal) -> str:
    return f"+{points(value)}" if value > 0 else MINUS + points(-value) if value < 0 else points(value)
