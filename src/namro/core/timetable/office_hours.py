"""Office hours: when an office is open, by unit and date; data with its source, never code."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load, load_data

#: Open from the first minute of the day until before the second, in order, none touching the next.
Sessions = tuple[tuple[int, int], ...]

_SESSION = re.compile(r"(\d\d):(\d\d)[-–](\d\d):(\d\d)")
_SHIPPED = "office_hours.yaml"
_FORM = "Ghi như 07:30-11:30,13:30-17:00."


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Sessions from a day on. The first row also holds for the days before it, so that every day has an answer."""

    rows: tuple[tuple[date, Sessions], ...]

    def on(self, day: date) -> Sessions:
        """Return the sessions in force on a day, whether anybody works on it or not."""
        return self.rows[max(0, bisect_right(self.rows, day, key=lambda row: row[0]) - 1)][1]

    @classmethod
    def always(cls, sessions: Sessions) -> OfficeHours:
        """The same sessions on every day."""
        return cls(((date.min, sessions),))


def parse_hours(text: str) -> Sessions:
    """Return the sessions of `07:30-11:30,13:30-17:00`. Raises `NamroError` for anything else, and says what."""
    sessions = tuple(_session(part.strip()) for part in text.split(","))
    for (_, closes), (opens, _) in itertools.pairwise(sessions):
        if opens <= closes:
            raise NamroError(f"Giờ làm việc “{text}”: các buổi chồng lên nhau hoặc sai thứ tự. {_FORM}", code="hours")
    return sessions


def _session(text: str) -> tuple[int, int]:
    match = _SESSION.fullmatch(text)
    if match:
        hours, minutes = (int(match[1]), int(match[3])), (int(match[2]), int(match[4]))
        opens, closes = (60 * hour + minute for hour, minute in zip(hours, minutes, strict=True))
        if max(hours) < 24 and max(minutes) < 60 and opens < closes:
            return opens, closes
    raise NamroError(f"Giờ làm việc “{text}” không hợp lệ. {_FORM}", code="hours")


def default_hours() -> OfficeHours:
    """Return the hours that hold where a unit has set none."""
    return _hours(load_data(_SHIPPED)["default"], name=_SHIPPED)


def hours_of_unit(unit: str, path: Path | None = None) -> OfficeHours | None:
    """Return a unit's own hours from the installation's file, else from the shipped data; None when it has none.

    Before the unit's first row the default holds.
    """
    sources = [load_data(_SHIPPED)]
    if path is not None and path.exists():
        sources.insert(0, load(path))
    for data in sources:
        name = _SHIPPED if data is sources[-1] or path is None else path.name
        if rows := _units(data, name=name).get(unit):
            return OfficeHours((*default_hours().rows[:1], *_hours(rows, name=name).rows))
    return None


def _units(data: Any, *, name: str) -> dict[str, Any]:
    units = data.get("units") if isinstance(data, dict) else None
    if not isinstance(units, dict):
        raise NamroError(f"{name}: cần mục units, mỗi đơn vị một danh sách giờ làm việc.", code="hours")
    return units


def _hours(rows: list[dict[str, Any]], *, name: str) -> OfficeHours:
    try:
        typed = [(row["since"], row["hours"]) for row in rows]
        if not all(isinstance(since, date) and isinstance(hours, str) for since, hours in typed):
            raise TypeError
        found = sorted((since, parse_hours(hours)) for since, hours in typed)
    except (KeyError, TypeError) as error:
        raise NamroError(
            f"{name}: mỗi dòng giờ làm việc cần since (ngày) và hours (chữ trong ngoặc kép). {_FORM}", code="hours"
        ) from error
    except NamroError as error:
        raise NamroError(f"{name}: {error.message}", code=error.code) from error
    return OfficeHours(tuple(found))
