"""A piece of work split into parts: each with its own owner and day, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from namro.core.base.errors import NamroError
from namro.core.improvement.states import CLOSED, State

#: More parts than these are a plan of their own.
MOST = 30


@dataclass(frozen=True, slots=True)
class Part:
    """How one part stands."""

    name: str
    state: State
    progress: int


def rolled_up(parts: Iterable[Part]) -> int | None:
    """Return the progress of the whole in percent, each part weighing the same; None where no part counts.

    An accepted part is whole, one that was handed in is not yet; cancelled ones do not count.
    """
    counted = [part for part in parts if part.state is not State.CANCELLED]
    if not counted:
        return None
    done = sum(100 if part.state is State.ACCEPTED else min(part.progress, 99) for part in counted)
    return done // len(counted)


def check_parts_done(parts: Iterable[Part]) -> None:
    """Raise `NamroError` with the parts that keep the whole from being handed in."""
    left = [part.name for part in parts if part.state not in CLOSED]
    if left:
        names = ", ".join(f"“{name[:60]}”" for name in left[:3]) + (f" (+{len(left) - 3})" if len(left) > 3 else "")
        raise NamroError(f"Còn {len(left)} việc con chưa xong: {names}. Xong việc con rồi nộp việc này.", code="parts")


def check_part(due: date | None, *, whole: date | None, since: date, count: int) -> None:
    """Raise `NamroError` for a part without a day, due after the whole or before it began, or one too many."""
    if count >= MOST:
        raise NamroError(f"Việc này đã có {MOST} việc con. Gộp bớt, hoặc lập thành kế hoạch riêng.", code="parts")
    if due is None:
        raise NamroError("Việc con chưa có hạn. Ghi ngày hạn.", code="day")
    if whole is not None and due > whole:
        raise NamroError(
            f"Hạn {due:%d/%m/%Y} của việc con sau hạn {whole:%d/%m/%Y} của việc lớn. Chọn ngày không muộn hơn.",
            code="day",
        )
    if due < since:
        raise NamroError(
            f"Hạn {due:%d/%m/%Y} của việc con trước ngày bắt đầu {since:%d/%m/%Y}. Chọn ngày sau đó.", code="day"
        )
