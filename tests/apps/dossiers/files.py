"""Files of dossiers for tests, and what a person does with them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from namro.apps.dossiers import jobs
from namro.apps.dossiers.actions.importing import agree, choose_columns, hand_in, source_named
from namro.apps.dossiers.letters import prepare
from namro.apps.dossiers.models import Dossier, DossierImport, DossierLetter, Procedure
from namro.apps.dossiers.reading.columns import proposed
from namro.apps.dossiers.reading.tables import header_of, kind_of
from namro.apps.dossiers.waiting import place_of
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import VIETNAM

#: A Thursday; the export was taken at noon.
NOW = datetime(2026, 10, 15, 12, 0, tzinfo=VIETNAM)
TODAY = NOW.date()
ROW = {
    "code": "H99.201-1",
    "unit": "H99.201",
    "procedure": "1.000001",
    "accepted_at": "2026-10-12T08:15",
    "due_at": "2026-10-16T17:00",
    "synced_at": "2026-10-15T11:00",
}


def at_now() -> datetime:
    """The clock of these tests."""
    return NOW


def row(code: str, **said: str) -> dict[str, str]:
    """A good row with some cells said otherwise."""
    return ROW | {"code": f"H99.201-{code}"} | said


def events(*said: tuple[str, str]) -> str:
    """Events of October 2026 as a cell of a file: status, and day with time."""
    return json.dumps([{"status": status, "at": f"2026-10-{at}"} for status, at in said])


def csv_of(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows as a file of our own columns."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for one in rows for name in one)))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def given(user: User, content: bytes, *, name: str = "ho-so.csv", any_procedure: bool = True) -> DossierImport:
    """A file handed in, with the columns that were proposed; it waits to be read."""
    user.standing = standing_of(user, NOW.date())
    job = hand_in(user, source_named("Hệ thống tỉnh"), name, [content], exported_at=NOW, at=NOW)
    path = place_of(job.code)
    chosen = proposed(header_of(path, kind_of(path)), job.source.columns)
    choose_columns(user, job, chosen, unit=None, any_procedure=any_procedure, at=NOW)
    return job


def read(job: DossierImport) -> DossierImport:
    """Read it as the worker does."""
    jobs.work_on(job.pk, clock=at_now)
    job.refresh_from_db()
    return job


def brought_in(user: User, content: bytes, *, name: str = "ho-so.csv", any_procedure: bool = True) -> DossierImport:
    """A file from the upload to the last row."""
    job = read(given(user, content, name=name, any_procedure=any_procedure))
    if job.state == DossierImport.State.CHECKED:
        agree(user, job, at=NOW)
        read(job)
    return job


def dossier_places(cast: dict[str, User]) -> dict[str, object]:
    """A dossier of the commune with a letter about it, and the file it came in, which had a bad row."""
    job = brought_in(cast[Role.COORDINATOR], csv_of([row("1"), row("2", accepted_at="hôm qua")]))
    Procedure.objects.create(code="1.000001", name="Đăng ký khai sinh", field="Hộ tịch", since=NOW.date())
    after = datetime(2026, 10, 19, 8, tzinfo=VIETNAM)
    prepare(after.date(), after)
    places = {"dossier": Dossier.objects.get().pk, "dossier_letter": DossierLetter.objects.get().pk}
    return {**places, "dossier_file": job.code, "procedure": "1.000001"}
