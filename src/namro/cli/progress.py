"""Progress of a long reading on the terminal: one line, rewritten, nothing for what is quick."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

from namro.core.printed import Reading
from namro.documents import read_file

#: Seconds before the first word; shorter work needs none.
_PATIENCE = 1.0
_PERIOD = 0.5


def read_aloud(path: Path) -> Reading:
    """Read a document, saying on stderr how far it is when that takes long."""
    with Progress(sys.stderr) as progress:
        return read_file(path, progress=progress)


class Progress:
    """Called with pages (or parts) done and in all; `total` 0 means not known."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = monotonic() + _PATIENCE
        self._shown = self._open = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_fault: Any) -> None:
        """End a line that is still open, so that what is said next has its own."""
        if self._open:
            self._stream.write("\n")

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is, at most twice a second; end the line with the last part."""
        now = monotonic()
        last = self._shown and done >= total > 0
        if now < self._next and not last:
            return
        self._next = now + _PERIOD
        self._shown, self._open = True, not last
        said = f"Đã đọc {done}/{total}" if total else f"Đã đọc {done}"
        self._stream.write(f"\r{said}{chr(10) if last else ''}")
        self._stream.flush()
