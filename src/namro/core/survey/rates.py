"""Response rates: how many of the forms handed out came back, and how many of those count."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Counts, each containing the next; 0 issued where nobody counted those. Rates are in percent, None of nothing."""

    issued: int
    answered: int
    valid: int

    @property
    def response(self) -> float | None:
        """Answered of issued."""
        return _share(self.answered, self.issued)

    @property
    def validity(self) -> float | None:
        """Valid of answered."""
        return _share(self.valid, self.answered)

    @property
    def usable(self) -> float | None:
        """Valid of issued, as national results print it."""
        return _share(self.valid, self.issued)


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
