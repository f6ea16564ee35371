"""What addresses and forms carry, read without trusting it."""

from __future__ import annotations

#: Beyond so many digits it is no key, version or count of this site, and may not fit a column.
_DIGITS = 9


def whole(text: str) -> int | None:
    """Return a whole number of at most nine digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None
