"""What changed between the rounds as a workbook; who took it is recorded."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.change_list import ChangeRow, parts_of, row_of
from namro.apps.appraisals.queries.changes import Changes
from namro.apps.assessments.actions.filling import subject_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.documents.writing.decree import decree_30
from namro.documents.writing.parts import Column, Line, TaskRow, TaskTable
from namro.documents.writing.to_xlsx import table_xlsx
from namro.ui.formats import NOTHING, moment


def take_changes(user: User, found: Changes, unit: str, *, chosen: str, at: datetime) -> BytesIO:
    """Return the rows of a filter; what is sealed on the page is sealed here."""
    parts = parts_of(found)
    rows = [row_of(found, step) for step in parts.get(chosen, parts[""])]
    columns = (
        Column(_("Mã"), 8, style="cell_centred"),
        Column(_("Tiêu chí"), 34),
        Column(_("Tự chấm"), 10, style="cell_centred"),
        Column(_("Thẩm định"), 10, style="cell_centred"),
        Column(_("Giải trình"), 10, style="cell_centred"),
        Column(_("Kết quả"), 10, style="cell_centred"),
        Column(_("Chênh lệch"), 10, style="cell_centred"),
        Column(_("Nguyên nhân"), 16),
        Column(_("Lý do"), 48),
    )
    title = Line("annex_title", _("%(unit)s, %(year)d: điểm thay đổi qua các bước, lúc %(at)s") % {
        "unit": unit, "year": found.sheet.year, "at": moment(at),
    })  # fmt: skip
    table = TaskTable(columns, tuple(TaskRow(_cells(row)) for row in rows))
    content = table_xlsx(title, table, decree_30(), sheet_name=_("Thay đổi"))
    record(user, AuditEntry.Act.SHEET_DOWNLOADED, at=at, subject=subject_of(found.sheet), note="thay-doi xlsx")
    return BytesIO(content)


def _cells(row: ChangeRow) -> tuple[str, ...]:
    values = (row.own, row.appraised, row.explained, row.final)
    reasons = "\n".join(f"{who}: {text}" for who, text in row.reasons)
    return row.id, row.name, *(value or NOTHING for value in values), row.more.words or NOTHING, row.cause, reasons
