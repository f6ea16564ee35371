"""kill -9 while evidence comes in or is read, in real processes: nothing is half done, and nothing stays behind."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.config.running import PASSWORD

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
def test_between_the_file_and_its_row(tmp_path: Path) -> None:
    data = tmp_path / "data"
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
def test_between_the_row_and_its_line_of_the_record(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(data, "adding._recorded = die\ngive()") == -signal.SIGKILL
    assert rows(data, "select count(*) from library_evidence") == [(0,)]
    assert rows(data, "select count(*) from library_evidencefile") == [(0,)]
    assert rows(data, "select count(*) from django_tasks_database_dbtaskresult") == [(0,)]


@pytest.mark.slow
def test_while_it_is_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(data, "give()\njobs.read = die\nread()") == -signal.SIGKILL
    assert rows(data, "select state, attempts from library_evidencefile") == [("reading", 1)]
    assert rows(data, "select number from library_evidence") == [("",)]
    assert run(data, "sweeping.keep_up(now)\nread()") == 0
    assert rows(data, "select state, attempts from library_evidencefile") == [("read", 2)]
    assert rows(data, "select number from library_evidence") == [("12/BC-UBND",)]
    assert len(files_in(data / "files")) == 2  # and the mark of the day on which it was tidied up
