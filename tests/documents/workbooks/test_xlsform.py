"""Instruments as XLSForms: the way there and back, what other tools say of them, forms made elsewhere, broken ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from namro.core.base.faults import BrokenFile
from namro.core.survey.condition_text import condition_text
from namro.core.survey.model import Formula, Instrument, Item, Part
from namro.core.survey.questions import Block, Kind, Question
from namro.core.survey.reading import parse_instrument, shipped_instruments
from namro.core.survey.writing import write_instrument
from namro.documents.workbooks.from_xlsform import read_xlsform
from namro.documents.workbooks.to_xlsform import write_xlsform
from tests.core.survey.random_instruments import random_instrument
from tests.core.survey.test_instruments import GOOD
from tests.core.survey.three_blocks import THREE_BLOCKS

Cells = dict[str, list[tuple[object, ...]]]
TWO_LANGUAGES = GOOD.replace("text: Biển", 'text: {vi: "Biển, bảng", en: Signs}')
INSTRUMENTS = {
    "two languages": parse_instrument(TWO_LANGUAGES),
    "all there is": parse_instrument(THREE_BLOCKS),
    "at random": random_instrument(7, several_languages=False),
    "at random, in two languages": random_instrument(20, several_languages=True),
    **shipped_instruments(),
}


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
    assert list(shape(again)) == list(shape(INSTRUMENTS[name]))
    assert again.validity == INSTRUMENTS[name].validity
    assert (again.formula, again.scale.most, again.scale.no_answer) == (
        INSTRUMENTS[name].formula,
        INSTRUMENTS[name].scale.most,
        INSTRUMENTS[name].scale.no_answer,
    )


def shape(instrument: Instrument) -> Iterator[tuple[object, ...]]:
    """Everything of the questions but their words, which stand under one language or under none."""
    for one in instrument.asked():
        question = one.question
        beside = (
            (question.kind, [option.code for option in question.options], question.no_answer, question.most)
            if isinstance(question, Question)
            else question.weight
        )
        yield question.code, one.conditions, [group.code for group in one.inside], beside


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_pyxform_takes_it(tmp_path: Path, name: str) -> None:
    made = convert(str(form(tmp_path, INSTRUMENTS[name])))
    assert made.warnings == []
    for one in INSTRUMENTS[name].asked():
        assert f"<{one.question.code}/>" in made.xform
    assert made.xform.count(" relevant=") == sum(bool(node.relevant) for node in nodes(INSTRUMENTS[name]))


def nodes(instrument: Instrument) -> list[Part | Block | Item | Question]:
    found = {id(node): node for one in instrument.asked() for node in (*one.inside, one.question)}
    return list(found.values())


def test_names_of_sheets_and_cells(tmp_path: Path) -> None:
    made = cells(form(tmp_path, INSTRUMENTS["two languages"]))
    assert list(made) == ["survey", "choices", "settings", "namro"]
    assert made["survey"][0] == ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)")
    assert ("select_one scale", "q1", "Biển, bảng", "Signs") in made["survey"]
    assert made["settings"][1][:3] == ("Hài lòng", "thu", "2026-03-01")


def write(folder: Path, survey: list[list[str]], choices: list[list[str]] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in [["type", "name", "label", "relevant", "constraint"], *survey]:
        book.active.append(row)
    sheet = book.create_sheet("choices")
    for row in [["list_name", "name", "label"], *(choices or LISTS)]:
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


def test_a_form_with_other_questions_made_elsewhere(tmp_path: Path) -> None:
    survey = [
        ["select_one co_khong", "dung", "Có làm thủ tục?", ""],
        ["text", "ten", "Thôn", ""],
        ["begin_group", "tiep_can", "Tiếp cận", "${dung} = 'co'"],
        ["select_one muc", "c1", "Biển", ""],
        ["text", "vi_sao", "Vì sao?", "${c1}<3"],
        ["begin group", "them", "Thêm", "${dung} = 'co'"],
        ["select_multiple viec", "gi", "Việc gì", "${c1} = 1", "count-selected(.) <= 2"],
        ["end group"],
        ["select_one muc", "c2", "Chỗ ngồi", ""],
        ["end group"],
        ["Begin Group", "ghi_chu", "Chỉ có lời dặn", ""],
        ["note", "n", "Lời dặn", ""],
        ["End Group"],
        ["select_one muc", "c3", "Kết quả", ""],
        ["text", "gop_y", "Góp ý", ""],
    ]
    choices = [
        *(["muc", str(n), f"Mức {n}"] for n in (1, 2, 3, 4)),
        ["co_khong", "co", "Có"],
        ["co_khong", "khong", "Không"],
        *(["viec", str(n), f"Việc {n}"] for n in (1, 2, 3)),
    ]
    found = read_xlsform(write(tmp_path, survey, choices))
    assert [section.code for section in found.sections] == ["block_1", "overall", "block_2"]
    assert [one.question.code for one in found.asked()] == ["dung", "ten", "c1", "vi_sao", "gi", "c2", "c3", "gop_y"]
    gi = next(one for one in found.questions if one.code == "gi")
    assert (gi.kind, gi.most) == (Kind.MANY, 2)
    assert gi.relevant is not None
    assert condition_text(gi.relevant) == "${dung} = 'co' and ${c1} = '1'"
    before = cells(form(tmp_path, found))
    assert cells(form(tmp_path, read_xlsform(form(tmp_path, found)))) == before


LISTS = [["muc", str(n), f"Mức {n}"] for n in (1, 2, 3, 4)]
ONE = ["select_one muc", "c1", "Biển", ""]
BROKEN = {
    "a name twice": ([ONE, ONE], "mã “c1” có hai lần"),
    "a circle": (
        [["select_one muc", "a", "A", "${b} > 1"], ["select_one muc", "b", "B", "${a} > 1"]],
        "vòng tròn: a → b → a",
    ),
    "a condition on nobody": ([["select_one muc", "a", "A", "${z} = 1"]], "hỏi đến “z”, không có câu nào tên này"),
    "a condition nobody understands": ([ONE, ["select_one muc", "b", "B", "sum(${c1}) = 1"]], "không hiểu “sum”"),
    "a condition off the scale": ([ONE, ["select_one muc", "b", "B", "${c1} = 7"]], "“c1” không có mã “7”"),
    "another kind of question": ([ONE, ["integer", "tuoi", "Tuổi", ""]], "kiểu “integer” không dùng được. Dùng select"),
    "a list that is not there": ([ONE, ["select_one khac", "b", "B", ""]], "danh sách “khac” không có trong trang"),
    "one option": ([ONE, ["select_one mot", "b", "B", ""]], "có 1 phương án"),
    "an option twice": ([ONE, ["select_one hai", "b", "B", ""]], "có mã “x” hai lần"),
    "no scale": ([["select_one hai", "b", "B", ""]], "không có câu nào trả lời trên thang"),
    "an open group": ([["begin_group", "g", "G", ""], ONE], "thiếu 1 dòng end_group"),
    "an end without a group": ([ONE, ["end_group", "", "", ""]], "không có begin_group"),
    "no question": ([["note", "n", "N", ""]], "thiếu khóa “index”"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_said_of_a_broken_form(tmp_path: Path, name: str) -> None:
    survey, said = BROKEN[name]
    with pytest.raises(BrokenFile) as refused:
        read_xlsform(write(tmp_path, survey, [*LISTS, ["mot", "x", "X"], ["hai", "x", "X"], ["hai", "x", "Y"]]))
    assert said in refused.value.message


def test_a_form_without_settings(tmp_path: Path) -> None:
    path = write(tmp_path, [ONE])
    book = openpyxl.load_workbook(path)
    del book["settings"]
    book.save(path)
    with pytest.raises(BrokenFile, match=r"thiếu form_id \(mã bộ câu hỏi\) ở trang settings"):
        read_xlsform(path)


def test_no_sheets_of_a_form(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "khac.xlsx")
    with pytest.raises(BrokenFile, match="thiếu trang survey, choices"):
        read_xlsform(tmp_path / "khac.xlsx")
