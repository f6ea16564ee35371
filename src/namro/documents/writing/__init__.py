"""Writing a plan as an official document in the layout of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from pathlib import Path

from namro.core.base.errors import NamroError
from namro.core.improvement.plan import Plan
from namro.documents.writing.decree import decree_30
from namro.documents.writing.plan_notes import plan_notes
from namro.documents.writing.plan_parts import printed_plan
from namro.documents.writing.printable import printable
from namro.documents.writing.rendering import rendered
from namro.documents.writing.whole_file import why_not_written, write_whole
from namro.documents.writing.wording import assignment_words

__all__ = ["LAYOUTS", "assignment_words", "write_plan"]

#: Name and Vietnamese name of each layout.
LAYOUTS = {
    "annex": "bảng phụ lục",
    "blocks": "mỗi việc năm dòng",
    "fields": "các điểm a) đến d) theo lĩnh vực",
    "duties": "nhiệm vụ theo người, chức danh",
}
_SUFFIXES = (".docx", ".pdf", ".xlsx")


def write_plan(plan: Plan, path: Path, *, layout: str = "annex") -> list[str]:
    """Write the plan to `path` in the format of its suffix and return notes for people, in Vietnamese.

    `annex`: the tasks in a landscape table after the body; in the body `blocks`: lines under each criterion, `fields`:
    points a) to d) under each field, `duties`: tasks under the person, position or body that leads them.
    Raises `NamroError` for an unknown suffix or layout, and when the file cannot be written.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise NamroError(
            f"Không ghi được kế hoạch ra tệp “{path.name}”. Hãy đặt đuôi tệp là .docx, .pdf hoặc .xlsx.",
            code="output_format",
        )
    if layout not in LAYOUTS:
        raise NamroError(
            f"Không có kiểu trình bày “{layout}”. Hãy chọn {layout_words()}.",
            code="output_layout",
        )
    plan = printable(plan)
    content, font_note = rendered(printed_plan(plan, decree_30(), form=layout), path.suffix, what="kế hoạch")
    try:
        write_whole(path, content)
    except OSError as error:
        raise NamroError(
            f"Không ghi được tệp “{path}” ({why_not_written(error)}). Hãy kiểm tra thư mục và đóng tệp nếu đang mở.",
            code="output_file",
        ) from error
    return [font_note, *plan_notes(plan)]


def layout_words() -> str:
    """The layouts for a person to choose from: "annex (bảng phụ lục), …"."""
    return ", ".join(f"{name} ({words})" for name, words in LAYOUTS.items())
