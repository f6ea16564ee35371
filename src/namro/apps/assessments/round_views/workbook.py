"""The units of a round as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from namro.apps.assessments.models import Round
from namro.apps.assessments.pages.round_page import UnitRow
from namro.documents.writing.decree import decree_30
from namro.documents.writing.parts import Column, Line, TaskRow, TaskTable
from namro.documents.writing.to_xlsx import table_xlsx
from namro.ui.formats import moment


def progress_xlsx(made: Round, rows: Iterable[UnitRow], now: datetime) -> bytes:
    """Return the file; what a page leaves out is left out here too."""
    columns = (
        Column(_("TT"), 5, style="cell_centred"),
        Column(_("Đơn vị"), 22),
        Column(_("Nhóm xếp hạng"), 10),
        Column(_("Trạng thái"), 15),
        Column(_("Đã điền"), 8, style="cell_centred"),
        Column(_("Điểm tự chấm"), 10, style="cell_centred"),
        Column(_("Hạn và ngày chậm"), 22),
        Column(_("Gia hạn"), 8, style="cell_centred"),
    )
    cells = tuple(TaskRow((str(number), *_cells(row))) for number, row in enumerate(rows, 1))
    title = Line("annex_title", f"{made.title.upper()} – {_('tiến độ lúc')} {moment(now)}")
    return table_xlsx(title, TaskTable(columns, cells), decree_30(), sheet_name=_("Tiến độ"))


def _cells(row: UnitRow) -> tuple[str, ...]:
    due = row.late or (row.deadline.words if row.deadline else "")
    return row.name, row.pool, row.chip.words, row.share, row.total, due, _("có") if row.extended else ""
