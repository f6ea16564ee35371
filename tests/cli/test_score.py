"""`namro score`: the answer of the contract, tables, workbook, simulation, and what is refused."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from namro.cli.main import main
from tests.broken.gallery import FACTS, SET

MORE = """B,2025,a,true
B,2025,b,true
B,2025,due,0
B,2025,done,0
B,2025,ok,100
B,2025,all,100
B,2025,sat,90
B,2025,sat_se,2
B,2025,evidence:1.1,present
B,2025,ideas,2
B,2025,late,1
"""


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    (tmp_path / "bo.yaml").write_text(SET, encoding="utf-8")
    (tmp_path / "so-lieu.csv").write_text(FACTS + MORE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return ["score", "--framework", "bo.yaml", "--facts", "so-lieu.csv", "--year", "2025"]


def answer(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_json_has_the_fields_of_the_contract(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer([*given, "--json"], capsys)
    assert (found["framework"], found["edition"], found["year"]) == ("vi-du-xa", "2025-10-31", 2025)
    first, second = found["units"]
    assert first["unit"] == "A"
    # 0.5 + 3 × 3/4 + 3 + 2 × 84.2/100 = 7.434; no bonus, no penalty known
    assert (first["total"], first["total_shown"]) == ("7.434", "7.43")
    assert (first["percent"], first["percent_shown"], first["max"], first["excluded"]) == ("74.34", "74.34", "10", "0")
    assert (first["bonus"], first["penalty"]) == ("0", "0")
    assert first["adjustments"]["T1"]["state"] == "no_data"
    assert first["criteria"]["1.2"] == {
        "points": "2.25",
        "shown": "2.25",
        "max": "3",
        "excluded": "0",
        "state": "scored",
        "why": "3/4 đúng hạn = 75 % × 3 = 2,25 điểm.",
    }
    assert set(first["criteria"]) == {"1", "1.1", "1.2", "1.3", "1.4"}
    assert first["by_source"]["survey"] == {"points": "1.684", "max": "2", "excluded": "0"}
    # no signature on the plan: 0 + 3 (nothing was due) + 3 + 1.8, 2 ideas, one day late
    assert (second["total"], second["band"], second["rank"]) == ("8.8", "Tốt", 1)
    assert first["band"] is None
    assert "tiêu chí 1.1 đạt 25 %, cần ít nhất 50 %" in first["band_why"]
    assert (second["bonus"], second["penalty"]) == ("2", "1")
    assert second["criteria"]["1.1"]["state"] == "no_evidence"
    assert (first["rank"], first["criteria"]["1"]["rank"], second["criteria"]["1"]["rank"]) == (2, 2, 1)


def test_every_number_is_an_exact_text(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("so-lieu.csv").write_text(FACTS.replace("due,4", "due,9").replace("done,3", "done,7"), encoding="utf-8")
    points = answer([*given, "--json"], capsys)["units"][0]["criteria"]["1.2"]["points"]
    assert "e" not in points.lower()
    assert abs(Decimal(points) - Decimal(7) / Decimal(3)) < Decimal("1e-12")


def test_csv_is_as_shown(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given, "--csv", "ra.csv"]) == 0
    rows = list(csv.reader(Path("ra.csv").read_text(encoding="utf-8").splitlines()))
    assert rows == [
        ["unit", "total", "percent", "band", "rank"],
        ["A", "7.43", "74.34", "", "2"],
        ["B", "8.80", "88.00", "Tốt", "1"],
    ]
    assert capsys.readouterr().out == ""


def test_workbook_has_results_points_and_reasons(given: list[str]) -> None:
    assert main([*given, "--xlsx", "ra.xlsx"]) == 0
    book = CalamineWorkbook.from_filelike(BytesIO(Path("ra.xlsx").read_bytes()))
    assert book.sheet_names == ["Kết quả", "Điểm", "Giải thích"]
    assert book.get_sheet_by_name("Kết quả").to_python()[1] == [2.0, "A", 7.43, 74.34, ""]
    reasons = {(row[0], row[1]): row[6] for row in book.get_sheet_by_name("Giải thích").to_python()[1:]}
    assert reasons["A", "1.2"] == "3/4 đúng hạn = 75 % × 3 = 2,25 điểm."


def test_without_an_output_there_is_a_table_for_people(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(given) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ")[0] == "Hạng"
    assert lines[1].split() == ["2", "A", "7.43", "74.34"]


def test_a_simulation_keeps_its_parameters(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer([*given, "--json", "--simulate", "200", "--seed", "7"], capsys)
    assert found["uncertainty"] == {"runs": 200, "seed": 7, "level": 0.05, "alike": []}
    assert found["units"][1]["rank_range"] == [1, 1, 1]
    assert sum(found["units"][0]["band_probability"].values()) == pytest.approx(1)
    assert answer([*given, "--json", "--simulate", "200", "--seed", "7"], capsys) == found


def test_no_unit_in_the_year_is_said(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given[:-1], "2026", "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["units"] == []
    assert "2026" in captured.err


def test_faults_of_a_set_are_all_on_stderr(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("bo.yaml").write_text(SET.replace("level: commune", "level: xã").replace("0.8", "80"), encoding="utf-8")
    assert main([*given, "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "bo.yaml, dòng 4" in captured.err
    assert "bo.yaml, dòng 20, mục “1.3”" in captured.err


def test_faults_of_facts_write_nothing(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("so-lieu.csv").write_text(FACTS.replace("ok,88", "ok,-88"), encoding="utf-8")
    assert main([*given, "--csv", "ra.csv"]) == 2
    assert "so-lieu.csv, dòng 6" in capsys.readouterr().err
    assert not Path("ra.csv").exists()


def test_a_source_is_never_written_over(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given, "--csv", "so-lieu.csv"]) == 2
    assert "tên tệp khác" in capsys.readouterr().err
    assert Path("so-lieu.csv").read_text(encoding="utf-8") == FACTS + MORE


@pytest.mark.parametrize("runs", ["1", "100000", "mười"])
def test_runs_have_limits(given: list[str], runs: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main([*given, "--simulate", runs])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    assert status == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("missing", ["khong-co.yaml", "."])
def test_a_file_that_cannot_be_opened_is_told_in_vietnamese(
    missing: str, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    given[2] = missing
    assert main(given) == 2
    told = capsys.readouterr().err
    assert "không có tệp này" in told or "đây là thư mục" in told
