"""A file that is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from namro.documents.writing.whole_file import write_whole


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    usual, made = tmp_path / "a.docx", tmp_path / "b.docx"
    usual.touch()
    write_whole(made, b"xong")
    assert made.read_bytes() == b"xong"
    assert made.stat().st_mode == usual.stat().st_mode


def test_a_file_that_is_replaced_keeps_its_rights_and_its_links(tmp_path: Path) -> None:
    target, link = tmp_path / "a.docx", tmp_path / "b.docx"
    target.write_bytes(b"cu")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, b"moi")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"moi", 0o640)


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"cu")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"moi")
    assert target.read_bytes() == b"cu"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"x")
