"""Reading in the background: what is cut off is taken up again, and ends one way or the other."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from namro.apps.library import intake, jobs, storage
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.library.sweeping import keep_up
from namro.apps.people.models import Role, User
from namro.apps.runs import locks
from namro.apps.runs.background import MOST_ATTEMPTS, QUEUED_AGAIN
from namro.core.base.clock import system_clock
from tests.apps.library.giving import give
from tests.documents.signatures.signing import BODY_BOX, body, filled_in, issuer, leader, letter, sign

State = EvidenceFile.State


@pytest.fixture
def queue(settings: Settings, data_folder: Path) -> type[DBTaskResult]:
    """The queue of a site whose worker does not run."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return DBTaskResult


@pytest.fixture
def waits(queue: object, cast: dict[str, User], tmp_path: Path) -> EvidenceFile:
    return give(cast[Role.OFFICER], tmp_path / "given").files.get()


def now(file: EvidenceFile) -> EvidenceFile:
    return EvidenceFile.objects.get(pk=file.pk)


def cut_off(file: EvidenceFile) -> None:
    rows = EvidenceFile.objects.filter(pk=file.pk)
    rows.update(state=State.READING, attempts=rows.get().attempts + 1)


def test_it_waits_and_is_read_once(waits: EvidenceFile, queue: type[DBTaskResult]) -> None:
    assert queue.objects.get().args_kwargs == {"args": [waits.pk], "kwargs": {}}
    assert waits.state == State.WAITING
    jobs.read_waiting(waits.pk, clock=system_clock)
    first = now(waits)
    assert first.state == State.READ
    jobs.read_waiting(waits.pk, clock=system_clock)
    assert now(waits).changed_at == first.changed_at
    assert list((storage.folder().parent / "locks").iterdir()) == []


def test_a_reading_cut_off_is_read_again(waits: EvidenceFile, queue: type[DBTaskResult]) -> None:
    cut_off(waits)
    keep_up(system_clock())
    assert now(waits).state == State.WAITING
    assert queue.objects.count() == 2
    jobs.read_waiting(waits.pk, clock=system_clock)
    assert (now(waits).state, now(waits).attempts) == (State.READ, 2)


def test_one_that_is_read_now_is_left_alone(waits: EvidenceFile) -> None:
    cut_off(waits)
    with locks.held(f"evidence-{waits.pk}"):
        keep_up(system_clock())
    assert now(waits).state == State.READING


def test_a_file_that_kills_its_readers_ends_with_words(waits: EvidenceFile) -> None:
    for _time in range(MOST_ATTEMPTS):
        EvidenceFile.objects.filter(pk=waits.pk).update(state=State.WAITING)
        cut_off(waits)
        keep_up(system_clock())
    ended = now(waits)
    assert ended.state == State.FAILED
    assert "3 lần" in ended.message
    assert Evidence.objects.get().number == ""


def test_a_stop_gives_it_back_uncounted(waits: EvidenceFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(jobs, "read", stopped)
    with pytest.raises(SystemExit):
        jobs.read_waiting(waits.pk, clock=system_clock)
    assert (now(waits).state, now(waits).attempts) == (State.WAITING, 0)


def test_a_fault_of_the_program_is_logged_and_ends_it(
    waits: EvidenceFile, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(jobs, "read", broken)
    with caplog.at_level(logging.ERROR):
        jobs.read_waiting(waits.pk, clock=system_clock)
    assert now(waits).state == State.FAILED
    assert "ours" in caplog.text


def test_a_forgotten_one_is_queued_once_more(waits: EvidenceFile, queue: type[DBTaskResult]) -> None:
    keep_up(system_clock())
    assert queue.objects.count() == 1
    keep_up(system_clock() + QUEUED_AGAIN + timedelta(seconds=1))
    assert queue.objects.count() == 2


class TestSignatures:
    @pytest.fixture
    def signed(self) -> bytes:
        return sign(filled_in(sign(letter(), leader())), body(), box=BODY_BOX)

    def test_leader_then_number_stamp_and_organisation(
        self, signed: bytes, cast: dict[str, User], data_folder: Path, tmp_path: Path
    ) -> None:
        file = give(cast[Role.OFFICER], tmp_path / "given", signed, name="ke-hoach.pdf").files.get()
        assert (file.state, file.signed, file.pages) == (State.READ, "both", 1)
        assert file.signatures["changed_after"] == "normal"
        assert file.evidence.number == "12/KH-UBND"

    @pytest.mark.slow
    def test_roots_of_the_administrator_decide_trust(
        self, signed: bytes, cast: dict[str, User], data_folder: Path, tmp_path: Path, settings: Settings
    ) -> None:
        settings.TRUST_ROOTS = tmp_path
        (tmp_path / "goc.pem").write_bytes(issuer().pem)
        file = give(cast[Role.OFFICER], tmp_path / "given", signed, name="ke-hoach.pdf").files.get()
        assert {signer["trusted"] for signer in file.signatures["signers"]} == {"yes"}

    @pytest.mark.slow
    def test_a_root_that_is_no_certificate_does_not_stop_the_reading(
        self, signed: bytes, cast: dict[str, User], data_folder: Path, tmp_path: Path, settings: Settings
    ) -> None:
        settings.TRUST_ROOTS = tmp_path
        (tmp_path / "goc.pem").write_text("not a certificate")
        file = give(cast[Role.OFFICER], tmp_path / "given", signed, name="ke-hoach.pdf").files.get()
        assert (file.state, file.signed) == (State.READ, "both")
        assert "goc.pem" in file.signatures["note"]

    def test_a_scan_is_shown_though_its_text_is_not_read(
        self, cast: dict[str, User], data_folder: Path, tmp_path: Path
    ) -> None:
        scan = b"\xff\xd8\xff\xe0" + bytes(200)
        file = give(cast[Role.OFFICER], tmp_path / "given", scan, name="anh.jpg").files.get()
        assert (file.state, file.signed) == (State.READ, "none")


def test_no_kind_makes_the_look_into_a_file_raise(data_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tep"
    path.write_bytes(b"\x00\x01 nothing of the kind")
    for kind in ("pdf", "docx", "xlsx", "txt", "csv", "jpg", "png", "heic", "zip", "pptx", "webp"):
        named = path.rename(tmp_path / f"tep.{kind}")
        assert isinstance(intake.read(named, kind), intake.Found)
        path = named
