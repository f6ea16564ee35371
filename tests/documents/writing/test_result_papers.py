"""The act and the notices of results: laid out by Decree 30, saying what the table says, hostile names and all."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from namro.core.assessment.result_papers import AskedRow, Issuer, LoweredRow, ResultDecision, ResultNotice
from namro.core.assessment.result_table import PublishingAct, RankedUnit, ResultTable
from namro.core.base.errors import NamroError
from namro.core.framework.reading import parse_framework
from namro.documents.writing.result_decision import decision_bytes
from namro.documents.writing.result_notice import notice_bytes, zipped_notices
from namro.documents.writing.results_workbook import write_results
from tests.core.assessment.test_result_table import TEXT

NOW = datetime(2026, 2, 12, 2, 0, tzinfo=UTC)
ACT = PublishingAct(
    number=1, act_number="214/QĐ-UBND", act_date=date(2026, 2, 12), published_at=NOW, sha256="9f3a" * 16,
    signer_title="Phó Chủ tịch", signer_name="Lò Văn Bính", head_seq=88, head_chain="ab" * 32,
)  # fmt: skip
POINTS = {"1": Decimal("58.61"), "2": Decimal(34)}


def unit(key: int, name: str, **more: object) -> RankedUnit:
    return RankedUnit(
        key=key, unit=key, code=f"u{key}", name=name, total=Decimal("92.61"), percent=Decimal("92.61"), band="Tốt",
        domains=POINTS, sources={"appraisal": POINTS["1"], "survey": POINTS["2"]},
        **{"pool": "Xã", "rank": key, "low": 1, "high": 3, **more},  # type: ignore[arg-type]
    )  # fmt: skip


TABLE = ResultTable(
    round_title="Chỉ số cấp xã 2025", organiser="Tỉnh Vân Sơn", year=2025, framework=parse_framework(TEXT),
    edition_sha256="c0de", act=ACT, pools=("Xã", "Phường"),
    units=(
        unit(1, "Xã Suối Mây"),
        unit(2, "=CMD|' /C calc'!A0\x0b"),
        unit(3, "Phường Cầu Gió", pool="Phường", rank=None, low=None, high=None, not_ranked="Nộp trễ 3 ngày"),
    ),
)  # fmt: skip
ISSUER = Issuer(body="UBND tỉnh Vân Sơn", place="Vân Sơn", signer_title=ACT.signer_title, signer_name=ACT.signer_name)


def said(file: bytes) -> str:
    document = Document(BytesIO(file))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(lines)


def test_the_act_of_a_chairman_is_signed_for_the_chairman() -> None:
    text = said(decision_bytes(ResultDecision(table=TABLE, issuer=ISSUER), ".docx"))
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VÂN SƠN" in text
    assert "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Bính" in text
    assert "TM." not in text
    assert "1 (1 – 3) | Xã Suối Mây | 58,61 | 34,00 | 92,61 | 92,61 | Tốt | " in text
    assert "I | Xã (2 đơn vị)" in text
    assert "– | Phường Cầu Gió" in text
    assert "Nộp trễ 3 ngày" in text
    assert f"SHA-256 {ACT.sha256}" in text
    assert "đến dòng 88" in text


def test_a_draft_has_neither_number_nor_day() -> None:
    draft = ResultDecision(table=replace(TABLE, act=None), issuer=replace(ISSUER, signer_name=""))
    text = said(decision_bytes(draft, ".docx"))
    assert text.startswith("DỰ THẢO")
    assert text.count("DỰ THẢO") == 2
    assert "214/QĐ-UBND" not in text


def notice() -> ResultNotice:
    return ResultNotice(
        table=TABLE, own=TABLE.units[0], issuer=ISSUER, claimed_total=Decimal(95), dated=ACT.act_date,
        lowered=(LoweredRow("1", "Hồ sơ", Decimal(61), Decimal("58.61"), "Thiếu minh chứng", "Thiếu báo cáo\nquý 3"),),
        asked=(AskedRow("1", "Hồ sơ", "Gửi báo cáo trước ngày 05"),),
    )  # fmt: skip


def test_a_notice_names_what_was_lowered_and_what_is_asked() -> None:
    text = said(notice_bytes(notice(), ".docx"))
    assert "Kết quả Chỉ số cải cách hành chính năm 2025 của xã Suối Mây" in text
    assert "Điểm đơn vị tự chấm 95,00; kết quả thấp hơn 2,39 điểm." in text
    assert "1 | Hồ sơ | 61,00 | 58,61 | Thiếu minh chứng. Thiếu báo cáo. quý 3." in text
    assert "- 1. Hồ sơ: Gửi báo cáo trước ngày 05." in text
    assert "2. Tiêu chí kết quả thấp hơn điểm tự chấm" in text


def test_what_has_no_form_is_refused_with_what_to_choose() -> None:
    with pytest.raises(NamroError, match=r"Hãy chọn \.docx hoặc \.pdf"):
        notice_bytes(notice(), ".odt")


def test_the_zip_goes_out_piece_by_piece_and_is_whole() -> None:
    pieces = list(zipped_notices([("a", notice()), ("b", notice())], made=NOW))
    assert len(pieces) == 3
    with zipfile.ZipFile(BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.docx", "b.docx"]
        assert "92,61" in said(archive.read("b.docx"))


def test_the_workbook_holds_numbers_and_takes_no_formula_from_a_name() -> None:
    target = BytesIO()
    write_results(TABLE, target)
    rows = CalamineWorkbook.from_filelike(BytesIO(target.getvalue())).get_sheet_by_name("Kết quả").to_python()
    assert rows[1][:9] == ["Xã", 1, 1, 3, "u1", "Xã Suối Mây", 92.61, 92.61, "Tốt"]
    assert rows[2][5] == "=CMD|' /C calc'!A0 "
    assert rows[3][-1] == "Nộp trễ 3 ngày"
