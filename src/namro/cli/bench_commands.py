"""Work to be timed: whole commands, long documents, the demo's second start."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from itertools import cycle, islice
from pathlib import Path
from time import monotonic, sleep
from typing import IO

import typst
from docx import Document

from namro.core.base.errors import NamroError
from namro.documents import read_file

_LINES_PER_PAGE = 20
_PAGED = """#set page("a4")
#for page in json(bytes(sys.inputs.pages)) { for line in page { par(line) }; pagebreak(weak: true) }"""
_PATIENCE_S = 120.0
#: Seconds that one question may wait; a busy machine accepts the connection long before it answers.
_ANSWER_S = 5.0


def command_seconds(*arguments: str) -> float:
    """Return the wall time of a whole command, start of Python included."""
    start = monotonic()
    subprocess.run(_command(*arguments), check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return monotonic() - start


def reading_seconds(path: Path) -> float:
    """Return the time to read and recognise one file."""
    start = monotonic()
    read_file(path)
    return monotonic() - start


def write_long_documents(sheet: Path, folder: Path, *, pages: int) -> list[Path]:
    """Write the lines of `sheet`, again and again, as a .docx and a .pdf of `pages` pages."""
    lines = [line for line in sheet.read_text("utf-8").splitlines() if line]
    count = pages * _LINES_PER_PAGE
    endless = list(islice(cycle(lines), count))
    paged = [endless[start : start + _LINES_PER_PAGE] for start in range(0, count, _LINES_PER_PAGE)]
    docx, pdf = folder / "long.docx", folder / "long.pdf"
    document = Document()
    for page in paged:
        for line in page:
            document.add_paragraph(line)
        document.add_page_break()
    document.save(str(docx))
    pdf.write_bytes(typst.compile(_PAGED.encode(), sys_inputs={"pages": json.dumps(paged, ensure_ascii=False)}))
    return [docx, pdf]


def demo_restart_seconds(folder: Path) -> float:
    """Return the time until a second `namro demo` in `folder` answers its first request."""
    for _ in range(2):
        start = monotonic()
        with running_demo(folder):
            seconds = monotonic() - start
    return seconds


@contextmanager
def running_demo(folder: Path, *options: str, said: int | IO[str] = subprocess.DEVNULL) -> Iterator[str]:
    """Start `namro demo` in `folder` and yield its address once it answers; what it prints goes to `said`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    deadline = monotonic() + _PATIENCE_S
    command = _command("demo", "--no-browser", "--port", str(port), *options)
    demo = subprocess.Popen(command, cwd=folder, stdout=said)  # noqa: S603 - our own command
    try:
        while not _answers(address):
            if demo.poll() is not None or monotonic() > deadline:
                raise NamroError("Trang chạy thử không mở được. Chạy riêng namro demo để xem lý do.", code="bench")
            sleep(0.02)
        yield address
    finally:
        demo.terminate()
        demo.wait(timeout=_PATIENCE_S)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=_ANSWER_S) as answer:  # noqa: S310 - our own server on this machine
            return bool(answer.status == 200)
    except (OSError, HTTPException):  # refused, cut off, or too slow: asked again until patience ends
        return False


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "namro", *arguments]
