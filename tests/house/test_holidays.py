"""The alarm for next year's holidays."""

from __future__ import annotations

import warnings

from namro.core.base.clock import system_clock
from namro.core.timetable import national_calendar


def test_next_years_holidays_are_entered() -> None:
    """A year without its notice passes, and says so: its days are known from the law, swaps and Tết are not."""
    calendar, coming = national_calendar(), system_clock().year + 1
    listed = {day.year for day in calendar.days_off}
    assert coming in calendar.years & listed, f"Thêm ngày nghỉ năm {coming} vào src/namro/data/calendar.yaml"
    if coming not in calendar.settled:
        warnings.warn(f"Ngày nghỉ năm {coming} mới là tạm tính: chưa có thông báo chính thức.", stacklevel=1)
