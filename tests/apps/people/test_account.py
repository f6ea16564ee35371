"""My account: password, language, and the accounts of the demo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from namro.apps.people.models import AuditEntry, Role, User
from tests.apps.conftest import PASSWORD

NEW = "con-suoi-nho-2026"


def test_new_password_counts_and_this_session_goes_on(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    here, elsewhere = browser_of(Role.OFFICER), browser_of(Role.OFFICER)
    answer = here.post("/tai-khoan", {"current": PASSWORD, "new": NEW}, follow=True)
    assert "Đã đổi mật khẩu" in answer.content.decode()
    assert elsewhere.get("/tai-khoan").status_code == 302
    assert User.objects.get(pk=cast[Role.OFFICER].pk).check_password(NEW)
    assert AuditEntry.objects.get().act == AuditEntry.Act.PASSWORD_CHANGED


@pytest.mark.parametrize(
    ("current", "new"), [("sai", NEW), (PASSWORD, "ngan"), (PASSWORD, "12345678901"), (PASSWORD, "congchuc12")]
)
def test_weak_or_unproven_passwords_are_refused(
    cast: dict[str, User], browser_of: Callable[[str], Client], current: str, new: str
) -> None:
    answer = browser_of(Role.OFFICER).post("/tai-khoan", {"current": current, "new": new})
    assert answer.status_code == 400
    assert 'class="err"' in answer.content.decode()
    assert User.objects.get(pk=cast[Role.OFFICER].pk).check_password(PASSWORD)


def test_vietnamese_unless_chosen_otherwise(db: None, client: Client) -> None:
    assert "Đăng nhập" in client.get("/dang-nhap", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert client.post("/ngon-ngu", {"language": "en", "next": "//evil.example"}).headers["Location"] == "/"
    answer = client.get("/dang-nhap")
    assert "Log in" in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"
    client.post("/ngon-ngu", {"language": "xx"})
    assert "Log in" in client.get("/dang-nhap").content.decode()


def test_first_administrator_from_the_command_line(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW)
    call_command("createsuperuser", "--noinput", "--username", "QuanTri", "--full_name", "Hà Văn Sơn", verbosity=0)
    made = User.objects.get(username="quantri")
    assert made.is_admin
    assert made.check_password(NEW)
