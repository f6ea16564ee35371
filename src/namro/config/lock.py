"""A data folder is not wiped under a running site: who serves it holds a shared lock, who wipes it needs it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

NAME = "in-use.lock"


class InUse(Exception):
    """Somebody else holds the folder."""


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the folder (made when missing) for as long as the site runs on it."""
    with _opened(data) as file:
        _lock(file.fileno(), alone=False)
        yield


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Have the folder for oneself. Raises InUse while a site runs on it."""
    with _opened(data) as file:
        _lock(file.fileno(), alone=True)
        yield


def _opened(data: Path) -> BinaryIO:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return (data / NAME).open("ab")


def _lock(handle: int, *, alone: bool) -> None:
    try:
        import fcntl
    except ImportError:  # Windows refuses to remove files that are open
        return
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise InUse from error
