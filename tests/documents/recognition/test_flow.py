"""Lines cut by a page break are joined; separate items stay apart."""

from __future__ import annotations

import pytest

from namro.documents.model import Paragraph
from namro.documents.recognition.flow import continues, joined
from tests.documents.recognition.text_document import paragraphs, table

JOINED = [
    ("Đôn đốc việc thực hiện các nhiệm vụ theo hướng dẫn của", "huyện, theo dõi các bộ phận."),
    ("công bố tại Quyết định số 12/QĐ-UBND ngày", "31/3/2022, xã giữ nguyên vị trí."),
    ("góp phần nâng cao sự hài lòng của", "Người dân đối với chính quyền."),
    ("kiểm tra thường xuyên các máy phát", "số tự động tại Bộ phận Một cửa."),
]
APART = [
    ("II. NHIỆM VỤ VÀ GIẢI PHÁP", "Để thực hiện Kế hoạch số 12/KH-UBND"),
    ("1.1. Kế hoạch: đạt 2/2 điểm", "1.2. Báo cáo: đạt 1/1 điểm"),
    ("3.1. Kiểm soát thủ tục: đạt 0,5/3 điểm, trừ 2,5 điểm do", "Biện pháp khắc phục: báo cáo đúng hạn."),
    ("- Rà soát các thủ tục hành chính", "- Công khai kết quả giải quyết hồ sơ"),
    ("- Đạt 0,5/1 điểm, trừ 0,5 điểm do chưa niêm yết nội quy", "5.4. Đánh giá công chức: đạt 1/1 điểm"),
    ("Đã hoàn thành các báo cáo của năm.", "Tiếp tục duy trì chế độ báo cáo."),
]


@pytest.mark.parametrize(("before", "text"), JOINED)
def test_a_sentence_goes_on(before: str, text: str) -> None:
    assert continues(before, text)


@pytest.mark.parametrize(("before", "text"), APART)
def test_items_stay_apart(before: str, text: str) -> None:
    assert not continues(before, text)


def test_a_table_ends_a_paragraph_and_passes_unchanged() -> None:
    first, second = paragraphs("Danh mục kèm theo của\ncác xã, thị trấn")
    middle = table(("TT", "Tên"))
    assert [*joined([first, middle, second])] == [first, middle, second]
    (whole,) = joined([first, second])
    assert isinstance(whole, Paragraph)
    assert whole.text == "Danh mục kèm theo của các xã, thị trấn"
