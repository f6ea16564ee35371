"""From the printed sheet to the audit: one fault in the text, its row in the audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.core.assessment import audit
from namro.documents import read_file

WHOLE = """BÁO CÁO
Kết quả chấm điểm cải cách hành chính năm 2023

5. Công vụ: đạt 3,5/5 điểm, trừ 1,5 điểm

5.1. Đào tạo: đạt 1/1 điểm

5.2. Kỷ luật: đạt 0,5/1 điểm, trừ 0,5 điểm do một công chức bị khiển trách

5.3. Văn hóa công sở: đạt 1/2 điểm, trừ 1 điểm do:

- Đeo thẻ công chức: đạt 0,5/1 điểm, trừ 0,5 điểm do không có hồ sơ minh chứng

- Nội quy cơ quan: đạt 0,5/1 điểm, trừ 0,5 điểm do chưa niêm yết nội quy

5.4. Đánh giá: đạt 1/1 điểm

6. Tài chính: đạt 3/3 điểm

6.1. Tài sản công: đạt 1/1 điểm

6.2. Khoán kinh phí: đạt 1/1 điểm

6.3. Công khai dự toán: đạt 1/1 điểm
"""

FAULTS: list[tuple[str, str, str, tuple[str, str, str]]] = [
    ("a number left out", "6.3. Công", "6.4. Công", ("numbering", "text", "6.4")),
    ("parts turned round", "5.2. Kỷ", "5.5. Kỷ", ("numbering", "text", "5.3")),
    ("fields turned round", "6. Tài chính", "4. Tài chính", ("numbering", "text", "4")),
    ("a number used twice", "6.2. Khoán", "6.1. Khoán", ("numbering", "text", "6.1")),
    ("a number printed short", "5.4. Đánh", "4. Đánh", ("numbering", "text", "5.4")),
    ("a number lost", "5.4. Đánh giá:", "- Đánh giá:", ("numbering", "text", "5.4")),
    ("a criterion without points", "Khoán kinh phí: đạt 1/1 điểm", "Khoán kinh phí", ("score_missing", "gap", "6.2")),
    (
        "a criterion left out: its points and its loss are missing",
        "5.2. Kỷ luật: đạt 0,5/1 điểm, trừ 0,5 điểm do một công chức bị khiển trách\n\n",
        "",
        ("criterion_missing", "gap", "5"),
    ),
    (
        "a part left out: what it lost is not explained",
        "- Nội quy cơ quan: đạt 0,5/1 điểm, trừ 0,5 điểm do chưa niêm yết nội quy\n\n",
        "",
        ("loss_unexplained", "gap", "5.3"),
    ),
]


def rows(folder: Path, text: str) -> set[tuple[str, str, str]]:
    file = folder / "sheet.txt"
    file.write_text(text, encoding="utf-8")
    return {(r.code, r.severity, r.where) for r in audit(read_file(file))}


def test_the_sheet_without_a_fault_has_no_contradiction(tmp_path: Path) -> None:
    assert {severity for _, severity, _ in rows(tmp_path, WHOLE)} <= {"gap"}
    assert {code for code, _, _ in rows(tmp_path, WHOLE)} == {"remedy_missing"}


@pytest.mark.parametrize(("right", "wrong", "row"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_has_its_row(tmp_path: Path, right: str, wrong: str, row: tuple[str, str, str]) -> None:
    assert WHOLE.count(right) == 1
    assert row in rows(tmp_path, WHOLE.replace(right, wrong))
