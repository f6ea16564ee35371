"""A set through a workbook and back is the same set."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from python_calamine import CalamineWorkbook

from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework, read_framework
from namro.core.framework.writing import write_framework
from namro.documents.reading.sheets.cells import read_cells
from namro.documents.workbooks import read_workbook, write_workbook
from namro.documents.workbooks.from_workbook import parse_sheets
from tests.core.framework.editions import new_edition
from tests.core.framework.random_sets import frameworks
from tests.drawing import share
from tests.house.sources import PACKAGE

SHIPPED = sorted((PACKAGE / "data" / "frameworks").glob("*/????-??-??.yaml"))


def through(framework: Framework) -> Framework:
    """The set through a file, read in this process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bo.xlsx"
        path.write_bytes(write_workbook(framework))
        return parse_sheets(list(read_cells(path, lambda _done, _total: None)), path.name)


@settings(deadline=None, max_examples=share(20), suppress_health_check=list(HealthCheck))
@given(frameworks())
def test_any_set_comes_back_as_it_was(framework: Framework) -> None:
    back = through(framework)
    assert back == framework
    assert write_framework(back) == write_framework(framework)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_shipped_sets_come_back_as_they_were(path: Path) -> None:
    framework = read_framework(path)
    assert through(framework) == framework
    assert parse_framework(write_framework(framework)) == framework


def test_a_workbook_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    path.write_bytes(write_workbook(new_edition()))
    assert read_workbook(path) == new_edition()


def test_the_workbook_speaks_vietnamese() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(write_workbook(new_edition())))
    assert book.sheet_names == ["Thông tin", "Tiêu chí", "Minh chứng", "Cộng trừ", "Xếp loại", "Số liệu", "Hướng dẫn"]
    heading, *rows = book.get_sheet_by_name("Tiêu chí").to_python()
    assert heading[:6] == ["Cấp (level)", "Mã (id)", "Tên mục (name)", "Điểm tối đa (max)", "Dòng con (row)",
                           "Cách chấm (kind)"]  # fmt: skip
    assert rows[1][:6] == [2.0, "1.1", "Ban hành kế hoạch", 2.0, "", "Có hoặc không"]
    guide = book.get_sheet_by_name("Hướng dẫn").to_python()
    assert ["Đúng hạn", "M × số đúng hạn / số phải nộp; kiểu all: M chỉ khi tất cả đúng hạn",
            "Số phải làm; Số đúng hạn", "Kiểu đúng hạn; Khi mẫu số bằng 0"] in [row[:4] for row in guide]  # fmt: skip
    named = book.get_sheet_by_name("Số liệu").to_python()
    assert named[:2] == [["Số liệu (input)", "Tên gọi (label)"], ["plan", ""]]
