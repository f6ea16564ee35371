"""Fixed words of reports: headings of their tables, where figures come from, what a merged report says of itself."""

from __future__ import annotations

from collections.abc import Iterable

TOTAL, NOTE, STATISTICS, MEASURED_IN = "Tổng cộng", "Ghi chú", "Chỉ tiêu thống kê", "Đơn vị tính"
EACH_UNIT, UNIT, UPPER_LEVEL = "Số liệu từng đơn vị", "Đơn vị", "cấp trên"
#: Columns of a list of tasks, and its last one by the kind of list.
TASK, LEAD, DUE, PRODUCT = "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm"
LAST_COLUMN = {"done": "Kết quả", "overdue": "Trễ (ngày làm việc)"}
ON_TIME = "Đúng hạn, trước hạn"
FROM_PLANS, FROM_SHEET = "Việc của các kế hoạch đã duyệt", "Phiếu tự chấm điểm của năm"
_NOTHING = {"", "không", "không có", "không có."}


def says_nothing(words: str) -> bool:
    """Whether a unit has nothing to say there."""
    return words.casefold() in _NOTHING


def subject_of(name: str) -> str:
    """What a type of report is about: its name without "Báo cáo"."""
    return name.removeprefix("Báo cáo ")


def merged_period(period: str, count: int) -> str:
    """ "quý III năm 2026 (tổng hợp từ 124 đơn vị)"."""
    return f"{period} (tổng hợp từ {count} đơn vị)"


def more_tasks(count: int) -> str:
    """The line below a list that was cut."""
    return f"… và {count} nhiệm vụ nữa"


def times_between(first: str, last: str, count: int) -> str:
    """ "02/10/2026 – 16/10/2026 (3 lần)"."""
    return f"{first} – {last} ({count} lần)"


def late_times(late: int, times: int) -> str:
    """How often work was late."""
    return "Trễ hạn" if times == 1 else f"{late} lần trễ hạn"


def typed_by(who: str) -> str:
    """Where a figure is from that somebody typed."""
    return f"Nhập tay: {who}"


def from_indicator(day: str) -> str:
    """Where a figure is from that an indicator gives."""
    return f"Chỉ tiêu, số liệu đến {day}"


def in_column(name: str, columns: Iterable[str]) -> str:
    """Where in a table: the row and its column."""
    return ", cột ".join((name, *columns))
