"""Part of `namro bench dossiers`: a large export comes in, comes in again, and the board of a busy commune after it."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from namro.cli.bench_pages import answers
from namro.core.base.clock import VIETNAM, system_clock

#: Dossiers in the file; of the commune whose board is timed; how often an answer is timed.
_SIZES = {"small": (20_000, 2_500), "full": (1_000_000, 25_000)}
_ROUNDS = {"small": 7, "full": 31}
_HEAD = (
    "code", "unit", "procedure", "submitted_at", "accepted_at", "due_at", "channel", "returns_document", "result_url",
    "digitised_component", "reused_component", "personal_store", "population_data", "fee", "paid", "synced_at",
    "events",
)  # fmt: skip
_STATUSES = ("accepted", "processed", "returned")


def dossier_figures(size: str, *, seed: int) -> tuple[dict[str, float], str]:
    """Bring a file into the province at hand, twice, and time a board; return the figures, and the sizes in words."""
    from namro.apps.dossiers.models import Dossier
    from namro.apps.people.models import Unit
    from namro.demo.many_sheets import communes
    from namro.demo.province import HOME

    rows, busy = _SIZES[size]
    known = Unit.objects.in_bulk(communes(6))
    units = [HOME, *sorted(unit.code for unit in known.values() if unit.code != HOME)]
    with TemporaryDirectory(prefix="namro-bench-") as folder:
        path = Path(folder) / "ho-so.csv"
        write_file(path, rows, units=units, busy=busy, seed=seed, now=system_clock())
        start = perf_counter()
        first = bring_in(path)
        figures = {"import_s": perf_counter() - start}
        start = perf_counter()
        again = bring_in(path)
        figures["reimport_s"] = perf_counter() - start
    if first["new"] != rows or again["same"] != rows or Dossier.objects.count() != rows:
        raise RuntimeError(f"{rows} rows came in as {first}, then as {again}")
    return figures | answers(
        "board", "dieuphoi", "/ho-so", rounds=_ROUNDS[size]
    ), f"{rows} dossiers, {busy} of one commune"


def bring_in(path: Path) -> dict[str, int]:
    """Bring a file in as the site does, from the upload to the last row; return what it counted."""
    from namro.apps.dossiers import jobs
    from namro.apps.dossiers.actions.importing import agree, choose_columns, hand_in, source_named
    from namro.apps.dossiers.models import DossierImport
    from namro.apps.dossiers.reading.columns import proposed
    from namro.apps.people.models import User
    from namro.apps.people.queries.people import standing_of

    now = system_clock()
    admin = User.objects.get(username="quantri")
    admin.standing = standing_of(admin, now.date())
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        job = hand_in(admin, source_named("Hệ thống tỉnh"), path.name, chunks, exported_at=now, at=now)
    header = next(csv.reader([path.open(encoding="utf-8").readline()]))
    choose_columns(admin, job, proposed(header, {}), unit=None, any_procedure=True, at=now)
    jobs.work_on(job.pk, clock=system_clock)
    job.refresh_from_db()
    counts = dict(job.counts)
    agree(admin, job, at=now)
    jobs.work_on(job.pk, clock=system_clock)
    job.refresh_from_db()
    if job.state != DossierImport.State.DONE:
        raise RuntimeError(f"the file ended as {job.state}: {job.message}")
    return counts


def write_file(path: Path, rows: int, *, units: list[str], busy: int, seed: int, now: datetime) -> None:
    """Write an export of this year: at most three events each, some late, some open."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        writer.writerows(_rows(rows, units=units, busy=busy, seed=seed, now=now))


def _rows(rows: int, *, units: list[str], busy: int, seed: int, now: datetime) -> Iterator[tuple[object, ...]]:
    draw = random.Random(seed)  # noqa: S311 - invented data
    begin = datetime(now.year, 1, 1, 7, 30, tzinfo=VIETNAM)
    minutes = max(1, int((now - begin).total_seconds() // 60))
    synced = f"{now:%Y-%m-%dT%H:%M}"
    order = list(range(rows))
    draw.shuffle(order)
    for number in order:
        unit = units[0] if number < busy else units[1 + number % (len(units) - 1)]
        accepted = begin + timedelta(minutes=draw.randrange(minutes))
        due = accepted + timedelta(days=draw.choice((1, 3, 5, 10, 20)))
        ended = accepted + (due - accepted) * draw.uniform(0.1, 1.06)
        times = (accepted, ended, ended + timedelta(hours=draw.randrange(48)))
        said = [(status, at) for status, at in zip(_STATUSES, times, strict=True) if at <= now]
        events = ",".join(f'{{"status":"{status}","at":"{at:%Y-%m-%dT%H:%M}"}}' for status, at in said)
        done = len(said) > 1
        yield (
            f"H99.{201 + number % 6}-{now.year}-{number:07}", unit, f"1.{number % 388:06}.000.00.00.H99",
            f"{accepted:%Y-%m-%dT%H:%M}", f"{accepted:%Y-%m-%dT%H:%M}", f"{due:%Y-%m-%dT%H:%M}",
            draw.choice((1, 2, 2, 2)), "true", f"https://kq.invalid/{number}" if done and draw.random() < 0.9 else "",
            "true" if draw.random() < 0.8 else "false", "false", "true", "true", 15_000, draw.choice((0, 1, 2)), synced,
            f"[{events}]",
        )  # fmt: skip
