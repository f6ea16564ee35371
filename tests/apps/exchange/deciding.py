"""What tests of decisions send and ask: a form, a proof, the page, what holds."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from namro.apps.exchange.decided import decided_document
from namro.apps.exchange.models import ImportedDocument

#: Lost points of the invented sheet: 1.00 for missing proof, 1.00 for a missing signature.
PROOF, SIGNATURE = "deduction:1.2", "deduction:1.3"


PDF = b"%PDF-1.7 a scanned decision"
#: A plan without a score sheet: limitations in words, of which the last has no task.
WORDS = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
Số: 11/KH-UBND
Suối Mây, ngày 14 tháng 3 năm 2026

KẾ HOẠCH
Khắc phục hạn chế trong cải cách hành chính năm 2026

II. NỘI DUNG

1. Công tác chỉ đạo, điều hành:
a) Các nội dung còn tồn tại, hạn chế:
- Kế hoạch tuyên truyền ban hành chậm so với quy định.
- Chưa ký số kế hoạch kiểm tra của xã.
b) Nhiệm vụ, giải pháp:
- Lập lịch ban hành các kế hoạch của năm 2026.
c) Phân công trách nhiệm:
- Cơ quan chủ trì: Văn phòng HĐND và UBND xã.
d) Thời gian thực hiện/hoàn thành: Trong quý II/2026.
2. Cải cách thủ tục hành chính:
a) Các nội dung còn tồn tại, hạn chế:
- Trang thiết bị của Bộ phận Một cửa còn thiếu.
"""


def send(client: Client, document: ImportedDocument, key: str = SIGNATURE, **fields: object) -> HttpResponse:
    posted = {"khoan": key, "version": 0, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return client.post(f"/nhap-van-ban/{document.code}/phieu/xu-ly", posted)  # type: ignore[return-value]


def remedied(client: Client, document: ImportedDocument, key: str = SIGNATURE, **fields: object) -> HttpResponse:
    filled = {"huong": "already_remedied", "minh_chung": "Quyết định 12/QĐ-UBND", "ngay": "5/3/2026"}
    return send(client, document, key, **{**filled, **fields})


def page_of(client: Client, document: ImportedDocument, query: str = "") -> str:
    return client.get(f"/nhap-van-ban/{document.code}/phieu{query}").content.decode()


def pdf(content: bytes = PDF, name: str = "QD 12.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def held(document: ImportedDocument) -> dict[str, str]:
    return {key: entry.disposition for key, entry in decided_document(document).holding.items()}
