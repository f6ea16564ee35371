"""In which order registers stand: by the fields of the reform."""

from __future__ import annotations

#: Fields of the reform in the order of the criteria sets; other ones stand behind them.
FIELDS = (
    "Công tác chỉ đạo, điều hành",
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng chính quyền điện tử, chính quyền số",
)
