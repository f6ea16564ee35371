"""Reading in a process of its own, for the formats that engines in native code take apart.

A hostile file can make such an engine crash, run for ever or eat the memory; then only the child ends, and people get
a message. Run as `python -m namro.documents.reading.apart KIND PATH OPTION…`, it is that child.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import IO, Any

from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import faults, limits

Report = Callable[[int, int], None]

#: What starts the child; -P keeps the current folder out of its search for modules.
COMMAND = (sys.executable, "-P", "-m", "namro.documents.reading.apart")


_OWN: ContextVar[bool] = ContextVar("own_files", default=False)


@contextmanager
def own_files() -> Iterator[None]:
    """Read in this process meanwhile: only for files that the program itself has just written, such as the demo's.

    A process for each step of each file costs more than reading many small files. Nothing guards against hostile ones.
    """
    before = _OWN.set(True)
    try:
        yield
    finally:
        _OWN.reset(before)


def read_apart(
    kind: str, path: Path, report: Report, options: Sequence[str] = (), *, seconds: int | None = None
) -> list[Any]:
    """Return what a .pdf or .xlsx holds, read in a child process of limited memory and time.

    `pdf`, `xlsx`: its blocks; `cells`: the sheets of a workbook cell by cell; `picture`: one page of a .pdf drawn
    (options: its number from 0, the width); `signatures`: the one report about them (options: trusted certificates).
    `seconds`: less time than usual, for what people wait for.
    """
    if _OWN.get():
        return list(reader_of(kind, options)(path, report))
    command = [*COMMAND, kind, str(path), *options]
    seconds = limits.SECONDS if seconds is None else seconds
    with subprocess.Popen(  # noqa: S603 - our own module, the path is one argument
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        deadline = time.monotonic() + seconds
        try:
            assert child.stdout is not None
            return _received(child.stdout, report)
        except (EOFError, pickle.UnpicklingError) as fault:
            if time.monotonic() >= deadline:
                raise faults.too_slow(seconds) from fault
            raise (faults.unexpected() if child.wait() > 0 else faults.too_complex()) from fault
        finally:
            timer.cancel()
            child.kill()


def _received(stream: IO[bytes], report: Report) -> list[Any]:
    while True:
        kind, *content = pickle.load(stream)  # noqa: S301 - written by our own child
        if kind == "progress":
            report(*content)
        elif kind == "fault":
            raise UnreadableDocument(content[0], code=content[1])
        else:
            found: list[Any] = content[0]
            return found


def main(kind: str, path: Path, answer: IO[bytes], *options: str) -> None:
    """Read the file and write what happens to `answer`."""

    def send(*message: object) -> None:
        pickle.dump(message, answer)
        answer.flush()

    try:
        send("blocks", list(reader_of(kind, options)(path, lambda done, total: send("progress", done, total))))
    except UnreadableDocument as fault:
        send("fault", fault.message, fault.code)
    except (MemoryError, RecursionError):
        send("fault", faults.too_complex().message, faults.too_complex().code)


def reader_of(kind: str, options: Sequence[str] = ()) -> Callable[[Path, Report], Iterator[Any]]:
    """The engines are loaded here, in the child only."""
    if kind == "pdf":
        from namro.documents.reading.pdf.reader import read_pdf

        reader: Callable[[Path, Report], Iterator[Any]] = read_pdf
    elif kind == "picture":
        from namro.documents.reading.pdf.pictures import read_picture

        reader = partial(read_picture, number=int(options[0]), width=int(options[1]))
    elif kind == "signatures":
        from namro.documents.reading.signed.checking import read_signatures

        reader = partial(read_signatures, roots=[Path(option) for option in options])
    elif kind == "cells":
        from namro.documents.reading.sheets.cells import read_cells

        reader = read_cells
    else:
        from namro.documents.reading.sheets.reader import read_xlsx

        reader = read_xlsx
    return reader


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # there is no such module on Windows
        import resource

        size = limits.CHILD_MEMORY_MB * limits.MB
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    # What an engine prints must not get into the answer.
    with os.fdopen(os.dup(1), "wb") as private:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _limit_memory()
        main(sys.argv[1], Path(sys.argv[2]), private, *sys.argv[3:])
