"""Work passed from person to person (*bàn giao*): offered and taken, or ordered; never in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from namro.core.base.errors import NamroError


class Passing(StrEnum):
    """What became of an offer to take work over."""

    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ORDERED = "ordered"


PASSING_WORDS = {
    Passing.OFFERED: "Chờ người nhận đồng ý",
    Passing.TAKEN: "Đã nhận bàn giao",
    Passing.DECLINED: "Không nhận",
    Passing.WITHDRAWN: "Đã rút",
    Passing.ORDERED: "Lãnh đạo giao lại",
}
#: The work changed hands.
PASSED = frozenset({Passing.TAKEN, Passing.ORDERED})


@dataclass(frozen=True, slots=True)
class Step:
    """Work that went from one person to another; keys of accounts, and the giver's name for messages."""

    giver: str
    receiver: str
    on: date
    name: str


def check_pass(giver: str, receiver: str, steps: Iterable[Step], *, here: bool) -> None:
    """Raise `NamroError` when the work cannot go to the receiver: the same person, gone, or the circle closes."""
    if giver == receiver:
        raise NamroError("Người nhận đang giữ việc này. Chọn người khác.", code="receiver")
    if not here:
        raise NamroError("Người nhận không còn làm việc tại đơn vị. Chọn người khác trong danh sách.", code="receiver")
    back = next((step for step in steps if step.giver == receiver), None)
    if back is not None:
        raise NamroError(
            f"{back.name} đã bàn giao chính việc này ngày {back.on:%d/%m/%Y}: giao lại thì thành vòng. "
            "Chọn người khác; nếu vẫn cần giao cho người này, đầu mối điều chỉnh kế hoạch.",
            code="circle",
        )
