"""Where files of dossiers wait: `dossiers/<code>` in the data folder, until their rows are staged, never longer.

A provincial export may hold names and numbers of applicants: nothing of the file is kept but its checked columns.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings


def place_of(code: str) -> Path:
    """Return where the file of an import waits."""
    return Path(settings.DATA_DIR) / "dossiers" / code


def take(code: str, chunks: Iterable[bytes]) -> int:
    """Write an upload to disk; return its size."""
    place = place_of(code)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    arriving = place.with_name(f"{code}.arriving")
    size = 0
    with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for chunk in chunks:
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    arriving.replace(place)
    return size


def remove(code: str) -> None:
    """Remove the file of an import, and what an interrupted upload left."""
    for path in (place_of(code), place_of(f"{code}.arriving")):
        with suppress(FileNotFoundError):
            path.unlink()


def codes() -> set[str]:
    """Return the codes of all files that wait."""
    with suppress(FileNotFoundError):
        return {entry.name for entry in os.scandir(place_of("")) if "." not in entry.name}
    return set()
