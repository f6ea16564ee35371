"""The dossier of a self-assessment: the report by Decree 30 with the whole sheet and the list of proof as annexes."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.assessment.score_sheet import ScoreSheet
from namro.documents.writing.composing import composed
from namro.documents.writing.content import Annex, Paper
from namro.documents.writing.decree import decree_30
from namro.documents.writing.dossier_sums import as_counted, domain_footnote, sheet_footnote
from namro.documents.writing.dossier_tables import domain_table, proof_table, sheet_table
from namro.documents.writing.dossier_text import last_parts, opening_lines, result_lines, survey_lines
from namro.documents.writing.official import Official
from namro.documents.writing.printable import printable
from namro.documents.writing.rendering import rendered

_GRAVE = 5


def dossier_bytes(sheet: ScoreSheet, suffix: str) -> tuple[bytes, list[str]]:
    """Return the dossier as a file (`suffix` .docx or .pdf) and notes for people, in Vietnamese.

    Raises `NamroError` for another suffix.
    """
    counted = as_counted(sheet)
    report = composed(_paper(printable(counted)), decree_30())
    content, font_note = rendered(report, suffix, what="báo cáo tự chấm")
    return content, [font_note, *dossier_notes(counted)]


def _paper(sheet: ScoreSheet) -> Paper:
    first = f"Phiếu tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {sheet.year}".upper()
    proof = proof_table(sheet) if any(row.proof for row in sheet.rows) else "Không có tài liệu kiểm chứng."
    return Paper(
        official=_official(sheet),
        summary=f"Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {sheet.year}",
        bases=sheet.bases or ((f"Căn cứ {sheet.act}",) if sheet.act else ()),
        body=(
            *opening_lines(sheet),
            domain_table(sheet),
            *domain_footnote(sheet),
            *survey_lines(sheet),
            *result_lines(sheet),
            *last_parts(sheet),
        ),
        annexes=(
            Annex(first, (sheet_table(sheet), *sheet_footnote(sheet))),
            Annex("DANH MỤC TÀI LIỆU KIỂM CHỨNG", (proof,)),
        ),
    )


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
