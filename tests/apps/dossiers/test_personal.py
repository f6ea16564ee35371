"""Fields about applicants: none by default; on with purpose and term, erased after it, everything on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from namro.apps.dossiers.actions.importing import agree, choose_columns, hand_in, source_named
from namro.apps.dossiers.models import Dossier, PersonalField, PersonalValue, StagedPersonal
from namro.apps.dossiers.personal import erase_ended
from namro.apps.dossiers.reading.columns import proposed
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.people.queries.people import standing_of
from tests.apps.dossiers.files import NOW, csv_of, read, row

pytestmark = pytest.mark.usefixtures("data_folder")
Browsers = Callable[[str], Client]
WHY = {"truong": "applicant_phone", "muc-dich": "Gọi báo kết quả qua tổng đài", "ngay": "30"}


def brought(user: User, *rows: dict[str, str]) -> None:
    """A file whose column of phone numbers was chosen."""
    user.standing = standing_of(user, NOW.date())
    content = csv_of(list(rows))
    job = hand_in(user, source_named("Hệ thống tỉnh"), "ho-so.csv", [content], exported_at=NOW, at=NOW)
    chosen = proposed(content.decode().splitlines()[0].split(","), {}) | {"applicant_phone": "SĐT"}
    choose_columns(user, job, chosen, unit=None, any_procedure=True, at=NOW)
    agree(user, read(job), at=NOW)
    read(job)


def test_nothing_is_kept_unless_the_field_is_on(cast: dict[str, User], browser_of: Browsers) -> None:
    coordinator, phone = cast[Role.COORDINATOR], {"SĐT": "0900 000 001"}
    brought(coordinator, row("1") | phone)
    assert (PersonalValue.objects.count(), StagedPersonal.objects.count()) == (0, 0)
    admin = browser_of(Role.ADMIN)
    for wrong in ({"muc-dich": "gọi"}, {"ngay": "0"}, {"ngay": "9999"}, {"truong": "diem"}):
        assert admin.post("/ho-so/truong-ca-nhan", WHY | wrong).status_code == 400
    assert browser_of(Role.LEADER).post("/ho-so/truong-ca-nhan", WHY).status_code == 403
    assert admin.post("/ho-so/truong-ca-nhan", WHY).status_code == 302
    assert admin.post("/ho-so/truong-ca-nhan", WHY).status_code == 400
    other = {"unit": "H99.202"}
    brought(coordinator, row("2") | phone, row("3") | {"SĐT": ""}, row("4") | phone | other)
    value = PersonalValue.objects.get()
    assert (value.value, value.dossier.code) == ("0900 000 001", "H99.201-2")
    assert value.until == NOW.date() + timedelta(days=30)
    assert StagedPersonal.objects.count() == 0


def test_values_are_shown_on_demand_and_erased_after_the_term(cast: dict[str, User], browser_of: Browsers) -> None:
    admin, officer = browser_of(Role.ADMIN), browser_of(Role.OFFICER)
    admin.post("/ho-so/truong-ca-nhan", WHY)
    brought(cast[Role.COORDINATOR], row("1") | {"SĐT": "0900 000 001"})
    url = f"/ho-so/{Dossier.objects.get().pk}/nguoi-nop"
    assert "0900" not in officer.get(url).content.decode()
    assert "0900 000 001" in officer.post(url).content.decode()
    seen = AuditEntry.objects.get(act="personal_seen")
    assert "0900" not in f"{seen.note}{seen.subject}"
    for role in (Role.LEADER, Role.ADMIN):
        assert browser_of(role).post(url).status_code == 403
    assert erase_ended(NOW + timedelta(days=30)) == 0
    assert erase_ended(NOW + timedelta(days=31)) == 1
    assert erase_ended(NOW + timedelta(days=31)) == 0
    assert "xóa 1 giá trị" in AuditEntry.objects.filter(act="personal_field").latest("id").note


def test_turned_off_it_is_erased_at_once(cast: dict[str, User], browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    admin.post("/ho-so/truong-ca-nhan", WHY)
    brought(cast[Role.COORDINATOR], row("1") | {"SĐT": "0900 000 001"})
    field = PersonalField.objects.get()
    assert admin.post("/ho-so/truong-ca-nhan", {"tat": field.pk}).status_code == 302
    assert PersonalValue.objects.count() == 0
    assert admin.post("/ho-so/truong-ca-nhan", {"tat": field.pk}).status_code == 400
    assert admin.get("/ho-so/truong-ca-nhan").status_code == 200
    brought(cast[Role.COORDINATOR], row("2") | {"SĐT": "0900 000 002"})
    assert PersonalValue.objects.count() == 0
