from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.core.improvement.plan import Plan, PlanGroup, PlanTask
from namro.documents.writing import LAYOUTS, write_plan
from namro.documents.writing.decree import decree_30
from namro.documents.writing.parts import DOTS, AnnexPage, Line, block_lines
from namro.documents.writing.plan_notes import plan_notes
from namro.documents.writing.plan_parts import printed_plan
from tests.documents.writing.suoi_may import suoi_may

SUFFIXES = (".docx", ".pdf", ".xlsx")


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NamroError, match=r"“plan\.doc”.*\.docx, \.pdf hoặc \.xlsx"):
        write_plan(suoi_may(), tmp_path / "plan.doc")


def test_an_unknown_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NamroError, match=r"“bảng”.*annex.*blocks"):
        write_plan(suoi_may(), tmp_path / "plan.docx", layout="bảng")
    assert not (tmp_path / "plan.docx").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(NamroError, match=r"Không ghi được tệp .*\(không có thư mục này\)"):
        write_plan(suoi_may(), tmp_path / "nowhere" / "plan.xlsx")


def test_suffix_in_capitals(tmp_path: Path) -> None:
    write_plan(suoi_may(), tmp_path / "PLAN.XLSX")
    assert (tmp_path / "PLAN.XLSX").read_bytes().startswith(b"PK")


def test_notes_name_what_is_still_open(tmp_path: Path) -> None:
    tasks = (
        PlanTask(number="1", text="Việc một", lead=("Văn phòng",), due=("2026",)),
        PlanTask(number="2", text="Việc hai", due=("invalid:2026-11-31",), proposed=True),
        PlanTask(number="3", text="Việc ba", collaborators=("Văn phòng",)),
    )
    plan = suoi_may(groups=(PlanGroup(number="II", title="Chung", tasks=tasks),))
    _, *notes = write_plan(plan, tmp_path / "plan.xlsx")
    assert notes == [
        "Chưa phân công, ô để trống (1 nhiệm vụ): II.2.",
        "Chưa có thời hạn, ô để trống (1 nhiệm vụ): II.3.",
        "Thời hạn có ngày không tồn tại, cần sửa (1 nhiệm vụ): II.2.",
        "Nhiệm vụ do phần mềm đề xuất, chưa có người xác nhận (1 nhiệm vụ): II.2.",
    ]


def test_notes_ask_what_only_people_can_decide() -> None:
    asked = PlanTask(number="1", text="Nêu căn cứ", criterion="2.1", proposed=True, cause="not_applicable")
    proposal = PlanTask(number="2", text="Nộp minh chứng", criterion="1.3/a", proposed=True, cause="missing_proof")
    printed = PlanTask(number="1", text="Lập hồ sơ", may_answer=("1.3", "1.4"))
    groups = (
        PlanGroup(number="I", title="Chung", tasks=(replace(asked, disposition="to_do"), proposal)),
        PlanGroup(number="II", title="Khác", tasks=(printed,)),
    )
    notes = plan_notes(suoi_may(groups=groups, outside=Decimal("26.5")))
    assert notes[-3:] == [
        "Chưa có căn cứ để đề nghị xem xét lại, đầu mối cần nêu căn cứ (1 nhiệm vụ): I.1.",
        "Nhiệm vụ II.1 in trong văn bản có thể trả lời đề xuất I.2 (tiêu chí 1.3/a). Có giữ cả hai không?",
        "Văn bản chỉ có một phần của phiếu: 26,50 điểm mất ở các lĩnh vực khác chưa được lập nhiệm vụ.",
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_plan_that_knows_nothing_is_still_a_document(tmp_path: Path, suffix: str, layout: str) -> None:
    path = tmp_path / f"plan{suffix}"
    write_plan(Plan(title="Khắc phục hạn chế", issuing_body=None), path, layout=layout)
    assert path.stat().st_size > 1000


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_control_characters_do_not_break_a_file(tmp_path: Path, suffix: str) -> None:
    task = PlanTask(number="1", text="Việc\x00 một\x0b\ud800 xong", lead=("Văn\x1f phòng",))
    plan = suoi_may(groups=(PlanGroup(number="I", title="Ch\x02ung", tasks=(task,)),), place="Suối\x07Mây")
    write_plan(plan, tmp_path / f"plan{suffix}")
    assert (tmp_path / f"plan{suffix}").stat().st_size > 1000


def test_five_lines_under_each_criterion() -> None:
    """Group, criterion, then result, target, lead, collaborators, time."""
    task = PlanTask(
        number="1",
        criterion_name="Tỷ lệ hồ sơ đúng hạn",
        result="Đạt 95%",
        text="Đạt trên 98%",
        lead=("Văn phòng",),
        collaborators=("Cán bộ, công chức xã", "Bộ phận Một cửa"),
        due=("2026+",),
    )
    lines = _blocks(PlanGroup(number="III", title="Cải cách thủ tục hành chính", tasks=(task,)))
    assert lines == [
        "1. Cải cách thủ tục hành chính:",
        "1.1. Tỷ lệ hồ sơ đúng hạn:",
        "- Kết quả thực hiện năm 2025: Đạt 95%.",
        "- Chỉ tiêu khắc phục: Đạt trên 98%.",
        "+ Tham mưu: Văn phòng.",
        "+ Phối hợp: Cán bộ, công chức xã; Bộ phận Một cửa.",
        "+ Thời gian thực hiện: Năm 2026 và những năm tiếp theo.",
    ]


def test_a_block_leaves_room_for_what_is_missing_and_keeps_the_product() -> None:
    task = PlanTask(number="1", criterion="2.3", text="Nộp báo cáo", deliverable="Báo cáo\nBiên bản", proposed=True)
    lines = _blocks(PlanGroup(number="I", title="Chung", tasks=(task,)))
    assert lines[1:] == [
        "1.1. Tiêu chí 2.3:",
        "- Chỉ tiêu khắc phục: Nộp báo cáo (đề xuất).",
        "+ Sản phẩm: Báo cáo; Biên bản.",
        f"+ Tham mưu: {DOTS}",
        f"+ Thời gian thực hiện: {DOTS}",
    ]


def test_both_layouts_print_the_same_body() -> None:
    annex, blocks = (printed_plan(suoi_may(), decree_30(), form=form) for form in ("annex", "blocks"))
    assert annex.letterhead == blocks.letterhead
    assert blocks.parts[-4:] == annex.parts[annex.parts.index(AnnexPage()) - 4 : annex.parts.index(AnnexPage())]
    assert [line.text.endswith("./.") for line in annex.parts if isinstance(line, Line) and line.style == "ending"] == [
        True
    ]
    opening = [line.text for line in annex.parts if isinstance(line, Line) and line.style == "part"]
    assert opening == ["I. MỤC ĐÍCH, YÊU CẦU", "II. NHIỆM VỤ", "III. TỔ CHỨC THỰC HIỆN"]
    assert Line("body", "(Theo Phụ lục kèm theo)") in annex.parts
    for printed in (annex, blocks):
        assert sum(column.share for column in printed.tasks.columns) == 100


def test_short_lines_are_between_a_third_and_half_of_their_text() -> None:
    printed = printed_plan(suoi_may(), decree_30(), form="annex")
    agency = printed.letterhead.rows[0][0][-1]
    assert 1 / 3 <= agency.rule_mm / decree_30().styles["agency"].width_mm(agency.text) <= 1 / 2


@pytest.mark.parametrize(
    ("parent", "lines"),
    [
        ("Bộ Nội vụ", ["BỘ NỘI VỤ"]),
        ("UBND tỉnh Thượng Nguồn", ["ỦY BAN NHÂN DÂN", "TỈNH THƯỢNG NGUỒN"]),  # too long for half the page
    ],
)
def test_a_parent_body_stands_above_in_capitals(parent: str, lines: list[str]) -> None:
    plan = suoi_may(issuing_body="Sở Nội vụ", parent_body=parent)
    left = printed_plan(plan, decree_30(), form="annex").letterhead.rows[0][0]
    assert [(line.style, line.text) for line in left] == [
        *(("parent", line) for line in lines),
        ("agency", "SỞ NỘI VỤ"),
    ]


def _blocks(*groups: PlanGroup) -> list[str]:
    printed = printed_plan(suoi_may(groups=groups), decree_30(), form="blocks")
    return [line.text for line in block_lines(printed.tasks)]
