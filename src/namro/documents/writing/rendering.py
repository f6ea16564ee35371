"""Documents as files: one door for every kind of content."""

from __future__ import annotations

from namro.core.base.errors import NamroError
from namro.documents.writing.composing import composed
from namro.documents.writing.content import Paper
from namro.documents.writing.decree import decree_30
from namro.documents.writing.parts import Report
from namro.documents.writing.printable import printable
from namro.documents.writing.to_docx import docx_bytes
from namro.documents.writing.to_pdf import pdf_bytes
from namro.documents.writing.to_xlsx import xlsx_bytes

_FORMATS = {".docx": docx_bytes, ".pdf": pdf_bytes}
_WORKBOOK = {".xlsx": xlsx_bytes}


def paper_bytes(paper: Paper, suffix: str) -> bytes:
    """Return the document as a file. Raises `NamroError` for a suffix that is neither .docx nor .pdf."""
    what = paper.official.kind_name.lower()
    return rendered(composed(printable(paper), decree_30()), suffix, what=what)[0]


def rendered(report: Report, suffix: str, *, what: str) -> tuple[bytes, str]:
    """Return a report as a file and a note about its font; .xlsx where it has a table for a workbook.

    Raises `NamroError` for another suffix.
    """
    formats = _FORMATS | _WORKBOOK if report.tasks else _FORMATS
    render = formats.get(suffix.lower())
    if render is None:
        *first, last = formats
        raise NamroError(
            f"Không lập được {what} dạng “{suffix}”. Hãy chọn {', '.join(first)} hoặc {last}.", code="output_format"
        )
    return render(printable(report), decree_30())
