"""One invented document of each kind, all by the general service."""

from __future__ import annotations

from namro.documents.writing.content import Annex, Article, Bullets, Paper, Section, Signature
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Column, TaskRow, TaskTable

COMMUNE = "UBND xã Suối Mây"
TABLE = TaskTable(
    (Column("TT", 10, style="cell_centred"), Column("Việc", 60), Column("Thời hạn", 30, style="cell_centred")),
    (TaskRow(("1", "Công khai thủ tục", "16/10/2026")), TaskRow(("2", "Rà soát hồ sơ", "30/10/2026"))),
)


def official(kind: str, **changes: object) -> Official:
    """Who issues it: the commune's committee, signed by its vice chairwoman."""
    values: dict[str, object] = {
        "kind": kind, "issuing_body": COMMUNE, "place": "Suối Mây", "year": 2026,
        "recipients": ("Như trên", "Thường trực Đảng ủy"), "filing": "Lưu: VT, VP", "signer_name": "Lò Thị Mây",
        "signer_role": "Phó Chủ tịch", "signer_capacity": "TM. Ủy ban nhân dân",
    }  # fmt: skip
    return Official(**{**values, **changes})  # type: ignore[arg-type]


LETTER = Paper(
    official=official("CV", drafter="VP"),
    summary="đôn đốc nhiệm vụ cải cách hành chính quá hạn",
    addressees=("Bộ phận Một cửa", "Văn phòng HĐND và UBND", "Phòng Kinh tế"),
    body=(
        "Qua theo dõi, 3 nhiệm vụ đã quá hạn:",
        Bullets(("Công khai thủ tục;", "Rà soát hồ sơ.")),
        "Đề nghị gửi báo cáo.",
    ),
)
REPORT = Paper(
    official=official("BC"),
    summary="Công tác cải cách hành chính quý III năm 2026",
    addressees=("Ủy ban nhân dân tỉnh Vân Sơn",),
    bases=("Căn cứ Kế hoạch số 05/KH-UBND;", "Thực hiện Công văn số 12/UBND-NC"),
    body=(
        Section("Kết quả", (Section("Công tác chỉ đạo", (Section("Ban hành kế hoạch", ("Đã ban hành.",)),)), TABLE)),
        Section("Phương hướng", ("Tiếp tục thực hiện.\nBáo cáo đúng hạn.",)),
        "Trên đây là Báo cáo quý III năm 2026.",
    ),
    annexes=(Annex("SỐ LIỆU", (TABLE,)), Annex("DANH MỤC", ("Không có.",), upright=True)),
)
DECISION = Paper(
    official=official("QĐ", doc_code="5/QĐ-UBND", date="2026-02-03"),
    summary="Về việc kiện toàn Tổ cải cách hành chính",
    authority="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MÂY",
    bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Theo đề nghị của Văn phòng"),
    body=(
        Article("Kiện toàn Tổ cải cách hành chính gồm:", ("Bà Lò Thị Mây, Tổ trưởng;", "Ông Giàng A Páo, Tổ phó.")),
        Article("Quyết định này có hiệu lực kể từ ngày ký."),
    ),
)
NOTICE = Paper(
    official=official("TB"), summary="Kết luận cuộc họp", arabic=True,
    body=(Section("Công khai thủ tục", ("Văn phòng thực hiện.",)), "Thông báo để các bộ phận biết và thực hiện."),
)  # fmt: skip
MINUTES = Paper(
    official=official("BB", recipients=("Thành viên dự họp",)),
    summary="Họp giao ban tháng 10 năm 2026",
    body=(Section("Thành phần", (TABLE,)), "Cuộc họp kết thúc vào hồi 16 giờ 30 phút, ngày 12 tháng 10 năm 2026"),
    signatures=(
        Signature(("THƯ KÝ",), "Giàng A Páo"),
        Signature(("CHỦ TỌA",), "Lò Thị Mây"),
        Signature(("GIÁM SÁT",), "Vàng Thị Sua"),
    ),
)
SUBMISSION = Paper(
    official=official("TTr", agency_code="HĐND"), summary="Phê duyệt kinh phí", addressees=("Hội đồng nhân dân xã",),
    body=("Ủy ban nhân dân xã trình xem xét.",),
)  # fmt: skip
INVITATION = Paper(official=official("GM"), summary="Họp giao ban", body=("Kính mời: Ông Páo dự họp.",), draft=True)
PLAN = Paper(official=official("KH"), summary="Cải cách hành chính", body=(Section("Mục đích", ("Nâng cao.",)),))

PAPERS = {
    "CV": LETTER, "BC": REPORT, "QĐ": DECISION, "TB": NOTICE, "BB": MINUTES, "TTr": SUBMISSION, "GM": INVITATION,
    "KH": PLAN,
}  # fmt: skip
