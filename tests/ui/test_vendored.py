"""Vendored files are what their lists say."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.ui.marked import PACKAGE

FOLDERS = [PACKAGE / "ui/static/namro/vendor", Path(__file__).parents[1] / "browser/vendor"]


@pytest.mark.parametrize("folder", FOLDERS, ids=["site", "tests"])
def test_every_file_is_listed_with_its_sum(folder: Path) -> None:
    listed = dict(re.findall(r"^([0-9a-f]{64})  (\S+)$", (folder / "VENDORED.md").read_text("utf-8"), re.MULTILINE))
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "VENDORED.md"]
    assert {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.relative_to(folder).as_posix() for path in files
    } == listed


def test_every_vendored_thing_has_its_licence() -> None:
    for folder in (f for f in FOLDERS[0].iterdir() if f.is_dir()):
        assert (folder / "LICENSE").stat().st_size > 500
    assert (FOLDERS[1] / "LICENSE").exists()
