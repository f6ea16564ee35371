"""A worker of its own process is killed while it writes a large register: no half file, and another begins anew."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.config.test_background import rows, until

#: Makes a register and has it exported, by the queue of the real product.
FILL = """
import sys
from pathlib import Path
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]), hosts=("testserver",))
from django.test import Client
from namro.apps.people.models import User
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
from namro.demo.many_rows import fill_rows
from namro.demo.many_sheets import communes
fill_people("mot-mat-khau-de-thu", system_clock, communes=1)
fill_rows(communes(1), int(sys.argv[2]), at=system_clock(), seed=1)
client = Client()
client.force_login(User.objects.get(username="hoidong"))
assert client.post("/so/van-ban-di/tai?don-vi=tat-ca").status_code == 302
"""
#: What who asked gets: the answer for the file, and its rows where there is one.
TAKEN = """
import sys
from io import BytesIO
from pathlib import Path
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]), hosts=("testserver",))
from django.test import Client
from openpyxl import load_workbook
from namro.apps.people.models import User
from namro.apps.registers.models import RegisterExport
client = Client()
client.force_login(User.objects.get(username="hoidong"))
answer = client.get(f"/so/van-ban-di/tai/{RegisterExport.objects.get().code}/tep")
content = b"".join(answer.streaming_content) if answer.streaming else b""
sheet = load_workbook(BytesIO(content), read_only=True)["Sổ"] if content else None
print(answer.status_code, len({row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}) if sheet else 0)
"""
ROWS = 12_000
#: Seconds: the worker is nice to others, and a busy machine has many of them.
_PATIENCE = 400
JOB = "select state, attempts from registers_registerexport"


def run(text: str, *words: str) -> str:
    command = [sys.executable, "-c", text, *words]
    return subprocess.run(command, env=_clean(), timeout=180, check=True, capture_output=True, text=True).stdout


@contextmanager
def working(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`namro worker` on the folder."""
    command = [sys.executable, "-P", "-m", "namro", "worker", "--data", str(data)]
    process = subprocess.Popen(command, env=_clean(), cwd=data.parent)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=30)


def _clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}


def is_half_written(data: Path, time: int) -> bool:
    ((state, done, attempts),) = rows(data, "select state, done, attempts from registers_registerexport")
    return (state, attempts) == ("writing", time) and 0 < int(str(done)) < ROWS


@pytest.mark.slow
def test_an_export_that_is_cut_off_is_begun_anew_and_never_offered_half(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(FILL, str(data), str(ROWS))
    for time in (1, 2):
        with working(data) as worker:
            until(partial(is_half_written, data, time), _PATIENCE)
            worker.send_signal(signal.SIGKILL)
            worker.wait(timeout=30)
        assert rows(data, JOB) == [("writing", time)]
        assert run(TAKEN, str(data)) == "404 0\n"
        assert not (data / "files").exists()
    with working(data):
        until(lambda: rows(data, JOB) == [("done", 3)], _PATIENCE)
    assert run(TAKEN, str(data)) == f"200 {ROWS}\n"
    assert len([path for path in (data / "files").rglob("*") if len(path.name) == 64]) == 1
