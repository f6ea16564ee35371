"""What is said of each fault of the audit record: what is wrong, where, and what to do."""

from __future__ import annotations

from datetime import datetime

from namro.core.base.clock import VIETNAM
from namro.core.sealing import Fault, FaultKind

_WRONG = {
    FaultKind.MISSING: "mất khỏi nhật ký",
    FaultKind.DOUBLE: "có số trùng hoặc đứng sai chỗ",
    FaultKind.CONTENT: "nội dung không còn như lúc ghi",
    FaultKind.CHAIN: "không nối đúng với dòng trước (bị sửa, chèn hoặc đổi chỗ)",
    FaultKind.ERASED_UNSAID: "nội dung bị xóa mà không có dòng nào ghi việc xóa",
    FaultKind.ERASED_FILLED: "nội dung đã xóa rồi lại bị ghi vào",
    FaultKind.NOT_ERASED: "đã ghi là xóa nội dung nhưng nội dung vẫn còn",
    FaultKind.SEAL_GONE: "là dòng niêm phong cuối còn lại, nhưng mất chỗ ghi niêm phong đến đâu",
    FaultKind.SEAL: "không khớp với niêm phong cuối cùng",
    FaultKind.BEYOND: "có số mà việc niêm phong chưa cấp",
    FaultKind.HEAD: "không khớp với đầu chuỗi đã công bố",
}
_RESTORE = "Giữ nguyên máy, lấy bản sao lưu gần nhất còn toàn vẹn ra so và báo người phụ trách an toàn thông tin."
_ADVICE = {
    FaultKind.NOT_ERASED: "Xóa lại ở trang Nhật ký; nếu vừa lấy lại bản sao lưu thì đây là dòng cần xóa lại.",
    FaultKind.HEAD: "Đối chiếu với văn bản đã công bố. Nếu vừa lấy lại bản sao lưu, đối chiếu với bản mới hơn.",
}


def fault_words(fault: Fault) -> str:
    """Return where and what is wrong, as a sentence."""
    return f"{_place(fault)}: {_WRONG[fault.kind]}."


def advice(kind: FaultKind) -> str:
    """Return what to do about a fault."""
    return _ADVICE.get(kind, _RESTORE)


def tail_words(count: int, oldest: datetime | None) -> str:
    """Return how many rows wait for their seal, and since when."""
    if oldest is None:
        return "Không có dòng nào chờ niêm phong."
    return f"Chưa niêm phong: {count} dòng, cũ nhất ghi lúc {oldest.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}."


def _place(fault: Fault) -> str:
    if fault.first is None:
        return f"Dòng chưa niêm phong (id {fault.key})"
    if fault.kind is FaultKind.BEYOND:
        return f"Từ dòng {fault.first}"
    if fault.last and fault.last > fault.first:
        return f"Dòng {fault.first} đến {fault.last}"
    return f"Dòng {fault.first}"
