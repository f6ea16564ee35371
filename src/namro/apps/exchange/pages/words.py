"""What the fields of items are called, and what the acts of a document's history are called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.core.printed.corrections import Act

#: A field's name where it is the same in all kinds of items.
_FIELDS = {
    "id": _mark("Mã"),
    "name": _mark("Tên"),
    "parent": _mark("Thuộc"),
    "max": _mark("Tối đa"),
    "achieved": _mark("Đạt"),
    "deducted": _mark("Trừ"),
    "second_value": _mark("Số khác"),
    "note": _mark("Ghi chú"),
    "criterion": _mark("Tiêu chí"),
    "points": _mark("Điểm trừ"),
    "reason": _mark("Lý do"),
    "section": _mark("Mục"),
    "text": _mark("Nội dung"),
    "lead": _mark("Chủ trì"),
    "collaborators": _mark("Phối hợp"),
    "deliverable": _mark("Sản phẩm"),
    "due_text": _mark("Thời hạn"),
    "remedies": _mark("Khắc phục"),
    "value": _mark("Giá trị"),
    "unit": _mark("Đơn vị"),
    "index": _mark("Chỉ số"),
    "year": _mark("Năm"),
    "rank": _mark("Hạng"),
    "rank_total": _mark("Trên tổng số"),
    "code": _mark("Số, ký hiệu"),
    "date": _mark("Ngày"),
    "issuer": _mark("Cơ quan"),
    "title": _mark("Tên văn bản"),
    "doc_code": _mark("Số, ký hiệu"),
    "place": _mark("Nơi ban hành"),
    "issuing_body": _mark("Cơ quan ban hành"),
    "parent_body": _mark("Cơ quan cấp trên"),
    "assessed_year": _mark("Năm được đánh giá"),
    "subject_year": _mark("Năm của kế hoạch"),
    "signer_name": _mark("Người ký"),
    "signer_role": _mark("Chức vụ người ký"),
    "line": _mark("Dòng trong văn bản gốc"),
}
_HINTS = {
    "lead": _mark("Nhiều người cách nhau bằng dấu chấm phẩy."),
    "remedies": _mark("Mã khoản mất điểm, cách nhau bằng dấu chấm phẩy."),
    "due_text": _mark("Ghi như trên văn bản: trước ngày 30/11/2026; hằng tháng; quý III."),
}
_KINDS = {
    "header": _mark("Đầu văn bản"),
    "criterion": _mark("Tiêu chí"),
    "deduction": _mark("Điểm trừ"),
    "finding": _mark("Tồn tại"),
    "task": _mark("Việc"),
    "target": _mark("Chỉ tiêu"),
    "index": _mark("Chỉ số"),
    "basis": _mark("Căn cứ"),
}
_ACTS = {
    Act.CHANGE: _mark("Sửa"),
    Act.DROP: _mark("Bỏ"),
    Act.RESTORE: _mark("Lấy lại"),
    Act.ADD: _mark("Thêm"),
    Act.ANSWER: _mark("Trả lời"),
    Act.SEEN: _mark("Giữ như in"),
    Act.UNDO: _mark("Hoàn tác"),
}


def field_word(field: str) -> str:
    """Return what a field is called."""
    return _(_FIELDS[field])


def field_hint(field: str) -> str:
    """Return how a field is to be written; "" where nothing needs saying."""
    return _(_HINTS[field]) if field in _HINTS else ""


def kind_word(kind: str) -> str:
    """Return what a kind of item is called."""
    return _(_KINDS[kind])


def act_word(act: Act) -> str:
    """Return what an act is called."""
    return _(_ACTS[act])
