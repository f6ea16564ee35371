"""An invented commune's plan with thirty tasks, long and short ones, with and without person and date."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from namro.core.improvement.plan import Plan, PlanGroup, PlanTask

OFFICE = "Văn phòng HĐND và UBND xã"
CULTURE = "Phòng Văn hóa - Xã hội"
ECONOMY = "Phòng Kinh tế"
SERVICE = "Trung tâm Phục vụ hành chính công xã"

_STEERING = (
    PlanTask(
        number="1",
        criterion="1.1",
        criterion_name="Kế hoạch cải cách hành chính năm",
        text="Ban hành Kế hoạch cải cách hành chính năm 2026 đúng thời hạn, xác định rõ nhiệm vụ, sản phẩm, thời gian "
        "hoàn thành và người chịu trách nhiệm của từng nhiệm vụ; gửi Sở Nội vụ và đăng trên Trang thông tin điện tử",
        result="Kế hoạch ban hành chậm 12 ngày so với quy định, chưa nêu rõ sản phẩm của 05 nhiệm vụ",
        gain=Decimal("0.5"),
        deliverable="Kế hoạch của UBND xã được ký số, ban hành trên hệ thống quản lý văn bản",
        lead=(OFFICE,),
        collaborators=(CULTURE, ECONOMY, SERVICE),
        due=("2026-01-10",),
        due_text="Trước ngày 10/01/2026",
    ),
    PlanTask(
        number="2",
        criterion="1.3",
        criterion_name="Kiểm tra công tác cải cách hành chính",
        text="Kiểm tra công tác cải cách hành chính tại tối thiểu 30% số bộ phận chuyên môn và thôn; 100% vấn đề phát "
        "hiện qua kiểm tra được xử lý hoặc kiến nghị xử lý, có văn bản kết luận, theo dõi việc khắc phục sau kiểm tra",
        result="Kế hoạch kiểm tra chưa được ký số; chưa có văn bản kết luận sau kiểm tra",
        deliverable="Kế hoạch kiểm tra\nThông báo kết luận kiểm tra\nBáo cáo khắc phục",
        lead=(OFFICE, CULTURE),
        collaborators=("Ủy ban Mặt trận Tổ quốc Việt Nam xã",),
        due=("2026-Q3",),
    ),
    PlanTask(
        number="3",
        criterion="1.4",
        criterion_name="Tuyên truyền cải cách hành chính",
        text="Xây dựng kế hoạch tuyên truyền, mỗi tháng có ít nhất 02 tin, bài về cải cách hành chính",
        result="Thiếu tài liệu kiểm chứng của 04 tin, bài",
        lead=("Lò Thị Mơ",),
        due=("monthly:20",),
        proposed=True,
    ),
    PlanTask(
        number="4",
        criterion="1.5",
        criterion_name="Sáng kiến cải cách hành chính",
        text="Có từ 01 sáng kiến hoặc giải pháp mới được cấp có thẩm quyền công nhận",
        result="Không có sáng kiến",
        lead=("Các cán bộ, công chức",),
        collaborators=(OFFICE,),
        due=("2026",),
    ),
)

_PROCEDURE_TEXTS = (
    "Rà soát, đơn giản hóa thủ tục hành chính; loại bỏ giấy tờ không cần thiết, gửi kiến nghị đúng thời hạn",
    "Công khai đầy đủ thủ tục hành chính tại nơi tiếp nhận và trên Trang thông tin điện tử, cập nhật trong thời hạn 05 "
    "ngày làm việc kể từ khi có quyết định công bố của cấp có thẩm quyền",
    "Bảo đảm từ 98% hồ sơ trở lên được giải quyết đúng hạn và trước hạn; thực hiện xin lỗi bằng văn bản đối với hồ sơ "
    "quá hạn",
    "Số hóa 100% thành phần hồ sơ và kết quả giải quyết còn hiệu lực thuộc thẩm quyền của xã",
    "Xử lý 100% phản ánh, kiến nghị đúng hạn, công khai kết quả trả lời",
    "Hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa các thôn, ít nhất 02 buổi mỗi tháng, ưu tiên các thôn xa "
    "trung tâm và hộ chưa có tài khoản định danh điện tử",
)
_DUES = (("ongoing",), ("2026-11-10",), ("quarterly:last-month:03",), ("2026-06",), ("2026+",), ("half-yearly",))


def _tasks(texts: tuple[str, ...], section: int, lead: str, *, proposed: bool = False) -> tuple[PlanTask, ...]:
    return tuple(
        PlanTask(
            number=str(i),
            criterion=f"{section}.{i}",
            criterion_name=text.split(",")[0].split(";")[0],
            text=text,
            result="Chưa đạt yêu cầu, thiếu tài liệu kiểm chứng theo hướng dẫn của cấp trên",
            deliverable="Báo cáo kết quả, tài liệu kiểm chứng" if i % 2 else None,
            lead=(lead,) if i % 4 else (),
            collaborators=("Các thôn", "Công an xã") if i % 3 == 0 and i % 4 else (),
            due=_DUES[i % 6],
            proposed=proposed and i % 2 == 0,
        )
        for i, text in enumerate(texts, start=1)
    )


def suoi_may(**changes: Any) -> Plan:
    """The plan; keyword arguments replace its fields."""
    values: dict[str, Any] = {
        "title": "Khắc phục những tồn tại, hạn chế và nâng cao Chỉ số cải cách hành chính năm 2026 trên địa bàn xã "
        "Suối Mây",
        "issuing_body": "UBND xã Suối Mây",
        "place": "Suối Mây",
        "date": "2026-03",
        "doc_code": "/KH-UBND",
        "assessed_year": 2025,
        "subject_year": 2026,
        "bases": (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            "Căn cứ Quyết định số 7018/QĐ-UBND ngày 20 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Thượng Nguồn về việc "
            "công bố Chỉ số cải cách hành chính năm 2025 của các xã, phường;",
            "Theo đề nghị của Chánh Văn phòng HĐND và UBND xã.",
        ),
        "groups": (
            PlanGroup(number="I", title="Công tác chỉ đạo, điều hành", tasks=_STEERING),
            PlanGroup(number="II", title="Cải cách thể chế", tasks=_tasks(_PROCEDURE_TEXTS[:4], 2, OFFICE)),
            PlanGroup(
                number="III",
                title="Cải cách thủ tục hành chính",
                tasks=_tasks(_PROCEDURE_TEXTS * 2, 3, SERVICE, proposed=True),
            ),
            PlanGroup(number="IV", title="Cải cách tài chính công", tasks=_tasks(_PROCEDURE_TEXTS[2:], 4, ECONOMY)),
            PlanGroup(
                number="V",
                title="Xây dựng và phát triển chính quyền điện tử, chính quyền số",
                tasks=_tasks(_PROCEDURE_TEXTS, 5, CULTURE),
            ),
        ),
        "recipients": (
            "Sở Nội vụ (b/c)",
            "Thường trực Đảng ủy, HĐND xã",
            "Chủ tịch, các Phó Chủ tịch UBND xã",
            "Các phòng, trung tâm thuộc UBND xã",
            "Lưu: VT, VP.",
        ),
        "signer_name": "Giàng A Páo",
        "signer_role": "Chủ tịch",
        "signer_capacity": "TM. Ủy ban nhân dân",
    }
    return Plan(**{**values, **changes})
