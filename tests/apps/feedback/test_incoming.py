"""Files of sources: columns remembered, all or nothing, the same again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.feedback import incoming
from namro.apps.feedback.incoming import Bringing, columns_for
from namro.apps.feedback.models import Event, Item, Upload
from namro.apps.people.models import AuditEntry, Role
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.service.feedback_rows import CHANGED, NEW, SAME
from tests.apps.feedback.given import ROWS, Cast, handed_in_file, noon, stand, workbook

AT = noon(date(2026, 11, 16))


def _bring(cast: Cast, folder: Path, *rows: tuple) -> Bringing:
    upload = handed_in_file(cast, folder, *rows, at=AT)
    columns, _remembered = columns_for(upload)
    seal = incoming.preview(upload, columns, AT.date()).seal
    return incoming.write(stand(cast[Role.COORDINATOR], AT), upload, columns, seal=seal, at=AT)


def test_a_file_comes_in_once(cast: Cast, tmp_path: Path) -> None:
    """Both rows; the limit of the file or of the rule; no name of a citizen anywhere; again: nothing."""
    assert _bring(cast, tmp_path).count(NEW) == 2
    first, second = Item.objects.order_by("source_code")
    assert (first.kind, first.limit_on, first.limit_given) == ("conduct", date(2026, 11, 20), True)
    assert (second.kind, second.limit_on, second.limit_given) == ("rule", date(2026, 11, 25), False)
    assert "Người gửi" not in f"{first.summary}{first.subject}{first.said}"
    lines = AuditEntry.objects.filter(act=AuditEntry.Act.FEEDBACK_ENTERED).count()
    assert _bring(cast, tmp_path).count(SAME) == 2
    assert Event.objects.count() == 2
    assert AuditEntry.objects.filter(act=AuditEntry.Act.FEEDBACK_ENTERED).count() == lines == 1


def test_what_the_source_changed_comes_in_and_what_people_wrote_stays(cast: Cast, tmp_path: Path) -> None:
    """The later limit is taken over; the subject that somebody shortened is not touched."""
    _bring(cast, tmp_path)
    Item.objects.filter(source_code="PA-1").update(subject="Chờ lâu")
    later = (*ROWS[0][:5], "24/11/2026", ROWS[0][6])
    found = _bring(cast, tmp_path, later, ROWS[1])
    assert (found.count(CHANGED), found.count(SAME)) == (1, 1)
    item = Item.objects.get(source_code="PA-1")
    assert (item.limit_on, item.subject) == (date(2026, 11, 24), "Chờ lâu")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((3, "", "", "Không mã", "02/11/2026", None, ""), "dòng 5: chưa có mã"),
        ((3, "PA-9", "", "Ngày sai", "31/11/2026", None, ""), "không có ngày “31/11/2026”"),
        ((3, "PA-9", "", "Ngày chữ", "hôm qua", None, ""), "không phải ngày"),
        ((3, "PA-9", "", "Chưa ghi ngày", None, None, ""), "chưa ghi ngày"),
        ((3, "PA-9", "", "Ngày mai", "17/11/2026", None, ""), "chưa tới"),
        ((3, "PA-9", "", "Hạn trước", "10/11/2026", "01/11/2026", ""), "trước ngày nhận"),
        ((3, "PA-1", "", "Trùng mã", "02/11/2026", None, ""), "đã có ở dòng 3"),
    ],
)
def test_one_bad_row_keeps_the_whole_file_out(cast: Cast, tmp_path: Path, row: tuple, said: str) -> None:
    """The fault names its row; nothing is written."""
    upload = handed_in_file(cast, tmp_path, *ROWS, row, at=AT)
    columns, _remembered = columns_for(upload)
    found = incoming.preview(upload, columns, AT.date())
    assert said in " ".join(map(str, found.faults)).replace("pakn.xlsx, ", "")
    with pytest.raises(BrokenFile):
        incoming.write(stand(cast[Role.COORDINATOR], AT), upload, columns, seal=found.seal, at=AT)
    assert not Item.objects.exists()


def test_columns_are_remembered_for_the_source(cast: Cast, tmp_path: Path) -> None:
    """What was chosen once is offered for the same headings."""
    upload = handed_in_file(cast, tmp_path, at=AT)
    columns, remembered = columns_for(upload)
    assert not remembered
    chosen = {meaning: place for meaning, place in columns.items() if meaning != "kind"}
    seal = incoming.preview(upload, chosen, AT.date()).seal
    user = stand(cast[Role.COORDINATOR], AT)
    with pytest.raises(NamroError, match="khác với lúc xem"):
        incoming.write(user, upload, columns, seal=seal, at=AT)
    incoming.write(user, upload, chosen, seal=seal, at=AT)
    assert columns_for(handed_in_file(cast, tmp_path, at=AT)) == (chosen, True)


def test_in_the_browser(cast: Cast, browser_of: Callable[[str], Client], tmp_path: Path) -> None:
    """Handed in, looked at, written; what is no workbook and a table of something else are refused."""
    client = browser_of(Role.COORDINATOR)
    for content in (b"no workbook", workbook(tmp_path, ("x", "y"), headings=("Tên hàng", "Giá")).read_bytes()):
        sent = {"source": "national", "file": SimpleUploadedFile("a.xlsx", content)}
        assert client.post("/phan-anh/nap", sent).status_code == 400
    sent = {"source": "national", "file": SimpleUploadedFile("pakn.xlsx", workbook(tmp_path).read_bytes())}
    assert client.post("/phan-anh/nap", sent).status_code == 302
    upload = Upload.objects.get()
    columns, _remembered = columns_for(upload)
    seal = incoming.preview(upload, columns, AT.date()).seal
    typed = {"nap": "1", "seal": seal, **{f"cot-{meaning}": place for meaning, place in columns.items()}}
    assert client.post(f"/phan-anh/nap/{upload.pk}", typed).status_code == 302
    assert Item.objects.count() == 2
    assert not Upload.objects.exists()
