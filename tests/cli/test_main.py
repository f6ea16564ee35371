"""The command as a whole: help, faults of the command line, faults of the input."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.cli.main import COMMANDS, main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_vietnamese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert COMMANDS[command][1:] in said
    assert "show this help" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Thiếu LỆNH. Cách dùng: namro --help"),
        (["read"], "Thiếu VĂN-BẢN. Cách dùng: namro read --help"),
        (["đọc"], "không có 'đọc'; chọn một trong"),
        (["read", "a.txt", "--xml"], "Không hiểu --xml."),
        (["read", "a.txt", "--json", "--yaml"], "--yaml không dùng chung với --json."),
        (["plan", "a.txt"], "Thiếu -o/--output."),
        (["plan", "a.txt", "-o", "b.docx", "--layout", "bảng"], "--layout: không có 'bảng'"),
        (["serve", "--port", "tám"], "--port: 'tám' không phải số nguyên."),
    ],
)
def test_a_wrong_command_is_told_in_vietnamese_and_ends_with_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


@pytest.mark.parametrize("command", [["read"], ["audit"], ["plan", "-o", "out.docx"]])
def test_bad_input_ends_with_2_and_a_message_on_stderr_alone(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "rong.docx"
    empty.touch()
    for path in (empty, tmp_path / "khong-co.docx"):
        assert main([*command, str(path)]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.strip()
        assert "Traceback" not in captured.err
