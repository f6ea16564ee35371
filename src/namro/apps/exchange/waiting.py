"""Where files wait to be read: `waiting/<code>/` in the data folder, never under a public address.

The content lies there under its digest, with nothing of its name but the suffix. Whoever reads it holds the folder's
lock; the system lets go of it when that process ends, in whatever way, so a lock that is free says: nobody reads.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from namro.apps.runs import locks

_LOCK = "lock"


def place() -> Path:
    """Return the folder of everything that waits."""
    return Path(settings.DATA_DIR) / "waiting"


def take(code: str, chunks: Iterable[bytes], *, suffix: str) -> tuple[str, int]:
    """Write an upload to disk under `code`; return its digest and its size. A failure leaves nothing."""
    folder = place() / code
    folder.mkdir(mode=0o700, parents=True)
    try:
        return _written(folder, chunks, suffix)
    except BaseException:
        remove(code)
        raise


def file_of(code: str) -> Path:
    """Return the file that waits under `code`. Raises FileNotFoundError."""
    for path in (place() / code).iterdir():
        if path.name != _LOCK:
            return path
    raise FileNotFoundError(code)


def is_there(code: str) -> bool:
    """Whether a file waits under `code`."""
    try:
        return file_of(code).exists()
    except FileNotFoundError:
        return False


def remove(code: str) -> None:
    """Remove what waits under `code`, if anything does."""
    shutil.rmtree(place() / code, ignore_errors=True)


def codes() -> dict[str, float]:
    """Return everything that waits, with the moment (POSIX seconds) at which it came."""
    try:
        return {entry.name: entry.stat().st_mtime for entry in os.scandir(place()) if entry.is_dir()}
    except FileNotFoundError:
        return {}


@contextmanager
def held(code: str) -> Iterator[None]:
    """Read alone: wait until nobody else does, and keep others waiting. Raises FileNotFoundError."""
    with (place() / code / _LOCK).open("ab") as file:
        locks.lock(file, patient=True)
        yield


def is_held(code: str) -> bool:
    """Whether a process that is alive reads what waits under `code`."""
    return locks.holds(place() / code / _LOCK)


def _written(folder: Path, chunks: Iterable[bytes], suffix: str) -> tuple[str, int]:
    digest, size = sha256(), 0
    arriving = folder / "arriving"
    with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    arriving.rename(folder / f"{digest.hexdigest()}{suffix}")
    return digest.hexdigest(), size
