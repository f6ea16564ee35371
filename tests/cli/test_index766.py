"""`namro index766`: the published form, the table for people, and what is said about bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from namro.cli.main import main

HEAD = "unit,metric,numerator,denominator,score\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "counts.csv"
    path.write_text(text, "utf-8")
    return path


def answer(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    status = main(["index766", "--counts", str(written(folder, text)), "--json"])
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def refusal(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> str:
    status = main(["index766", "--counts", str(written(folder, text)), "--json"])
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    return err


def test_the_published_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "Xã A,PROGRESS_ON_TIME,2541,2618,\nXã A,CLGQ,,,9.61\nXã B,PROGRESS_ON_TIME,10.0,10.0,\nXã B,ONLINE,,,9.61\n"
    found = answer(tmp_path, HEAD + rows, capsys)
    first, second = found["units"]
    assert (first["unit"], first["total"], first["rank"], first["complete"]) == ("Xã A", "29.02", 2, False)
    assert first["metrics"]["PROGRESS_ON_TIME"] == {
        "score": "19.41",
        "numerator": 2541,
        "denominator": 2618,
        "max": "20",
        "own": "19.41",
        "imported": False,
        "small_denominator": False,
        "controllable_by": ["commune"],
        "evidence": ["A", "V"],
    }
    assert first["metrics"]["PAY_DOSSIER"]["score"] is None
    assert first["groups"]["CLGQ"]["score"] == "9.61"
    assert [unit["groups"]["CLGQ"]["rank"] for unit in (first, second)] == [1, 1]
    assert second["metrics"]["PROGRESS_ON_TIME"]["small_denominator"]
    assert found["mean"]["total"] == "29.32"  # (29.02 + 29.61) / 2 = 29.315
    assert found["mean"]["TDGQ"] == "19.71"  # 19.705


def test_units_that_lack_the_same_are_told_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"Xã {number},PAY_DOSSIER,0,{number},\n" for number in range(1, 9))
    assert main(["index766", "--counts", str(written(tmp_path, HEAD + rows))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("Xã 1, Xã 2, Xã 3, Xã 4, Xã 5 và 3 đơn vị khác: chưa đủ số liệu (cả nhóm CKMB,")
    assert "0,00 (thiếu)" in lines[2]
    assert lines[-3].split()[:4] == ["Trung", "bình", "0,00", "–"]


def test_columns_stand_in_any_order_and_others_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\ufeffdenominator,ghi chú,metric,unit,numerator\n4,x,PAY_DOSSIER,Xã A,1\n\n,,PAY_TTHC_INTEGRATED,Xã A,\n"
    found = answer(tmp_path, text, capsys)
    assert found["units"][0]["total"] == "1.50"
    assert found["units"][0]["metrics"]["PAY_TTHC_INTEGRATED"]["score"] is None


def test_a_name_is_one_however_its_marks_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apart = normalize("NFD", "Xã Hòa Phú")
    found = answer(tmp_path, f"{HEAD}Xã Hòa Phú,PAY_DOSSIER,1,4,\n{apart},CLGQ,,,2\n", capsys)
    assert [(unit["unit"], unit["total"]) for unit in found["units"]] == [("Xã Hòa Phú", "3.50")]


INDICATORS = {
    "engine": "duckdb",
    "by": ["unit"],
    "rows": [
        {"unit": "H21.227", "metric": "PROGRESS_ON_TIME", "numerator": 2541, "denominator": 2618},
        {"unit": "H21.227", "metric": "PROGRESS_LESS_PAUSES", "numerator": 2600, "denominator": 2618},
        {"unit": "H21.227", "metric": "DOSSIER_RECEIVING_SATISFACTION", "numerator": -1, "denominator": 3},
    ],
}


def told_of_answer(folder: Path, data: Any, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    path = folder / "chi-so.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    status = main(["index766", "--counts", str(path), "--json"])
    out, err = capsys.readouterr()
    return status, out, err


def test_what_dossiers_gave_becomes_points(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = told_of_answer(tmp_path, INDICATORS, capsys)
    assert (status, err) == (0, "")
    (unit,) = json.loads(out)["units"]
    assert (unit["total"], unit["complete"]) == ("19.41", False)
    assert unit["metrics"]["DOSSIER_RECEIVING_SATISFACTION"]["score"] == "0.00"
    assert "PROGRESS_LESS_PAUSES" not in unit["metrics"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "không đọc được JSON"),
        ([], "không phải kết quả của namro indicators"),
        ({"rows": []}, "không có chỉ số nào"),
        ({"rows": [{"metric": "PROGRESS_ON_TIME"}]}, "dòng 1 của rows: thiếu unit"),
        ({"rows": [{"unit": "A", "month": "2026-03", "metric": "PROGRESS_ON_TIME"}]}, "số đếm theo tháng"),
        (
            {"rows": [{"unit": "A", "metric": "PROGRESS_ON_TIME", "numerator": 1.5, "denominator": 2}]},
            "numerator và denominator phải là số đếm",
        ),
    ],
)
def test_an_answer_that_is_none_says_what_to_run(
    data: Any, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = told_of_answer(tmp_path, data, capsys)
    assert (status, out) == (2, "")
    assert err.startswith("chi-so.json")
    assert said in err
    assert "Chạy lại namro indicators --by unit --json" in err


def test_people_read_ranks_and_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, HEAD + "Xã A,PROGRESS_ON_TIME,9,10,\nXã A,PUBLISH_ON_TIME,0,0,5\n")
    assert main(["index766", "--counts", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["1", "Xã", "A", "23,00", "5,00", "(thiếu)", "18,00", *"––––"]
    progress = next(line for line in lines if line.startswith("2.1"))
    assert progress.split("  ")[-1].strip() == "mẫu số nhỏ"
    publish = next(line for line in lines if line.startswith("1.1"))
    assert publish.endswith("điểm nhập; tự tính 0,00; mẫu số 0")
    assert "PUBLIC_UPDATE_ON_TIME" in lines[-1]
    assert "cả nhóm CLGQ" in lines[-1]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Xã A,PROGRES,1,2,", "dòng 2: bộ chỉ số không có mã “PROGRES”. Có phải PROGRESS_ON_TIME?"),
        ("Xã A,CLGQ,1,2,", "dòng 2: CLGQ là cả nhóm, không tính từ số đếm. Ghi điểm của nhóm vào cột score."),
        ("Xã A,PAY_DOSSIER,1.5,2,", "numerator: “1.5” không phải số nguyên. Ghi như 2618"),
        ("Xã A,PAY_DOSSIER,1,,", "thiếu denominator. Ghi cả tử số và mẫu số"),
        ("Xã A,PAY_DOSSIER,1,-2,", "denominator: -2 nhỏ hơn 0"),
        ("Xã A,PAY_DOSSIER,-1,2,", "numerator: -1 nhỏ hơn 0"),
        ("Xã A,PETITION_PROCESSING_ON_TIME,2,0,", "tử số 2 trên mẫu số 0"),
        ("Xã A,CLGQ,,,13", "score: 13 lớn hơn 12, điểm tối đa của CLGQ"),
        ("Xã A,ONLINE_PROVIDED,,,12.01", "score: 12.01 lớn hơn 12"),
        ('Xã A,PAY_DOSSIER,,,"1,5"', "score: “1,5” không phải là điểm. Ghi như 19.41"),
        (",PAY_DOSSIER,1,2,", "thiếu tên đơn vị (unit)"),
        ("Xã A,,1,2,", "thiếu mã chỉ số (metric)"),
        ("Xã A,PAY_DOSSIER,1,2,,7", "thừa cột"),
        ("Xã A,PAY_DOSSIER,1,2,\nXã A,PAY_DOSSIER,1,2,", "dòng 3: PAY_DOSSIER của “Xã A” đã ghi ở dòng 2"),
        ("Xã A,ONLINE,,,2\nXã A,CLGQ,,,2", "dòng 3: CLGQ của “Xã A” đã ghi ở dòng 2"),
        ("Xã A,PAY_DOSSIER,,,", "không có số liệu nào"),
    ],
)
def test_a_bad_row_is_named_with_what_to_write(
    row: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refusal(tmp_path, f"{HEAD}{row}\n", capsys)
    assert said in told
    assert told.startswith("counts.csv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "thiếu cột unit, metric, numerator, denominator"),
        ("unit;metric;numerator;denominator\n", "Tệp dùng dấu chấm phẩy"),
        ("unit,unit,metric,numerator,denominator\n", "cột unit ghi hai lần"),
        (HEAD + 'Xã A,"PAY_DOSSIER,1,2,\n', "không đọc được dòng CSV"),
    ],
)
def test_a_file_that_is_no_table_says_why(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refusal(tmp_path, text, capsys)


def test_a_file_in_another_encoding_or_none_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes((HEAD + "Xã A,PAY_DOSSIER,1,2,\n").encode("utf-16"))
    assert main(["index766", "--counts", str(path), "--json"]) == 2
    assert "không phải UTF-8" in capsys.readouterr().err
    assert main(["index766", "--counts", str(tmp_path / "khác.csv"), "--json"]) == 2
    assert "không có tệp này" in capsys.readouterr().err
    assert main(["index766", "--counts", str(tmp_path)]) == 2
    assert "đây là thư mục" in capsys.readouterr().err
