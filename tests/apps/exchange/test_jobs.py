"""Reading in the background: what waits, what is noted on the way, and that a reading cut off is whole or nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from namro.apps.exchange import handing, jobs, views, waiting
from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.exchange.sweeping import FILE_STAYS, WORD_STAYS, sweep
from namro.apps.library import storage
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.runs.background import MOST_ATTEMPTS
from namro.core.base.clock import system_clock
from tests.apps.conftest import SHEET, upload

PAGE = "/nhap-van-ban"
SECRET = f"TỐI MẬT\n{SHEET}"
Browsers = Callable[[str], Client]
State = ImportJob.State


@pytest.fixture
def queue(settings: Settings, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> type[DBTaskResult]:
    """The queue of a site whose worker does not run: what is handed in waits, and nobody waits for it for long."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(views, "PATIENCE_S", 0.01)
    return DBTaskResult


@pytest.fixture
def officer(cast: dict[str, User]) -> User:
    return cast[Role.OFFICER]


@pytest.fixture
def waits(queue: object, officer: User) -> ImportJob:
    """The invented sheet, handed in by the officer and not read yet."""
    return handed_in(officer, SHEET)


def handed_in(user: User, text: str) -> ImportJob:
    job = handing.hand_in(user, upload(text), at=system_clock()).job
    assert job
    return job


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def page_of(job: ImportJob) -> str:
    return f"{PAGE}/dang-doc/{job.code}"


def read(job: ImportJob) -> ImportJob:
    jobs.read_waiting(job.pk, clock=system_clock)
    return ImportJob.objects.get(pk=job.pk)


def cut_off(job: ImportJob) -> None:
    """Leave the job as a process leaves it that is killed while it reads."""
    rows = ImportJob.objects.filter(pk=job.pk)
    rows.update(state=State.READING, attempts=rows.get().attempts + 1, done=5, total=9)


class TestHandingIn:
    def test_what_is_not_read_at_once_has_a_page_of_its_own(
        self, queue: type[DBTaskResult], browser_of: Browsers, data_folder: Path
    ) -> None:
        client = browser_of(Role.OFFICER)
        answer = client.post(PAGE, {"file": upload(SHEET)}, follow=True)
        job = ImportJob.objects.get()
        assert answer.redirect_chain == [(page_of(job), 302)]
        said = answer.content.decode()
        assert "Sắp đến lượt đọc" in said
        assert "Có thể rời trang này" in said
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in said
        assert queue.objects.get().args_kwargs == {"args": [job.pk], "kwargs": {}}
        kept = waiting.file_of(job.code)
        assert kept.relative_to(data_folder).parts == ("waiting", job.code, f"{job.sha256}.txt")
        assert kept.stat().st_mode & 0o777 == 0o600
        assert "phieu.txt" in client.get(PAGE).content.decode()

    def test_the_same_file_while_it_waits_is_the_same_job(self, waits: ImportJob, officer: User) -> None:
        assert handed_in(officer, SHEET) == waits
        assert list(waiting.codes()) == [waits.code]
        assert DBTaskResult.objects.count() == 1

    def test_somebody_else_waits_apart(self, waits: ImportJob, cast: dict[str, User]) -> None:
        other = handed_in(cast[Role.COORDINATOR], SHEET)
        assert read(other).state == read(waits).state == State.DONE
        assert ImportedDocument.objects.count() == 2

    def test_too_many_files_are_refused_before_they_are_kept(
        self, waits: ImportJob, browser_of: Browsers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(handing, "MOST_WAITING", 1)
        answer = browser_of(Role.OFFICER).post(PAGE, {"file": upload(f"{SHEET} khác")})
        assert answer.status_code == 400
        assert "nhiều tệp của mình chờ đọc" in answer.content.decode()
        assert list(waiting.codes()) == [waits.code]

    def test_a_broken_transfer_leaves_nothing(self, data_folder: Path) -> None:
        def chunks() -> Iterator[bytes]:
            yield b"the first part"
            raise OSError("the line is cut")

        with pytest.raises(OSError, match="cut"):
            waiting.take("abc", chunks(), suffix=".txt")
        assert files_in(data_folder) == []

    def test_a_name_too_long_for_a_file_system_is_no_obstacle(self, officer: User, data_folder: Path) -> None:
        name = f"{'Kế hoạch khắc phục ' * 10}.txt"
        job = handing.hand_in(officer, upload(SHEET, name), at=system_clock()).job
        assert job
        assert ImportedDocument.objects.get().name.startswith("Kế hoạch khắc phục Kế hoạch")


class TestReading:
    def test_the_end_is_a_document_kept_once(self, waits: ImportJob, data_folder: Path) -> None:
        done = read(waits)
        document = ImportedDocument.objects.get()
        assert (done.state, done.document, done.fresh) == (State.DONE, document, True)
        assert (document.name, document.uploaded_at) == ("phieu.txt", waits.at)
        assert document.reading["doc_id"] == "phieu"
        assert files_in(data_folder) == [storage.path_of(waits.sha256)]
        assert AuditEntry.objects.get().subject == document.code

    def test_a_job_that_was_read_is_not_read_again(self, waits: ImportJob) -> None:
        first = read(waits)
        assert read(waits).changed_at == first.changed_at
        assert AuditEntry.objects.count() == 1

    def test_the_page_leads_on_once_it_is_read(self, waits: ImportJob, browser_of: Browsers) -> None:
        client = browser_of(Role.OFFICER)
        assert client.get(f"{page_of(waits)}/tien-do").json()["open"] is True
        document = read(waits).document
        assert document
        assert client.get(f"{page_of(waits)}/tien-do").json()["open"] is False
        answer = client.get(page_of(waits), follow=True)
        assert answer.redirect_chain == [(f"{PAGE}/{document.code}", 302)]
        assert "Đã đọc xong “phieu.txt”" in answer.content.decode()
        assert page_of(waits) not in client.get(PAGE).content.decode()

    @pytest.mark.parametrize(("text", "name"), [(SECRET, ""), ("", "phieu.txt")], ids=["secret", "empty"])
    def test_a_refused_file_leaves_the_message_alone(
        self, queue: object, officer: User, browser_of: Browsers, data_folder: Path, text: str, name: str
    ) -> None:
        job = handed_in(officer, text)
        refused = read(job)
        assert refused.state == State.REFUSED
        assert (refused.name, refused.sha256, refused.size, refused.total) == (name, "", 0, 0)
        assert files_in(data_folder) == []
        assert not ImportedDocument.objects.exists()
        assert not AuditEntry.objects.exists()
        page = browser_of(Role.OFFICER).get(page_of(job)).content.decode()
        assert "Không nhận văn bản này" in page
        assert refused.message in page
        assert ("phieu.txt" in page) == bool(name)
        assert browser_of(Role.COORDINATOR).get(page_of(job)).status_code == 404

    def test_a_fault_of_the_program_keeps_the_file_for_reading_again(
        self, waits: ImportJob, browser_of: Browsers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        client = browser_of(Role.OFFICER)
        with monkeypatch.context() as broken, caplog.at_level(logging.CRITICAL):
            broken.setattr(jobs, "save", lambda *_, **__: 1 / 0)
            assert read(waits).state == State.FAILED
        assert not ImportedDocument.objects.exists()
        page = client.get(page_of(waits)).content.decode()
        assert "Đọc chưa xong" in page
        assert "Đọc lại</button>" in page
        client.post(f"{page_of(waits)}/doc-lai")
        assert ImportJob.objects.get().state == State.WAITING
        assert read(waits).state == State.DONE
        assert len(files_in(waiting.place())) == 0

    def test_a_failed_file_handed_in_again_is_a_new_job(self, waits: ImportJob, officer: User) -> None:
        ImportJob.objects.update(state=State.FAILED)
        again = handed_in(officer, SHEET)
        assert ImportJob.objects.get() == again
        assert list(waiting.codes()) == [again.code]
        assert read(again).state == State.DONE

    def test_only_those_who_import_read_again(
        self, waits: ImportJob, officer: User, cast: dict[str, User], browser_of: Browsers
    ) -> None:
        ImportJob.objects.update(state=State.FAILED, by=cast[Role.LEADER])
        leader = browser_of(Role.LEADER)
        assert "Đọc lại</button>" not in leader.get(page_of(waits)).content.decode()
        assert leader.post(f"{page_of(waits)}/doc-lai").status_code == 403
        assert browser_of(Role.OFFICER).post(f"{page_of(waits)}/doc-lai").status_code == 404
        assert ImportJob.objects.get().state == State.FAILED

    def test_what_was_corrected_while_it_was_read_again_stays(
        self, waits: ImportJob, officer: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = read(waits).document
        ImportedDocument.objects.update(reader_version="0.0.1")
        again = handed_in(officer, SHEET)

        def corrected_meanwhile(path: Path, sha256: str) -> None:
            ImportedDocument.objects.update(version=1, title="đã sửa")

        monkeypatch.setattr(storage, "keep", corrected_meanwhile)
        done = read(again)
        assert (done.state, done.document, done.fresh) == (State.DONE, document, False)
        assert ImportedDocument.objects.get().title == "đã sửa"


class TestProgress:
    def test_notes_are_seldom_and_the_last_is_written(
        self, job: ImportJob, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        moments = iter([0.0, *(number / 100 for number in range(1, 301))])
        monkeypatch.setattr(jobs, "monotonic", lambda: next(moments))
        note = jobs.Progress(job)
        with django_assert_num_queries(6):
            for page in range(1, 300):
                note(page, 300)
            note(300, 300)
        job.refresh_from_db()
        assert (job.done, job.total) == (300, 300)

    def test_a_short_reading_writes_none(
        self, job: ImportJob, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        note = jobs.Progress(job)
        with django_assert_num_queries(0):
            note(1, 1)

    def test_the_page_says_how_far(self, job: ImportJob, browser_of: Browsers) -> None:
        client = browser_of(Role.COORDINATOR)
        page = client.get(page_of(job)).content.decode()
        assert "84/200 trang" in page
        assert '<progress class="way" value="84" max="200"' in page
        ImportJob.objects.update(done=200)
        told = client.get(f"{page_of(job)}/tien-do").json()
        assert told == {
            "open": True,
            "stage": "Đã đọc hết, đang nhận ra nội dung",
            "count": "200/200 trang",
            "done": 200,
            "total": 200,
        }

    def test_the_page_says_how_many_are_before(self, job: ImportJob, waits: ImportJob, browser_of: Browsers) -> None:
        assert "số văn bản đọc trước: 1" in browser_of(Role.OFFICER).get(page_of(waits)).content.decode()


class TestCutOff:
    def test_a_killed_reading_goes_back_into_the_queue(self, waits: ImportJob, data_folder: Path) -> None:
        cut_off(waits)
        sweep(system_clock())
        again = ImportJob.objects.get()
        assert (again.state, again.attempts, again.done, again.total) == (State.WAITING, 1, 0, 0)
        assert DBTaskResult.objects.count() == 2
        assert read(again).attempts == 2
        assert ImportedDocument.objects.count() == 1
        assert files_in(data_folder) == [storage.path_of(waits.sha256)]

    def test_a_reading_that_goes_on_is_left_alone(self, waits: ImportJob) -> None:
        cut_off(waits)
        with waiting.held(waits.code):
            sweep(system_clock())
        assert ImportJob.objects.get().state == State.READING

    def test_a_file_that_kills_each_reader_is_given_up(self, waits: ImportJob, browser_of: Browsers) -> None:
        for _attempt in range(MOST_ATTEMPTS):
            cut_off(waits)
            sweep(system_clock())
        assert ImportJob.objects.get().state == State.FAILED
        assert "Đọc lại</button>" in browser_of(Role.OFFICER).get(page_of(waits)).content.decode()

    def test_a_stop_gives_the_job_back_without_counting(
        self, waits: ImportJob, data_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stopped(*_: object, **__: object) -> None:
            raise SystemExit(1)

        with monkeypatch.context() as stopping:
            stopping.setattr(jobs, "read", stopped)
            with pytest.raises(SystemExit):
                read(waits)
        given = ImportJob.objects.get()
        assert (given.state, given.attempts) == (State.WAITING, 0)
        assert files_in(data_folder / "files") == []
        assert DBTaskResult.objects.count() == 2
        assert read(given).state == State.DONE

    def test_a_crash_after_the_file_is_kept_leaves_no_second_copy(self, waits: ImportJob, data_folder: Path) -> None:
        storage.keep(waiting.file_of(waits.code), waits.sha256)
        cut_off(waits)
        sweep(system_clock())
        assert read(waits).state == State.DONE
        assert files_in(data_folder) == [storage.path_of(waits.sha256)]

    def test_a_file_that_is_gone_is_told(self, waits: ImportJob, browser_of: Browsers) -> None:
        waiting.remove(waits.code)
        assert read(waits).state == State.FAILED
        page = browser_of(Role.OFFICER).get(page_of(waits)).content.decode()
        assert "Hãy nhập lại tệp" in page
        assert "Đọc lại</button>" not in page
        browser_of(Role.OFFICER).post(f"{page_of(waits)}/doc-lai")
        assert ImportJob.objects.get().state == State.FAILED


class TestSweeping:
    def test_a_forgotten_job_is_queued_once_more(self, waits: ImportJob) -> None:
        DBTaskResult.objects.all().delete()
        soon, later = waits.at + timedelta(minutes=9), waits.at + timedelta(minutes=11)
        sweep(soon)
        assert DBTaskResult.objects.count() == 0
        sweep(later)
        sweep(later)
        assert DBTaskResult.objects.count() == 1

    @pytest.mark.parametrize(
        ("state", "age", "file_stays", "word_stays"),
        [
            (State.FAILED, FILE_STAYS - timedelta(hours=1), True, True),
            (State.FAILED, FILE_STAYS + timedelta(hours=1), False, True),
            (State.FAILED, WORD_STAYS + timedelta(hours=1), False, False),
            (State.DONE, timedelta(0), False, True),
            (State.REFUSED, WORD_STAYS + timedelta(hours=1), False, False),
            (State.WAITING, WORD_STAYS * 2, True, True),
        ],
    )
    def test_files_and_words_stay_so_long(
        self, waits: ImportJob, state: ImportJob.State, age: timedelta, file_stays: bool, word_stays: bool
    ) -> None:
        ImportJob.objects.update(state=state)
        sweep(waits.at + age)
        assert waiting.is_there(waits.code) is file_stays
        assert ImportJob.objects.exists() is word_stays

    def test_a_file_without_a_row_goes_after_a_while(self, data_folder: Path, db: None) -> None:
        waiting.take("aaaaaaaaaa", [b"x"], suffix=".txt")
        came = datetime.fromtimestamp(waiting.codes()["aaaaaaaaaa"], tz=system_clock().tzinfo)
        sweep(came + timedelta(minutes=59))
        assert list(waiting.codes()) == ["aaaaaaaaaa"]
        sweep(came + timedelta(minutes=61))
        assert waiting.codes() == {}
