"""A dossier from plain data: the columns of a dossier file, as JSON, a database row or a reader of files has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.service.dossiers import Channel, Dossier, Event, Step, in_order
from namro.core.timetable import Term, parse_moment, parse_term
from namro.core.timetable.working_time import FIRST_DAY, LAST_DAY

Plain = Mapping[str, Any]
Found = TypeVar("Found")

_TEXTS = ("procedure", "intake_unit", "return_unit", "result_url")
_MOMENTS = ("submitted_at", "accepted_at", "due_at", "synced_at", "handed_over_at", "result_told_at")
_FLAGS = ("returns_document", "digitised_component", "reused_component", "personal_store", "population_data")
_YES_NO = {"true": True, "false": False}


def dossier_of(row: Plain) -> Dossier:
    """Return the dossier of one row; other keys are ignored, None and "" are missing.

    Moments are datetimes or ISO texts, without an offset in Viet Nam's time. `events` and `steps` are lists of
    mappings with the fields of `Event` and `Step`. Raises `NamroError` naming the dossier and the field.
    """
    code = _text(row, "code")
    try:
        return _dossier(row, code)
    except NamroError as error:
        where = f"Hồ sơ “{code}”" if code else "Hồ sơ không có mã"
        raise NamroError(f"{where}: {error.message}", code=error.code) from error


def _dossier(row: Plain, code: str) -> Dossier:
    missing = [name for name in ("code", "unit") if not _text(row, name)]
    if missing:
        raise NamroError(f"thiếu {', '.join(missing)}. Mỗi hồ sơ cần mã (code) và đơn vị xử lý (unit).", code="dossier")
    columns: dict[str, Any] = {
        **{name: _text(row, name) for name in _TEXTS},
        **{name: _read(row, name, _moment) for name in _MOMENTS},
        **{name: _read(row, name, _flag) for name in _FLAGS},
    }
    return Dossier(
        code=code,
        unit=_text(row, "unit"),
        **columns,
        limit=_limit(row),
        channel=_read(row, "channel", _channel) or Channel.DIRECT,
        fee=_read(row, "fee", _whole),
        paid=_read(row, "paid", _whole) or 0,
        disliked=bool(_read(row, "disliked", _flag)),
        events=in_order([_event(one) for one in _list(row, "events")]),
        steps=tuple(_step(one) for one in _list(row, "steps")),
    )


def _event(row: Plain) -> Event:
    at = _read(row, "at", _moment)
    if at is None or not _text(row, "status"):
        raise NamroError("mỗi sự kiện (events) cần status và at.", code="dossier")
    return Event(
        status=_text(row, "status"),
        at=at,
        document=_told(row, "document"),
        reason=_told(row, "reason"),
        actor=_text(row, "actor"),
        **{name: _read(row, name, _moment) for name in ("arrived_at", "told_at", "new_due_at")},
    )


def _step(row: Plain) -> Step:
    if not _text(row, "unit"):
        raise NamroError("mỗi bước (steps) cần unit, đơn vị giữ hồ sơ ở bước đó.", code="dossier")
    return Step(
        unit=_text(row, "unit"),
        name=_text(row, "name"),
        officer=_text(row, "officer"),
        **{name: _read(row, name, _moment) for name in ("started_at", "due_at", "ended_at")},
    )


def _read(row: Plain, name: str, parse: Callable[[Any], Found]) -> Found | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        return parse(value)
    except NamroError as error:
        raise NamroError(f"{name}: {error.message}", code=error.code) from error
    except ValueError as error:
        raise NamroError(f"{name}: không hiểu “{str(value)[:40]}”. {error}", code="dossier") from error


def _text(row: Plain, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def _told(row: Plain, name: str) -> str | None:
    """A text that may be known to be empty: "" stays what it is."""
    return None if row.get(name) is None else _text(row, name)


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        found = value.replace(tzinfo=VIETNAM) if value.tzinfo is None else value.astimezone(VIETNAM)
    else:
        found = parse_moment(str(value).strip())
    if not FIRST_DAY <= found.date() <= LAST_DAY:
        raise ValueError(f"Chỉ tính được từ {FIRST_DAY:%d/%m/%Y} đến {LAST_DAY:%d/%m/%Y}. Kiểm tra lại năm.")
    return found


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).strip().lower() in _YES_NO:
        return _YES_NO[str(value).strip().lower()]
    raise ValueError("Ghi true hoặc false.")


def _whole(value: Any) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.isdigit():
        raise ValueError("Ghi một số nguyên, không âm.")
    return int(text)


def _channel(value: Any) -> Channel:
    if str(value).strip() not in {str(int(one)) for one in Channel}:
        raise ValueError("Ghi 1 (trực tiếp), 2 (trực tuyến) hoặc 3 (bưu chính).")
    return Channel(int(value))


def _limit(row: Plain) -> Term | None:
    """The procedure's time limit; without a unit none, because no unit is guessed."""
    amount, unit = row.get("max_time"), _text(row, "time_unit")
    if amount is None or amount == "" or not unit:
        return None
    text = f"{Decimal(str(amount)).normalize():f}" if isinstance(amount, int | float | Decimal) else str(amount)
    return _read({"max_time": text}, "max_time", lambda typed: parse_term(typed.strip(), unit))


def _list(row: Plain, name: str) -> Iterable[Plain]:
    value = row.get(name) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(one, Mapping) for one in value):
        raise NamroError(f"{name}: cần một danh sách, mỗi phần tử là một nhóm khóa và giá trị.", code="dossier")
    return value
