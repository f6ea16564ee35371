"""The minutes of a sitting as files: read back, they say who, when, how it was voted and decided, and who signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from namro.core.assessment.council import Duty, Presence
from namro.core.assessment.minutes import (
    Change,
    Minutes,
    MinutesItem,
    MinutesMember,
    MinutesOpinion,
    MinutesProposal,
    minutes_from_data,
    minutes_to_data,
)
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.documents.reading import read_document
from namro.documents.writing.minutes import minutes_bytes

ITEM = MinutesItem(
    unit="Xã Suối Mây",
    node_id="1.1",
    name="Ban hành kế hoạch",
    most="2,00",
    claimed="2,00",
    opinions=(
        MinutesOpinion(who="Phạm Thị Ba (Sở Tư pháp)", value="1,00", reason="Chưa ký số"),
        MinutesOpinion(who="Vũ Văn Bốn (Sở Tài chính)", value="", reason="Có cần ký số?"),
    ),
    proposals=(
        MinutesProposal(value="1,00", proposer="Phạm Thị Ba (Sở Tư pháp)", votes=(3, 5)),
        MinutesProposal(value="2,00", proposer="Đơn vị tự chấm", votes=(2, 2)),
        MinutesProposal(value="không áp dụng", proposer="Vũ Văn Bốn", votes=(2,)),
    ),
    abstained=(1, 0),
    decided="1,00",
    how="quá nửa số phiếu",
    change=Change.LOWERED,
    cause="Chưa ký số",
    reason="Kế hoạch chưa ký số.\nKý số bổ sung năm sau",
)
MINUTES = Minutes(
    round_title="Kỳ đánh giá năm 2026",
    framework_title="Bộ tiêu chí để thử",
    year=2026,
    number=2,
    organiser="Tỉnh Vân Sơn",
    place="Phòng họp số 2",
    held_at=datetime(2026, 10, 16, 9, 0, tzinfo=VIETNAM),
    ended_at=datetime(2026, 10, 16, 11, 5, tzinfo=VIETNAM),
    quorum="7/10 thành viên có mặt hoặc có ý kiến bằng văn bản, cần trên 50 %: hợp lệ",
    members=(
        MinutesMember(name="Lê Thị Chủ", title="Phó Chủ tịch", body="UBND tỉnh", duty=Duty.CHAIR),
        MinutesMember(name="Trần Văn Thư", title="Chuyên viên", body="Sở Nội vụ", duty=Duty.SECRETARY),
        MinutesMember(name="Phạm Thị Ba", title="Phó Giám đốc", body="Sở Tư pháp", presence=Presence.WRITTEN),
        MinutesMember(name="Vũ Văn Bốn", body="Sở Tài chính", presence=Presence.ABSENT),
    ),
    items=(ITEM, replace(ITEM, node_id="1.2", claimed="chưa chấm", decided="2,00", change=Change.KEPT, cause="")),
    withdrawn=1,
)


def _text(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_docx_says_all_of_it() -> None:
    text = _text(minutes_bytes(MINUTES, ".docx"))
    for words in (
        "BIÊN BẢN",
        "HỘI ĐỒNG THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH",
        "/BB-",
        "Vào hồi 9 giờ 00 phút, ngày 16 tháng 10 năm 2026, tại Phòng họp số 2",
        "Điều kiện họp: 7/10 thành viên có mặt hoặc có ý kiến bằng văn bản, cần trên 50 %: hợp lệ.",
        "1. Xã Suối Mây: tiêu chí 1.1. Ban hành kế hoạch",
        "Điểm tối đa 2,00; đơn vị tự chấm: 2,00 điểm.",
        "- Ý kiến của Phạm Thị Ba (Sở Tư pháp): 1,00 điểm. Chưa ký số.",
        "- Ý kiến của Vũ Văn Bốn (Sở Tài chính): hỏi ý kiến. Có cần ký số?",
        "- Đề xuất 1,00 điểm, của Phạm Thị Ba (Sở Tư pháp): 3 phiếu; biểu quyết lần hai 5 phiếu.",
        "- Đề xuất không áp dụng, của Vũ Văn Bốn: 2 phiếu.",
        "- Không chọn đề xuất nào: 1 phiếu; biểu quyết lần hai 0 phiếu.",
        "Hội đồng quyết định: 1,00 điểm (hạ điểm), quá nửa số phiếu.",
        "Nguyên nhân: chưa ký số.",
        "Lý do: Kế hoạch chưa ký số. Ký số bổ sung năm sau.",
        "Hội đồng đã quyết định 2 tiêu chí: 1 giữ nguyên điểm tự chấm, 1 hạ điểm.",
        "1 nội dung được rút",
        "Phiên họp kết thúc vào hồi 11 giờ 05 phút, ngày 16 tháng 10 năm 2026./.",
        "Có ý kiến bằng văn bản",
    ):
        assert words in text, words


def test_secretary_and_chair_sign() -> None:
    tables = Document(BytesIO(minutes_bytes(MINUTES, ".docx"))).tables
    (signing,) = [row for table in tables for row in table.rows if row.cells[0].text.startswith("THƯ KÝ")]
    assert [cell.text.split("\n") for cell in signing.cells] == [
        ["THƯ KÝ", "Trần Văn Thư"], ["CHỦ TỌA", "Lê Thị Chủ"],
    ]  # fmt: skip


def test_both_formats_are_read_back(tmp_path: Path) -> None:
    for suffix in (".docx", ".pdf"):
        path = tmp_path / f"bien-ban{suffix}"
        path.write_bytes(minutes_bytes(MINUTES, suffix))
        words = " ".join(str(read_document(path)).split())
        assert "Ban hành kế hoạch" in words


def test_another_format_is_refused() -> None:
    with pytest.raises(NamroError, match=r"docx hoặc \.pdf"):
        minutes_bytes(MINUTES, ".xlsx")


def test_what_no_office_format_holds_is_left_out() -> None:
    bad = replace(MINUTES, place="Phòng họp\x00 số 2", items=(replace(ITEM, reason="Ký số\x07"),))
    text = _text(minutes_bytes(bad, ".docx"))
    assert "\x00" not in text
    assert "Lý do: Ký số." in text


def test_minutes_survive_storage() -> None:
    assert minutes_from_data(minutes_to_data(MINUTES)) == MINUTES


def test_a_sitting_without_decisions() -> None:
    text = _text(minutes_bytes(replace(MINUTES, items=(), withdrawn=0), ".docx"))
    assert "Không có tiêu chí nào được biểu quyết." in text
    assert "Hội đồng đã quyết định 0 tiêu chí." in text
