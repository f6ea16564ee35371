"""What an installation sets, and what it gets without setting anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from namro.config.environment import postgresql_database, read_environment


def test_nothing_set_gives_sqlite_on_this_machine_only(tmp_path: Path) -> None:
    found = read_environment({"NAMRO_DATA": str(tmp_path)})
    assert found.database["NAME"] == str(tmp_path / "namro.sqlite3")
    assert found.hosts == ("127.0.0.1", "localhost", "[::1]")
    assert not found.https
    assert not found.debug


def test_hosts_are_added_to_this_machine() -> None:
    found = read_environment({"NAMRO_HOSTS": "namro.xa.example, 10.0.0.5", "NAMRO_HTTPS": "1"})
    assert found.hosts[-2:] == ("namro.xa.example", "10.0.0.5")
    assert found.https


def test_trusted_issuers_are_a_folder_that_exists(tmp_path: Path) -> None:
    assert read_environment({}).trust_roots is None
    assert read_environment({"NAMRO_TRUST_ROOTS": str(tmp_path)}).trust_roots == tmp_path.resolve()
    with pytest.raises(ImproperlyConfigured, match="khong-co"):
        read_environment({"NAMRO_TRUST_ROOTS": str(tmp_path / "khong-co")})


def test_sqlite_waits_writes_durably_and_locks_when_a_transaction_begins() -> None:
    options = read_environment({}).database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    for wanted in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000"):
        assert wanted in options["init_command"]


#: What every connection to PostgreSQL says, whatever the server is set to.
DURABLE = {"options": "-c synchronous_commit=on"}


def test_address_of_a_postgresql_server() -> None:
    found = postgresql_database("postgresql://nguoi:m%40t@may.example:5433/namro?sslmode=require")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("namro", "nguoi", "m@t")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == (
        "may.example",
        "5433",
        {"sslmode": "require", **DURABLE},
    )


def test_address_of_a_local_socket() -> None:
    found = postgresql_database("postgresql://postgres:@/postgres?host=/run/pg")
    assert (found["HOST"], found["OPTIONS"]) == ("/run/pg", DURABLE)


def test_what_an_installation_says_to_postgresql_does_not_answer_before_the_disk_has_it() -> None:
    found = postgresql_database("postgresql://a:b@/c?options=-c%20synchronous_commit%3Doff%20-c%20work_mem%3D8MB")
    assert found["OPTIONS"]["options"] == "-c synchronous_commit=off -c work_mem=8MB -c synchronous_commit=on"


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host-without-name", "namro.sqlite3"])
def test_another_address_is_refused_with_a_pattern(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Ghi theo mẫu postgresql://"):
        postgresql_database(url)


def test_a_mail_server_is_named_by_one_address() -> None:
    given = {
        "NAMRO_MAIL_URL": "starttls://nam%40ro:m%E1%BA%ADt@thu.suoimay.example",
        "NAMRO_MAIL_FROM": "namro@suoimay.example",
        "NAMRO_URL": "https://namro.suoimay.example/",
    }
    found = read_environment(given)
    assert found.mail is not None
    assert (found.mail.host, found.mail.port, found.mail.security) == ("thu.suoimay.example", 587, "starttls")
    assert (found.mail.user, found.mail.password) == ("nam@ro", "mật")
    assert found.url == "https://namro.suoimay.example"
    assert "mật" not in repr(found)
    assert read_environment({}).mail is None


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("NAMRO_MAIL_URL", "imap://u:bi-mat@h", "Ghi theo mẫu starttls://"),
        ("NAMRO_MAIL_URL", "smtp://u:bi-mat@h:abc", "Ghi theo mẫu starttls://"),
        ("NAMRO_MAIL_FROM", "khong-phai-thu", "NAMRO_MAIL_FROM thiếu hoặc sai"),
        ("NAMRO_URL", "", "NAMRO_URL thiếu hoặc sai"),
    ],
)
def test_a_mail_server_that_cannot_be_is_refused_without_telling_its_password(name: str, value: str, told: str) -> None:
    given = {"NAMRO_MAIL_URL": "smtp://u:bi-mat@h", "NAMRO_MAIL_FROM": "a@b.example", "NAMRO_URL": "https://x"}
    with pytest.raises(ImproperlyConfigured, match=told) as refused:
        read_environment({**given, name: value})
    assert "bi-mat" not in str(refused.value)
