"""What the last sheet of the workbook tells those who fill it in: made from the table of kinds."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.framework.kinds import KINDS, REQUIRED, Kind, Param, Type
from namro.documents.workbooks.columns import ITEM_COLUMNS, MILESTONE, PART, STEP

TITLES = {column.key: column.title for column in ITEM_COLUMNS}
#: How a parameter that is no single cell is filled in.
_LAID_OUT = {
    Type.QUANTITY: "Giá trị, hoặc Tử số và Mẫu số",
    Type.PARTS: f"mỗi phần một dòng con “{PART}”: Số liệu, Điểm, Nội dung phần",
    Type.STEPS: f"mỗi bậc một dòng con “{STEP}”: Mức bậc từ, Điểm",
    Type.MILESTONES: f"mỗi mốc một dòng con “{MILESTONE}”: Đến ngày, Số liệu, Từ mức, Điểm",
    Type.RULES: "mỗi quy tắc một dòng con 1, 2, 3…; quy tắc trong quy tắc 1 là 1.1, 1.2…",
}

ADVICE = (
    "Mỗi mục một dòng. Cấp 1 là mục lớn, cấp 2 là mục con của dòng cấp 1 đứng trên, và tiếp như vậy.",
    "Mục có mục con thì để trống Cách chấm; điểm tối đa bằng tổng của các mục con.",
    "Mã là chữ, mỗi mã dùng một lần trong cả tệp. Gõ dấu nháy đơn trước mã để Excel giữ nguyên: '1.10.",
    "M là điểm tối đa của mục. R là giá trị: số liệu, hoặc tử số chia mẫu số.",
    "Tỷ lệ viết thành phân số thập phân: 80 % là 0,8 (máy dùng dấu chấm thì 0.8).",
    "Tên số liệu chỉ dùng a-z, 0-9 và _, ví dụ bao_cao_dung_han.",
    "Ngày trong năm viết ngày/tháng: 31/03. Để trống ô nghĩa là như thường lệ.",
    "Minh chứng: dòng không có Mã minh chứng là yêu cầu chung của mục; mỗi minh chứng cụ thể một dòng.",
    "Xếp loại: bậc cao nhất viết trước; điều kiện thứ hai trở đi viết ở dòng dưới, để trống Bậc và Từ phần trăm.",
)
HEADINGS = ("Cách chấm", "Cho điểm", "Cần điền", "Điền thêm nếu cần")


def kind_rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield label, points, required and optional columns of every kind of rule."""
    for kind in KINDS.values():
        where = " (chỉ ở trang Cộng trừ)" if kind.adjustments_only else ""
        yield kind.label, f"{kind.gives}{where}", _columns(kind, required=True), _columns(kind, required=False)


def _columns(kind: Kind, *, required: bool) -> str:
    return "; ".join(_column(param) for param in kind.params if (param.default is REQUIRED) == required)


def _column(param: Param) -> str:
    laid_out = _LAID_OUT.get(param.type)
    return laid_out or TITLES[param.key]
