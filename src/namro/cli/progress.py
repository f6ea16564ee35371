"""Progress of a long reading on the terminal: one line, rewritten, nothing for what is quick."""

from __future__ import annotations

from time import monotonic
from typing import TextIO

#: Seconds before the first word; shorter work needs none.
_PATIENCE = 1.0
_PERIOD = 0.5


class Progress:
    """Called with pages (or parts) done and in all; `total` 0 means not known."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = monotonic() + _PATIENCE
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is, at most twice a second; end the line with the last part."""
        now = monotonic()
        last = self._shown and done >= total > 0
        if now < self._next and not last:
            return
        self._next = now + _PERIOD
        self._shown = True
        said = f"Đã đọc {done}/{total}" if total else f"Đã đọc {done}"
        self._stream.write(f"\r{said}{chr(10) if last else ''}")
        self._stream.flush()
