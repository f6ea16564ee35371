"""Counting while reading, so that a hostile file stops at its limit and not at the end of the memory."""

from __future__ import annotations

from namro.documents.reading import faults


class Quota:
    """Counts things of one kind; one more than the limit refuses the document."""

    def __init__(self, what: str, limit: int) -> None:
        self.what, self.limit, self.used = what, limit, 0

    def take(self, count: int = 1) -> None:
        """Count `count` more."""
        self.used += count
        if self.used > self.limit:
            raise faults.too_long(self.what, self.limit)
