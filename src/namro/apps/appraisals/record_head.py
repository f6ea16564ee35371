"""The head of the audit record at a moment: what a publication prints beside its own hash."""

from __future__ import annotations


def head_now() -> tuple[int, str] | None:
    """Return the sequence and the chain hash of the last sealed row; None where nothing is sealed."""
    return None
