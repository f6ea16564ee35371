"""Uploaded files by their content: `files/ab/cd/<sha256>` in the data folder, never under a public address."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")


def path_of(sha256: str) -> Path:
    """Return where the content with this digest lies. Raises ValueError for anything that is not a digest."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256[2:4] / sha256


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def keep(path: Path, sha256: str) -> None:
    """Copy a file into the store: temporary name, flushed to disk, then renamed, so that none is ever half there."""
    target = path_of(sha256)
    if target.exists():
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix="new-")
    with os.fdopen(handle, "wb") as copy, path.open("rb") as original:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    Path(name).replace(target)
    _flush_folder(target.parent)


@contextmanager
def waiting_room() -> Iterator[Path]:
    """A private folder for a file that is not accepted yet; it is gone afterwards, whatever happened."""
    data = Path(settings.DATA_DIR)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="incoming-") as folder:
        yield Path(folder)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself durable where folders can be flushed (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
