"""Logging in: who may, how often, and where to afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hashers_by_algorithm
from django.test import Client
from django.urls import reverse

from namro.apps.people.actions import MAX_FAILURES, WINDOW
from namro.apps.people.models import AuditEntry, LoginFailure, Role, User
from namro.config import settings as shipped
from tests.apps.conftest import PASSWORD, Answer

LOGIN = "/dang-nhap"


def log_in(client: Client, username: str = "dieuphoi", password: str = PASSWORD, goal: str = "") -> Answer:
    return client.post(LOGIN, {"username": username, "password": password, "next": goal})


def test_right_password_opens_the_page_that_was_asked_for(cast: dict[str, User], client: Client) -> None:
    asked = client.get("/tro-giup")
    assert asked.headers["Location"] == f"{LOGIN}?next=/tro-giup"
    answer = log_in(client, "  DieuPhoi ", goal="/tro-giup")
    assert answer.headers["Location"] == "/tro-giup"
    assert AuditEntry.objects.get().act == AuditEntry.Act.LOGGED_IN


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_login_leads_to_no_other_site(cast: dict[str, User], client: Client, goal: str) -> None:
    assert log_in(client, goal=goal).headers["Location"] == reverse("ui:home")
    assert client.get(LOGIN, {"next": goal}).headers["Location"] == reverse("ui:home")


@pytest.mark.parametrize(("username", "password"), [("dieuphoi", "sai"), ("khong-co", PASSWORD), ("", ""), ("x", "\0")])
def test_wrong_name_or_password_is_refused_alike(
    cast: dict[str, User], client: Client, username: str, password: str
) -> None:
    answer = log_in(client, username, password)
    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


def test_somebody_who_left_cannot_log_in(cast: dict[str, User], client: Client) -> None:
    User.objects.filter(username="dieuphoi").update(is_active=False)
    assert log_in(client).status_code == 400


def test_guessing_is_stopped_for_that_name_and_address(cast: dict[str, User], client: Client) -> None:
    for _ in range(MAX_FAILURES):
        log_in(client, password="sai")
    stopped = log_in(client)
    assert stopped.status_code == 400
    assert "Đợi 15 phút" in stopped.content.decode()
    assert log_in(client, "congchuc").status_code == 302
    elsewhere = client.post(LOGIN, {"username": "dieuphoi", "password": PASSWORD}, REMOTE_ADDR="10.1.2.3")
    assert elsewhere.status_code == 302


def test_old_failures_are_forgotten_and_removed(cast: dict[str, User], client: Client) -> None:
    for _ in range(MAX_FAILURES):
        log_in(client, password="sai")
    for failure in LoginFailure.objects.all():
        failure.at -= WINDOW + timedelta(seconds=1)
        failure.save()
    assert log_in(client, password="sai").status_code == 400
    assert LoginFailure.objects.count() == 1
    assert log_in(client).status_code == 302


def test_cookies_are_hidden_from_scripts_and_other_sites(cast: dict[str, User], client: Client) -> None:
    log_in(client)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    client.get(reverse("people:account"))
    assert client.cookies["csrftoken"]["httponly"]


def test_forms_need_the_token(cast: dict[str, User]) -> None:
    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"username": "dieuphoi", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Trang này mở đã lâu" in answer.content.decode()


def test_passwords_are_kept_with_argon2() -> None:
    assert shipped.PASSWORD_HASHERS[-1].endswith("Argon2PasswordHasher")
    assert isinstance(get_hashers_by_algorithm()["argon2"], Argon2PasswordHasher)


def test_logging_out_ends_the_session(browser_of: Callable[[str], Client]) -> None:
    client = browser_of(Role.OFFICER)
    assert client.get("/dang-xuat").status_code == 405
    assert client.post("/dang-xuat").headers["Location"] == LOGIN
    assert client.get("/tai-khoan").status_code == 302
    assert AuditEntry.objects.get().act == AuditEntry.Act.LOGGED_OUT
