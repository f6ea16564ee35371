"""The rule table of causes, as a table: each line is a wording met in sheets, or one like it, and its cause."""

from __future__ import annotations

import pytest

from namro.core.assessment.causes import cause_labels, cause_of, cause_rules, is_not_due_yet

WORDINGS = [
    ("không có tài liệu minh chứng", "missing_proof"),
    ("Không có hồ sơ minh chứng theo hướng dẫn", "missing_proof"),
    ("chưa nộp tài liệu kiểm chứng về lớp tập huấn", "missing_proof"),
    ("không có hồ sơ minh 100% công chức dùng thư điện tử", "missing_proof"),
    ("không có biên bản đối thoại tại thôn Bản Lau", "missing_proof"),
    ("không có bản kê khai các nội dung công khai", "missing_proof"),
    ("không có hình ảnh và danh sách người dự", "missing_proof"),
    ("chưa có biểu tổng hợp đánh giá các quý", "missing_proof"),
    ("không lưu thư xin lỗi trong hồ sơ minh chứng", "missing_proof"),
    ("khong co tai lieu minh chung", "missing_proof"),
    ("hồ sơ minh chứng không đúng theo quy định", "proof_not_as_guided"),
    ("hồ sơ minh chứng không đạt theo hướng dẫn, thiếu báo cáo quý IV", "proof_not_as_guided"),
    ("chưa có kế hoạch và hồ sơ minh chứng của Ban chưa phù hợp", "proof_not_as_guided"),
    ("quy chế không có chữ ký số", "not_signed"),
    ("thông báo kết luận ban hành trên giấy, chưa ký số", "not_signed"),
    ("văn bản đi chưa được ký số (trừ văn bản mật)", "not_signed"),
    ("báo cáo rà soát thực hiện không đúng quy định (quá hạn)", "late"),
    ("còn 03 việc hoàn thành sau thời hạn của kế hoạch", "late"),
    ("đăng công khai chậm 07 ngày so với quy định", "late"),
    ("có nhiệm vụ chưa kịp thời", "late"),
    ("05 hồ sơ đất đai bị trễ hẹn do lỗi của Phòng chuyên môn huyện", "other_unit"),
    ("Năm 2025 không thực hiện", "not_applicable"),
    ("trong năm 2025 không thực hiện sáp nhập thôn", "not_applicable"),
    ("trong năm không phát sinh hồ sơ", "not_applicable"),
    ("chưa nhập dữ liệu thu ngân sách trên phần mềm", "data_not_entered"),
    ("số liệu chưa được cập nhật", "data_not_entered"),
    ("Bí thư Đảng ủy không kiêm Chủ tịch UBND xã", "structural"),
    ("thiếu máy lấy số tự động và màn hình tra cứu", "infrastructure"),
    ("không màn hình tra cứu thông tin, máy lấy số tự động và đánh giá hài lòng", "infrastructure"),
    ("chỉ số hài lòng qua khảo sát chỉ đạt 84,6%", "low_survey"),
    ("mức độ hài lòng giảm so với năm trước", "low_survey"),
    ("đường liên thôn đạt 88,1% (yêu cầu 100%)", "target_not_met"),
    ("tỷ lệ dịch vụ công đủ điều kiện: dưới 80%", "target_not_met"),
    ("tỷ lệ số hóa mới đạt 71%, chưa đạt 90% theo yêu cầu", "target_not_met"),
    ("số hộ kinh doanh không tăng so với năm trước", "target_not_met"),
    ("không có 2 sáng kiến được cấp trên công nhận", "not_done"),
    ("không có kế hoạch, báo cáo tuyên truyền cho đối tượng đặc thù", "not_done"),
    ("công khai sơ sài, không có danh mục thủ tục", "not_done"),
    ("trong năm 2025 không có sáng kiến", "not_done"),  # "không có" is not "không thực hiện"
    ("chưa tự tổ chức tọa đàm", "not_done"),
    ("điểm trừ theo biên bản thẩm định", "other"),
    (None, "no_reason"),
    ("  ", "no_reason"),
]


@pytest.mark.parametrize(("reason", "cause"), WORDINGS)
def test_cause_of_a_printed_reason(reason: str | None, cause: str) -> None:
    assert cause_of(reason) == cause


def test_the_causes_are_those_agreed() -> None:
    assert " ".join(sorted(cause_labels())) == (
        "data_not_entered infrastructure late low_survey missing_proof no_reason not_applicable not_done not_signed "
        "other other_unit proof_not_as_guided structural target_not_met unlisted"
    )
    assert all(cause_labels().values())


def test_every_rule_has_an_example() -> None:
    with_examples = {cause for _, cause in WORDINGS}
    assert {r.code for r in cause_rules() if r.when} <= with_examples


def test_not_due_yet_is_told_by_the_wording() -> None:
    assert is_not_due_yet("chưa đến kỳ báo cáo")
    assert is_not_due_yet(None, "Chưa tới thời hạn thực hiện")
    assert not is_not_due_yet("chưa thực hiện", None)
