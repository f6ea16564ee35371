"""Evidence in real processes: kill -9 while it comes in or is read, two people on one disk, a body without an end.

Nothing is half done, and nothing stays behind.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

import pytest

from tests.config.running import PASSWORD, log_in, running_site, token_on

#: Makes the province where there is none, then does what the test says; `die()` is kill -9.
PROGRAM = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from namro.config import bootstrap
data = Path(sys.argv[1])
bootstrap.prepare(data)
from django.conf import settings
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
fill_people(sys.argv[2], system_clock, communes=1)
from namro.apps.library import actions, jobs, orphans, storage, sweeping
from namro.apps.library.actions import adding
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.people import standing_of
now = system_clock()
user = User.objects.get(username="congchuc")
user.standing = standing_of(user, now.date())

def die(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def give():
    unit = Unit.objects.get(code="suoi-may").pk
    with storage.waiting_room() as room:
        path = room / "bao-cao.txt"
        path.write_text("Số: 12/BC-UBND", "utf-8")
        return actions.add_files(user, unit, [path], year=now.year, at=now)

def read():
    from namro.apps.library.models import EvidenceFile
    for key in EvidenceFile.objects.filter(state="waiting").values_list("pk", flat=True):
        jobs.read_waiting(key, clock=system_clock)
"""


def run(data: Path, text: str) -> int:
    command = [sys.executable, "-P", "-c", PROGRAM + text, str(data), PASSWORD]
    return subprocess.run(command, cwd=data.parent, timeout=120, check=False).returncode


def rows(data: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "namro.sqlite3", timeout=20)) as database:
        return database.execute(question).fetchall()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.slow
def test_between_the_file_and_its_row(data: Path) -> None:
    assert run(data, "adding._made = die\ngive()") == -signal.SIGKILL
    assert rows(data, "select count(*) from library_evidence") == [(0,)]
    assert rows(data, "select count(*) from people_auditentry where act like 'evidence%'") == [(0,)]
    assert len(files_in(data / "files")) == 1
    assert len(list(data.glob("incoming-*"))) == 1
    assert run(data, "assert orphans.tidy(now + timedelta(days=3)) == 1") == 0
    assert files_in(data / "files") == list(data.glob("incoming-*")) == []
    assert run(data, "assert len(give().made) == 1") == 0
    assert len(files_in(data / "files")) == 1


@pytest.mark.slow
def test_between_the_row_and_its_line_of_the_record(data: Path) -> None:
    assert run(data, "adding._recorded = die\ngive()") == -signal.SIGKILL
    assert rows(data, "select count(*) from library_evidence") == [(0,)]
    assert rows(data, "select count(*) from library_evidencefile") == [(0,)]
    assert rows(data, "select count(*) from django_tasks_database_dbtaskresult") == [(0,)]


@pytest.mark.slow
def test_while_it_is_read(data: Path) -> None:
    assert run(data, "give()\njobs.read = die\nread()") == -signal.SIGKILL
    assert rows(data, "select state, attempts from library_evidencefile") == [("reading", 1)]
    assert rows(data, "select number from library_evidence") == [("",)]
    assert run(data, "sweeping.keep_up(now)\nread()") == 0
    assert rows(data, "select state, attempts from library_evidencefile") == [("read", 2)]
    assert rows(data, "select number from library_evidence") == [("12/BC-UBND",)]
    assert len(files_in(data / "files")) == 2  # and the mark of the day on which it was tidied up


@pytest.mark.slow
def test_two_correct_one_field_on_one_disk(data: Path) -> None:
    program = """
from threading import Barrier, Thread
from django.db import connection
(evidence,) = give().made
start, refused = Barrier(2), []
def one(number):
    start.wait(10)
    try:
        actions.correct(user, evidence, {"number": number}, seen=0, at=now)
    except actions.Conflict as clash:
        refused.append((clash.clashes[0].theirs, clash.clashes[0].mine))
    finally:
        connection.close()
threads = [Thread(target=one, args=[number]) for number in ("1/BC", "2/BC")]
[thread.start() for thread in threads]
[thread.join(30) for thread in threads]
evidence.refresh_from_db()
((theirs, mine),) = refused
assert {theirs, mine} == {"1/BC", "2/BC"} and evidence.number == theirs
"""
    assert run(data, program) == 0
    assert rows(data, "select count(*) from library_evidencechange where by_id is not null") == [(1,)]
    assert rows(data, "select count(*) from people_auditentry where act = 'evidence_corrected'") == [(1,)]


def endless(sent: list[int]) -> Iterator[bytes]:
    """Parts of a form whose file never ends; 500 MB if somebody reads on."""
    head = 'Content-Disposition: form-data; name="tep"; filename="a.txt"'
    yield f"--namro\r\n{head}\r\n\r\n".encode()
    for _part in range(500):
        sent.append(1)
        yield b"a" * 1024 * 1024


@pytest.mark.slow
def test_a_body_that_does_not_say_how_long_it_is_is_not_taken(data: Path) -> None:
    sent = [0]
    with running_site(data) as (site, _process):
        browser, _page = log_in(site)
        head = {"Content-Type": "multipart/form-data; boundary=namro"}
        head["X-CSRFToken"] = token_on(browser, f"{site}/thu-vien/them")
        with pytest.raises((HTTPError, OSError)) as refused:
            browser.open(Request(f"{site}/thu-vien/them", endless(sent), head), timeout=60)
        assert not isinstance(refused.value, HTTPError) or refused.value.code == 400
        assert rows(data, "select count(*) from library_evidence") == [(0,)]
        assert browser.open(f"{site}/thu-vien", timeout=30).status == 200
    assert not (data / "files").exists()
    assert list(data.glob("incoming-*")) == []
