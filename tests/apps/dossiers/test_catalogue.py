"""The catalogue of procedures: a workbook in and out, editions with their days, where a procedure is posted."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.dossiers.actions.cataloguing import Written, bring_catalogue
from namro.apps.dossiers.models import Posting, Procedure
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.faults import BrokenFile
from namro.documents.workbooks.dossier_columns import COLUMNS
from namro.documents.writing.list_sheet import write_list
from tests.apps.dossiers.files import NOW

pytestmark = pytest.mark.usefixtures("data_folder")
#: Code, name, field, level, limit, its unit.
BIRTH = ("1.000901", "Đăng ký khai sinh", "Hộ tịch", "Cấp xã", "1", "ngày làm việc")


def _book(rows: Sequence[tuple[str, ...]], since: str = "01/07/2026") -> bytes:
    stream = io.BytesIO()
    filled = [[*row, *[""] * (len(COLUMNS) - 1 - len(row)), since] for row in rows]
    write_list(stream, "Thủ tục", list(COLUMNS.values()), rows=filled)
    return stream.getvalue()


def _brought(cast: dict[str, User], folder: Path, content: bytes) -> Written:
    admin = cast[Role.ADMIN]
    admin.standing = standing_of(admin, NOW.date())
    path = folder / "thu-tuc.xlsx"
    path.write_bytes(content)
    return bring_catalogue(admin, path, name=path.name, at=NOW)


def test_a_later_day_is_a_new_edition_and_the_same_file_changes_nothing(cast: dict[str, User], tmp_path: Path) -> None:
    assert _brought(cast, tmp_path, _book([BIRTH])) == Written(1, 0, 0, 0)
    assert _brought(cast, tmp_path, _book([BIRTH])) == Written(0, 0, 0, 1)
    shorter = (*BIRTH[:4], "4", "giờ")
    assert _brought(cast, tmp_path, _book([shorter], since="01/10/2026")) == Written(0, 1, 0, 0)
    assert list(Procedure.objects.order_by("since").values_list("amount", "time_unit", "until")) == [
        (1.0, "working_day", date(2026, 10, 1)),
        (4.0, "hour", None),
    ]


def test_every_fault_is_told_and_nothing_is_written(cast: dict[str, User], tmp_path: Path) -> None:
    rows = [BIRTH, ("", "Không mã"), ("1.2", "x", "", "Cấp huyện"), ("1.3", "y", "", "", "hai", "ngày"), BIRTH]
    with pytest.raises(BrokenFile) as broken:
        _brought(cast, tmp_path, _book(rows))
    assert [fault.line for fault in broken.value.faults] == [3, 4, 5, 6]
    assert not Procedure.objects.exists()


def test_the_workbook_taken_out_can_be_brought_in_again(
    cast: dict[str, User], browser_of: Callable[[str], Client], tmp_path: Path
) -> None:
    _brought(cast, tmp_path, _book([BIRTH]))
    answer = browser_of(Role.OFFICER).get("/thu-tuc/mau.xlsx")
    assert _brought(cast, tmp_path, b"".join(answer)) == Written(0, 0, 0, 1)
    admin = browser_of(Role.ADMIN)
    again = SimpleUploadedFile("thu-tuc.xlsx", _book([(*BIRTH[:1], "Tên khác", *BIRTH[2:])]))
    assert admin.post("/thu-tuc/nap", {"file": again}).status_code == 302
    assert "Tên khác" in admin.get("/thu-tuc?tim=khac").content.decode()


def test_where_it_is_posted_with_its_lateness(
    cast: dict[str, User], browser_of: Callable[[str], Client], tmp_path: Path
) -> None:
    _brought(cast, tmp_path, _book([BIRTH]))
    Procedure.objects.update(act="1482/QĐ-UBND", act_day=date(2026, 7, 1))
    said = {"don-vi": "suoi-may", "place": "Bảng tin một cửa", "day": "13/07/2026", "proof": "anh-bang-tin.jpg"}
    officer = browser_of(Role.OFFICER)
    assert officer.post("/thu-tuc/1.000901", said).status_code == 302
    assert "sau 8 ngày làm việc" in officer.get("/thu-tuc/1.000901").content.decode()
    assert officer.post("/thu-tuc/1.000901", said | {"don-vi": "dong-suong"}).status_code == 403
    assert Posting.objects.count() == 1
