"""Targets that a document prints become targets of a plan, with result of before, lead and standing rule."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from namro.core.improvement.targets import Wish
from namro.core.improvement.targets_read import holds_everything_else, targets_from
from namro.documents import read_file

PLAN = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
Số: /KH-UBND
Suối Mây, ngày tháng 3 năm 2026

KẾ HOẠCH
Khắc phục hạn chế, nâng cao mức độ hài lòng năm 2026

I. NỘI DUNG KHẮC PHỤC
1. Mức độ hài lòng:
1.1. Hài lòng về tiếp cận dịch vụ:
a) Mục tiêu, yêu cầu: Chỉ số hài lòng về tiếp cận dịch vụ tăng ít nhất 3% so với năm 2025 (năm 2025 là 88,5%).
b) Nhiệm vụ, giải pháp:
- Bổ sung ghế chờ, biển chỉ dẫn.
c) Phân công trách nhiệm:
- Cơ quan chủ trì: Trung tâm Phục vụ hành chính công.
d) Thời gian thực hiện: Trong năm 2026.
1.2. Hài lòng về kết quả giải quyết:
a) Mục tiêu, yêu cầu: Giữ vững tỷ lệ hài lòng so với năm 2025 (năm 2025 là 91,2%).
b) Nhiệm vụ, giải pháp:
- Kiểm tra kết quả trước khi trả.
c) Phân công trách nhiệm:
- Cơ quan chủ trì: Trung tâm Phục vụ hành chính công.
d) Thời gian thực hiện: Trong năm 2026.
"""

BLOCKS = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
Số: /KH-UBND
Suối Mây, ngày tháng 3 năm 2026

KẾ HOẠCH
Khắc phục hạn chế trong thực hiện cải cách hành chính năm 2025

I. NỘI DUNG KHẮC PHỤC
1. Cải cách thủ tục hành chính:
1.1. Tỷ lệ hồ sơ đúng hạn:
- Kết quả thực hiện năm 2025: Đạt 93% số hồ sơ.
- Chỉ tiêu khắc phục: Đạt trên 97% số hồ sơ đúng hạn.
+ Tham mưu: Công chức Văn phòng - Thống kê.
+ Phối hợp: Bộ phận Một cửa.
+ Thời gian thực hiện: Trong năm 2026.
1.2. Số lượng hộ kinh doanh đăng ký mới:
- Kết quả thực hiện năm 2025: Không tăng so với năm trước.
- Chỉ tiêu khắc phục: Phấn đấu tăng cao hơn so với năm trước liền kề.
+ Tham mưu: Công chức Tài chính - Kế toán.
+ Phối hợp: Cán bộ, công chức xã.
+ Thời gian thực hiện: Trong năm 2026.
2. Ngoài những nội dung trên, các tiêu chí khác phải bằng hoặc cao hơn so với kết quả thực hiện năm 2025.
"""


def test_a_rise_in_percent_stays_undecided_and_what_is_held_is_held(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, "utf-8")
    found = {one.name: one for one in targets_from(read_file(path))}
    access = found["Hài lòng về tiếp cận dịch vụ"]
    assert (access.goal.wish, access.goal.base, access.base_year) == (Wish.UNDECIDED, Decimal("88.5"), 2025)
    assert access.lead == ("Trung tâm Phục vụ hành chính công",)
    results = found["Hài lòng về kết quả giải quyết"]
    assert (results.goal.wish, results.goal.value()) == (Wish.HOLD, Decimal("91.2"))


def test_blocks_give_the_result_of_before_and_the_rule_for_all_others(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(BLOCKS, "utf-8")
    reading = read_file(path)
    on_time, households = targets_from(reading)
    assert (on_time.goal.op, on_time.goal.amount, on_time.goal.base) == (">", Decimal(97), Decimal(93))
    assert on_time.before == "Đạt 93% số hồ sơ."
    assert (households.goal.wish, households.goal.op, households.goal.unit) == (Wish.HOLD, ">", "")
    assert holds_everything_else(reading).startswith("Ngoài những nội dung trên, các tiêu chí khác")
