"""What people type about a task: an owner, helpers, a day, a rhythm, points; as values for `actions.edit_tasks`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.people.owning import NOBODY, Choices, owning_of
from namro.apps.people.sent import whole
from namro.apps.plans.actions.editing import TEXTS
from namro.core.base import numerals
from namro.core.base.errors import NamroError
from namro.core.base.points import parse_points
from namro.core.improvement.events import event_term
from namro.core.improvement.quantities import check_quantity
from namro.core.improvement.task_checks import Given, faults
from namro.core.timetable import Period, Rhythm, national_calendar, typed_token
from namro.core.timetable.rhythm import WEEKS

#: Of a period: owed once, on a day.
ONCE = "once"
#: Of a period: owed after each event.
EVENT = "event"
#: What a form over several tasks does with those who help: leave, add to, put others in their place, take all away.
ADD, REPLACE, NONE = "add", "replace", "none"
HELPING = ("", ADD, REPLACE, NONE)
#: Names in a form of what settles the time, and of the plain texts.
TIMES = ("period", "weekday", "monthday", "month", "edge", "due", "event", "term", "term_unit")
#: Names in a form of how much is owed each time.
AMOUNTS = ("quantity", "measure")
_LONGEST_MEASURE = 40
#: Longest texts, and what must not be empty.
LENGTHS = {"text": 4000, "deliverable": 4000, "criterion": 64, "group": 500}
_EMPTY = {"text": _mark("Chưa ghi nhiệm vụ. Ghi việc cần làm."), "group": _mark("Chưa ghi lĩnh vực.")}
_MOST_POINTS = 100


class FieldRefused(NamroError):
    """A field that cannot be so; `days` are days to choose from."""

    def __init__(self, message: str, *, days: tuple[date, ...] = ()) -> None:
        super().__init__(message, code="field")
        self.days = days


@dataclass(frozen=True, slots=True)
class Typed:
    """The values to set, and the refusals by field. With refusals nothing is written."""

    values: Mapping[str, Any]
    refused: dict[str, FieldRefused] = field(default_factory=dict)


def read_typed(post: QueryDict, *, choices: Choices, touched: Callable[[str], bool], year: int) -> Typed:
    """Return what a form means; fields that are not `touched` are left as they are. `year` completes days without."""
    reads: dict[str, Callable[[], Any]] = {name: partial(_plain, post, name) for name in TEXTS}
    reads |= {
        "gain": lambda: _points(post.get("gain", "")),
        "since": lambda: typed_day(post.get("since", ""), year),
        "owner": lambda: _owner(post.get("owner", ""), choices),
        "helpers": lambda: _helpers(post, choices),
    }
    values: dict[str, Any] = {}
    refused: dict[str, FieldRefused] = {}
    for name, read in reads.items():
        if touched(name):
            _take(values, refused, name, read)
    if any(touched(name) for name in TIMES):
        _take(values, refused, "due", lambda: _time(post, year))
        if "due" in values:
            values |= values.pop("due")
    if any(touched(name) for name in AMOUNTS):
        _take(values, refused, "quantity", lambda: _amount(post))
    if "helpers" in values:
        values |= values.pop("helpers")
    return Typed({} if refused else values, refused)


def _take(values: dict[str, Any], refused: dict[str, FieldRefused], name: str, read: Callable[[], Any]) -> None:
    try:
        values[name] = read()
    except FieldRefused as fault:
        refused[name] = fault
    except NamroError as fault:
        refused[name] = FieldRefused(fault.message)


def typed_day(text: str, year: int) -> date:
    """Return a typed day: `31/12/2026`, `31/12` (of the plan's year) or `2026-12-31`.

    Raises FieldRefused; for a day that does not exist with the nearest two.
    """
    token = typed_token(text, year)
    if token is None:
        raise FieldRefused(_("“%(text)s” không phải một ngày. Viết dạng 30/11/2026.") % {"text": text.strip()})
    if not token.startswith("invalid:"):
        return date.fromisoformat(token)
    fault = faults(Given(start=date(year, 1, 1), due=token), national_calendar())[0]
    raise FieldRefused(fault.message, days=fault.proposals)


def _plain(post: QueryDict, name: str) -> str:
    text = post.get(name, "").strip()
    most = LENGTHS[name]
    if len(text) > most:
        raise FieldRefused(_("Dài quá %(most)d ký tự. Rút gọn lại.") % {"most": most})
    if not text and name in _EMPTY:
        raise FieldRefused(gettext(_EMPTY[name]))
    return text


def _points(text: str) -> Decimal | None:
    if not text.strip():
        return None
    points = parse_points(text)
    if not 0 <= points <= _MOST_POINTS or points != round(points, 3):
        raise FieldRefused(_("Điểm lấy lại từ 0 đến 100, nhiều nhất ba số lẻ."))
    return points


def _owner(value: str, choices: Choices) -> Any:
    if value != NOBODY and choices.find(value) is None:
        raise FieldRefused(_("Người này không còn trong danh sách của đơn vị. Chọn lại."))
    return owning_of(value)


def _helpers(post: QueryDict, choices: Choices) -> dict[str, Any]:
    """`helpers` or `more_helpers`. A form over several tasks says in `helping` which is meant, ticks alone do not."""
    sent, helping = post.getlist("helpers"), post.get("helping", REPLACE)
    if helping not in HELPING:
        raise FieldRefused(_("Không hiểu cách ghi người phối hợp. Chọn lại."))
    if helping in {"", NONE} and sent:
        raise FieldRefused(_("Đã đánh dấu người phối hợp. Chọn “Thêm vào” hoặc “Thay bằng”, hoặc bỏ dấu."))
    if helping in {ADD, REPLACE} and not sent and "helping" in post:
        raise FieldRefused(_("Chưa đánh dấu ai để phối hợp. Đánh dấu người, hoặc chọn “Bỏ hết”."))
    known = {option.value for option in choices.helpers()}
    if not known.issuperset(sent):
        raise FieldRefused(_("Người này không còn trong danh sách của đơn vị. Chọn lại."))
    kinds = {"person": "user", "position": "position"}
    parts = (value.split(":") for value in sent)
    return {"more_helpers" if helping == ADD else "helpers": {(kinds[kind], int(key)) for kind, key in parts}}


def _time(post: QueryDict, year: int) -> dict[str, Any]:
    """`due` and `rhythm`; without a period only `due`. Of a recurring task it is the last day, and may be left open."""
    period = post.get("period", "")
    if period == EVENT:
        begins = event_term(post.get("term", ""), post.get("term_unit", ""), post.get("event", ""))
        return {"event": begins, "rhythm": None, "due": None}
    text = post.get("chosen_day", "") or post.get("due", "")
    due = typed_day(text, year) if text.strip() else None
    before = post.get("edge", "") == "before"
    if period in {"", ONCE}:
        last = {"due": due - timedelta(days=1) if due and before else due}
        return last | ({"rhythm": None, "event": None} if period else {})
    if period not in set(Period):
        raise FieldRefused(_("Không có chu kỳ này. Chọn lại."))
    kind = Period(period)
    if kind is Period.CONTINUOUS:
        return {"rhythm": Rhythm(period=kind), "due": due}
    day = _number(post.get("weekday" if kind in WEEKS else "monthday", ""))
    month = _number(post.get("month", "")) if kind in {Period.QUARTER, Period.HALF_YEAR, Period.YEAR} else None
    return {"rhythm": Rhythm(period=kind, day=day, month=month, before=before), "due": due}


def _amount(post: QueryDict) -> tuple[Decimal | None, str]:
    """How much is owed each time, and of what; nothing typed: it is not counted."""
    text, measure = post.get("quantity", "").strip(), " ".join(post.get("measure", "").split())
    if len(measure) > _LONGEST_MEASURE:
        raise FieldRefused(_("Dài quá %(most)d ký tự. Rút gọn lại.") % {"most": _LONGEST_MEASURE})
    return (check_quantity(typed_number(text)), measure) if text else (None, "")


def typed_number(text: str) -> Decimal:
    """Return a typed number, "1" or "58,5". Raises FieldRefused."""
    try:
        return numerals.typed_number(text)
    except NamroError as fault:
        raise FieldRefused(_("“%(text)s” không phải một số. Viết dạng 4 hoặc 58,5.") % {"text": text[:40]}) from fault


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    number = whole(text.strip())
    if number is None:
        raise FieldRefused(_("“%(text)s” không phải số của một ngày. Viết một số, ví dụ 20.") % {"text": text.strip()})
    return number
