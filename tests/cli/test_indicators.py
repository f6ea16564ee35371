"""`namro indicators` and `namro demo-data`: the contract's answers, and every bad file answered with where and what."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from namro.cli import indicators
from namro.cli.main import main

HEADER = "code,unit,accepted_at,due_at,max_time,time_unit,events,synced_at,fee,returns_document,strange"
ROWS = """\
A1,U1,2026-03-02T08:15,2026-03-05T17:00,,,"[{""status"":""processed"",""at"":""2026-03-04T08:15:00""}]",,,true,?
A2,U1,2026-03-30T08:15,,3,working_day,"[{""at"":""2026-04-02T17:00"",""status"":""processed""}]",,20000,,?
A3,U1,2026-04-02T08:15:30,,,,,,,false,?
A4,U1,2026-04-02T08:15,2026-12-31T17:00,,,,2026-05-01T00:00,,,?
A4,U2,2026-04-02T08:15,2026-12-31T17:00,,,,2026-05-02T00:00,,,?
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "ho-so.csv"
    path.write_text(f"{HEADER}\n{ROWS}", "utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str], source: Path, *more: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["indicators", "--source", str(source), "--to", "2026-09-30", "--json", *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_answer_of_the_contract(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, source, "--by", "unit,month", "--metric", "PROGRESS_ON_TIME")
    assert found == {
        "engine": "duckdb",
        "from": "2026-01-01",
        "to": "2026-09-30",
        "by": ["unit", "month"],
        "rows": [
            {"unit": "U1", "month": "2026-03", "metric": "PROGRESS_ON_TIME", "numerator": 2, "denominator": 2},
            {"unit": "U1", "month": "2026-04", "metric": "PROGRESS_ON_TIME", "numerator": 0, "denominator": 1},
            {"unit": "U2", "month": "2026-04", "metric": "PROGRESS_ON_TIME", "numerator": 1, "denominator": 1},
        ],
    }


def test_rows_by_unit_have_no_month_and_metrics_are_chosen(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, source, "--metric", "PAY_DOSSIER, ORIGINAL_RESULT_AVAILABLE")
    assert found["rows"] == [
        {"unit": "U1", "metric": "ORIGINAL_RESULT_AVAILABLE", "numerator": 0, "denominator": 1},
        {"unit": "U1", "metric": "PAY_DOSSIER", "numerator": 0, "denominator": 1},
    ]


def test_dossiers_without_a_limit_are_named_on_stderr(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "--source", str(source), "--to", "2026-09-30"]) == 0
    said = capsys.readouterr()
    assert "1 hồ sơ không có hẹn trả" in said.err
    assert ": A3." in said.err
    assert "U1      PROGRESS_ON_TIME" in said.out
    assert "66,67%" in said.out


def test_the_period_is_this_year_up_to_today_where_none_is_given(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = indicators.argparse.Namespace(
        source=source, first=None, last=None, by="unit", metric="", engine="duckdb", json=True
    )
    indicators.run(options, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC))
    found = json.loads(capsys.readouterr().out)
    assert (found["from"], found["to"]) == (str(date(2026, 1, 1)), str(date(2026, 11, 20)))


def test_without_a_lake_it_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAMRO_DATA", str(tmp_path))
    assert main(["indicators"]) == 2
    assert "chưa có kho hồ sơ" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("A1,U1,2026-03-02T08:15", "A1,U1,02/03/2026"), "dòng 2, cột accepted_at: “02/03/2026” — ghi ngày giờ như"),
        (("A1,U1,2026-03-02T08:15", "A1,U1,2026-02-30T08:15"), "dòng 2, cột accepted_at: “2026-02-30T08:15”"),
        (("A2,U1", "A2,"), "dòng 3, cột unit: ô trống"),
        (("processed", "proc\nessed"), "dòng 2, cột events"),
        ((']",,,true', ",,,true"), "dấu ngoặc kép"),
        (('""processed""', "processed"), "dòng 2, cột events"),
        (("2026-03-04T08:15:00", "hôm qua"), "dòng 2, cột events"),
        (("20000", "20.000đ"), "dòng 3, cột fee: “20.000đ” — ghi một số nguyên"),
        ((",3,working_day", ",ba,working_day"), "dòng 3, cột max_time"),
        ((",3,working_day", ",3,week"), "“week”, không phải đơn vị thời hạn"),
        ((",3,working_day", ",2.5,working_day"), "không phải số nguyên"),
        ((",true,?", ",có,?"), "dòng 2, cột returns_document: “có” — ghi true hoặc false"),
        ((",false,?", ",false,?,thừa"), "dòng 4: 12 ô, nhiều hơn dòng tiêu đề (11)"),
        (("code,unit,", "ma,unit,"), "dòng 1: thiếu cột code"),
        (("synced_at", "fee"), "dòng 1: cột fee ghi hai lần"),
    ],
)
def test_bad_csv_is_told_with_line_column_and_what_to_write(
    source: Path, changed: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = source.read_text("utf-8")
    assert changed[0] in text
    source.write_text(text.replace(*changed, 1), "utf-8")
    assert main(["indicators", "--source", str(source), "--to", "2026-09-30", "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


def test_a_fault_after_empty_lines_and_long_cells_has_its_own_line(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = source.read_text("utf-8").replace("U1,2026-03-02", '"U\n1",2026-03-02').replace("\nA3", "\n\n\nA3")
    source.write_text(text.replace("A3,U1,2026-04-02", "A3,U1,2026-04-99"), "utf-8")
    assert main(["indicators", "--source", str(source)]) == 2
    assert "dòng 7, cột accepted_at" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", b"", "thiếu cột code, unit, accepted_at"),
        ("x.csv", "code,unit,accepted_at\nA,Xã,2026-01-05T08:00\n".encode("utf-16"), "UTF-8"),
        ("x.parquet", b"PAR1 not really", "không phải tệp Parquet"),
        ("x.xlsx", b"PK", "không phải tệp hồ sơ"),
    ],
)
def test_files_that_are_no_dossiers(
    tmp_path: Path, name: str, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["indicators", "--source", str(tmp_path / name), "--json"]) == 2
    assert said in capsys.readouterr().err


def test_missing_files_and_empty_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "--source", str(tmp_path / "none.csv")]) == 2
    assert main(["indicators", "--source", str(tmp_path / "none")]) == 2
    assert main(["indicators", "--source", str(tmp_path)]) == 2
    assert "chưa có tệp Parquet nào" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--metric", "NO"], "Không có chỉ số “NO”"),
        (["--from", "2026-10-01"], "kết thúc trước đó"),
        (["--from", "01/01/2026"], "Ghi như 2026-09-30"),
        (["--by", "month"], "không có 'month'"),
    ],
)
def test_bad_options(source: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status: object = main(["indicators", "--source", str(source), "--to", "2026-09-30", *arguments])
    except SystemExit as stop:
        status = stop.code
    assert status == 2
    assert said in capsys.readouterr().err


def test_parquet_of_other_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Columns missing, without type, of narrow types, moments with an offset; files that differ in what they have."""
    folder = tmp_path / "lake" / "2026"
    folder.mkdir(parents=True)
    accepted = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
    event = pa.struct([("at", pa.timestamp("ns")), ("status", pa.large_string()), ("by", pa.string())])
    first = {
        "unit": pa.array(["U1"], pa.dictionary(pa.int32(), pa.string())),
        "accepted_at": pa.array([accepted], pa.timestamp("us", "UTC")),
        "code": ["P1"],
        "due_at": pa.nulls(1),
        "max_time": pa.array([8], pa.int8()),
        "time_unit": ["hour"],
        "events": pa.array([[{"at": datetime(2026, 3, 3, 8, 45), "status": "processed", "by": "?"}]], pa.list_(event)),  # noqa: DTZ001 - local time
    }
    pq.write_table(pa.table(first), folder / "a.parquet")
    second = {"code": ["P2"], "unit": ["U1"], "accepted_at": pa.array([accepted.replace(tzinfo=None)])}
    pq.write_table(pa.table(second), tmp_path / "lake" / "b.parquet")
    (tmp_path / "lake" / "_unfinished.parquet").write_bytes(b"half")
    found = answer(capsys, tmp_path / "lake", "--metric", "PROGRESS_ON_TIME")
    assert found["rows"] == [{"unit": "U1", "metric": "PROGRESS_ON_TIME", "numerator": 1, "denominator": 2}]


def test_parquet_with_a_column_of_another_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(pa.table({"code": ["A"], "unit": ["U"], "accepted_at": ["2026-01-05"]}), tmp_path / "x.parquet")
    assert main(["indicators", "--source", str(tmp_path / "x.parquet")]) == 2
    assert "x.parquet, cột accepted_at: có kiểu string" in capsys.readouterr().err


def test_parquet_without_a_unit_in_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moments = pa.array([None, None], pa.timestamp("us"))
    pq.write_table(pa.table({"code": ["A", "B"], "unit": ["U", None], "accepted_at": moments}), tmp_path / "x.parquet")
    assert main(["indicators", "--source", str(tmp_path / "x.parquet")]) == 2
    assert "Có 1 dòng để trống cột code hoặc unit" in capsys.readouterr().err


def test_invented_dossiers_can_be_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo-data", "dossiers", "--rows", "500", "--out", str(tmp_path / "lake"), "--seed", "3"]) == 0
    found = answer(capsys, tmp_path / "lake", "--metric", "PROGRESS_ON_TIME")
    assert 100 < sum(row["denominator"] for row in found["rows"]) <= 500
    assert main(["demo-data", "dossiers", "--rows", "0", "--out", str(tmp_path / "none")]) == 2
    assert main(["demo-data", "dossiers", "--rows", "5", "--out", str(tmp_path / "lake")]) == 2
