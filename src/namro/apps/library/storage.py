"""Uploaded files by their content: `files/ab/cd/<sha256>` in the data folder, never under a public address."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")
#: How names begin of files that are being written, and of folders in which uploads wait to be accepted.
ARRIVING, WAITING_ROOM = "new-", "incoming-"


def path_of(sha256: str) -> Path:
    """Return where the content with this digest lies. Raises ValueError for anything that is not a digest."""
    if not is_digest(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return folder() / sha256[:2] / sha256[2:4] / sha256


def folder() -> Path:
    """Return where all kept files lie."""
    return Path(settings.DATA_DIR) / "files"


def is_digest(name: str) -> bool:
    """Whether a name is that of a kept file."""
    return bool(_SHA256.fullmatch(name))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def keep(path: Path, sha256: str) -> None:
    """Copy a file into the store: temporary name, flushed to disk, then renamed, so that none is ever half there.

    What is there already becomes young again, so that tidying up (`orphans`) leaves it to the row that is to come.
    """
    target = path_of(sha256)
    if renewed(sha256) is not None:
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=ARRIVING)
    with os.fdopen(handle, "wb") as copy, path.open("rb") as original:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    Path(name).replace(target)
    _flush_folder(target.parent)


def renewed(sha256: str) -> int | None:
    """Return the size of a kept file and make it young again, since a row is to name it; None when it is not there."""
    target = path_of(sha256)
    with suppress(FileNotFoundError):
        os.utime(target)
        return target.stat().st_size
    return None


@contextmanager
def named(sha256: str, kind: str) -> Iterator[Path]:
    """A kept file under a name with an ending, as readers want it; for a while, without copying where that is possible.

    Raises FileNotFoundError when the file is not there.
    """
    with waiting_room() as room:
        path = room / f"tep.{kind}"
        try:
            os.link(path_of(sha256), path)
        except FileNotFoundError:
            raise
        except OSError:  # a file system without hard links
            shutil.copyfile(path_of(sha256), path)
        yield path


@contextmanager
def waiting_room() -> Iterator[Path]:
    """A private folder for a file that is not accepted yet; it is gone afterwards, whatever happened."""
    data = Path(settings.DATA_DIR)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=WAITING_ROOM) as room:
        yield Path(room)


def _flush_folder(place: Path) -> None:
    """Make the new name itself durable where folders can be flushed (not on Windows)."""
    if os.name == "posix":
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
