"""Score sheets of invented communes as finished data: a small one with every kind of row, and one of 96 leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from namro.core.assessment.score_sheet import BONUS, ScoreSheet, SheetProof, SheetRow
from namro.core.framework.model import Framework, Node, Scale

PLAN = SheetProof(
    number="05/KH-UBND",
    dated=date(2026, 1, 15),
    issuer="UBND xã Suối Mây",
    abstract="Kế hoạch cải cách hành chính năm 2026",
    file_name="ke-hoach.pdf",
    sha256="a" * 64,
)
REPORT = SheetProof(
    number="112/BC-UBND",
    dated=date(2026, 6, 18),
    issuer="UBND xã Suối Mây",
    abstract="Báo cáo 6 tháng đầu năm: kết quả thực hiện kế hoạch cải cách hành chính",
    file_name="bao cao 6 thang.docx",
    sha256="b" * 64,
)
LINK = SheetProof(abstract="Chuyên mục trên trang thông tin của xã", link="https://suoimay.example.vn/cchc")


def points(text: str | None) -> Decimal | None:
    """Points as written in these sheets: "0,5"; None for none."""
    return None if text is None else Decimal(text.replace(",", "."))


def leaf(node: str, name: str, most: str, claimed: str | None, **more: Any) -> SheetRow:
    """A leaf below the domain that its id names."""
    more.setdefault("last_year", points(most))
    return SheetRow(
        node_id=node,
        name=name,
        level=1 + node.count("."),
        is_leaf=True,
        max=points(most),
        claimed=points(claimed),
        **more,
    )


def domain(node: str, name: str, most: str, claimed: str, last: str) -> SheetRow:
    """A row of the first level with the sum of its parts."""
    return SheetRow(
        node_id=node,
        name=name,
        level=1,
        is_leaf=False,
        max=points(most),
        claimed=points(claimed),
        last_year=points(last),
    )


ROWS = (
    domain("1", "Chỉ đạo, điều hành cải cách hành chính", "5", "4,5", "4"),
    leaf(
        "1.1",
        "Ban hành kế hoạch cải cách hành chính năm và kế hoạch tuyên truyền đúng thời hạn quy định",
        "2",
        "2",
        step=points("0,5"),
        proof=(PLAN, LINK),
        owner="Lò Thị Mơ",
        version=3,
    ),
    leaf(
        "1.2",
        "Thực hiện chế độ báo cáo định kỳ",
        "1,5",
        "1",
        step=points("0,5"),
        explanation="Báo cáo quý III gửi muộn 2 ngày do mất điện diện rộng từ 17/9 đến 19/9/2026.",
        last_year=points("1"),
        last_reason="Thiếu báo cáo quý II",
        proof=(REPORT,),
        version=7,
    ),
    leaf("1.3", "Kiểm tra công tác cải cách hành chính", "1,5", "1,5", step=points("0,5"), last_year=points("1")),
    domain("2", "Cải cách thủ tục hành chính", "6", "5,75", "5,5"),
    leaf("2.1", "Tỷ lệ hồ sơ giải quyết đúng hạn", "4", "3,75", computed=True, explanation="1.199/1.204 hồ sơ đúng."),
    leaf("2.2", "Rà soát thủ tục hành chính", "1", None, not_applicable="Năm 2026 tỉnh không giao cấp xã rà soát"),
    leaf("2.3", "Công khai thủ tục hành chính", "1", "1", step=points("0,25"), proof=(LINK,)),
    domain("3", "Mức độ hài lòng của người dân, tổ chức", "3", "0", "2,6"),
    leaf("3.1", "Hài lòng về sự phục vụ hành chính", "3", None, survey=True, last_year=points("2,6")),
    replace(leaf("T1", "Sáng kiến được tỉnh công nhận", "1", "0,5"), level=1, side=BONUS, last_year=points("0")),
)


def suoi_may_sheet(**changes: Any) -> ScoreSheet:
    """The small sheet, with fields changed."""
    sheet = ScoreSheet(
        unit_name="UBND xã Suối Mây",
        unit_code="X1234",
        parent_name="UBND tỉnh Sơn Hà",
        year=2026,
        framework="son-ha-xa",
        edition="2026-08-31",
        edition_hash="c" * 64,
        framework_title="Bộ tiêu chí đánh giá cải cách hành chính cấp xã tỉnh Sơn Hà",
        act="Quyết định số 2210/QĐ-UBND ngày 31/8/2026 của Ủy ban nhân dân tỉnh Sơn Hà",
        period_from=date(2025, 12, 15),
        period_to=date(2026, 11, 14),
        round_title="Kỳ đánh giá năm 2026",
        round_code="DG-2026-XA",
        rows=ROWS,
        max=Decimal(14),
        total=Decimal("10.75"),
        last_total=Decimal("12.1"),
        band="Khá",
        last_band="Tốt",
        difficulties="Đường truyền ở ba bản vùng cao chưa ổn định.\nCán bộ một cửa kiêm nhiệm",
        proposals="Đề nghị Sở Nội vụ tổ chức tập huấn chữ ký số cho cấp xã",
        recipients=("Sở Nội vụ", "TT. Đảng ủy, HĐND xã", "Lưu: VT, VHXH"),
        signer_title="Chủ tịch",
        signer_name="Lò Văn Pâng",
        place="Suối Mây",
    )
    return replace(sheet, **changes)


def wide_sheet() -> ScoreSheet:
    """96 leaves in eight domains; 91.5 of 100 points claimed: 8.5 are given up in nine criteria."""
    given_up = dict(zip(("1.1", "1.5", "2.3", "3.4", "4.2", "5.1", "6.6", "7.7", "8.12"), _GIVEN_UP, strict=True))
    rows: list[SheetRow] = []
    for place in range(1, 9):
        leaves = [_wide_leaf(f"{place}.{number}", given_up) for number in range(1, 13)]
        most = sum((row.max for row in leaves if row.max), Decimal(0))
        claimed = sum((row.claimed for row in leaves if row.claimed is not None), Decimal(0))
        rows.append(domain(str(place), f"Lĩnh vực thứ {place}", str(most), str(claimed), str(most)))
        rows += leaves
    return suoi_may_sheet(
        rows=tuple(rows), max=Decimal(100), total=Decimal("91.5"), last_total=Decimal(100), band="Xuất sắc"
    )


_GIVEN_UP = tuple(map(Decimal, ("1", "1", "1", "1", "1", "1", "1", "1", "0.5")))


def _wide_leaf(node: str, given_up: dict[str, Decimal]) -> SheetRow:
    """One point each; four leaves of the last domain carry two, so that the sheet has a hundred."""
    most = Decimal(2) if node in ("8.1", "8.2", "8.3", "8.4") else Decimal(1)
    lost = given_up.get(node, Decimal(0))
    return SheetRow(
        node_id=node,
        name=f"Tiêu chí thành phần số {node.replace('.', ' của lĩnh vực ')}",
        level=2,
        is_leaf=True,
        max=most,
        claimed=most - lost,
        step=Decimal("0.25"),
        explanation="Chưa có văn bản triển khai." if lost else "",
        last_year=most,
        proof=(replace(PLAN, sha256=node.replace(".", "").rjust(64, "0")),) if not node.endswith(".7") else (),
    )


def edition_of(sheet: ScoreSheet) -> Framework:
    """The edition that a sheet of two levels was made from, without its rules."""
    leaves = {row.node_id: [_node(leaf) for leaf in sheet.below(row)] for row in sheet.domains}
    return Framework(
        framework=sheet.framework,
        edition=sheet.edition,
        title=sheet.framework_title,
        level="commune",
        first_year=sheet.year,
        scale=Scale(max=sheet.max),
        criteria=tuple(replace(_node(row), children=tuple(leaves[row.node_id])) for row in sheet.domains),
    )


def _node(row: SheetRow) -> Node:
    assert row.max is not None
    return Node(id=row.node_id, name=row.name, max=row.max)
