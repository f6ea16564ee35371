"""Columns of workbooks around dossiers: the catalogue of procedures both ways, rows of a file that were refused."""

from __future__ import annotations

#: Heading and width of each column of the workbook, by our name; the first two and the day are asked for.
COLUMNS = {
    "code": ("Mã thủ tục", 26),
    "name": ("Tên thủ tục", 60),
    "field": ("Lĩnh vực", 24),
    "level": ("Cấp", 12),
    "amount": ("Thời hạn", 10),
    "time_unit": ("Đơn vị thời hạn", 16),
    "components": ("Thành phần hồ sơ", 50),
    "fee": ("Phí, lệ phí (đồng)", 16),
    "fee_words": ("Ghi chú về phí", 26),
    "online": ("Trực tuyến", 14),
    "returns_document": ("Có trả giấy tờ", 12),
    "act": ("Quyết định công bố", 26),
    "act_day": ("Ngày quyết định", 14),
    "since": ("Áp dụng từ", 14),
}

#: Rows of a source's file that did not come in.
REFUSED = ("Dòng", "Mã hồ sơ", "Cột", "Giá trị", "Lý do")
#: Words of cells.
TIME_UNITS = {"hour": "giờ", "working_day": "ngày làm việc", "day": "ngày", "month": "tháng", "": ""}
YES_NO = {True: "có", False: "không"}
