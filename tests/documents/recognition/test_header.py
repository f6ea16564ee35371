"""Head and foot, cited documents, published figures."""

from __future__ import annotations

from decimal import Decimal

from namro.documents.recognition import recognise
from tests.documents.recognition.text_document import document, paragraphs

TEXT = """
ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND
Suối Mây, ngày 14 tháng 3 năm 2025
KẾ HOẠCH
Nâng cao chỉ số cải cách hành chính năm 2025
Căn cứ Quyết định số 1204/QĐ-UBND ngày 20/12/2024 của UBND huyện Thanh Hà về việc công bố chỉ số năm 2024;
Theo kết quả năm 2024, xã đạt 71,5/100 điểm, xếp loại khá, xếp hạng (05/12 xã).
I. NHIỆM VỤ
1. Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ.
Nơi nhận:
- UBND huyện Thanh Hà;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thu Mai
"""


def test_the_header_is_read_whole() -> None:
    header = recognise(document(*paragraphs(TEXT))).header
    assert (header.issuing_body, header.doc_code, header.place, header.date) == (
        "UBND xã Suối Mây", "15/KH-UBND", "Suối Mây", "2025-03-14",
    )  # fmt: skip
    assert (header.doc_type, header.title) == ("ke_hoach", "Nâng cao chỉ số cải cách hành chính năm 2025")
    assert (header.assessed_year, header.subject_year) == (2024, 2025)
    assert (header.signer.name, header.signer.role) == ("Trần Thu Mai", "Phó Chủ tịch")
    assert header.recipients == ("UBND huyện Thanh Hà", "Lưu: VT")


def test_blank_number_and_day_stay_blank() -> None:
    text = TEXT.replace("15/KH", "   /KH").replace("ngày 14 tháng", "ngày     tháng")
    header = recognise(document(*paragraphs(text))).header
    assert (header.doc_code, header.date) == ("/KH-UBND", "2025-03")


def test_cited_documents_are_basis_or_mention() -> None:
    bases = recognise(document(*paragraphs(TEXT))).legal_bases
    assert [(b.code, b.date, b.issuer, b.role) for b in bases] == [
        ("1204/QĐ-UBND", "2024-12-20", "UBND huyện Thanh Hà", "basis"),
        ("61/2018/NĐ-CP", None, "Chính phủ", "mention"),
    ]


def test_published_figures() -> None:
    results = recognise(document(*paragraphs(TEXT))).index_results
    values = [(r.value, r.max, r.grade, r.rank, r.rank_total) for r in results]
    assert values == [(Decimal("71.5"), Decimal(100), "khá", 5, 12)]
