"""Reports of many communes as they were sent, for measuring and for tests of merging. All is invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from random import Random

from namro.apps.people.models import User
from namro.apps.reports.models import Report
from namro.core.reporting.outline import Outline
from namro.core.reporting.periods import Period
from namro.core.reporting.states import State
from namro.core.reporting.types import Level, ReportType
from namro.core.reporting.values import Value, plain_value, share_of

_SAYS = (
    "Ban hành kế hoạch, phân công từng người theo dõi; giao ban hằng tuần.",
    "Niêm yết, công khai đầy đủ thủ tục; không để hồ sơ quá hạn.",
    "Còn chậm trong cập nhật số liệu; đã chấn chỉnh bộ phận phụ trách.",
)


def send_from(
    units: Iterable[int], made: ReportType, period: Period, *, by: User, at: datetime, seed: int
) -> list[Report]:
    """Write one sent report of a type and period for each unit, with figures, tables and words; all at once."""
    dice = Random(seed)  # noqa: S311 - invented figures
    edition = made.editions[-1]
    rules = edition.levels[Level.COMMUNE].periods[period.kind]
    first, last = rules.window.of(period)
    rows = [
        Report(
            unit_id=unit,
            type_id=made.id,
            edition=edition.since,
            level=Level.COMMUNE,
            period=period.key,
            window_from=first,
            window_last=last,
            due=last,
            to="Sở Nội vụ",
            state=State.SENT,
            sent_on=last,
            sent_number="40/BC-UBND",
            snapshot=_content(edition.outline, dice),
            closed_at=at,
            created_by=by,
            created_at=at,
        )
        for unit in units
    ]
    return Report.objects.bulk_create(rows, batch_size=200)


def _content(outline: Outline, dice: Random) -> dict[str, object]:
    values = {}
    for figure in outline.figures:
        number = Decimal(dice.randrange(1, 1500))
        one = share_of(Decimal(dice.randrange(0, int(number) + 1)), number) if figure.share else Value(value=number)
        values[figure.id] = plain_value(one)
    fields = ("Hộ tịch", "Đất đai", "Chứng thực")
    tables = {
        table.id: {name: {column.id: str(dice.randrange(90)) for column in table.columns} for name in fields}
        for table in outline.tables
        if table.open_rows
    }
    texts = {section.id: dice.choice(_SAYS) for section in outline.written}
    return {"values": values, "tables": tables, "grids": {}, "texts": texts, "notes": {}}
