"""The worker beside the site: it reads what is handed in, and neither its death nor a stop leaves anything half."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import OpenerDirector, Request, urlopen

import pytest

from namro.cli.bench_commands import write_long_documents
from namro.config import lock
from namro.config.background import Keeper
from namro.demo.samples import SHEET
from tests.config.running import log_in, running_site, token_on

_BORDER = "namro-tests"
#: Long enough that a worker can be met while it reads.
PAGES = 200


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .pdf whose reading takes some seconds."""
    folder = tmp_path_factory.mktemp("long")
    lines = folder / "lines.md"
    lines.write_text(SHEET.with_suffix(".md").read_text("utf-8"), "utf-8")
    return write_long_documents(lines, folder, pages=PAGES)[1]


def upload(browser: OpenerDirector, site: str, path: Path) -> str:
    """Hand a file in with the form; return the address of the page that came."""
    page = f"{site}/nhap-van-ban"
    token = token_on(browser, page)
    parts = [f'name="csrfmiddlewaretoken"\r\n\r\n{token}'.encode()]
    parts.append(f'name="file"; filename="{path.name}"\r\n\r\n'.encode() + path.read_bytes())
    lines = [f"--{_BORDER}\r\nContent-Disposition: form-data; ".encode() + part + b"\r\n" for part in parts]
    body = b"".join([*lines, f"--{_BORDER}--\r\n".encode()])
    head = {"Content-Type": f"multipart/form-data; boundary={_BORDER}"}
    return str(browser.open(Request(page, body, head), timeout=60).url)


def rows(data: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "namro.sqlite3", timeout=20)) as database:
        return database.execute(question).fetchall()


def until(happens: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.02)


def worker_of(site: subprocess.Popen[bytes]) -> int:
    """The process id of the site's worker."""
    children = Path(f"/proc/{site.pid}/task").glob("*/children")
    found = {int(child) for listed in children for child in listed.read_text().split()}
    return next(pid for pid in found if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))


def is_answered(site: str) -> bool:
    try:
        urlopen(site, timeout=5).close()
    except URLError:
        return False
    return True


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def kept_in(data: Path) -> list[Path]:
    """The kept files, named by their digest; the mark of the last tidying lies beside them."""
    return [path for path in files_in(data / "files") if len(path.name) == 64]


def is_read_in_part(data: Path) -> bool:
    return rows(data, "select state from exchange_importjob where done between 1 and total - 1") == [("reading",)]


@pytest.mark.slow
def test_a_short_file_is_read_while_its_upload_is_answered_and_ctrl_c_ends_all(data: Path) -> None:
    with running_site(data) as (site, process):
        browser, _page = log_in(site)
        assert upload(browser, site, SHEET).startswith(f"{site}/nhap-van-ban/")
        until(lambda: rows(data, "select state from exchange_importjob") == [("done",)])
        until(lambda: rows(data, "select count(*) from people_auditentry where seq is null") == [(0,)])
        assert rows(
            data, "select count(*) > 1 and count(*) = max(s.seq) from people_auditentry, people_auditseal s"
        ) == [(1,)]
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the site and all its children
        assert process.wait(timeout=30) == 0
    with lock.alone(data):
        assert not is_answered(site)
    assert len(kept_in(data)) == 1
    assert files_in(data / "waiting") == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the worker in /proc")
def test_a_killed_worker_leaves_nothing_half_and_another_reads_the_file_again(data: Path, long_file: Path) -> None:
    with running_site(data) as (site, process), ThreadPoolExecutor(1) as another:
        browser, _page = log_in(site)
        handed_in = another.submit(upload, browser, site, long_file)
        until(lambda: is_read_in_part(data))
        killed = worker_of(process)
        os.kill(killed, signal.SIGKILL)
        assert rows(data, "select count(*) from exchange_importeddocument") == [(0,)]
        assert not (data / "files").exists()
        assert len(files_in(data / "waiting")) == 2  # the file and its lock
        place = handed_in.result()
        assert place.startswith(f"{site}/nhap-van-ban/dang-doc/")
        until(lambda: rows(data, "select state, attempts from exchange_importjob") == [("done", 2)])
        assert worker_of(process) != killed
        assert "/dang-doc/" not in str(browser.open(place, timeout=30).url)
        assert "/dang-doc/" not in upload(browser, site, long_file)
    assert rows(data, "select count(*) from exchange_importeddocument") == [(1,)]
    assert rows(data, "select count(*) from people_auditentry where act = 'document_imported'") == [(1,)]
    assert len(kept_in(data)) == 1
    assert files_in(data / "waiting") == []


@pytest.mark.slow
def test_a_site_that_is_stopped_reads_on_when_it_is_started_again(data: Path, long_file: Path) -> None:
    with ThreadPoolExecutor(1) as another, running_site(data) as (site, _process):
        another.submit(upload, log_in(site)[0], site, long_file)  # the stop may cut its answer off
        until(lambda: is_read_in_part(data))
    stopped = rows(data, "select state, attempts from exchange_importjob")
    assert stopped in ([("waiting", 0)], [("done", 1)])
    with running_site(data):
        until(lambda: rows(data, "select state, attempts from exchange_importjob") == [("done", 1)])
    assert len(kept_in(data)) == 1
    assert files_in(data / "waiting") == []


#: Says that it runs, and ends when its standard input does.
_OBEDIENT = "import sys; open(sys.argv[1], 'a').write('x'); sys.stdin.read()"


def test_what_is_kept_running_is_started_again_and_ends_when_told(tmp_path: Path) -> None:
    told = tmp_path / "told"
    keeper = Keeper([sys.executable, "-c", _OBEDIENT, str(told)], pause=0.05)
    until(told.exists)
    first = keeper.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: keeper.pid != first and told.read_text() == "xx")
    second = keeper.pid
    keeper.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)
    assert told.read_text() == "xx"
