"""Numbers, days and sizes as people in Viet Nam write them. Pages hand these to templates as finished text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from namro.core.base.points import MINUS, format_points

#: What stands where nothing is known or nothing applies.
NOTHING = "–"


def points(value: Decimal | None) -> str:
    """`Decimal("1234.5")` → `1.234,50`: points always have two decimals; a dash when not printed."""
    return NOTHING if value is None else format_points(value)


def number(value: Decimal) -> str:
    """`Decimal("1234.50")` → `1.234,5`: as many decimals as the number has."""
    exponent = value.normalize().as_tuple().exponent
    return format_points(value, places=max(0, -exponent) if isinstance(exponent, int) else 0)


def lost(value: Decimal) -> str:
    """Points taken off, with a real minus sign: `−0,50`."""
    return MINUS + points(abs(value))


def day(value: date) -> str:
    """`20/11/2026`."""
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """`14:32 20/11/2026` on the clock of Viet Nam."""
    return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"


def printed_day(text: str | None) -> str:
    """A day of a document's header, `2022-03-14` or `2022-03` → `14/03/2022` or `03/2022`; "" when there is none."""
    return "/".join(reversed((text or "").split("-")))


def size(count: int) -> str:
    """A file size in bytes as `74 KB`, `3,1 MB` or `50 MB`."""
    megabytes = Decimal(count) / (1024 * 1024)
    if megabytes < 1:
        return f"{max(1, round(count / 1024))} KB"
    return f"{format_points(megabytes, places=1 if megabytes < 10 else 0)} MB"


def initials(name: str) -> str:
    """The last two words' first letters, as on an avatar: `Vũ Minh Khuê` → `MK`."""
    return "".join(word[0] for word in name.split()[-2:]).upper()
