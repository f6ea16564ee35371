"""`namro account`: the first account of an installation, and a forgotten password."""

from __future__ import annotations

import argparse
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from namro.apps.people.models import AuditEntry, LoginFailure, User
from namro.cli import account
from namro.config import bootstrap
from namro.core.base.errors import NamroError

NOW = datetime(2026, 3, 2, tzinfo=UTC)
PASSWORD = "suoi may chay xa"


@pytest.fixture(autouse=True)
def same_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own database instead of a data folder."""
    monkeypatch.setattr(bootstrap, "prepare", lambda _data: None)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    parser = argparse.ArgumentParser()
    account.add_arguments(parser)
    return account.run(parser.parse_args(arguments), clock=lambda: NOW)


@pytest.mark.django_db
def test_an_account_is_made(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "QuanTri", "--admin", "--full-name", "Lê An") == 0
    assert "Đã tạo tài khoản QuanTri." in capsys.readouterr().out
    made = User.objects.get()
    assert (made.username, made.is_admin, made.full_name) == ("quantri", True, "Lê An")
    assert authenticate(username="quantri", password=PASSWORD) == made
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.subject) == (AuditEntry.Act.ADMIN_GRANTED, made, "user:quantri")
    assert entry.note == "namro account: tài khoản mới"


@pytest.mark.django_db
def test_what_was_done_to_an_account_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = AuditEntry.Act
    for arguments, act in (
        (["an"], acts.ACCOUNT_MADE),
        (["an"], acts.PASSWORD_CHANGED),
        (["an", "--admin"], acts.ADMIN_GRANTED),
        (["an", "--admin"], acts.PASSWORD_CHANGED),
    ):
        run(monkeypatch, *arguments)
        assert AuditEntry.objects.latest("id").act == act
    assert AuditEntry.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("ngan", "Mật khẩu ngắn quá. Gõ ít nhất 10 ký tự."),
        ("18273645546372819", "Mật khẩu chỉ có chữ số. Thêm chữ cái."),
        ("password1234", "dễ đoán. Chọn mật khẩu khác."),
        ("nguyen.thi.an1", "giống tên đăng nhập hoặc họ tên"),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(monkeypatch: pytest.MonkeyPatch, password: str, said: str) -> None:
    with pytest.raises(NamroError) as refused:
        run(monkeypatch, "nguyen.thi.an", password=password)
    assert said in refused.value.message
    assert "password" not in refused.value.message.lower()


@pytest.mark.django_db
def test_a_password_is_set_anew_and_the_throttle_lifted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = User.objects.create_user("an", "mat khau cu ky", full_name="An", is_admin=True)
    LoginFailure.objects.create(username="an", address="127.0.0.1", at=NOW)
    LoginFailure.objects.create(username="khac", address="127.0.0.1", at=NOW)
    assert run(monkeypatch, "an") == 0
    assert "Đã đặt lại mật khẩu của an." in capsys.readouterr().out
    assert User.objects.get().is_admin
    assert authenticate(username="an", password=PASSWORD) == made
    assert [failure.username for failure in LoginFailure.objects.all()] == ["khac"]
    assert AuditEntry.objects.get().act == AuditEntry.Act.PASSWORD_CHANGED


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "password"), [("an", "ngan"), ("an", ""), (" ", PASSWORD), ("a" * 65, PASSWORD)])
def test_what_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, password: str) -> None:
    with pytest.raises(NamroError):
        run(monkeypatch, name, password=password)
    assert not User.objects.exists()


def test_the_terminal_asks_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter(["mot mat khau", "mot mat khac", "mot mat khau", "mot mat khau"])
    monkeypatch.setattr(account, "getpass", lambda _prompt: next(answers))
    with pytest.raises(NamroError, match="không giống nhau"):
        account.asked_password()
    assert account.asked_password() == "mot mat khau"
