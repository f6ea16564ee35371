"""The reports of all units as one PDF: set in the background, looked after, taken by who asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from namro.apps.people.models import AuditEntry, Role
from namro.apps.reports import merged_files
from namro.apps.reports.merged_files import ask_merged, keep_up, set_waiting
from namro.apps.reports.models import MergedFile
from namro.apps.runs import locks
from namro.core.base.clock import system_clock
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.demo.many_reports import send_from
from namro.demo.many_sheets import communes
from tests.apps.reports.writing_up import Cast, stand

Browsers = Callable[[str], Client]
THIRD = period_of("2026-Q3")
MADE = shipped_types()["CCHC-COMMUNE"]
QUERY = "?loai=cchc-commune&ky=2026-Q3"
ADDRESS = "/bao-cao/don-vi/tong-hop/pdf"
State = MergedFile.State


@pytest.fixture(autouse=True)
def sent(cast: Cast) -> None:
    """Three communes sent their third quarter."""
    send_from(communes(3), MADE, THIRD, by=cast[Role.COUNCIL], at=system_clock(), seed=1)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What waits for the worker: nothing is set until a test says so."""
    waiting: list[int] = []

    class Held:
        enqueue = staticmethod(waiting.append)

    monkeypatch.setattr(merged_files, "set_merged", Held)
    return waiting


def asked(cast: Cast) -> MergedFile:
    stand(cast)
    return ask_merged(cast[Role.COUNCIL], MADE, THIRD, at=system_clock())


@pytest.mark.django_db(transaction=True)
def test_a_pdf_is_asked_for_set_and_taken(cast: Cast, browser_of: Browsers) -> None:
    council = browser_of(Role.COUNCIL)
    assert council.get(f"/bao-cao/don-vi/tong-hop/tai.pdf{QUERY}").status_code == 404
    answer = council.post(f"{ADDRESS}{QUERY}")
    job = MergedFile.objects.get()
    assert answer["Location"] == f"{ADDRESS}/{job.code}"
    assert (job.state, job.units) == (State.DONE, 3)
    page = council.get(answer["Location"]).content.decode()
    assert "Tệp đã sẵn sàng" in page
    assert "3 đơn vị" in page
    file: Any = council.get(f"{ADDRESS}/{job.code}/tep")
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"
    entry = AuditEntry.objects.get(act=AuditEntry.Act.REPORT_DOWNLOADED)
    assert (entry.subject, entry.note) == ("CCHC-COMMUNE 2026-Q3", ".pdf")
    assert "PDF lúc" in council.get(f"/bao-cao/don-vi/tong-hop{QUERY}").content.decode()


def test_it_is_the_asker_s_and_the_upper_level_s_alone(cast: Cast, browser_of: Browsers, queue: list[int]) -> None:
    job = asked(cast)
    for role, status in ((Role.COORDINATOR, 403), (Role.APPRAISER, 403), (Role.COUNCIL, 200)):
        assert browser_of(role).get(f"{ADDRESS}/{job.code}").status_code == status
        assert browser_of(role).get(f"{ADDRESS}/{job.code}/tien-do").status_code == status
    assert browser_of(Role.COORDINATOR).post(f"{ADDRESS}{QUERY}").status_code == 403
    assert browser_of(Role.COUNCIL).get(f"{ADDRESS}/{job.code}/tep").status_code == 404, "not set yet"
    assert browser_of(Role.COUNCIL).get(f"{ADDRESS}/0000000000").status_code == 404
    shown = browser_of(Role.COUNCIL).get(f"{ADDRESS}/{job.code}/tien-do").json()
    assert shown == {"open": True, "stage": "Đang chờ", "count": "", "total": 0}


@pytest.mark.django_db(transaction=True)
def test_one_that_waits_is_not_asked_for_twice(cast: Cast, queue: list[int]) -> None:
    first = asked(cast)
    assert asked(cast) == first
    assert queue == [first.pk]
    set_waiting(first.pk, clock=system_clock)
    set_waiting(first.pk, clock=system_clock)
    first.refresh_from_db()
    assert (first.state, first.attempts) == (State.DONE, 1)
    assert asked(cast) != first


@pytest.mark.django_db(transaction=True)
def test_one_that_was_cut_off_is_begun_anew_some_times(cast: Cast, queue: list[int]) -> None:
    job, now = asked(cast), system_clock()
    keep_up(now)
    assert queue == [job.pk], "a young one is left alone"
    for attempts, state in ((1, State.WAITING), (2, State.WAITING), (3, State.FAILED)):
        MergedFile.objects.filter(pk=job.pk).update(state=State.WRITING, attempts=attempts)
        with locks.held(f"merged-report-{job.pk}"):
            keep_up(now)
            assert MergedFile.objects.get().state == State.WRITING, "somebody sets it"
        keep_up(now)
        assert MergedFile.objects.get().state == state
    assert queue == [job.pk] * 3


@pytest.mark.django_db(transaction=True)
def test_what_breaks_is_said(
    cast: Cast, browser_of: Browsers, queue: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> bytes:
        raise OSError("no space")

    monkeypatch.setattr(merged_files, "report_bytes", broken)
    job = asked(cast)
    set_waiting(job.pk, clock=system_clock)
    page = browser_of(Role.COUNCIL).get(f"{ADDRESS}/{job.code}").content.decode()
    assert "Việc lập tệp bị ngắt" in page
    assert "Lập lại" in page
