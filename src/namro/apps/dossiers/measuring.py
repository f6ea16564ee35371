"""Figures of one-stop indicators, dossier by dossier: each is counted once in the period that it belongs to.

What is ended belongs to the period in which it ended, what was received to that in which it was accepted, so that
months add up; only what is still open is a state at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from namro.apps.dossiers.bridge import value_of
from namro.apps.dossiers.limits_of import offices
from namro.apps.dossiers.models import Dossier, DossierStep, OnlineLevel, Procedure
from namro.apps.dossiers.tallying import Span, Tallied
from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import names_of
from namro.core.base.clock import VIETNAM
from namro.core.service.dossiers import Channel
from namro.core.service.lateness import LateClass, lateness

Measured = dict[str, int]
_MOST = 500


def figures_of(unit: int, rows: Sequence[Tallied], span: Span) -> Measured:
    """Return the figures of a unit's dossiers in a period by name; {} of none."""
    if not rows:
        return {}
    catalogue = _Catalogue()
    found: Counter[str] = Counter()
    for row in rows:
        found.update(_state(row, span))
        if row.accepted >= span.first:
            found.update(_received(row, catalogue))
        if row.ended is not None:
            found.update(_done(row))
    late = [row.id for row in rows if row.ended is not None and not row.known.on_time]
    found["late_others"] = _by_others(unit, late, span)
    return {name: found[name] for name in FIGURES}


#: Every name that figures are asked by, with its words.
FIGURES = {
    "received_online": "Tiếp nhận trực tuyến trong kỳ",
    "received_direct": "Tiếp nhận trực tiếp, bưu chính trong kỳ",
    "carried": "Kỳ trước chuyển sang",
    "early": "Đã giải quyết trước hạn",
    "in_time": "Đã giải quyết đúng hạn",
    "late": "Đã giải quyết quá hạn",
    "late_others": "Quá hạn ở cơ quan khác",
    "open_in_time": "Đang giải quyết, trong hạn",
    "open_late": "Đang giải quyết, quá hạn",
    "accepted": "Tiếp nhận trong kỳ",
    "online": "Nộp trực tuyến",
    "online_with_result": "Nộp trực tuyến, có kết quả điện tử",
    "online_eligible": "Thuộc thủ tục có dịch vụ trực tuyến",
    "digitised": "Có tệp ở thành phần và ở kết quả",
    "reused": "Có thành phần dùng lại",
    "paid_online": "Có thanh toán trực tuyến",
    "with_fee": "Có nghĩa vụ tài chính",
    "zero_fee": "Phí bằng 0 hoặc chưa đồng bộ",
    "done": "Đã giải quyết",
    "done_returning": "Đã giải quyết, thủ tục có trả kết quả",
    "done_electronic": "Đã giải quyết, có kết quả điện tử",
    "late_apologised": "Quá hạn, có xin lỗi",
}


class _Catalogue:
    """Which procedures have a service online, and which a fee, as the catalogue has them last; one query."""

    def __init__(self) -> None:
        self.online: set[str] = set()
        self.fee: set[str] = set()
        for code, online, fee in Procedure.objects.order_by("since").values_list("code", "online", "fee"):
            (self.online.discard if online == OnlineLevel.NONE else self.online.add)(code)
            (self.fee.add if fee else self.fee.discard)(code)


def _state(row: Tallied, span: Span) -> Iterable[str]:
    if row.accepted < span.first:
        yield "carried"
    else:
        yield "received_online" if row.known.channel == Channel.ONLINE else "received_direct"
    if row.ended is None:
        yield "open_in_time" if row.known.on_time else "open_late"
    elif not row.known.on_time:
        yield "late"
    else:
        yield "early" if _day(row.clock) < _day(row.due) else "in_time"


def _received(row: Tallied, catalogue: _Catalogue) -> Iterable[str]:
    yield "accepted"
    if row.known.channel == Channel.ONLINE:
        yield "online"
        if row.known.has_result:
            yield "online_with_result"
    if row.procedure in catalogue.online:
        yield "online_eligible"
    if row.known.digitised and row.known.has_result:
        yield "digitised"
    if row.known.reused:
        yield "reused"
    if row.known.fee > 0 or row.procedure in catalogue.fee:
        yield "with_fee"
        if not row.known.fee:
            yield "zero_fee"
        elif row.known.paid in (1, 2):
            yield "paid_online"


def _done(row: Tallied) -> Iterable[str]:
    yield "done"
    if row.known.returns_document:
        yield "done_returning"
        if row.known.has_result:
            yield "done_electronic"
    if not row.known.on_time and row.apologised:
        yield "late_apologised"


def _day(second: int | None) -> int:
    """The day of Viet Nam of a moment, as a number."""
    return datetime.fromtimestamp(second or 0, UTC).astimezone(VIETNAM).toordinal()


def _by_others(unit: int, late: Sequence[int], span: Span) -> int:
    """How many of these are late through a step that another agency holds or held."""
    if not late:
        return 0
    cut_off = datetime.fromtimestamp(span.cut_off, VIETNAM)
    code = Unit.objects.values_list("code", flat=True).get(pk=unit)
    office = offices({unit: code})(unit)
    found = 0
    # Only a dossier with a step elsewhere can be late through one.
    for start in range(0, len(late), _MOST):
        known = Dossier.objects.filter(pk__in=late[start : start + _MOST]).prefetch_related("steps")
        rows = [row for row in known if row.steps.all()]
        names = _names(unit, (step for row in rows for step in row.steps.all()))
        for row in rows:
            why = lateness(value_of(row, steps=row.steps.all(), names=names), cut_off, office)
            found += why is not None and why.late_class is LateClass.OTHER_AGENCY
    return found


def _names(unit: int, steps: Iterable[DossierStep]) -> dict[int, str]:
    units = {unit, *(step.unit_id for step in steps if step.unit_id)}
    return {key: name for key, (_code, name) in names_of(units).items()}
