"""Validity rules out of an instrument's file."""

from __future__ import annotations

from decimal import Decimal

from namro.core.framework.fields import Fields
from namro.core.survey.validity import Burst, Reason, Validity


def read_validity(fields: Fields) -> Validity:
    """Read the key "validity": {blanks, straight, seconds, duplicates, staff, burst, excludes}."""
    blanks = fields.number("blanks", least=0)
    if blanks is not None and blanks >= 1:
        fields.fault("blanks", f"blanks: {blanks} không dùng được. Viết tỷ lệ nhỏ hơn 1, ví dụ 0.5 là nửa số câu.")
        blanks = None
    straight = fields.number("straight", least=2, whole=True)
    seconds = fields.number("seconds", least=1, whole=True)
    found = Validity(
        blanks=blanks,
        straight=_whole(straight),
        seconds=_whole(seconds),
        duplicates=fields.flag("duplicates", default=False),
        staff=fields.flag("staff", default=False),
        burst=_burst(fields),
        excludes=tuple(Reason(one) for one in fields.words("excludes", tuple(str(one) for one in Reason))),
    )
    fields.done()
    return found


def _burst(fields: Fields) -> Burst | None:
    inner = fields.mapping("burst")
    if inner is None:
        return None
    answers = inner.number("answers", required=True, least=2, whole=True)
    minutes = inner.number("minutes", required=True, least=1, whole=True)
    inner.done()
    return Burst(int(answers), int(minutes)) if answers is not None and minutes is not None else None


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None else None
