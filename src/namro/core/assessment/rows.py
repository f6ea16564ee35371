"""One line of an audit: what is wrong, where, what is printed and what follows from the other numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from namro.core.base.points import format_points

Severity = Literal["error", "gap", "text", "info"]
Value = Decimal | str | None

#: error: printed figures contradict; gap: something is missing; text: wording or numbering; info: for the reader.
SEVERITIES: tuple[Severity, ...] = ("error", "gap", "text", "info")

CODES: dict[str, str] = {
    "parent_sum": "Tổng thành phần không khớp",
    "total_sum": "Tổng điểm không khớp",
    "two_values": "Hai số điểm khác nhau",
    "loss_unexplained": "Điểm trừ chưa rõ lý do",
    "criterion_missing": "Thiếu tiêu chí",
    "max_missing": "Thiếu điểm tối đa",
    "score_missing": "Thiếu điểm đạt",
    "not_applicable_zero": "Không phải thực hiện nhưng bị trừ",
    "remedy_missing": "Chưa có biện pháp khắc phục",
    "owner_missing": "Chưa có người thực hiện",
    "date_missing": "Chưa có thời hạn",
    "loss_not_printed": "Không in số điểm trừ",
    "date_impossible": "Ngày không có thật",
    "date_conflict": "Thời hạn mâu thuẫn",
    "name_similar": "Tên gần giống nhau",
    "numbering": "Lỗi đánh số",
    "year_conflict": "Năm mâu thuẫn",
    "text": "Lỗi lời văn",
}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One finding of the audit.

    `code` is a key of CODES; `where` one or more ids joined by ", ", else `header`, `total`, `remediation` or
    `assignees`; `stated` is what is printed and `computed` what follows from the rest (points, days or words).
    """

    code: str
    severity: Severity
    where: str
    stated: Value
    computed: Value
    message: str

    def to_plain(self) -> dict[str, Any]:
        """The row for JSON, with numbers as numbers."""
        return {
            "code": self.code,
            "severity": self.severity,
            "where": self.where,
            "stated": _plain(self.stated),
            "computed": _plain(self.computed),
            "message": self.message,
        }


def score(achieved: Decimal | None, maximum: Decimal | None) -> str:
    """Write a score as the sheets do: "8,50/10,00", or "8,50" where no maximum is printed."""
    parts = ["?" if achieved is None else format_points(achieved)]
    return "/".join(parts if maximum is None else [*parts, format_points(maximum)])


def _plain(value: Value) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
