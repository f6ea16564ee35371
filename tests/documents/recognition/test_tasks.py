"""Tasks and findings in running text, by what the headings announce."""

from __future__ import annotations

import pytest

from namro.documents.recognition import recognise
from tests.documents.recognition.text_document import document, paragraphs

DUTIES = """
KẾ HOẠCH
Nâng cao chỉ số cải cách hành chính năm 2024
Thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND huyện về chỉ số cải cách hành chính năm 2023.
I. MỤC ĐÍCH, YÊU CẦU
- Phấn đấu chỉ số hài lòng đạt từ 87% trở lên.
II. NHỮNG TỒN TẠI, HẠN CHẾ
- Một số báo cáo gửi chậm so với quy định.
III. NHIỆM VỤ CỤ THỂ
1. Đồng chí Trần Thu Mai, Chủ tịch UBND xã
- Chỉ đạo toàn diện công tác cải cách hành chính.
d. Bộ phận Tư pháp xã
- Phối hợp với Công an xã rà soát văn bản.
d. Bộ phận Tài chính xã
Công khai dự toán theo quy định.
IV. TỔ CHỨC THỰC HIỆN
1. Giao công chức Văn phòng - Thống kê theo dõi, đôn đốc, báo cáo trước ngày 10/11/2024.
Trên đây là Kế hoạch nâng cao chỉ số năm 2024./.
Nơi nhận:
- UBND huyện;
- Lưu: VT.
CHỦ TỊCH
Trần Thu Mai
"""

BLOCKS = """
KẾ HOẠCH
Khắc phục những hạn chế năm 2023
II. NỘI DUNG KHẮC PHỤC
1. Chỉ đạo, điều hành:
1.1. Sáng kiến:
- Kết quả thực hiện năm 2023: Không có sáng kiến nào.
- Chỉ tiêu khắc phục: Mỗi năm có từ 01 sáng kiến trở lên.
+ Tham mưu: Công chức Văn hóa - xã hội.
- + Phối hợp: Cán bộ, công chức xã; Bộ phận Một cửa xã.
+ Thời gian thực hiện: Trong năm 2024 và những năm tiếp theo.
2. Tổ chức bộ máy
a) Các nội dung còn tồn tại hạn chế: Chưa bố trí đủ người làm việc
b) Nhiệm vụ, giải pháp:
- Bố trí đủ người theo vị trí việc làm.
- Phòng Tư pháp phối hợp với Công an huyện kiểm tra.
c) Phân công trách nhiệm:
- Cơ quan chủ trì: Phòng Nội vụ.
- Cơ quan thực hiện: Các cơ quan, đơn vị và UBND các xã, thị trấn.
d) Thời gian thực hiện/hoàn thành: Trong năm 2024.
"""


def test_duties_belong_to_the_name_above_them() -> None:
    reading = recognise(document(*paragraphs(DUTIES)))
    tasks = [(t.section, t.text, t.lead, t.collaborators, t.due) for t in reading.tasks]
    assert tasks == [
        ("III.1", "Chỉ đạo toàn diện công tác cải cách hành chính.", ("Trần Thu Mai (Chủ tịch UBND xã)",), (), ()),
        ("III.1.d", "Phối hợp với Công an xã rà soát văn bản.", ("Bộ phận Tư pháp xã",), ("Công an xã",), ()),
        ("III.1.d(2)", "Công khai dự toán theo quy định.", ("Bộ phận Tài chính xã",), (), ()),
        (
            "IV.1",
            "Giao công chức Văn phòng - Thống kê theo dõi, đôn đốc, báo cáo trước ngày 10/11/2024.",
            ("công chức Văn phòng - Thống kê",), (), ("2024-11-10",),
        ),
    ]  # fmt: skip
    assert reading.tasks[-1].due_on is not None
    assert reading.tasks[-1].due_on.isoformat() == "2024-11-08"


def test_purposes_and_the_closing_are_no_tasks_and_limitations_are_findings() -> None:
    reading = recognise(document(*paragraphs(DUTIES)))
    assert [f.text for f in reading.findings] == ["Một số báo cáo gửi chậm so với quy định."]
    assert not [t for t in reading.tasks if "Trên đây" in t.text or "hài lòng" in t.text]


def test_a_letter_used_twice_is_an_anomaly() -> None:
    reading = recognise(document(*paragraphs(DUTIES)))
    assert ("numbering", "III.1.d(2)") in [(a.kind, a.where) for a in reading.anomalies]


def test_labelled_lines_hold_for_the_block() -> None:
    reading = recognise(document(*paragraphs(BLOCKS)))
    first, second, third = reading.tasks
    assert (first.text, first.lead, first.due) == (
        "Mỗi năm có từ 01 sáng kiến trở lên.", ("Công chức Văn hóa - xã hội",), ("2024+",),
    )  # fmt: skip
    assert first.collaborators == ("Cán bộ, công chức xã", "Bộ phận Một cửa xã")
    assert (second.lead, second.due) == (("Phòng Nội vụ",), ("2024",))
    assert second.collaborators == ("Các cơ quan, đơn vị và UBND các xã, thị trấn",)
    assert (third.lead, third.collaborators) == (("Phòng Tư pháp",), ("Công an huyện",))


def test_results_and_inline_limitations_are_findings() -> None:
    reading = recognise(document(*paragraphs(BLOCKS)))
    assert [(f.section, f.text) for f in reading.findings] == [
        ("1.1", "Không có sáng kiến nào."),
        ("II.2", "Chưa bố trí đủ người làm việc"),
    ]


RUN_IN = (
    "Tuy nhiên, còn một số hạn chế: văn bản chưa ký số; chưa niêm yết thủ tục; hồ sơ trễ hạn 2,5%.",
    "Xã đã hoàn thành kế hoạch. Tuy vậy, vẫn còn một số tồn tại, hạn chế như sau: (1) Văn bản chưa ký số; "
    "(2) Chưa niêm yết thủ tục; và (3) hồ sơ trễ hạn 2,5%. Trong thời gian tới xã sẽ khắc phục.",
    "Bên cạnh đó, việc tiếp dân vẫn còn những khuyết điểm, cụ thể: văn bản chưa ký số; chưa niêm yết thủ tục;"
    " hồ sơ trễ hạn 2,5%",
)


@pytest.mark.parametrize("text", RUN_IN)
@pytest.mark.parametrize("heading", ["I. TÌNH HÌNH", "I. TÌNH HÌNH\n1. Công tác chỉ đạo", "III. NHIỆM VỤ"])
def test_limitations_in_the_run_of_a_sentence(text: str, heading: str) -> None:
    reading = recognise(document(*paragraphs(f"BÁO CÁO\nKết quả năm 2023\n{heading}\n{text}")))
    found = [f.text.lower() for f in reading.findings]
    assert found == ["văn bản chưa ký số", "chưa niêm yết thủ tục", "hồ sơ trễ hạn 2,5%"]
    assert [t.text for t in reading.tasks] == []
    assert {f.section for f in reading.findings} <= {"I", "I.1", "III"}


def test_limitations_below_a_criterion_are_findings() -> None:
    text = "BÁO CÁO\nKết quả năm 2023\nI. ĐIỂM\n1.1. Kế hoạch: đạt 1/1 điểm\n" + RUN_IN[0]
    reading = recognise(document(*paragraphs(text)))
    assert len(reading.findings) == 3
    assert reading.deductions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Khắc phục các hạn chế còn tồn tại: rà soát hồ sơ; niêm yết thủ tục.",
        "Không còn hạn chế: các hồ sơ đều đúng hạn; văn bản đã ký số.",
        "Tuy nhiên, xã đã khắc phục xong các hạn chế: ký số văn bản; niêm yết thủ tục.",
    ],
)
def test_other_run_in_lists_are_no_limitations(text: str) -> None:
    reading = recognise(document(*paragraphs(f"BÁO CÁO\nKết quả năm 2023\nI. TÌNH HÌNH\n{text}")))
    assert reading.findings == ()


def test_what_stands_before_and_after_the_list_stays_a_limitation_below_its_heading() -> None:
    text = f"BÁO CÁO\nKết quả năm 2023\nII. TỒN TẠI, HẠN CHẾ\n- Báo cáo gửi chậm. {RUN_IN[0]}"
    reading = recognise(document(*paragraphs(text)))
    assert reading.findings[0].text == "Báo cáo gửi chậm."
    assert len(reading.findings) == 4


def test_tasks_about_limitations_stay_tasks() -> None:
    task = "Với các lĩnh vực còn nhiều hạn chế: rà soát hồ sơ trễ hạn; niêm yết thủ tục."
    text = f"KẾ HOẠCH\nNăm 2024\nIII. NHIỆM VỤ\n- {task}"
    reading = recognise(document(*paragraphs(text)))
    assert reading.findings == ()
    assert len(reading.tasks) == 1
