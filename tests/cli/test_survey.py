"""`namro survey` as its contract says: JSON alone on stdout, bad input with status 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from namro.cli.main import main
from tests.core.survey.test_instruments import GOOD

ANSWERS = "unit,q1,q2,q3\n" + "A,4,5,3\nA,5,4,4\nB,2,9,5\nB,3,4,\n"


def run(folder: Path, capsys: pytest.CaptureFixture[str], *more: str, answers: str = ANSWERS) -> Any:
    (folder / "bo.yaml").write_text(GOOD, "utf-8")
    (folder / "phieu.csv").write_text(answers, "utf-8")
    given = ["--instrument", str(folder / "bo.yaml"), "--responses", str(folder / "phieu.csv"), "--json", *more]
    assert main(["survey", "estimate", *given]) == 0
    return json.loads(capsys.readouterr().out)


def test_total_and_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(tmp_path, capsys, "--by", "unit", "--min-n", "0")
    assert (answer["instrument"], answer["edition"], answer["formula"]) == ("thu", "2026-03-01", "top2")
    assert answer["level"] == 0.95
    nodes = answer["total"]["nodes"]
    assert set(nodes) == {"overall", "access", "q1", "q2", "result", "q3"}
    assert nodes["q1"] == {
        "estimate": 50.0,
        "se": pytest.approx(100 * (0.25 / 3) ** 0.5),
        "low": pytest.approx(50 - 3.182446305284263 * 100 * (0.25 / 3) ** 0.5),
        "high": pytest.approx(50 + 3.182446305284263 * 100 * (0.25 / 3) ** 0.5),
        "deff": pytest.approx(1.0),
        "n": 4,
        "df": 3,
        "suppressed": False,
    }
    assert [one["unit"] for one in answer["units"]] == ["A", "B"]


def test_few_answers_are_suppressed_unless_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(tmp_path, capsys)
    assert "units" not in answer
    assert all(node["suppressed"] and node["estimate"] is None for node in answer["total"]["nodes"].values())


def test_bad_rows_end_with_two_and_nothing_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bo.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "phieu.csv").write_text("unit,q1,q2,q3\nA,7,1,1\n", "utf-8")
    given = ["--instrument", str(tmp_path / "bo.yaml"), "--responses", str(tmp_path / "phieu.csv"), "--json"]
    assert main(["survey", "estimate", *given]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "phieu.csv, dòng 2: q1: “7” ngoài thang" in said.err


def test_shipped_instruments_by_their_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "instruments", "--json"]) == 0
    listed = {one["instrument"]: one for one in json.loads(capsys.readouterr().out)}
    assert len(listed["nam-yeu-to"]["items"]) == 19
    items = listed["nam-yeu-to"]["items"]
    (tmp_path / "p.csv").write_text(f"unit,{','.join(items)}\nA{',4' * len(items)}\n", "utf-8")
    given = ["--instrument", "nam-yeu-to", "--responses", str(tmp_path / "p.csv"), "--min-n", "0", "--json"]
    assert main(["survey", "estimate", *given]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["nodes"]["overall"]["estimate"] == pytest.approx(80)
    assert main(["survey", "estimate", "--instrument", "khong-co", "--responses", str(tmp_path / "p.csv")]) == 2
    assert "Không có bộ câu hỏi “khong-co”" in capsys.readouterr().err


def test_a_table_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bo.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "phieu.csv").write_text(ANSWERS, "utf-8")
    given = ["--instrument", str(tmp_path / "bo.yaml"), "--responses", str(tmp_path / "phieu.csv"), "--min-n", "0"]
    assert main(["survey", "estimate", *given]) == 0
    said = capsys.readouterr().out
    assert "50,00" in said
    assert "Biển" in said


def test_blocks_and_skip_rules_change_no_estimate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = run(tmp_path, capsys, "--by", "unit", "--min-n", "0")
    (tmp_path / "them.yaml").write_text(
        GOOD
        + 'blocks:\n  - {index: overall}\n  - {code: b, questions: [{code: loi, type: text, relevant: "${q1} < 3"}]}\n',
        "utf-8",
    )
    given = ["--instrument", str(tmp_path / "them.yaml"), "--responses", str(tmp_path / "phieu.csv")]
    assert main(["survey", "estimate", *given, "--json", "--by", "unit", "--min-n", "0"]) == 0
    assert json.loads(capsys.readouterr().out) == plain


def test_a_form_goes_out_comes_in_and_a_broken_one_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, back = tmp_path / "bo.xlsx", tmp_path / "lai.yaml"
    assert main(["survey", "export-xlsform", "--instrument", "ba-khoi", "--out", str(form)]) == 0
    assert main(["survey", "import-xlsform", str(form), "--out", str(back)]) == 0
    assert "relevant: \"${n1} = '1'\"" in back.read_text("utf-8")
    book = openpyxl.load_workbook(form)
    sheet = book["survey"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[heads.index("name")].value == "n1":
            row[heads.index("relevant")].value = "${n4} = '1'"
        if row[heads.index("name")].value == "n4":
            row[heads.index("relevant")].value = "${n1} = '1'"
    book.save(form)
    back.unlink()
    capsys.readouterr()
    assert main(["survey", "import-xlsform", str(form), "--out", str(back)]) == 2
    said = capsys.readouterr()
    assert (said.out, back.exists()) == ("", False)
    assert "điều kiện hiện câu đi vòng tròn: n1 → n4 → n1" in said.err
    assert "trang “survey”" in said.err
