"""namro framework: what is printed, what is written, and how faults end."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from namro.cli.main import main
from namro.core.framework.reading import parse_framework, read_framework
from namro.core.framework.writing import write_framework
from tests.core.framework.editions import NEW, OLD
from tests.core.scoring.test_backcast import FACTS


@pytest.fixture
def old(tmp_path: Path) -> str:
    return written(tmp_path / "cu.yaml", OLD)


@pytest.fixture
def new(tmp_path: Path) -> str:
    return written(tmp_path / "moi.yaml", NEW)


def written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """What a command says: on stdout when it is content, on stderr when not."""
    assert main(["framework", *arguments]) == status
    captured = capsys.readouterr()
    if status:
        assert captured.out == ""
    return captured.err if status else captured.out


def test_check_of_a_good_set_is_one_line(old: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "check", old) == (
        "cu.yaml: đạt. Bộ tiêu chí ví dụ cấp xã (vi-du-xa, 2024-10-31): 7 mục, 5 mục chấm điểm, 1 mục cộng trừ, "
        "tổng 10 điểm.\n"
    )


def test_check_of_a_broken_set_tells_all_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = written(tmp_path / "hong.yaml", OLD.replace("max: 2, rule", "max: hai, rule").replace("80}", "tám}"))
    told = said(capsys, "check", broken, status=2)
    assert "hong.yaml, dòng 8: from: “tám” không phải số" in told
    assert "mục “1.1”: max: “hai” không phải số" in told


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Kiểm tra lại đường dẫn" in said(capsys, "check", str(tmp_path / "x.yaml"), status=2)


def test_show_prints_tree_rules_and_inputs(new: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "show", new).splitlines()
    assert lines[0] == "Bộ tiêu chí ví dụ cấp xã (vi-du-xa, bản 2025-10-31)"
    at = lines.index("  1.3  Báo cáo đúng hạn: 3 điểm")
    assert lines[at + 1] == "      Đúng hạn: done / due, phải đúng hạn tất cả"
    assert "Điểm cộng, nhiều nhất 2 điểm" in lines
    assert "  points:2.1: điểm chấm từ 0 đến 2, bước 0,25 [mục 2.1]" in lines


def test_show_only_the_inputs(new: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "show", new, "--inputs").strip().splitlines()
    assert lines[0] == "Số liệu cần có (10):"
    assert len(lines) == 11


def test_show_as_data(new: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, "show", new, "--json"))
    assert answer["criteria"][0]["criteria"][2]["rule"] == {
        "kind": "on_time", "due": "due", "done_on_time": "done", "mode": "all",
    }  # fmt: skip
    assert answer["scale"] == {"max": "12"}
    assert answer["inputs"][0] == {
        "input": "plan", "label": "", "holds": "đúng hoặc sai: true, false", "criteria": ["1.1"], "earlier": [],
    }  # fmt: skip
    assert list(json.loads(said(capsys, "show", new, "--json", "--inputs"))) == ["inputs"]


def test_diff_for_people(old: str, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "diff", old, new).splitlines()
    assert lines[0] == "vi-du-xa 2024-10-31 → vi-du-xa 2025-10-31: thêm 3, bỏ 1, chuyển chỗ 3, sửa 6."
    at = lines.index("→ chuyển chỗ tiêu chí 2.3 “Sáng kiến”")
    assert lines[at + 1 : at + 3] == ["    Mã: 1.3 → 2.3", "    Thuộc mục: 1 → 2"]
    assert "    Minh chứng: bắt buộc, có ký số → (không có)" in lines


def test_diff_of_the_same(old: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "diff", old, old).endswith(": hai bộ như nhau.\n")


def test_diff_as_data(old: str, new: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, "diff", old, new, "--json"))
    assert answer["ids"]["1.3"] == "2.3"
    assert {
        "kind": "changed", "subject": "criterion", "old_id": "2", "new_id": "2", "name": "Thủ tục hành chính",
        "fields": [{"field": "max", "label": "Điểm tối đa", "old": "4", "new": "6"}],
    } in answer["changes"]  # fmt: skip


@pytest.mark.parametrize("name", ["cchc-xa", "yes", "1.10", 'a "b" #c', "Bộ: xã"])
def test_a_new_set_passes_the_check(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bo-moi.yaml"
    assert main(["framework", "new", name, "-o", str(path)]) == 0
    assert read_framework(path).framework == name
    assert "#" in path.read_text("utf-8")
    assert "đạt" in said(capsys, "check", str(path))


def test_a_new_set_never_replaces_a_file(old: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Hãy chọn tên tệp khác" in said(capsys, "new", "x", "-o", old, status=2)
    assert Path(old).read_text("utf-8") == OLD


def test_to_a_workbook_and_back(new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, back = tmp_path / "bo.xlsx", tmp_path / "lai.yaml"
    assert main(["framework", "to-xlsx", new, "-o", str(book)]) == 0
    assert main(["framework", "from-xlsx", str(book), "-o", str(back)]) == 0
    assert capsys.readouterr().err == f"Đã ghi {book}.\nĐã ghi {back}.\n"
    assert read_framework(back) == read_framework(Path(new))
    assert back.read_text("utf-8") == write_framework(parse_framework(NEW))


def test_a_broken_workbook_writes_nothing(new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = tmp_path / "lai.yaml"
    written(back, "giữ nguyên")
    assert ".xlsx" in said(capsys, "from-xlsx", new, "-o", str(back), status=2)
    assert back.read_text("utf-8") == "giữ nguyên"


@pytest.mark.parametrize(
    ("action", "source", "target", "words"),
    [
        ("to-xlsx", "cu.yaml", "bo.ods", "Hãy đặt đuôi tệp là .xlsx"),
        ("from-xlsx", "cu.yaml", "bo.txt", "Hãy đặt đuôi tệp là .yaml hoặc .yml"),
        ("from-xlsx", "cu.yaml", "cu.yaml", "chính là tệp đang đọc"),
        ("to-xlsx", "cu.yaml", "khong/co/bo.xlsx", "Kiểm tra thư mục"),
    ],
)
def test_outputs_that_are_refused(
    action: str, source: str, target: str, words: str, old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in said(capsys, action, str(tmp_path / source), "-o", str(tmp_path / target), status=2)
    assert Path(old).read_text("utf-8") == OLD


def test_backcast_for_people(old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = written(tmp_path / "so-lieu.csv", FACTS)
    lines = said(capsys, "backcast", "--old", old, "--new", new, "--facts", facts, "--year", "2024").splitlines()
    assert "Đây là phép thử trên số liệu năm 2024, không phải kết quả chấm của bộ mới." in lines[0]
    assert lines[1] == "1.2 Kiểm tra (1 điểm): chưa có số liệu ở 3/3 đơn vị, tính 0."
    assert lines[-3].split() == ["C", "3.00", "6.00", "30.00", "50.00", "3", "2", "+1"]
    assert lines[-1].split() == ["A", "10.70", "9.70", "107.00", "80.83", "Tốt", "Khá", "1", "1", "0"]


def test_backcast_as_data_and_as_a_table(
    old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, table = written(tmp_path / "so-lieu.csv", FACTS), tmp_path / "so-sanh.csv"
    names = written(tmp_path / "ten.csv", "old_input,new_input\nplan,inspected\n")
    given = ["--old", old, "--new", new, "--facts", facts, "--year", "2024", "--map", names]
    assert main(["framework", "backcast", *given, "--json", "--csv", str(table)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["trial"].startswith("Đây là phép thử")
    assert [one["id"] for one in answer["without_data"]] == ["2.1", "2.3"]
    by_unit = {one["unit"]: one for one in answer["units"]}
    assert by_unit["A"]["new"]["total"] == "10.7"
    assert Decimal(by_unit["A"]["old"]["percent"]) == 107
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert [row["unit"] for row in rows] == [one["unit"] for one in answer["units"]]
    assert {row["unit"]: row["new_total"] for row in rows}["A"] == "10.70"


def test_backcast_keeps_what_it_reads(old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = written(tmp_path / "so-lieu.csv", FACTS)
    given = ("--old", old, "--new", new, "--facts", facts, "--year", "2024", "--csv", facts)
    assert "chính là tệp đang đọc" in said(capsys, "backcast", *given, status=2)
    assert Path(facts).read_text("utf-8") == FACTS


@pytest.mark.parametrize("arguments", [["check"], ["show"], ["diff"]])
def test_quick_commands_load_nothing_heavy(arguments: list[str], old: str, new: str) -> None:
    files = [old, new] if arguments == ["diff"] else [old]
    program = (
        "import sys; from namro.cli.main import main; "
        f"assert main(['framework', *{arguments + files!r}]) == 0; "
        "heavy = {'django', 'numpy', 'xlsxwriter', 'python_calamine', 'docx', 'hypothesis'} & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_is_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["framework", "--help"])
    told = capsys.readouterr().out
    assert "thử bộ mới trên số liệu năm trước" in told
    with pytest.raises(SystemExit) as ended:
        main(["framework", "chek", "x"])
    assert ended.value.code == 2
    assert "chọn một trong" in capsys.readouterr().err
