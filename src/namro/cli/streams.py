"""The program's own streams when they are closed, broken or full: a message and a status, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

#: Faults of the place that the output goes to.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
#: What a closed stream is opened as: results that go nowhere are a fault, messages that go nowhere are not.
_CLOSED = (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))


def make_ready() -> None:
    """Print Vietnamese whatever the machine's locale says.

    A stream that the caller has closed is opened on nothing, so that no file of the program gets its number; writing
    results there fails like writing to a full disk.
    """
    for name, mode, flags in _CLOSED:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def is_full(error: OSError) -> bool:
    """Whether the output cannot be written because of where it goes."""
    return error.errno in _NO_ROOM


def say(message: str) -> None:
    """Print a message for people; where nobody can be told, the exit status has to do."""
    try:
        print(message, file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def end_output() -> None:
    """Write what is still buffered, or send it nowhere, so that the end of the program does not fail on it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _drop(stream)


def _drop(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    with suppress(OSError):
        stream.flush()
