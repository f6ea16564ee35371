"""Small indicators for tests, written as data."""

from __future__ import annotations

from namro.core.indicators.model import Indicator
from namro.core.indicators.periods import Window
from namro.core.indicators.reading import parse_indicators

CALENDAR = Window("calendar", "Theo lịch")
DECREE = Window("decree_09", "Theo kỳ báo cáo", 15)
WINDOWS = {one.id: one for one in (CALENDAR, DECREE)}

HEAD = """indicators:
  - id: share
    name: Tỷ lệ
    field: digital
    unit: percent
    window: calendar
    source: {text: Văn bản}
    sure: A
"""
SHARE = f"""{HEAD}    parts:
      a: {{name: Phần}}
      b: {{name: Tổng}}
      c: {{name: Tổng khác}}
    variants:
      - {{id: of_b, name: Trên tổng, numerator: a, denominator: b}}
      - {{id: of_c, name: Trên tổng khác, numerator: a, denominator: c}}
"""


def indicator(text: str = SHARE) -> Indicator:
    """Return the one indicator of a text."""
    (found,) = parse_indicators(text, name="thu.yaml", windows=WINDOWS)
    return found
