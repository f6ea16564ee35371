"""Locks that a process holds and the system lets go of when it ends, in whatever way: a free one says: nobody works.

They are empty files in `locks/` of the data folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


@contextmanager
def held(name: str) -> Iterator[None]:
    """Work alone under a name: wait until nobody else does, and keep others waiting."""
    place = _place(name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with place.open("ab") as file:
            lock(file, patient=True)
            yield
    finally:
        place.unlink(missing_ok=True)


def is_held(name: str) -> bool:
    """Whether a process that is alive holds the lock of a name."""
    return holds(_place(name))


def holds(place: Path) -> bool:
    """Whether a process that is alive holds the lock of a file; False when there is no such file."""
    try:
        with place.open("r+b") as file:
            lock(file, patient=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def lock(file: BinaryIO, *, patient: bool) -> None:
    """Lock an open file until it is closed. Raises OSError when another process has it and we are not patient."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if patient else msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX if patient else fcntl.LOCK_EX | fcntl.LOCK_NB)


def _place(name: str) -> Path:
    return Path(settings.DATA_DIR) / "locks" / name
