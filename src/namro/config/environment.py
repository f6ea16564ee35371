"""What an installation may set, read from environment variables.

NAMRO_DATA          data folder: database, uploaded files, secret key (default: `var` in the current folder)
NAMRO_DATABASE_URL  postgresql://user:password@host:5432/name (default: SQLite in the data folder)
NAMRO_HOSTS         host names that the site answers to, separated by commas (this machine always)
NAMRO_HTTPS         1 when the site is reached over HTTPS: secure cookies, strict transport security; that server
                    sets X-Forwarded-Proto and X-Forwarded-For
NAMRO_TRUST_ROOTS   folder with certificates (.pem, .crt, .cer, .der) of issuers whose digital signatures are trusted
NAMRO_URL           address under which people reach the site, for links in mail: https://namro.suoimay.gov.vn
NAMRO_MAIL_URL      smtp://, starttls:// or smtps://user:password@host:port of the mail server (none: no mail is sent)
NAMRO_MAIL_FROM     address from which mail is sent
NAMRO_DEBUG         1 on a developer's machine only
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")

#: Run on every new SQLite connection. FULL: what was answered survives a power cut.
_SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"


#: Said to PostgreSQL on every new connection: a server may be set to answer before the disk has it.
_POSTGRESQL_START = "-c synchronous_commit=on"

#: Usual ports of the ways in which a mail server is reached.
_MAIL_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The mail server; the password never stands in what is printed of it."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Environment:
    """The choices of one installation."""

    data: Path
    database: dict[str, Any]
    hosts: tuple[str, ...] = LOCAL_HOSTS
    https: bool = False
    trust_roots: Path | None = None
    debug: bool = False
    url: str = ""
    mail: Mail | None = None


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return the installation's choices. Raises ImproperlyConfigured for a database or a folder it cannot use."""
    data = Path(variables.get("NAMRO_DATA") or "var").resolve()
    url = variables.get("NAMRO_DATABASE_URL", "")
    hosts = tuple(host.strip() for host in variables.get("NAMRO_HOSTS", "").split(",") if host.strip())
    return Environment(
        data=data,
        database=postgresql_database(url) if url else sqlite_database(data / "namro.sqlite3"),
        hosts=(*LOCAL_HOSTS, *hosts),
        https=variables.get("NAMRO_HTTPS") == "1",
        trust_roots=_folder(variables.get("NAMRO_TRUST_ROOTS", "")),
        debug=variables.get("NAMRO_DEBUG") == "1",
        url=variables.get("NAMRO_URL", "").rstrip("/"),
        mail=_mail(variables),
    )


def _mail(variables: Mapping[str, str]) -> Mail | None:
    """The mail server. The message of a refusal never repeats the address: a password may stand in it."""
    url = variables.get("NAMRO_MAIL_URL", "")
    if not url:
        return None
    sender, site = variables.get("NAMRO_MAIL_FROM", ""), variables.get("NAMRO_URL", "")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "NAMRO_MAIL_URL không dùng được. Ghi theo mẫu starttls://tên:mật-khẩu@máy-chủ-thư:587 (hoặc smtp://, smtps://)."
        )
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", sender):
        raise ImproperlyConfigured("NAMRO_MAIL_FROM thiếu hoặc sai. Ghi địa chỉ gửi thư, ví dụ namro@suoimay.gov.vn.")
    if urlsplit(site).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(
            "NAMRO_URL thiếu hoặc sai. Ghi địa chỉ của trang để thư có đường dẫn, ví dụ https://namro.suoimay.gov.vn."
        )
    return Mail(
        host=parts.hostname,
        port=port or _MAIL_PORTS[parts.scheme],
        security=parts.scheme,
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _folder(text: str) -> Path | None:
    folder = Path(text).resolve() if text else None
    if folder and not folder.is_dir():
        raise ImproperlyConfigured(
            f"NAMRO_TRUST_ROOTS: không có thư mục {folder}. Tạo thư mục, chép chứng thư gốc vào, hoặc bỏ biến này."
        )
    return folder


def sqlite_database(path: Path) -> dict[str, Any]:
    """Return Django's settings of a SQLite database; a transaction takes the write lock when it begins."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_START},
    }


def postgresql_database(url: str) -> dict[str, Any]:
    """Return Django's settings for `postgresql://user:password@host:port/name?sslmode=require`.

    `?host=/folder` names the folder of a local socket.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "NAMRO_DATABASE_URL không dùng được. Ghi theo mẫu postgresql://tên:mật-khẩu@máy-chủ:5432/tên-cơ-sở-dữ-liệu."
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options["options"] = f"{options.get('options', '')} {_POSTGRESQL_START}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
