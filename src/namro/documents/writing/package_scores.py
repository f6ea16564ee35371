"""Self-scores and explanations for copying into another system: one row for each criterion, in the set's order."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from namro.core.assessment.score_sheet import ScoreSheet, SheetRow
from namro.documents.writing.dossier_tables import named
from namro.documents.writing.to_xlsx import TEXT_ONLY

_COLUMNS = (
    ("Mã", 9),
    ("Tiêu chí", 40),
    ("Điểm tối đa", 9),
    ("Điểm tự chấm", 9),
    ("Giải trình", 60),
    ("Tài liệu kiểm chứng", 40),
    ("Thư mục trong gói", 28),
)
_A4 = 9
#: Characters of proof in one cell, below the 32,767 that a cell holds; the list of the package has them all.
_MOST_PROOF = 30_000


def scores_xlsx(sheet: ScoreSheet, folders: dict[str, str]) -> bytes:
    """Return the workbook; `folders` names the folder of each criterion by its id."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        book.set_properties({"title": f"Điểm tự chấm năm {sheet.year}"})
        page = book.add_worksheet("Điểm tự chấm")
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        digits = f"0.{'0' * sheet.precision}" if sheet.precision else "0"
        number = book.add_format({"valign": "top", "num_format": digits})
        for place, (title, width) in enumerate(_COLUMNS):
            wanted = [len(node) + 2 for node in sheet.by_id] if place == 0 else []
            page.set_column(place, place, max(width, *wanted, 0))
            page.write_string(0, place, title, head)
        for place, row in enumerate(sheet.leaves, 1):
            texts = {0: row.node_id, 1: named(row), 4: said(row), 5: proof_words(row), 6: folders.get(row.node_id, "")}
            for column, words in texts.items():
                page.write_string(place, column, words, text)
            for column, value in ((2, row.max), (3, row.claimed)):
                if value is not None:
                    page.write_number(place, column, float(value), number)
        page.freeze_panes(1, 2)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
    return stream.getvalue()


def said(row: SheetRow) -> str:
    """What the unit says about a criterion, as it is pasted: the explanation, or why it does not apply."""
    why = f"Không áp dụng: {row.not_applicable}" if row.not_applicable else ""
    return "\n".join(text for text in (why, row.explanation) if text.strip())


def proof_words(row: SheetRow) -> str:
    """The proof of a criterion in words, one a line: "05/KH-UBND ngày 15/01/2026 của …: …"."""
    lines: list[str] = []
    for proof in row.proof:
        if sum(map(len, lines)) > _MOST_PROOF:
            lines.append(f"… và {len(row.proof) - len(lines)} tài liệu nữa, xem danh mục trong gói.")
            break
        day = f"ngày {proof.dated.strftime('%d/%m/%Y')}" if proof.dated else ""
        issuer = f"của {proof.issuer}" if proof.issuer else ""
        head = " ".join(part for part in (proof.number, day, issuer) if part)
        lines.append(": ".join(part for part in (head, proof.abstract or proof.file_name or proof.link) if part))
    return "\n".join(lines)
