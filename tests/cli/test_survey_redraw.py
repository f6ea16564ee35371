"""`namro survey redraw`: the same sample comes out, another one is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from namro.cli.main import main
from tests.core.survey.test_sample_draw import DIGEST, FRAME, STAGED

Read = pytest.CaptureFixture[str]


def run(folder: Path, read: Read, *more: str, **plan: Any) -> tuple[int, str]:
    (folder / "khung.csv").write_text(FRAME.text(), "utf-8")
    (folder / "ke-hoach.json").write_text(json.dumps(STAGED.plain() | plan), "utf-8")
    given = ["--frame", str(folder / "khung.csv"), "--plan", str(folder / "ke-hoach.json"), *more]
    status = main(["survey", "redraw", *given])
    return status, read.readouterr().out


def test_the_same_sample_comes_out(tmp_path: Path, capsys: Read) -> None:
    status, out = run(tmp_path, capsys, "--json", digest=DIGEST)
    answer = json.loads(out)
    assert (status, answer["same"], answer["digest"], answer["drawn"]) == (0, True, DIGEST, 60)
    status, out = run(tmp_path, capsys, digest="0" * 64)
    assert status == 1
    assert "KHÁC mẫu đã dùng" in out


def test_rows_are_compared_with_the_sample_that_was_used(tmp_path: Path, capsys: Read) -> None:
    used = tmp_path / "mau.csv"
    used.write_text("code,kind,number,weight,fpc\nP00-000,S,1,1.0,\n", "utf-8")
    status, out = run(tmp_path, capsys, "--sample", str(used), "--json")
    assert status == 1
    assert "P00-000" in json.loads(out)["different"]


def test_bad_plans_are_refused(tmp_path: Path, capsys: Read) -> None:
    (tmp_path / "khung.csv").write_text(FRAME.text(), "utf-8")
    for text in ("[]", "{", '{"seed": "x", "stages": [{"take": 2}]}'):
        (tmp_path / "k.json").write_text(text, "utf-8")
        given = ["--frame", str(tmp_path / "khung.csv"), "--plan", str(tmp_path / "k.json")]
        assert main(["survey", "redraw", *given]) == 2
    assert main(["survey", "redraw", "--frame", "khong-co.csv", "--plan", "khong-co.json"]) == 2
    assert "không phải kế hoạch rút" in capsys.readouterr().err
