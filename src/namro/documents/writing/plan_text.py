"""The standing texts of a remediation plan: aim, requirements, and how it is carried out."""

from __future__ import annotations

from namro.core.improvement.plan import Plan
from namro.documents.writing.parts import Line
from namro.documents.writing.wording import full_name, lower_first


def opening_lines(plan: Plan, *, annex: bool) -> tuple[Line, ...]:
    """From the sentence under the legal grounds to the heading of part II."""
    body, past, coming = full_name(plan.issuing_body), _year(plan.assessed_year), _year(plan.subject_year)
    lines = [
        Line(
            "body",
            f"Để khắc phục những tồn tại, hạn chế trong công tác cải cách hành chính{past} và nâng cao Chỉ số cải cách "
            f"hành chính{coming}, {body} ban hành Kế hoạch với các nội dung như sau:",
        ),
        Line("part", "I. MỤC ĐÍCH, YÊU CẦU"),
        Line("section", "1. Mục đích"),
        Line(
            "body",
            "- Khắc phục kịp thời những tồn tại, hạn chế đã được chỉ ra khi đánh giá, chấm điểm Chỉ số cải cách hành "
            f"chính{past}; cải thiện điểm số và thứ hạng trong kỳ đánh giá tiếp theo.",
        ),
        Line(
            "body",
            "- Nâng cao trách nhiệm của người đứng đầu và của từng cán bộ, công chức; nâng cao chất lượng phục vụ "
            "người dân, tổ chức và doanh nghiệp.",
        ),
        Line("section", "2. Yêu cầu"),
        Line(
            "body",
            "- Mỗi tồn tại, hạn chế có biện pháp khắc phục cụ thể, bảo đảm rõ việc, rõ người, rõ trách nhiệm, rõ thời "
            "gian, rõ hiệu quả.",
        ),
        Line(
            "body",
            "- Kết quả thực hiện có tài liệu kiểm chứng đầy đủ, đúng hướng dẫn và được lưu giữ để phục vụ việc tự chấm "
            "điểm và thẩm định.",
        ),
    ]
    if annex:
        return (*lines, Line("part", "II. NHIỆM VỤ"), Line("body", "(Theo Phụ lục kèm theo)"))
    return (*lines, Line("part", "II. NỘI DUNG KHẮC PHỤC"))


def ending_lines(plan: Plan) -> tuple[Line, ...]:
    """Part III: standing sentences, worded as such so that nobody reads a task in them."""
    body = full_name(plan.issuing_body)
    return (
        Line("part", "III. TỔ CHỨC THỰC HIỆN"),
        Line(
            "body",
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các bộ phận, cán bộ, công chức kịp thời phản ánh "
            f"về {body} để xem xét, giải quyết.",
        ),
        Line(
            "body",
            f"Trên đây là Kế hoạch {lower_first(plan.title)}. Các bộ phận, cán bộ, công chức được phân công triển khai "
            f"nhiệm vụ đúng nội dung, thời hạn và chịu trách nhiệm trước {body} về kết quả thực hiện; bộ phận phụ "
            "trách công tác cải cách hành chính theo dõi, đôn đốc, định kỳ tổng hợp kết quả, báo cáo "
            f"{body}",
        ),
    )


def _year(year: int | None) -> str:
    return f" năm {year}" if year else ""
