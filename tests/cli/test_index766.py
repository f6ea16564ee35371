"""`namro index766`: the published form, the table for people, and what is said about bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    }
    assert first["metrics"]["PAY_DOSSIER"]["score"] is None
    assert first["groups"]["CLGQ"]["score"] == "9.61"
    assert [unit["groups"]["CLGQ"]["rank"] for unit in (first, second)] == [1, 1]
    assert second["metrics"]["PROGRESS_ON_TIME"]["small_denominator"]
    assert found["mean"]["total"] == "29.32"  # (29.02 + 29.61) / 2 = 29.315
    assert found["mean"]["TDGQ"] == "19.71"  # 19.705


def test_columns_stand_in_any_order_and_others_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\ufeffdenominator,ghi chú,metric,unit,numerator\n4,x,PAY_DOSSIER,Xã A,1\n\n,,PAY_TTHC_INTEGRATED,Xã A,\n"
    found = answer(tmp_path, text, capsys)
    assert found["units"][0]["total"] == "1.50"
    assert found["units"][0]["metrics"]["PAY_TTHC_INTEGRATED"]["score"] is None


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
