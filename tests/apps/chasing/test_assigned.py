"""Tasks from above by workbook: columns guessed, corrected and remembered; all or nothing; the same file again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.chasing.dues import Asked, dues
from namro.apps.chasing.models import AssignedTask, AssignedUpload, ColumnMemory
from namro.apps.people.models import AuditEntry, OwnerKind, Role, User
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.core.base.clock import system_clock
from tests.apps.conftest import Answer
from tests.apps.plans.giving_out import stand

Browsers = Callable[[str], Client]
#: As an export of a document system looks: a title above, merged away, the hour beside the day.
HEADS = ("STT", "Số ký hiệu", "Ngày ban hành", "Nội dung nhiệm vụ", "Người xử lý chính", "Hạn xử lý", "Trạng thái")
YEAR = system_clock().year
ROWS = [
    (1, "125/UBND-NC", date(YEAR, 1, 5), "Báo cáo kết quả rà soát thủ tục", "Lê Thu An", f"17:00 30/12/{YEAR}", "Đang xử lý"),
    (2, "130/SNV-CCHC", date(YEAR, 1, 9), "Cung cấp số liệu chuyển đổi số", "Nguyễn Không Có", f"30/12/{YEAR}", "Mới"),
    (3, "", "", "Lập danh sách tập huấn", "", "", "Mới"),
]  # fmt: skip


#: A meaning with the column that is chosen for it on the page.
_CHOSEN = re.compile(r'name="(cot-\w+)">(?:<option value="\d*">[^<]*</option>)*<option value="(\d+)" selected')


def workbook(rows: Sequence[Sequence[object]], heads: Sequence[str] = HEADS) -> SimpleUploadedFile:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Nhiệm vụ")
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "DANH SÁCH NHIỆM VỤ ĐƯỢC GIAO")
        for at, head in enumerate(heads):
            sheet.write(2, at, head)
        for line, row in enumerate(rows, 3):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), days)
                elif value != "":
                    sheet.write(line, at, value)
    return SimpleUploadedFile("nhiem-vu.xlsx", stream.getvalue())


def hand_in(client: Client, rows: Sequence[Sequence[object]] = ROWS, **how: Sequence[str]) -> str:
    answer = client.post("/nhiem-vu-cap-tren", {"file": workbook(rows, **how)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def write(client: Client, address: str, **chosen: object) -> Answer:
    page = client.get(address).content.decode()
    columns = {**dict(_CHOSEN.findall(page)), **chosen}
    page = client.post(address, {**columns, "xem": "1"}).content.decode()
    seal = re.search(r'name="seal" value="(\w+)"', page)
    assert seal
    return client.post(address, {"seal": seal[1], "nap": "1", **columns}, follow=True)


def test_a_workbook_becomes_tasks_of_a_plan_of_its_own(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.COORDINATOR)
    address = hand_in(client)
    page = client.get(address).content.decode()
    assert "Mới 3 · Thay đổi 0 · Không đổi 0" in page
    assert page.count("chưa khớp ai") == 1
    assert not Plan.objects.exists()
    answer = write(client, address)
    assert "Đã nạp: 3 nhiệm vụ mới, 0 thay đổi" in answer.content.decode()
    plan = Plan.objects.get()
    assert plan.title == f"Theo dõi nhiệm vụ cấp trên giao năm {YEAR}"
    first, second, third = Task.objects.order_by("place")
    assert first.text == f"Báo cáo kết quả rà soát thủ tục (theo 125/UBND-NC ngày 05/01/{YEAR})"
    assert (first.owner_user, first.due) == (cast[Role.OFFICER], date(YEAR, 12, 30))
    assert (second.owner_kind, second.lead_text) == (OwnerKind.NOBODY, "Nguyễn Không Có")
    assert third.due is None
    assert AuditEntry.objects.filter(act=AuditEntry.Act.ASSIGNED_LOADED).count() == 1
    assert not AssignedUpload.objects.exists()


def test_the_same_file_again_changes_nothing(browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    write(client, hand_in(client))
    entries = AuditEntry.objects.count()
    address = hand_in(client)
    page = client.get(address).content.decode()
    assert "Mới 0 · Thay đổi 0 · Không đổi 3" in page
    assert 'name="nap"' not in page
    assert "giống như đang có" in write(client, address).content.decode()
    assert (Task.objects.count(), AuditEntry.objects.count()) == (3, entries)


def test_a_changed_row_shows_its_difference_and_leaves_what_people_changed(
    browser_of: Browsers, cast: dict[str, User]
) -> None:
    client = browser_of(Role.COORDINATOR)
    write(client, hand_in(client))
    task = Task.objects.get(lead_text="Nguyễn Không Có")
    stand(cast, system_clock().date())
    actions.edit_tasks(
        cast[Role.COORDINATOR], task.plan, [task.pk],
        edit=actions.Edit({"deliverable": "bảng số liệu"}), at=system_clock(),
    )  # fmt: skip
    moved = [*ROWS[:1], (*ROWS[1][:5], f"31/12/{YEAR}", "Mới"), ROWS[2]]
    address = hand_in(client, moved)
    page = client.get(address).content.decode()
    assert f'<span class="was">30/12/{YEAR}</span> → <b>31/12/{YEAR}</b>' in page
    write(client, address)
    task.refresh_from_db()
    assert (task.due, task.deliverable) == (date(YEAR, 12, 31), "bảng số liệu")
    assert Task.objects.count() == 3


def test_columns_that_were_corrected_are_remembered_for_the_same_headings(browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    address = hand_in(client)
    write(client, address, **{"cot-giver": "6"})
    assert ColumnMemory.objects.get().columns["giver"] == 6
    page = client.get(hand_in(client)).content.decode()
    assert "như lần nạp trước của đơn vị" in page
    assert re.search(r'name="cot-giver">.*?<option value="6" selected', page)
    other = client.get(hand_in(client, [r[:6] for r in ROWS], heads=HEADS[:6])).content.decode()
    assert "như lần nạp trước" not in other


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ((4, "1/UBND", "", "", "", f"30/11/{YEAR}"), "dòng 7: cột “Nội dung nhiệm vụ”: chưa ghi nhiệm vụ"),
        ((4, "1/UBND", "", "Việc", "", f"31/11/{YEAR}"), f"Gần nhất là 30/11/{YEAR} và 01/12/{YEAR}"),
        ((4, "1/UBND", "", "Việc", "", "sớm nhất có thể"), "không phải ngày. Viết theo mẫu"),
        ((4, "1/UBND", date(YEAR, 5, 5), "Việc", "", f"04/05/{YEAR}"), "trước ngày văn bản"),
        (ROWS[0], "trùng với dòng 4"),
        ((4, "x" * 200, "", "Việc", "", ""), "dài 200 chữ, nhận đến 120"),
    ],
    ids=["no text", "31/11", "no day", "due before the document", "twice", "too long"],
)
def test_one_bad_row_and_nothing_is_written(browser_of: Browsers, row: tuple[object, ...], told: str) -> None:
    client = browser_of(Role.COORDINATOR)
    address = hand_in(client, [*ROWS, row])
    answer = client.get(address)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    write(client, address)
    assert not Task.objects.exists()
    assert not AssignedTask.objects.exists()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("nhiem-vu.xlsx", b"PK\x03\x04 hong"), ""),
        (SimpleUploadedFile("nhiem-vu.xlsx", b""), "Tệp trống"),
        (SimpleUploadedFile("nhiem-vu.docx", b"x"), "Trang nhận tệp .xlsx"),
        (workbook([("a", "b")], heads=("Họ tên", "Ngày sinh")), "không thấy dòng tiêu đề"),
    ],
    ids=["broken", "empty", "a document", "another list"],
)
def test_a_wrong_file_is_answered_with_what_to_do(browser_of: Browsers, file: SimpleUploadedFile, told: str) -> None:
    file.seek(0)
    answer = browser_of(Role.COORDINATOR).post("/nhiem-vu-cap-tren", {"file": file})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert not AssignedUpload.objects.exists()


def test_what_was_not_seen_is_not_written(browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    answer = write(client, hand_in(client), seal="khac")
    assert "Chưa ghi gì; xem lại rồi nạp" in answer.content.decode()
    assert not Task.objects.exists()


def test_only_the_coordinator_of_the_unit_brings_tasks_in(browser_of: Browsers) -> None:
    address = hand_in(browser_of(Role.COORDINATOR))
    for role in (Role.OFFICER, Role.LEADER, Role.ADMIN):
        assert browser_of(role).get("/nhiem-vu-cap-tren").status_code == 403
        assert browser_of(role).post(address, {"nap": "1"}).status_code == 404


def test_tasks_brought_in_are_given_out_and_chased_as_others_are(browser_of: Browsers, cast: dict[str, User]) -> None:
    client = browser_of(Role.COORDINATOR)
    write(client, hand_in(client, ROWS[:1]))
    stand(cast, system_clock().date())
    plan = Plan.objects.get()
    actions.submit(cast[Role.COORDINATOR], plan, at=system_clock())
    actions.approve(cast[Role.LEADER], plan, at=system_clock())
    occurrence = Occurrence.objects.get()
    (due,) = dues(Asked(today=system_clock().date() - timedelta(days=1)))
    assert (due.key, due.people) == (f"viec:{occurrence.code}", (cast[Role.OFFICER].pk,))
    write(client, hand_in(client, ROWS[:2]))
    plan.refresh_from_db()
    assert plan.status == Plan.Status.AMENDING
    assert "Báo cáo kết quả rà soát" in client.get("/nhiem-vu-cap-tren").content.decode()
