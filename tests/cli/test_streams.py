"""Output that cannot be written: a full disk, a closed stream, a reader who has gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE

SHEET = str(PACKAGE / "demo" / "sample" / "phieu-cham-diem-2025.md")
NAMRO = (sys.executable, "-m", "namro")
COMMANDS = (["--help"], ["--version"], ["plan", "--help"], ["audit", SHEET], ["read", SHEET], ["read", SHEET, "--yaml"])

#: Every command, and in the quick run one that answers of itself and one that reads.
SOME = [pytest.param(one, marks=() if one in COMMANDS[:5:4] else pytest.mark.slow) for one in COMMANDS]

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")


def in_shell(arguments: list[str], redirected: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", f'"$@" {redirected}', "sh", *NAMRO, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@needs_full
@pytest.mark.parametrize("arguments", SOME, ids=" ".join)
@pytest.mark.parametrize("redirected", [">/dev/full", ">&-"])
def test_a_full_disk_or_closed_output_is_told_in_one_line(arguments: list[str], redirected: str) -> None:
    ended = in_shell(arguments, redirected)
    assert ended.returncode == 2
    assert ended.stderr.startswith("Không ghi được kết quả ra")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", SOME, ids=" ".join)
def test_a_reader_who_has_had_enough_is_no_fault(arguments: list[str]) -> None:
    with subprocess.Popen([*NAMRO, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@needs_full
@pytest.mark.parametrize("arguments", [["read", "khong-co.docx"], ["read"], ["audit", SHEET]], ids=" ".join)
def test_where_no_message_can_be_written_the_status_tells(arguments: list[str]) -> None:
    ended = in_shell(arguments, ">/dev/full 2>/dev/full")
    assert (ended.returncode, ended.stderr) == (2, "")


@needs_full
def test_messages_that_nobody_wants_do_not_stop_a_plan(tmp_path: Path) -> None:
    out = tmp_path / "ke-hoach.docx"
    assert in_shell(["plan", SHEET, "-o", str(out)], "2>&-").returncode == 0
    assert out.read_bytes().startswith(b"PK")


@needs_full
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx"])
def test_a_plan_that_does_not_fit_leaves_what_was_there(suffix: str, tmp_path: Path) -> None:
    """Files may have 2 KB: a disk that is full after the first of them."""
    old, new = tmp_path / f"cu{suffix}", tmp_path / f"moi{suffix}"
    old.write_bytes(b"cu")
    for out in (old, new):
        limited = ["/bin/sh", "-c", 'ulimit -f 4; exec "$@"', "sh", *NAMRO, "plan", SHEET, "-o", str(out)]
        ended = subprocess.run(limited, capture_output=True, encoding="utf-8", check=False)
        assert ended.returncode == 2
        assert ended.stderr.startswith(f"Không ghi được tệp “{out}” (hết chỗ trên ổ đĩa).")
        assert len(ended.stderr.splitlines()) == 1
    assert old.read_bytes() == b"cu"
    assert list(tmp_path.iterdir()) == [old]
