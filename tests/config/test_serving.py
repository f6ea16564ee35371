"""A fresh data folder becomes a site that answers, with its static files, from one process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

PROGRAM = """
import sys
from pathlib import Path
from namro.config import bootstrap, server
bootstrap.prepare(Path(sys.argv[1]))
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
fill_people("mot-mat-khau-de-thu", system_clock, communes=1)
server.serve("127.0.0.1", int(sys.argv[2]))
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a running site on an empty data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "data"), str(port)]
    process = subprocess.Popen(command, env=clean, cwd=tmp_path)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)


def wait_for(address: str) -> str:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urlopen(f"{address}/dang-nhap", timeout=5).close()
        except URLError:
            time.sleep(0.05)
        else:
            return address
    raise AssertionError("the site does not answer")


def test_site_answers_with_its_policy_and_keeps_static_files_for_ever(site: str) -> None:
    with urlopen(f"{site}/dang-nhap", timeout=5) as answer:
        page = answer.read().decode()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with urlopen(site + style, timeout=5) as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_many_people_write_at_the_same_time(site: str) -> None:
    with ThreadPoolExecutor(8) as people:
        assert list(people.map(log_in, [site] * 8)) == [f"{site}/viec"] * 8


def log_in(site: str) -> str:
    """Log in as one person would and return the address of the page that came."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{site}/dang-nhap", timeout=30).read().decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = {"csrfmiddlewaretoken": token, "username": "dieuphoi", "password": "mot-mat-khau-de-thu"}
    return str(browser.open(f"{site}/dang-nhap", urlencode(form).encode(), timeout=30).url)
