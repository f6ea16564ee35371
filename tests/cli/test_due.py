"""`namro due`: the published form, files of cases, and what is said about bad input."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from namro.cli.bench_due import measure_due
from namro.cli.main import main
from namro.core.base.faults import PRINTED
from tests.house.sources import ROOT

PAUSES = ("14:10/2026-08-21T14:20", "14:30/2026-08-21T14:40")
EXAMPLE = ["due", "--from", "2026-08-21T14:00", "--working-hours", "8"]


def answer(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    assert main([*arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return json.loads(captured.out)


def refusal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def cases(tmp_path: Path, text: str, *, encoding: str = "utf-8") -> str:
    path = tmp_path / "ho-so.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_the_published_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(EXAMPLE, capsys) == {
        "from": "2026-08-21T14:00:00+07:00",
        "term": {"amount": 8, "unit": "hour"},
        "due": "2026-08-22T14:30:00+07:00",
        "due_date": "2026-08-22",
        "basis": ["Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 1", "Thông báo 9441/TB-BNV"],
        "warnings": [],
    }


@pytest.mark.parametrize(
    ("arguments", "term", "due"),
    [
        (["--working-days", "3"], {"amount": 3, "unit": "working_day"}, "2026-08-25T17:00:00+07:00"),
        (["--days", "10"], {"amount": 10, "unit": "day"}, "2026-09-03T17:00:00+07:00"),
        (["--months", "1"], {"amount": 1, "unit": "month"}, "2026-09-21T17:00:00+07:00"),
        (["--working-hours", "7.5"], {"amount": 7.5, "unit": "hour"}, "2026-08-22T14:00:00+07:00"),
        (
            ["--working-days", "1", "--office-hours", "07:00-11:00"],
            {"amount": 1, "unit": "working_day"},
            "2026-08-22T11:00:00+07:00",
        ),
        (["--working-hours", "1", "--late-after", "13:00"], {"amount": 1, "unit": "hour"}, "2026-08-22T08:30:00+07:00"),
        (
            [*("--working-hours", "1"), *(f"--pause=2026-08-21T{p}" for p in PAUSES)],
            {"amount": 1, "unit": "hour"},
            "2026-08-21T15:20:00+07:00",
        ),
    ],
)
def test_terms_and_settings(
    arguments: list[str], term: dict[str, Any], due: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(["due", "--from", "2026-08-21T14:00", *arguments], capsys)
    assert (found["term"], found["due"], found["due_date"]) == (term, due, due[:10])


def test_warnings_and_the_swap_as_a_setting(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["due", "--from", "2026-11-20T08:00", "--working-days", "2"]
    assert answer(command, capsys)["warnings"] == ["undecided_swap"]
    decided = answer([*command, "--apply-swap", "2026-11-23"], capsys)
    assert (decided["due_date"], decided["warnings"]) == ("2026-11-26", [])


def test_people_get_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "--from", "2026-10-10T20:00", "--working-hours", "8"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Nhận lúc 20:00 thứ Bảy 10/10/2026, thời hạn 8 giờ làm việc: đến hạn lúc 08:00 thứ Ba 13/10/2026.",
        "Giờ làm việc 07:30–11:30, 13:30–17:00: một ngày làm việc là 7 giờ 30 phút.",
        "Căn cứ: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 1.",
    ]
    assert main(["due", "--from", "2026-11-20T15:30", "--months", "2", "--late-after", "15:00"]) == 0
    said = capsys.readouterr().out
    assert "Nhận sau giờ đã đặt nên tính từ lúc 07:30 thứ Hai 23/11/2026." in said
    assert "Lưu ý: đề xuất nghỉ ngày 23/11/2026, làm bù 28/11/2026 chưa được quyết định" in said
    assert "Lưu ý: lịch nghỉ năm 2027 chưa có thông báo chính thức" in said


def test_hours_of_a_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAMRO_DATA", str(tmp_path))
    (tmp_path / "office-hours.yaml").write_text(
        'units: {"H21.227": [{since: 2026-01-01, hours: "07:00-11:30,13:30-17:00"}]}', "utf-8"
    )
    command = ["due", "--from", "2026-10-10T20:00", "--working-hours", "8", "--unit"]
    assert answer([*command, "H21.227"], capsys)["due"] == "2026-10-12T17:00:00+07:00"
    assert main([*command, "H21.9", "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["due"] == "2026-10-13T08:00:00+07:00"
    assert "Không thấy giờ làm việc riêng của đơn vị “H21.9”: tính theo giờ mặc định 07:30–11:30" in captured.err
    given = answer([*command, "H21.9", "--office-hours", "07:00-11:30,13:30-17:00"], capsys)
    assert given["due"] == "2026-10-12T17:00:00+07:00"


def test_a_file_of_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte-order mark, columns in another order, one that nobody knows, quotes, empty rows."""
    rows = ['unit,ghi chú,"from",amount', 'hour,"a, b","2026-08-21T14:00",8', "", ",,,", "month,,2026-01-31T08:00, 1"]
    path = cases(tmp_path, "\ufeff" + "\r\n".join(rows))
    found = answer(["due", "--file", path], capsys)
    assert [(row["term"]["unit"], row["due"]) for row in found] == [
        ("hour", "2026-08-22T14:30:00+07:00"),
        ("month", "2026-03-02T17:00:00+07:00"),
    ]
    assert main(["due", "--file", path]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["Dòng 2", "Dòng 5"]


def test_settings_hold_for_all_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = cases(tmp_path, "from,amount,unit\n2026-10-12T15:30,1,working_day\n2026-11-20T08:00,1,day\n")
    command = ["due", "--file", path, "--late-after", "15:00", "--office-hours", "07:00-11:00"]
    assert [row["due"][:16] for row in answer(command, capsys)] == ["2026-10-14T11:00", "2026-11-23T11:00"]
    assert main(["due", "--file", path]) == 0
    assert "  Lưu ý: đề xuất nghỉ ngày 23/11/2026" in capsys.readouterr().out


def test_a_file_without_rows_has_no_deadlines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["due", "--file", cases(tmp_path, "from,amount,unit\n")], capsys) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("21/08/2026 14:00,8,hour", "Thời điểm “21/08/2026 14:00” không đọc được hoặc không có thật"),
        ("2026-08-21T14:00,,hour", "thiếu amount"),
        (",8,", "thiếu from, unit"),
        ("2026-08-21T14:00,8", "thiếu unit"),
        ("2026-08-21T14:00,7,5,hour", "thừa cột: dòng có 4 ô, tiêu đề có 3"),
        ("2026-08-21T14:00,2.5,day", "2.5 ngày không phải số nguyên"),
        ("2026-08-21T14:00,0,day", "ghi một số lớn hơn 0"),
        ("2026-08-21T14:00,2,week", "Chọn: hour, working_day, day, month"),
        ("2026-08-21T14:00,999999,day", "sau năm 2100"),
        ("1026-08-21T14:00,1,day", "ngoài khoảng tính được"),
    ],
)
def test_a_faulty_row_is_named(row: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = cases(tmp_path, f"from,amount,unit\n2026-08-21T14:00,8,hour\n{row}\n")
    said = refusal(["due", "--file", path, "--json"], capsys)
    assert said.startswith("ho-so.csv, dòng 3: ")
    assert message in said


def test_every_fault_is_told_and_very_many_by_their_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for rows, told in ((25, 25), (PRINTED + 15, PRINTED + 1)):
        path = cases(tmp_path, "from,amount,unit\n" + "2026-08-21T14:00,x,hour\n" * rows)
        lines = refusal(["due", "--file", path], capsys).splitlines()
        assert len(lines) == told
    assert lines[-1].startswith("ho-so.csv: còn 15 lỗi nữa")


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        ("", "utf-8", "dòng 1: thiếu cột from, amount, unit"),
        ("from,unit\n", "utf-8", "dòng 1: thiếu cột amount"),
        ("from;amount;unit\n", "utf-8", "Tệp dùng dấu chấm phẩy; hãy lưu lại với dấu phẩy"),
        ("from,amount,unit,unit\n", "utf-8", "cột unit ghi hai lần"),
        ("from,amount,unit,ghi chú\n", "utf-16", "không phải UTF-8"),
        ('from,amount,unit\n"2026-08-21T14:00,8,hour\n', "utf-8", "không đọc được dòng CSV"),
    ],
)
def test_a_faulty_file_is_named(
    text: str, encoding: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal(["due", "--file", cases(tmp_path, text, encoding=encoding)], capsys)
    assert said.startswith("ho-so.csv")
    assert message in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["due"], "Thiếu --from hoặc thời hạn"),
        (["due", "--from", "2026-08-21T14:00"], "một trong --working-hours, --working-days, --days, --months"),
        (["due", "--days", "3"], "Thiếu --from hoặc thời hạn"),
        ([*EXAMPLE, "--file", "a.csv"], "bỏ --from và thời hạn trên lệnh"),
        (["due", "--file", "khong-co.csv"], "Không đọc được tệp “khong-co.csv”: không có tệp này"),
        (["due", "--file", "."], "Không đọc được tệp “.”: đây là thư mục"),
        (["due", "--from", "21/8/2026", "--days", "3"], "--from: Thời điểm “21/8/2026” không đọc được"),
        (["due", "--from", "2026-08-21T14:00", "--days", "-3"], "--days: “-3” không phải là số lớn hơn 0"),
        ([*EXAMPLE, "--pause", "2026-08-21T14:00/"], "--pause: Tạm dừng “2026-08-21T14:00/” chưa kết thúc"),
        ([*EXAMPLE, "--late-after", ""], "--late-after: Giờ “” không hợp lệ"),
        ([*EXAMPLE, "--office-hours", "sáng"], "--office-hours: Giờ làm việc “sáng” không hợp lệ"),
        ([*EXAMPLE, "--apply-swap", "mai"], "--apply-swap: “mai” không phải là ngày"),
        ([*EXAMPLE, "--apply-swap", "2026-01-02"], "đang chờ quyết định. Chọn: 2026-11-23"),
    ],
)
def test_bad_commands(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert message in refusal(arguments, capsys)


def test_two_terms_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*EXAMPLE, "--days", "3"])
    assert stop.value.code == 2
    assert "--days không dùng chung với --working-hours." in capsys.readouterr().err


def test_one_deadline_waits_for_no_heavy_library() -> None:
    code = """
        import sys
        from namro.cli.main import main
        main(["due", "--from", "2026-08-21T14:00", "--working-hours", "8", "--json"])
        sys.exit(" ".join(sorted({"django", "numpy", "dateutil", "docx", "typst"} & set(sys.modules))) or 0)
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.slow
def test_figures_of_a_million_deadlines() -> None:
    figures = measure_due("small")
    assert set(figures) == {"due_days_ms", "due_minutes_ms", "due_days_busday_ms", "due_minutes_loop_ms"}
    assert figures["due_minutes_ms"] < 20 * figures["due_minutes_loop_ms"]
