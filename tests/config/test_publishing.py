"""Publication in real processes: kill -9 at any step before the end leaves nothing; afterwards it is done once."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.config.running import PASSWORD

#: Makes the province and a decided round where there is none; then does what the test says.
PROGRAM = """
import os, signal, sys
from pathlib import Path
from namro.config import bootstrap
data = Path(sys.argv[1])
bootstrap.prepare(data)
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
fill_people(sys.argv[2], system_clock, communes=1)
from namro.apps.appraisals import releasing
from namro.apps.appraisals.actions import correcting, publishing
from namro.apps.assessments.models import Round
from namro.apps.people.models import User
from tests.apps.appraisals import released
from tests.apps.assessments import sheets
sheets.provide(sheets.in_force_by_rows)
cast = {role: User.objects.get(username=name) for role, name in {
    "admin": "quantri", "coordinator": "dieuphoi", "leader": "lanhdao", "council": "hoidong"}.items()}
if not Round.objects.exists():
    released.decided(cast, units=2)
made = Round.objects.get()

def die(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
"""
#: What a publication writes.
COUNTS = [
    "select count(*) from appraisals_publication",
    "select count(*) from appraisals_publishedresult",
    "select count(*) from assessments_assessment where state = 'published'",
    "select count(*) from assessments_stateevent where act = 'publish'",
    "select count(*) from people_auditentry where act in ('results_published', 'results_corrected')",
    "select count(*) from assessments_lineevent where layer = 'final'",
]


def run(data: Path, text: str) -> int:
    command = [sys.executable, "-c", PROGRAM + text, str(data), PASSWORD]
    return subprocess.run(command, timeout=120, check=False).returncode


def counts(data: Path) -> list[int]:
    with closing(sqlite3.connect(data / "namro.sqlite3", timeout=20)) as database:
        return [database.execute(question).fetchone()[0] for question in COUNTS]


@pytest.mark.slow
def test_while_results_are_published(data: Path) -> None:
    for place in ("publishing.release", "releasing.PublishedResult.objects.bulk_create", "publishing.record"):
        assert run(data, f"{place} = die\nreleased.published(cast, made)") == -signal.SIGKILL
        assert counts(data) == [0] * 6
    assert run(data, "released.published(cast, made)") == 0
    assert counts(data) == [1, 2, 2, 2, 1, 0]
    assert run(data, "correcting.record = die\nreleased.corrected(cast, made)") == -signal.SIGKILL
    assert counts(data) == [1, 2, 2, 2, 1, 0]
    assert run(data, "released.corrected(cast, made)") == 0
    assert counts(data)[:5] == [2, 4, 2, 2, 2]


@pytest.mark.slow
def test_two_at_once_publish_once(data: Path) -> None:
    assert run(data, "") == 0
    command = [sys.executable, "-c", PROGRAM + "released.published(cast, made)", str(data), PASSWORD]
    running = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert sorted(one.wait(timeout=120) for one in running) == [0, 1]
    assert counts(data) == [1, 2, 2, 2, 1, 0]
