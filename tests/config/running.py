"""A site in a process of its own, on a data folder of its own, for tests that need real processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, urlopen

PASSWORD = "mot-mat-khau-de-thu"

PROGRAM = """
import sys
from pathlib import Path
from namro.config import background, bootstrap, server
data = Path(sys.argv[1])
bootstrap.prepare(data)
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
fill_people(sys.argv[3], system_clock, communes=1)
with background.worker_beside(data):
    server.serve("127.0.0.1", int(sys.argv[2]))
"""


@contextmanager
def running_site(data: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Yield the address and the process of a site with a worker, on a folder made when missing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}
    command = [sys.executable, "-c", PROGRAM, str(data), str(port), PASSWORD]
    process = subprocess.Popen(command, env=clean, cwd=data.parent, start_new_session=True)
    try:
        yield wait_for(f"http://127.0.0.1:{port}"), process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_for(address: str) -> str:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            urlopen(f"{address}/dang-nhap", timeout=5).close()
        except OSError:  # not there yet, or too busy to answer
            time.sleep(0.05)
        else:
            return address
    raise AssertionError("the site does not answer")


def log_in(site: str) -> tuple[OpenerDirector, str]:
    """Log in as one person would; return the browser and the address of the page that came."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    form = {"csrfmiddlewaretoken": token_on(browser, f"{site}/dang-nhap"), "username": "dieuphoi", "password": PASSWORD}
    return browser, str(browser.open(f"{site}/dang-nhap", urlencode(form).encode(), timeout=30).url)


def token_on(browser: OpenerDirector, address: str) -> str:
    """Return the token of the form on a page."""
    page = browser.open(address, timeout=30).read().decode()
    return str(page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0])
