"""`namro layout`: status and words for people, JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from namro.cli.main import main
from namro.demo.samples import ANNEX_PLAN
from namro.documents.writing.rendering import paper_bytes
from tests.documents.writing.papers import PAPERS


def test_a_file_that_keeps_all_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(paper_bytes(PAPERS["KH"], ".docx"))
    assert main(["layout", str(path)]) == 0
    assert capsys.readouterr().out == "Không thấy lỗi thể thức.\n"


def test_faults_are_told_with_place_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layout", str(ANNEX_PLAN)]) == 1
    said = capsys.readouterr().out
    assert "Lỗi – Cỡ chữ: Quốc hiệu: Cỡ 14 (bảng 1, dòng 1, cột 2)" in said
    assert "Đặt cỡ chữ từ 12 đến 13. [Phụ lục I, phần I, mục V, A]" in said


def test_json_holds_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layout", str(ANNEX_PLAN), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {"rule", "source", "evidence", "found", "change", "where", "excerpt", "places"} <= set(found[0])


def test_another_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    assert main(["layout", str(path)]) == 2
    assert "Chỉ kiểm tra được tệp Word .docx" in capsys.readouterr().err
