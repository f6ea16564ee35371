"""Definitions of a province: brought in without code, checked with faults by line, old rows readable for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.registers.definitions import definitions, shipped_text
from namro.apps.registers.models import DefinitionEdition, RegisterRow
from namro.apps.registers.models.definitions import DefinitionStays
from namro.demo.province import HOME
from tests.apps.registers.rows import added, today
from tests.core.registers.small import TEXT

Browsers = Callable[[str], Client]
NEWER = (
    TEXT.replace("2026-01-01", "2026-06-01")
    .replace("  - {code: ghi_chu, title: Ghi chú, type: long_text}\n", "  - {code: moi, title: Cột mới}\n")
    .replace("title: Tên,", "title: Tên việc,")
)


def sent(client: Client, text: str) -> tuple[int, str]:
    file = SimpleUploadedFile("so-thu.yaml", text.encode())
    answer = client.post("/dinh-nghia-so/nap", {"file": file}, follow=True)
    return answer.status_code, answer.text


def test_a_register_comes_in_without_code(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.ADMIN)
    status, text = sent(client, TEXT)
    assert (status, "Đã nạp sổ “Sổ thử”." in text) == (200, True)
    row = added(cast[Role.OFFICER], "so-thu", {"ngay": f"{today():%d/%m/%Y}", "ten": "Việc một", "ghi_chu": "Giữ lại"})
    assert "Việc một" in browser_of(Role.OFFICER).get("/so/so-thu").text
    assert "Sổ thử" in browser_of(Role.OFFICER).get("/so").text
    assert row.edition == "2026-01-01"
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REGISTER_DEFINED).count() == 1
    assert "không nạp thêm lần nữa" in sent(client, TEXT)[1]


def test_faults_are_told_by_line_and_nothing_is_kept(cast: dict[str, User], browser_of: Browsers) -> None:
    status, text = sent(
        browser_of(Role.ADMIN), TEXT.replace("date: ngay", "date: ngya").replace("denominator: dong", "denominator: 0")
    )
    assert status == 400
    assert "dòng 7: date: không có cột “ngya”. Có phải “ngay”?" in text
    assert "không chia cho 0" in text
    assert not DefinitionEdition.objects.exists()


def test_old_rows_stay_readable_under_a_newer_edition(cast: dict[str, User], browser_of: Browsers) -> None:
    admin, officer = browser_of(Role.ADMIN), browser_of(Role.OFFICER)
    sent(admin, TEXT)
    typed = {"ngay": f"{today():%d/%m/%Y}", "ten": "Việc một", "ghi_chu": "Giữ lại"}
    row = added(cast[Role.OFFICER], "so-thu", typed)
    assert sent(admin, NEWER)[0] == 200
    page = officer.get(f"/so/so-thu/{row.code}").text
    assert "Cột của phiên bản sổ trước đây" in page
    assert "Giữ lại" in page
    values = {"c.ngay": typed["ngay"], "c.ten": "Việc hai", "version": "1", "don-vi": HOME}
    assert officer.post(f"/so/so-thu/{row.code}/sua", values).status_code == 302
    row = RegisterRow.objects.get(pk=row.pk)
    assert (row.edition, row.data["ghi_chu"], row.data["ten"]) == ("2026-06-01", "Giữ lại", "Việc hai")


def test_an_edition_that_makes_rows_unreadable_is_refused(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.ADMIN)
    sent(client, TEXT)
    status, text = sent(client, TEXT.replace("2026-01-01", "2026-06-01").replace("type: money", "type: yes_no"))
    assert (status, "từng là money, nay là yes_no: dòng cũ không đọc được" in text) == (400, True)


def test_an_edition_is_never_replaced(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.ADMIN)
    sent(client, TEXT)
    status, text = sent(client, TEXT.replace("Sổ thử", "Sổ khác"))
    assert (status, "Ghi ngày áp dụng mới vào khóa “edition”" in text) == (409, True)
    shipped = shipped_text("kiem-tra").replace("lượt", "lần")
    assert sent(client, shipped)[0] == 409
    stored = DefinitionEdition.objects.get()
    with pytest.raises(DefinitionStays), transaction.atomic():
        stored.save()
    with pytest.raises(DefinitionStays), transaction.atomic():
        stored.delete()


def test_an_edition_of_next_year_waits_for_its_day(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.ADMIN)
    sent(client, TEXT)
    sent(client, NEWER.replace("2026-06-01", f"{today().year + 1}-01-01"))
    assert definitions(today()).get("so-thu").edition == "2026-01-01"
    assert definitions(today().replace(year=today().year + 1, month=1, day=1)).get("so-thu").edition > "2026-12-31"


def test_a_definition_is_taken_to_start_another_from(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.OFFICER)
    answer = client.get("/dinh-nghia-so/kiem-tra/2026-01-01")
    assert answer.text == shipped_text("kiem-tra")
    assert client.get("/dinh-nghia-so/kiem-tra/2020-01-01").status_code == 404
    assert client.get("/dinh-nghia-so/kiem-tra/hom-nay").status_code == 404
