"""The span that figures are for, and its cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from namro.core.base.errors import NamroError


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included. Raises `NamroError` when they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise NamroError(
                f"Kỳ từ {self.first:%d/%m/%Y} lại kết thúc trước đó, ngày {self.last:%d/%m/%Y}. "
                "Ghi --from là ngày đầu, --to là ngày cuối.",
                code="period",
            )

    @property
    def begins(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time())

    @property
    def cut_off(self) -> datetime:
        """The last second; what happened after it is not known."""
        return self.beyond - timedelta(seconds=1)

    @property
    def beyond(self) -> datetime:
        """The first moment after the cut-off."""
        return datetime.combine(self.last, time()) + timedelta(days=1)


def year_to(last: date) -> Period:
    """Return the period from 1 January of the year of `last` on."""
    return Period(last.replace(month=1, day=1), last)
