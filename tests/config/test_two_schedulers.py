"""Two worker processes on one database live through the same nights at the same moments: everything is made once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

import psycopg
import pytest

from namro.core.base.clock import VIETNAM
from tests.config.running import PASSWORD
from tests.conftest import postgresql_url

#: Sets the clock of a process before anything takes it from its module.
CLOCK = """
import sys
from datetime import datetime
from pathlib import Path
from namro.core.base import clock
now = [datetime.fromisoformat(sys.argv[2])]
clock.system_clock = lambda: now[0]
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]))
"""
#: People who want mail, monthly and weekly work that somebody owes, facts that indicators count.
FILL = """
from datetime import date
from namro.apps.notices.models import Wish
from namro.apps.people.models import User
from namro.core.timetable import Period, Rhythm
from namro.demo.filling import fill_people
from tests.apps.plans.giving_out import give_out, owned_by
accounts = fill_people(sys.argv[3], clock.system_clock, communes=1)
cast = {one.role: User.objects.get(username=one.username) for one in accounts}
Wish.objects.bulk_create(Wish(user=one, email=f"{name}@xa.example", by_mail=["digest"]) for name, one in cast.items())
rhythms = [Rhythm(period=Period.MONTH, day=day) for day in (5, 20, 31)] + [Rhythm(period=Period.QUARTER, day=25)]
owners = [cast["officer"], cast["leader"], cast["coordinator"], cast["officer"]]
give_out(cast, [
    {"owner": owned_by(owner), "rhythm": rhythm, "due": date(2028, 12, 31)}
    for owner, rhythm in zip(owners, rhythms, strict=True)
], at=now[0])
"""
#: Does at each moment that it is told what a worker does every few seconds, twice, and empties the queue.
LIVE = """
from django.core.management import call_command
from namro.config import worker
for line in sys.stdin:
    now[0] = datetime.fromisoformat(line.strip())
    for _ in range(2):
        worker._in_order(clock.system_clock)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    worker.seal_what_waits(clock.system_clock)
    print("done", flush=True)
"""
#: Tells what is there in the end.
TELL = """
import json
from namro.apps.indicators.models import IndicatorValue
from namro.apps.notices.models import Letter, Notice
from namro.apps.people.models import AuditEntry
from namro.apps.plans.models import Occurrence
from django_tasks_db.models import DBTaskResult
times = Occurrence.objects.select_related("task")
print(json.dumps({
    "times": sorted([one.task.place, f"{one.scheduled}", f"{one.due}"] for one in times),
    "notices": sorted(Notice.objects.values_list("user__username", "key")),
    "letters": Letter.objects.count(),
    "values": IndicatorValue.objects.count(),
    "audit": AuditEntry.objects.count(),
    "unsealed": AuditEntry.objects.filter(seq=None).count(),
    "broken": list(DBTaskResult.objects.filter(status="FAILED").values_list("task_path", flat=True)),
}))
"""
#: The last working day of a week, and the first of the next.
DAYS = [date(2026, 11, 6), date(2026, 11, 9)]
FIRST = DAYS[0]
HOURS = [time(1, 5), time(3, 5), time(7, 35)]


def run(text: str, data: Path, database: dict[str, str], at: datetime) -> str:
    command = [sys.executable, "-c", CLOCK + text, str(data), at.isoformat(), PASSWORD]
    env = _clean() | database
    return subprocess.run(command, env=env, timeout=300, check=True, stdout=subprocess.PIPE, text=True).stdout


def _clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}


@contextmanager
def scheduler(data: Path, database: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", CLOCK + LIVE, str(data), _at(FIRST, HOURS[0]).isoformat()]
    process = subprocess.Popen(
        command, env=_clean() | database, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=30)


def lived(data: Path, database: dict[str, str], schedulers: int) -> dict[str, object]:
    """Some days with so many schedulers; what is there in the end."""
    run(FILL, data, database, _at(FIRST - timedelta(days=1), time(9)))
    with ExitStack() as stack:
        workers = [stack.enter_context(scheduler(data, database)) for _ in range(schedulers)]
        for day in DAYS:
            for hour in HOURS:
                for worker in workers:
                    assert worker.stdin
                    worker.stdin.write(f"{_at(day, hour).isoformat()}\n")
                    worker.stdin.flush()
                for worker in workers:
                    assert worker.stdout
                    assert worker.stdout.readline() == "done\n"
    found: dict[str, object] = json.loads(run(TELL, data, database, _at(FIRST, HOURS[0])))
    return found


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)


def database_of(kind: str, name: str) -> dict[str, str]:
    """What names a database of its own; nothing for the file in the data folder."""
    if kind == "sqlite":
        return {}
    url = postgresql_url()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'create database "{name}"')
    head, mark, query = url.partition("?")
    return {"NAMRO_DATABASE_URL": f"{head.rpartition('/')[0]}/{name}{mark}{query}"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_two_schedulers_make_what_one_makes(tmp_path: Path, kind: str) -> None:
    one = lived(tmp_path / "one", database_of(kind, "one"), 1)
    two = lived(tmp_path / "two", database_of(kind, "two"), 2)
    assert two == one
    assert (one["broken"], one["unsealed"]) == ([], 0)
    times, notices = one["times"], one["notices"]
    assert isinstance(times, list)
    assert isinstance(notices, list)
    assert len(times) == 8
    assert len({tuple(row[:2]) for row in times}) == len(times)
    assert notices
    assert one["values"]
