"""read, audit and plan on the shipped samples."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
import yaml

from namro.cli.main import main
from namro.cli.progress import Progress
from namro.core.assessment.rows import CODES, SEVERITIES
from tests.house.sources import PACKAGE

SHEET = PACKAGE / "demo" / "sample" / "phieu-cham-diem-2025.md"


def answer(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_read_prints_json_by_default_and_the_same_as_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    by_default = json.loads(answer(["read", str(SHEET)], capsys))
    assert by_default["schema_version"] == 1
    assert by_default["header"]["doc_code"] == "27/KH-UBND"
    assert json.loads(answer(["read", str(SHEET), "--json"], capsys)) == by_default
    as_yaml = answer(["read", str(SHEET), "--yaml"], capsys)
    assert "issuing_body: UBND xã Suối Mây" in as_yaml
    assert yaml.safe_load(as_yaml)["criteria"] == by_default["criteria"]


def test_items_say_where_they_were_found(capsys: pytest.CaptureFixture[str]) -> None:
    read = json.loads(answer(["read", str(SHEET)], capsys))
    lines = SHEET.read_text("utf-8").splitlines()
    numbered = [c for c in read["criteria"] if "/" not in c["id"]]
    assert len(numbered) > 60
    for criterion in numbered:
        assert criterion["name"][:20] in lines[criterion["at"]["line"] - 1]


def test_audit_prints_rows_of_the_published_form(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(answer(["audit", str(SHEET), "--json"], capsys))
    assert {tuple(row) for row in rows} == {("code", "severity", "where", "stated", "computed", "message")}
    assert {row["code"] for row in rows} <= set(CODES)
    assert [row["severity"] for row in rows] == sorted((row["severity"] for row in rows), key=SEVERITIES.index)


def test_audit_tells_people_the_gravest_first_and_folds_what_repeats(capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(["audit", str(SHEET)], capsys)
    assert said.index("Mâu thuẫn số liệu") < said.index("Còn thiếu") < said.index("Lỗi chữ")
    assert "9,50/12,00" in said
    assert "17/42 khoản mất điểm chưa có biện pháp khắc phục" in said
    assert "Không in số điểm trừ (19): 1, 1.6, 2, 3, 3.1," in said
    assert len(said.splitlines()) < 40


def test_audit_of_a_paper_without_faults_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "thu-moi.txt"
    letter.write_text("ỦY BAN NHÂN DÂN\nXÃ SUỐI MÂY\nSố: 12/GM-UBND\n\nTHƯ MỜI\n\nKính mời dự họp.\n", "utf-8")
    assert answer(["audit", str(letter)], capsys) == "thu-moi.txt: không thấy mâu thuẫn hay chỗ thiếu nào.\n"


def test_audit_says_when_there_was_nothing_to_look_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "abc.txt"
    paper.write_text("abc", "utf-8")
    said = answer(["audit", str(paper)], capsys)
    assert "không nhận ra phần đầu văn bản, điểm số hay nhiệm vụ nào" in said
    assert "không thấy mâu thuẫn" not in said
    assert answer(["audit", "--json", str(paper)], capsys) == "[]\n"


@pytest.mark.parametrize("layout", ["annex", "blocks", "fields", "duties"])
def test_plan_is_written_and_read_back(layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ke-hoach.docx"
    assert main(["plan", str(SHEET), "-o", str(out), "--layout", layout]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"Đã ghi {out}" in captured.err
    again = json.loads(answer(["read", str(out)], capsys))
    assert again["header"]["issuing_body"] == "UBND xã Suối Mây"
    assert len(again["tasks"]) >= 40


def test_plan_refuses_an_unknown_kind_of_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(SHEET), "-o", str(tmp_path / "ke-hoach.odt")]) == 2
    assert ".docx" in capsys.readouterr().err


def test_plan_does_not_write_over_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, link = tmp_path / "ke-hoach.docx", tmp_path / "khac.docx"
    content = (SHEET.parent / "ke-hoach-phu-luc-2026.docx").read_bytes()
    path.write_bytes(content)
    link.symlink_to(path)
    for output in (path, link):
        assert main(["plan", str(path), "-o", str(output)]) == 2
        assert "chính là tệp đang đọc" in capsys.readouterr().err
    assert path.read_bytes() == content


def test_plan_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter, out = tmp_path / "thu-moi.txt", tmp_path / "ke-hoach.docx"
    letter.write_text("THƯ MỜI\n\nKính mời các đồng chí dự họp giao ban.\n", "utf-8")
    assert main(["plan", str(letter), "-o", str(out)]) == 2
    assert "Không lập được kế hoạch" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_for_terminals(
    terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("namro.cli.progress._PATIENCE", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
    assert main(["audit", str(SHEET)]) == 0
    assert ("Đã đọc" in capsys.readouterr().err) == terminal


def test_progress_leaves_no_line_open_for_the_message_that_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 1.5])
    monkeypatch.setattr("namro.cli.progress.monotonic", lambda: next(moments))
    stream = StringIO()
    with Progress(stream) as progress:
        progress(50, 100)
    assert stream.getvalue() == "\rĐã đọc 50/100\n"


def test_progress_keeps_quiet_on_short_work_and_counts_on_long(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 0.2, 1.5, 1.6, 3.0])
    monkeypatch.setattr("namro.cli.progress.monotonic", lambda: next(moments))
    stream = StringIO()
    progress = Progress(stream)
    for done in (1, 50, 60, 100):
        progress(done, 100)
    assert stream.getvalue() == "\rĐã đọc 50/100\rĐã đọc 100/100\n"
