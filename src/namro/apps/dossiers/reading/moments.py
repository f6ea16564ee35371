"""Moments as exports write them: ISO, dd/mm/yyyy hh:mm, the serial number of a spreadsheet; as seconds since 1970."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from namro.core.base.clock import VIETNAM

#: What is earlier or later is a slip of the hand: the one-stop units are younger, appointments nearer.
FIRST_YEAR, LAST_YEAR = 2000, 2060
_DAY: Final = 86_400
_OFFSET: Final = int(VIETNAM.utcoffset(None).total_seconds())
# Clock faces as the files have them; what zone they are in is added once, at the end.
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_CLOCK = re.compile(r"[T ]?(\d{1,2})[:hg](\d\d)(?::(\d\d)(?:[.,]\d+)?)?")
_ZONE = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
_SERIAL = re.compile(r"\d{5}([.,]\d+)?")


class BadMoment(ValueError):
    """A text that is no moment."""


class Moments:
    """Reads moments; days and times of day that were seen once are looked up."""

    def __init__(self) -> None:
        self._days: dict[str, int] = {}
        self._clocks: dict[str, int] = {"": 0}

    def seconds(self, text: str) -> int:
        """Return the moment in seconds since 1970. Raises BadMoment."""
        try:
            return self._days[text[:10]] + self._clocks[text[10:]]
        except KeyError:
            return self._read(text.strip())

    def _read(self, text: str) -> int:
        if _SERIAL.fullmatch(text):
            return self._checked(_SERIAL_ZERO + timedelta(seconds=round(float(text.replace(",", ".")) * _DAY)))
        zone = _ZONE.search(text)
        if zone and "T" in text[10:11]:
            try:
                known = datetime.fromisoformat(text).astimezone(VIETNAM).replace(tzinfo=None)
            except (ValueError, OverflowError) as fault:
                raise BadMoment(text) from fault
            return self._checked(known)
        day, clock = self._split(text)
        seconds = self._checked(day)
        of_day = self._clock(clock)
        if len(text) >= 10 and len(text[:10].strip()) == 10 and text[10:] == clock and len(self._days) < 50_000:
            self._days[text[:10]] = seconds
            if len(self._clocks) < 100_000:
                self._clocks[clock] = of_day
        return seconds + of_day

    def _split(self, text: str) -> tuple[datetime, str]:
        for pattern, order in ((_ISO_DAY, (1, 2, 3)), (_LOCAL_DAY, (3, 2, 1))):
            match = pattern.match(text)
            if match:
                year, month, day = (int(match[place]) for place in order)
                try:
                    return datetime(year, month, day), text[match.end() :]  # noqa: DTZ001
                except ValueError as fault:
                    raise BadMoment(text) from fault
        raise BadMoment(text)

    def _clock(self, text: str) -> int:
        if not text.strip():
            return 0
        match = _CLOCK.fullmatch(text)
        if not match:
            raise BadMoment(text)
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if hour > 23 or minute > 59 or second > 59:
            raise BadMoment(text)
        return 3600 * hour + 60 * minute + second

    def _checked(self, local: datetime) -> int:
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            raise BadMoment(str(local))
        return int((local - _EPOCH).total_seconds()) - _OFFSET


def has_no_clock(text: str) -> bool:
    """Whether a moment is a day only: `2026-10-16`, `16/10/2026`, `46311`."""
    bare = text.strip()
    if len(bare) > 10:
        return False
    return bool(_ISO_DAY.fullmatch(bare) or _LOCAL_DAY.fullmatch(bare) or (bare.isdigit() and len(bare) == 5))
