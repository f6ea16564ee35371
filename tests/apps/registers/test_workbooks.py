"""Workbooks in and out: the same columns both ways, all faults by row, all or nothing, nothing said twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from namro.apps.library.storage import path_of
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.registers import jobs
from namro.apps.registers.models import RegisterExport, RegisterRow, RegisterTally, RegisterUpload
from namro.apps.runs import locks
from namro.apps.runs.background import MOST_ATTEMPTS, QUEUED_AGAIN
from namro.core.base.clock import system_clock
from namro.demo.province import HOME
from namro.documents.workbooks.register_columns import KEY
from tests.apps.registers.rows import INSPECTIONS, colleagues, home, inspected, register_of, spelt, standing, today

Browsers = Callable[[str], Client]
ADDRESS = f"/so/{INSPECTIONS}"
HEADINGS = ["Ngày kiểm tra", "Người được kiểm tra", "Nội dung kiểm tra", "Hình thức", "Kết quả"]


def workbook(rows: list[list[object]], headings: list[str] | None = None) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [headings or HEADINGS, *rows]:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("so.xlsx", stream.getvalue())


def row_of(person: str, day: object = None, result: str = "Không có sai sót") -> list[object]:
    return [day or today(), person, "Tác phong", "Đột xuất", result]


def sent(client: Client, file: SimpleUploadedFile) -> tuple[int, str]:
    answer = client.post(f"{ADDRESS}/nhap", {"file": file, "don-vi": HOME}, follow=True)
    return answer.status_code, answer.text


def test_rows_are_shown_first_and_written_then(cast: dict[str, User], browser_of: Browsers, data_folder: Path) -> None:
    client, people = browser_of(Role.OFFICER), colleagues(home())
    status, text = sent(client, workbook([row_of(spelt(person)) for person in people[:3]]))
    assert (status, "Xem trước: chưa ghi gì" in text, RegisterRow.objects.count()) == (200, True, 0)
    found = RegisterUpload.objects.get()
    done = client.post(f"{ADDRESS}/nhap/{found.code}", follow=True)
    assert "Đã ghi 3 dòng mới, sửa 0 dòng." in done.text
    assert sorted(RegisterRow.objects.values_list("seq", flat=True)) == [1, 2, 3]
    assert RegisterTally.objects.get(register=INSPECTIONS).bases["so_nguoi"] == "3"
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REGISTER_IMPORTED).count() == 1
    assert client.post(f"{ADDRESS}/nhap/{found.code}").status_code == 404  # written once only


def test_every_fault_is_told_with_its_row_and_nothing_is_written(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path
) -> None:
    good = spelt(colleagues(home())[0])
    rows = [row_of(good), row_of(good, "31/11/2026"), row_of("Người Lạ", None, "hay"), row_of(good, 12.5)]
    status, text = sent(browser_of(Role.OFFICER), workbook(rows))
    assert status == 400
    for words in (
        "dòng 3, trang “Sheet”: “Ngày kiểm tra”: không có ngày “31/11/2026”. Gần nhất là 30/11/2026 và 01/12/2026.",
        "dòng 4, trang “Sheet”: “Người được kiểm tra”: không có người “Người Lạ”",
        "dòng 4, trang “Sheet”: “Kết quả”: không có lựa chọn “hay”",
        "dòng 5, trang “Sheet”: “Ngày kiểm tra”: “12,5” không phải ngày",
        "có 4 lỗi",
    ):
        assert words in text
    assert not RegisterUpload.objects.exists()
    assert not RegisterRow.objects.exists()


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (["Ngày kiểm tra", "Người được kiểm tr", *HEADINGS[2:]], "Có phải “Người được kiểm tra”?"),
        (HEADINGS[:4], "thiếu cột “Kết quả”"),
        ([*HEADINGS[:4], HEADINGS[0]], "có hai lần. Giữ một."),
    ],
)
def test_headings_are_looked_at(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path, headings: list[str], words: str
) -> None:
    status, text = sent(browser_of(Role.OFFICER), workbook([row_of("x")], headings))
    assert (status, words in text) == (400, True)


def test_what_is_no_workbook_is_refused(cast: dict[str, User], browser_of: Browsers, data_folder: Path) -> None:
    client = browser_of(Role.OFFICER)
    for file, words in (
        (SimpleUploadedFile("so.xlsx", b"khong phai"), "id_file_error"),
        (SimpleUploadedFile("so.pdf", b"%PDF-1.4"), "Trang nhận tệp .xlsx"),
        (SimpleUploadedFile("so.xlsx", b""), "Tệp trống (0 byte)"),
    ):
        status, text = sent(client, file)
        assert (status, words in text) == (400, True)


def test_the_same_file_twice_adds_nothing_twice(cast: dict[str, User], browser_of: Browsers, data_folder: Path) -> None:
    client, person = browser_of(Role.OFFICER), spelt(colleagues(home())[0])
    for expected in (2, 3):
        sent(client, workbook([row_of(person), row_of(person), *([row_of(person)] if expected == 3 else [])]))
        client.post(f"{ADDRESS}/nhap/{RegisterUpload.objects.get().code}")
        assert RegisterRow.objects.count() == expected
    _status, text = sent(client, workbook([row_of(person)] * 3))
    assert "không có gì phải ghi" in text


def exported(user: User, asked: dict[str, str] | None = None) -> tuple[RegisterExport, Path]:
    job = RegisterExport.objects.create(
        register=INSPECTIONS, by=user, at=system_clock(), changed_at=system_clock(), asked=asked or {"don-vi": HOME}
    )
    jobs.write_waiting(job.pk, clock=system_clock)
    job.refresh_from_db()
    return job, path_of(job.sha256)


def test_what_goes_out_comes_in_again_and_changes_are_told(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "CHUNK", 2)
    officer, people = cast[Role.OFFICER], colleagues(home())
    made = [inspected(officer, person) for person in people[:5]]
    job, path = exported(officer)
    assert (job.state, job.done) == (RegisterExport.State.DONE, 5)
    client = browser_of(Role.OFFICER)
    _status, text = sent(client, SimpleUploadedFile("so.xlsx", path.read_bytes()))
    assert "không có gì phải ghi" in text
    book = load_workbook(BytesIO(path.read_bytes()))
    sheet = book["Sổ"]
    titles = [cell.value for cell in sheet[1]]
    assert titles[0] == KEY
    keys = [sheet.cell(row, 1).value for row in range(2, 7)]
    assert keys == [f"{row.code}-1" for row in reversed(made)]
    sheet.cell(2, titles.index("Nội dung kiểm tra") + 1).value = "Sửa trong Excel"
    stream = BytesIO()
    book.save(stream)
    sent(client, SimpleUploadedFile("so.xlsx", stream.getvalue()))
    client.post(f"{ADDRESS}/nhap/{RegisterUpload.objects.get().code}")
    changed = RegisterRow.objects.get(pk=made[-1].pk)
    assert (changed.data["noi_dung"], changed.version) == ("Sửa trong Excel", 2)
    assert RegisterRow.objects.count() == 5
    # The file was taken out before that change: writing it again over somebody's work is refused.
    sheet.cell(2, titles.index("Nội dung kiểm tra") + 1).value = "Sửa lần hai trên tệp cũ"
    book.save(stream := BytesIO())
    status, text = sent(client, SimpleUploadedFile("so.xlsx", stream.getvalue()))
    assert (status, "đã được sửa sau khi tải tệp này" in text) == (400, True)


def test_rows_of_another_unit_or_without_a_place_are_refused(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path
) -> None:
    person = spelt(colleagues(home())[0])
    rows = [["khongcodau-1", *row_of(person), "Xã Suối Mây"], ["", *row_of(person), "Xã Khe Ngân"]]
    status, text = sent(browser_of(Role.OFFICER), workbook(rows, [KEY, *HEADINGS, "Đơn vị ghi sổ"]))
    assert status == 400
    assert "mã dòng “khongcodau-1” không có trong sổ này" in text
    assert "dòng này của “Xã Khe Ngân”" in text


def test_the_template_is_the_export_without_rows(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path
) -> None:
    inspected(cast[Role.OFFICER], colleagues(home())[0])
    _job, path = exported(cast[Role.OFFICER])
    template = browser_of(Role.OFFICER).get(f"{ADDRESS}/mau")
    books = [load_workbook(BytesIO(template.getvalue())), load_workbook(BytesIO(path.read_bytes()))]
    heads = [[cell.value for cell in book["Sổ"][1]] for book in books]
    assert heads[0] == heads[1]
    assert [book["Sổ"].max_row for book in books] == [1, 2]
    assert "Hướng dẫn" in books[0].sheetnames


def test_an_export_is_asked_for_and_taken_by_its_person_alone(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path
) -> None:
    inspected(cast[Role.OFFICER], colleagues(home())[0])
    client = browser_of(Role.OFFICER)
    waiting = RegisterExport.objects.create(
        register=INSPECTIONS, by=cast[Role.OFFICER], at=system_clock(), changed_at=system_clock()
    )
    assert client.get(f"{ADDRESS}/tai/{waiting.code}/tep").status_code == 404
    assert client.get(f"{ADDRESS}/tai/{waiting.code}/tien-do").json()["open"] is True
    assert "Đang ghi tệp Excel" in client.get(f"{ADDRESS}/tai/{waiting.code}").text
    answer = client.post(f"{ADDRESS}/tai?don-vi={HOME}")  # the queue of the tests works at once
    job = RegisterExport.objects.latest("id")
    assert answer.url == f"{ADDRESS}/tai/{job.code}"
    assert client.get(f"{answer.url}/tien-do").json() == {
        "open": False, "stage": "Đã xong", "count": "1 dòng", "total": 0,
    }  # fmt: skip
    taken = client.get(f"{answer.url}/tep")
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(taken.streaming_content).startswith(b"PK")
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REGISTER_DOWNLOADED).count() == 1
    assert browser_of(Role.LEADER).get(f"{answer.url}/tep").status_code == 404


def test_a_worker_reads_with_the_rights_of_who_asked(cast: dict[str, User], data_folder: Path) -> None:
    inspected(cast[Role.OFFICER], colleagues(home())[0])
    job, _path = exported(standing(cast[Role.ENUMERATOR]), {"don-vi": HOME})
    assert job.done == 0


def test_an_export_that_breaks_says_so(
    cast: dict[str, User], data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_named: object) -> int:
        raise OSError("đĩa đầy")

    monkeypatch.setattr(jobs, "write_register", broken)
    job = RegisterExport.objects.create(
        register=INSPECTIONS, by=cast[Role.OFFICER], at=system_clock(), changed_at=system_clock()
    )
    jobs.write_waiting(job.pk, clock=system_clock)
    job.refresh_from_db()
    assert job.state == RegisterExport.State.FAILED
    assert register_of(INSPECTIONS).title


def test_an_export_that_nobody_writes_any_more_is_begun_anew_and_at_last_given_up(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr(jobs.write_export.__class__, "enqueue", lambda _task, key: queued.append(key))
    by, at = standing(cast[Role.OFFICER]), system_clock()
    inspected(by, colleagues(home())[0])
    job = RegisterExport.objects.create(register=INSPECTIONS, by=by, at=at, changed_at=at, asked={"don-vi": HOME})
    for attempts in range(1, MOST_ATTEMPTS + 1):
        RegisterExport.objects.filter(pk=job.pk).update(state=RegisterExport.State.WRITING, attempts=attempts)
        with locks.held(f"register-export-{job.pk}"):
            jobs.keep_up(at)  # somebody writes it
            assert RegisterExport.objects.get().state == RegisterExport.State.WRITING
        jobs.keep_up(at)
    assert (RegisterExport.objects.get().state, queued) == (RegisterExport.State.FAILED, [job.pk] * 2)
    client = browser_of(Role.OFFICER)
    assert "Việc ghi bị ngắt giữa chừng" in client.get(f"{ADDRESS}/tai/{job.code}").text
    assert client.get(f"{ADDRESS}/tai/{job.code}").text.count(f'action="{ADDRESS}/tai?don-vi={HOME}"') == 1


def test_an_export_whose_place_in_the_queue_was_lost_is_queued_again(cast: dict[str, User], data_folder: Path) -> None:
    by, at = standing(cast[Role.OFFICER]), system_clock()
    job = RegisterExport.objects.create(register=INSPECTIONS, by=by, at=at, changed_at=at, asked={"don-vi": HOME})
    jobs.keep_up(at)
    assert RegisterExport.objects.get().state == RegisterExport.State.WAITING
    jobs.keep_up(at + QUEUED_AGAIN + timedelta(seconds=1))  # the queue of the tests works at once
    assert RegisterExport.objects.get(pk=job.pk).state == RegisterExport.State.DONE
