"""A sheet in real processes: kill -9 while it is handed in or proof is attached leaves nothing half done."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.config.running import PASSWORD

#: Makes the province and an approved sheet, a day late, where there is none; then does what the test says.
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
now = system_clock()
fill_people(sys.argv[2], system_clock, communes=1)
from namro.apps.assessments.actions import attaching, moving
from namro.apps.assessments.models import Assessment
from namro.apps.people.models import User
from tests.apps.assessments import sheets
sheets.provide(sheets.in_force_by_rows)
cast = {role: User.objects.get(username=name) for role, name in {
    "admin": "quantri", "coordinator": "dieuphoi", "leader": "lanhdao", "council": "hoidong"}.items()}

def act(name, who="coordinator"):
    return moving.move(sheets.ready(cast[who]), Assessment.objects.get(), name, at=sheets.DUE + timedelta(hours=2))

if not Assessment.objects.exists():
    sheet = sheets.sheet_of(cast)
    sheets.in_round(cast, sheet)
    sheets.filled(cast["coordinator"], sheet)
    act("lay")
    act("approve", "leader")

def die(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
"""
STATE = "select state, days_late, submitted_by_id is not null, total_nano / 1e9 from assessments_assessment"
LEFT = [
    "select count(*) from indicators_freeze",
    "select count(*) from indicators_fact where input = 'days_late'",
    "select count(*) from assessments_stateevent where act = 'submit'",
    "select count(*) from people_auditentry where note like 'Nộp%'",
]


def run(data: Path, text: str) -> int:
    command = [sys.executable, "-c", PROGRAM + text, str(data), PASSWORD]
    return subprocess.run(command, timeout=120, check=False).returncode


def row(data: Path, question: str) -> tuple[object, ...]:
    with closing(sqlite3.connect(data / "namro.sqlite3", timeout=20)) as database:
        found: tuple[object, ...] = database.execute(question).fetchone()
        return found


@pytest.mark.slow
@pytest.mark.parametrize("place", ["_write_days", "settle", "freeze", "record"])
def test_while_it_is_handed_in(data: Path, place: str) -> None:
    assert run(data, f"moving.{place} = die\nact('submit')") == -signal.SIGKILL
    assert row(data, STATE) == ("approved", None, 0, 6.5)
    assert [row(data, question) for question in LEFT] == [(0,)] * 4
    assert run(data, "act('submit')") == 0
    assert row(data, STATE) == ("submitted", 1, 1, 5.5)
    assert [row(data, question) for question in LEFT] == [(1,)] * 4


@pytest.mark.slow
def test_while_proof_comes_beside_a_criterion(data: Path, tmp_path: Path) -> None:
    paper = tmp_path / "bao-cao.txt"
    paper.write_text("Số: 12/BC-UBND", "utf-8")
    bring = f"""
Assessment.objects.update(state="scoring")
spots = [attaching.Spot("1.1"), attaching.Spot("1.2")]
attaching.attach_new(sheets.ready(cast["coordinator"]), Assessment.objects.get(), [Path({str(paper)!r})], spots, at=now)
"""
    assert run(data, f"attaching.record = die\n{bring}") == -signal.SIGKILL
    for table in ("library_evidence", "library_evidencefile", "assessments_attached"):
        assert row(data, f"select count(*) from {table}") == (0,)
    paper.write_text("Số: 12/BC-UBND", "utf-8")
    assert run(data, bring) == 0
    assert row(data, "select count(*) from library_evidence") == (1,)
    assert row(data, "select count(*) from assessments_attached") == (2,)
