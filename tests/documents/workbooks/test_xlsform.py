"""Instruments as XLSForms: the way there and back, what other tools say of them, forms made elsewhere, broken ones."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from namro.core.base.faults import BrokenFile
from namro.core.survey.model import Formula, Instrument
from namro.core.survey.reading import parse_instrument, shipped_instruments
from namro.core.survey.writing import write_instrument
from namro.documents.workbooks.from_xlsform import read_xlsform
from namro.documents.workbooks.to_xlsform import write_xlsform
from tests.core.survey.test_instruments import GOOD

Cells = dict[str, list[tuple[object, ...]]]
TWO_LANGUAGES = GOOD.replace("text: Biển", 'text: {vi: "Biển, bảng", en: Signs}')
INSTRUMENTS = {"two languages": parse_instrument(TWO_LANGUAGES), **shipped_instruments()}


def form(folder: Path, instrument: Instrument) -> Path:
    path = folder / "bo.xlsx"
    path.write_bytes(write_xlsform(instrument))
    return path


def cells(path: Path) -> Cells:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_the_way_there_and_back_gives_the_same_cells(tmp_path: Path, name: str) -> None:
    first = form(tmp_path, INSTRUMENTS[name])
    before = cells(first)
    back = read_xlsform(first)
    again = parse_instrument(write_instrument(back))
    assert cells(form(tmp_path, again)) == before
    assert [item.code for item in again.items] == [item.code for item in INSTRUMENTS[name].items]
    assert again.index.shares() == INSTRUMENTS[name].index.shares()
    assert (again.formula, again.scale.most, again.scale.no_answer) == (
        INSTRUMENTS[name].formula,
        INSTRUMENTS[name].scale.most,
        INSTRUMENTS[name].scale.no_answer,
    )


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_pyxform_takes_it(tmp_path: Path, name: str) -> None:
    made = convert(str(form(tmp_path, INSTRUMENTS[name])))
    assert made.warnings == []
    for item in INSTRUMENTS[name].items:
        assert f"<{item.code}/>" in made.xform


def test_names_of_sheets_and_cells(tmp_path: Path) -> None:
    made = cells(form(tmp_path, INSTRUMENTS["two languages"]))
    assert list(made) == ["survey", "choices", "settings", "namro"]
    assert made["survey"][0] == ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)")
    assert ("select_one scale", "q1", "Biển, bảng", "Signs") in made["survey"]
    assert made["settings"][1][:3] == ("Hài lòng", "thu", "2026-03-01")


def write(folder: Path, survey: list[list[str]], choices: list[list[str]] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in [["type", "name", "label", "relevant"], *survey]:
        book.active.append(row)
    sheet = book.create_sheet("choices")
    for row in [["list_name", "name", "label"], *(choices or [["muc", str(n), f"Mức {n}"] for n in (1, 2, 3, 4)])]:
        sheet.append(row)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version"])
    settings.append(["Phiếu của tỉnh", "phieu-tinh", "7"])
    book.save(folder / "ngoai.xlsx")
    return folder / "ngoai.xlsx"


def test_a_form_made_elsewhere(tmp_path: Path) -> None:
    survey = [
        ["start", "start", "", ""],
        ["begin group", "tiep_can", "Tiếp cận", ""],
        ["select_one muc", "c1", "Biển chỉ dẫn", ""],
        ["select_one muc", "c2", "Chỗ ngồi", ""],
        ["end group", "", "", ""],
        ["note", "cam_on", "Cảm ơn", ""],
        ["select_one muc", "c3", "Kết quả", ""],
    ]
    choices = [*([["muc", str(n), f"Mức {n}"] for n in (1, 2, 3, 4)]), ["muc", "8", "Không biết"]]
    found = read_xlsform(write(tmp_path, survey, choices))
    assert (found.code, found.edition, found.formula) == ("phieu-tinh", "7", Formula.MEAN)
    assert [node.code for node in found.index.nodes()] == ["overall", "tiep_can", "c1", "c2", "c3"]
    assert (found.scale.most, found.scale.no_answer) == (4, (8,))


ONE = ["select_one muc", "c1", "Biển", ""]
BROKEN = {
    "a name twice": ([ONE, ONE], "mã “c1” có hai lần"),
    "a circle": (
        [["select_one muc", "a", "A", "${b} > 1"], ["select_one muc", "b", "B", "${a} > 1"]],
        "vòng tròn: a → b → a",
    ),
    "a condition on nobody": ([["select_one muc", "a", "A", "${z} = 1"]], "không có câu nào tên này"),
    "a condition": ([ONE, ["select_one muc", "b", "B", "${c1} = 1"]], "có điều kiện hiện"),
    "another kind of question": ([ONE, ["integer", "tuoi", "Tuổi", ""]], "kiểu “integer” không tính được chỉ số"),
    "two scales": ([ONE, ["select_one khac", "b", "B", ""]], "nhiều danh sách trả lời"),
    "an open group": ([["begin_group", "g", "G", ""], ONE], "thiếu 1 dòng end_group"),
    "an end without a group": ([ONE, ["end_group", "", "", ""]], "không có begin_group"),
    "no question": ([["note", "n", "N", ""]], "thiếu khóa “index”"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_said_of_a_broken_form(tmp_path: Path, name: str) -> None:
    survey, said = BROKEN[name]
    with pytest.raises(BrokenFile) as refused:
        read_xlsform(write(tmp_path, survey))
    assert said in refused.value.message


def test_no_sheets_of_a_form(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "khac.xlsx")
    with pytest.raises(BrokenFile, match="thiếu trang survey, choices"):
        read_xlsform(tmp_path / "khac.xlsx")
