"""The dossier of a self-assessment: the report by Decree 30 with the whole sheet and the list of proof as annexes."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.assessment.score_sheet import ScoreSheet
from namro.core.base.errors import NamroError
from namro.documents.writing.decree import Layout, decree_30
from namro.documents.writing.dossier_sums import as_counted, domain_footnote, sheet_footnote
from namro.documents.writing.dossier_tables import domain_table, proof_table, sheet_table
from namro.documents.writing.dossier_text import last_parts, opening_lines, result_lines, survey_lines
from namro.documents.writing.official import Official, annex_heading, closing_part, letterhead_part, ruled
from namro.documents.writing.parts import AnnexPage, Line, Part, Report
from namro.documents.writing.printable import printable
from namro.documents.writing.to_docx import docx_bytes
from namro.documents.writing.to_pdf import pdf_bytes
from namro.documents.writing.wording import basis_words

_FORMATS = {".docx": docx_bytes, ".pdf": pdf_bytes}
_GRAVE = 5


def dossier_bytes(sheet: ScoreSheet, suffix: str) -> tuple[bytes, list[str]]:
    """Return the dossier as a file (`suffix` .docx or .pdf) and notes for people, in Vietnamese.

    Raises `NamroError` for another suffix.
    """
    render = _FORMATS.get(suffix.lower())
    if render is None:
        raise NamroError(
            f"Không lập được báo cáo tự chấm dạng “{suffix}”. Hãy chọn .docx hoặc .pdf.", code="output_format"
        )
    counted = as_counted(sheet)
    content, font_note = render(printed_dossier(printable(counted), decree_30()), decree_30())
    return content, [font_note, *dossier_notes(counted)]


def printed_dossier(sheet: ScoreSheet, layout: Layout) -> Report:
    """Return what is printed."""
    text, document = layout.text, _official(sheet)
    summary = f"Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {sheet.year}"
    title = (Line("type_name", text["report"]), ruled(Line("summary", summary), layout))
    bases = sheet.bases or ((f"Căn cứ {sheet.act}",) if sheet.act else ())
    first = f"Phiếu tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {sheet.year}".upper()
    parts: tuple[Part, ...] = (
        letterhead_part(document, layout),
        *title,
        *(Line("basis", base) for base in basis_words(bases)),
        *opening_lines(sheet),
        domain_table(sheet),
        *domain_footnote(sheet),
        *survey_lines(sheet),
        *result_lines(sheet),
        *last_parts(sheet, end_mark=text["end_mark"]),
        closing_part(document, layout),
        AnnexPage(),
        *annex_heading(document, layout, title=first, number="I"),
        sheet_table(sheet),
        *sheet_footnote(sheet),
        AnnexPage(),
        *annex_heading(document, layout, title="DANH MỤC TÀI LIỆU KIỂM CHỨNG", number="II"),
        proof_table(sheet) if any(row.proof for row in sheet.rows) else Line("body", "Không có tài liệu kiểm chứng."),
    )
    return Report(title=title, parts=parts)


def dossier_notes(sheet: ScoreSheet) -> Iterator[str]:
    """What a person should look at before signing."""
    open_rows = [row for row in sheet.leaves if row.open and not row.side and not row.not_applicable]
    for ids, words in (
        ([r.node_id for r in open_rows if r.claimed is None], "chưa tự chấm điểm"),
        ([r.node_id for r in open_rows if r.lost > 0 and not r.explanation.strip()], "tự chấm thấp hơn điểm tối đa mà "
         "chưa giải trình"),
        ([r.node_id for r in sheet.leaves if r.counted is not None], "ghi điểm ngoài khoảng cho phép, báo cáo in số "
         "được tính"),
        ([r.node_id for r in open_rows if r.claimed and not r.proof], "có điểm nhưng chưa có tài liệu kiểm chứng"),
    ):  # fmt: skip
        if ids:
            named = ", ".join(ids[:_GRAVE]) + (f" và {len(ids) - _GRAVE} tiêu chí khác" if len(ids) > _GRAVE else "")
            yield f"{len(ids)} tiêu chí {words}: {named}. Hãy xem lại trước khi ký."


def _official(sheet: ScoreSheet) -> Official:
    return Official(
        kind="BC",
        kind_name="Báo cáo",
        issuing_body=sheet.unit_name,
        parent_body=sheet.parent_name or None,
        doc_code=sheet.doc_code or None,
        place=sheet.place or None,
        date=sheet.dated.isoformat() if sheet.dated else None,
        year=sheet.dated.year if sheet.dated else None,
        recipients=sheet.recipients,
        signer_name=sheet.signer_name or None,
        signer_role=sheet.signer_title or None,
    )
