"""`namro dossiers`: large files with bad rows reconciled, the same again, and a run that is killed."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

#: A province with its people, by the real product.
FILL = """
import sys
from pathlib import Path
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]))
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
fill_people("mot-mat-khau-de-thu", system_clock, communes=2)
"""
HEAD = ("code", "unit", "procedure", "accepted_at", "due_at", "returned_at", "synced_at")
#: Every row of these remainders is bad in its own way: 3 of a hundred.
FAULTS = {7: "due", 41: "unit", 83: "moment"}
_PATIENCE = 400


def _clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a province, made once."""
    data = tmp_path_factory.mktemp("province") / "data"
    subprocess.run([sys.executable, "-c", FILL, str(data)], env=_clean(), check=True, timeout=_PATIENCE)
    return data


def copied(province: Path, to: Path) -> Path:
    """A folder of its own for a test."""
    shutil.copytree(province, to)
    return to


def begun(data: Path, path: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "namro", "dossiers", str(path), "--by", "quantri", "--source", "Hệ thống tỉnh"]
    return subprocess.Popen(
        [*command, "--any-procedure", "--data", str(data), *more], env=_clean(), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def done(data: Path, path: Path, *more: str) -> tuple[int, str]:
    process = begun(data, path, *more)
    said, _nothing = process.communicate(timeout=_PATIENCE)
    return process.returncode, said


def done_within(data: Path, path: Path, *more: str) -> tuple[int, str, int]:
    """Run it to its end; return its status, what it said, and its own highest memory in kilobytes.

    `RUSAGE_CHILDREN` would tell of the largest child that this process of tests ever had.
    """
    process = begun(data, path, *more)
    assert process.stdout is not None
    with process.stdout as words:
        said = words.read()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, said, used.ru_maxrss


def rows_of(data: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(data / "namro.sqlite3", timeout=30) as database:
        return list(database.execute(query))


def write_rows(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(_rows(count))


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    for n in range(count):
        fault, day = FAULTS.get(n % 100), 1 + n % 28
        yield (
            f"H99.201-2026-{n:07}",
            "khong-co" if fault == "unit" else "suoi-may",
            f"1.{n % 388:06}",
            "hôm qua" if fault == "moment" else _written(n, day, 9),
            "01/01/2020" if fault == "due" else f"2026-10-{day:02}T17:00",
            f"2026-10-{day:02}T10:30" if n % 3 else "",
            "2026-11-01T08:00",
        )


def _written(n: int, day: int, month: int) -> str:
    """One moment, in three ways of writing."""
    return (f"2026-{month:02}-{day:02}T08:15", f"{day:02}/{month:02}/2026 08:15", f"{day}/{month}/2026 8:15:00")[n % 3]


#: Everything that stands, but for the ids.
STANDS = (
    "select d.code, d.procedure, d.accepted_at, d.due_at, d.limit_at, d.ended_at, d.state, d.events, d.digest, s.name "
    "from dossiers_dossier d join dossiers_dossiersource s on s.id = d.source_id order by d.code"
)


def until_state(data: Path, state: str, at_least: int) -> None:
    limit = monotonic() + _PATIENCE
    while monotonic() < limit:
        found = rows_of(data, "select state, done from dossiers_dossierimport")
        if any(one[0] == state and int(str(one[1])) >= at_least for one in found):
            return
        sleep(0.02)
    raise AssertionError(f"it never came to {state}")


@pytest.mark.slow
def test_three_in_a_hundred_bad_of_many_rows_reconciled_within_time(province: Path, tmp_path: Path) -> None:
    data, path = copied(province, tmp_path / "data"), tmp_path / "ho-so.csv"
    bad, count = tmp_path / "loi.csv", 300_000
    write_rows(path, count)
    before = monotonic()
    status, said, memory = done_within(data, path, "--write", "--bad", str(bad))
    taken = monotonic() - before
    good = count * 97 // 100
    assert status == 1, said
    assert f"{count} dòng; {good} mới; 0 đổi; 0 như đang có; 0 cũ hơn; {count - good} không nhận" in said
    ((stands, received, ended, still),) = rows_of(
        data,
        "select count(*), count(accepted_at), sum(not is_open), sum(is_open) from dossiers_dossier",
    )
    assert (stands, received) == (good, good)
    assert int(str(ended)) + int(str(still)) == good
    with bad.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))[1:]
    assert len(found) == count - good
    assert [int(row[0]) for row in found] == sorted(n + 2 for n in range(count) if n % 100 in FAULTS)
    assert {row[2] for row in found} == {"Ngày hẹn trả", "Đơn vị giải quyết", "Ngày tiếp nhận"}
    status, said = done(data, path, "--write")
    assert f"0 mới; 0 đổi; {good} như đang có" in said
    assert rows_of(data, "select count(*) from dossiers_dossier") == [(good,)]
    assert taken < 120
    assert memory < 1024 * 1024


@pytest.mark.slow
def test_a_run_that_is_killed_and_begun_again_ends_as_one_that_was_not(province: Path, tmp_path: Path) -> None:
    path, count = tmp_path / "ho-so.csv", 60_000
    write_rows(path, count)
    whole, cut = copied(province, tmp_path / "whole"), copied(province, tmp_path / "cut")
    done(whole, path, "--write")
    for state, at_least in (("reading", 10_000), ("writing", 20_000)):
        process = begun(cut, path, "--write")
        until_state(cut, state, at_least)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        assert rows_of(cut, f"select count(*) from dossiers_dossierimport where state = '{state}'") == [(1,)]
    assert 0 < int(str(rows_of(cut, "select count(*) from dossiers_dossier")[0][0])) < count * 97 // 100
    done(cut, path, "--write")
    assert rows_of(cut, STANDS) == rows_of(whole, STANDS)
    for table in ("stageddossier", "stagedstep", "stagedpersonal"):
        assert rows_of(cut, f"select count(*) from dossiers_{table}") == [(0,)]
    assert [path.name for path in (cut / "dossiers").iterdir()] == []


@pytest.mark.slow
def test_what_is_wrong_with_the_command_or_the_file_is_said_in_words(province: Path, tmp_path: Path) -> None:
    data, path = copied(province, tmp_path / "data"), tmp_path / "ho-so.csv"
    path.write_text("Số biên nhận,TTHC,Ngày nhận\nH99-1,1.1,05/10/2026\n", encoding="utf-8")
    cases = {
        ("--source", "x", "--by", "khongai"): "Không có tài khoản",
        (): "Chọn cột của tệp cho: Mã thủ tục",
        ("--column", "procedure=Thủ tục"): "tệp không có cột “Thủ tục”",
        ("--column", "thutuc=TTHC"): "không có cột “thutuc”",
        ("--column", "procedure=TTHC"): "chọn đơn vị của mọi dòng",
        ("--column", "procedure=TTHC", "--unit", "khong-co"): "Không có đơn vị",
        ("--by", "congchuc"): "Chỉ đầu mối",
    }
    for more, words in cases.items():
        status, said = done(data, path, *more)
        assert status == 2, said
        assert words in said
    status, said = done(data, path, "--column", "procedure=TTHC", "--unit", "suoi-may")
    assert (status, rows_of(data, "select count(*) from dossiers_dossier")) == (0, [(0,)])
    assert "chưa ghi gì" in said
