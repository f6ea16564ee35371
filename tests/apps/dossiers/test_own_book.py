"""The simple book of a unit without a system: off by default, no code of the province, never beside a system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from namro.apps.dossiers.models import Dossier, OwnBook, Procedure
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.clock import system_clock
from tests.apps.dossiers.files import brought_in, csv_of, row

pytestmark = pytest.mark.usefixtures("data_folder")
Browsers = Callable[[str], Client]
LINE = {
    "don-vi": "suoi-may", "number": "41", "procedure": "1.000001", "officer": "Lê Thu An", "channel": "1",
    "accepted_at": "05/10/2026 08:15", "due_at": "",
}  # fmt: skip


def opened(browser_of: Browsers) -> None:
    said = {"don-vi": "suoi-may", "ly-do": "Chưa được cấp tài khoản"}
    assert browser_of(Role.ADMIN).post("/ho-so/so-tay/bat-tat", said).status_code == 302


def test_it_is_off_until_an_administrator_opens_it(cast: dict[str, User], browser_of: Browsers) -> None:
    officer = browser_of(Role.OFFICER)
    answer = officer.post("/ho-so/so-tay/ghi", LINE)
    assert (answer.status_code, Dossier.objects.count()) == (400, 0)
    assert officer.post("/ho-so/so-tay/bat-tat", {"don-vi": "suoi-may", "ly-do": "x"}).status_code == 403
    browser_of(Role.ADMIN).post("/ho-so/so-tay/bat-tat", {"don-vi": "suoi-may", "ly-do": " "})
    assert OwnBook.objects.count() == 0
    opened(browser_of)
    assert officer.post("/ho-so/so-tay/ghi", LINE).status_code == 302
    browser_of(Role.ADMIN).post("/ho-so/so-tay/bat-tat", {"don-vi": "suoi-may", "dong": "1"})
    assert officer.post("/ho-so/so-tay/ghi", LINE | {"number": "42"}).status_code == 400
    assert AuditEntry.objects.filter(act="own_book").count() == 3


def test_a_line_goes_the_way_of_imported_dossiers(cast: dict[str, User], browser_of: Browsers) -> None:
    since = system_clock().date().replace(month=1, day=1)
    Procedure.objects.create(code="1.000001", name="Khai sinh", amount=3, time_unit="working_day", since=since)
    opened(browser_of)
    officer = browser_of(Role.OFFICER)
    officer.post("/ho-so/so-tay/ghi", LINE)
    found = Dossier.objects.get()
    assert found.code == "so-giay/suoi-may/2026/41"
    assert found.limit_at is not None
    assert found.is_open
    url = f"/ho-so/so-tay/ghi/{found.pk}"
    assert 'value="05/10/2026 08:15"' in officer.get(url).content.decode()
    assert officer.post(url, LINE | {"returned_at": "07/10/2026 10:00", "number": "41"}).status_code == 302
    found.refresh_from_db()
    assert not found.is_open
    assert "41/2026" in officer.get("/ho-so/so-tay").content.decode()
    for wrong in ({"number": "41"}, {"number": "43", "procedure": "9.9"}, {"number": "44", "accepted_at": "hôm qua"}):
        assert officer.post("/ho-so/so-tay/ghi", LINE | wrong).status_code == 400
    assert officer.post(url, LINE | {"due_at": "01/10/2026"}).status_code == 400
    assert browser_of(Role.LEADER).post(url, LINE).status_code == 403
    assert Dossier.objects.count() == 1


def test_a_unit_with_a_system_has_no_book(cast: dict[str, User], browser_of: Browsers) -> None:
    opened(browser_of)
    brought_in(cast[Role.COORDINATOR], csv_of([row("1")]))
    Dossier.objects.update(accepted_at=system_clock() - timedelta(days=3))
    answer = browser_of(Role.OFFICER).post("/ho-so/so-tay/ghi", LINE)
    assert "một hồ sơ thành hai" in answer.content.decode()
    OwnBook.objects.update(closed_at=system_clock())
    opened(browser_of)
    assert OwnBook.objects.filter(closed_at=None).count() == 0
