"""Hours and days on which nobody is written to, and the first moment after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load_data
from namro.core.timetable.calendar import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Quiet from a time to a time, over midnight where `since` is later than `until`; on days off all day, if so."""

    since: time
    until: time
    days_off: bool = True

    def covers(self, moment: datetime, calendar: Calendar) -> bool:
        """Whether the moment is quiet."""
        local = moment.astimezone(VIETNAM)
        if self.days_off and not calendar.is_working(local.date()):
            return True
        now = local.time()
        if self.since <= self.until:
            return self.since <= now < self.until
        return now >= self.since or now < self.until

    def ends(self, moment: datetime, calendar: Calendar) -> datetime:
        """Return the moment itself where it is not quiet, else the first one that is not."""
        if not self.covers(moment, calendar):
            return moment
        local = moment.astimezone(VIETNAM)
        found = datetime.combine(local.date(), self.until, VIETNAM)
        if found <= local:
            found += _DAY
        if self.days_off:
            while not calendar.is_working(found.date()):
                found += _DAY
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """The product's defaults: quiet hours, hours that are never quiet, minutes between tries."""

    quiet: Quiet
    open_from: time
    open_until: time
    again_after: tuple[timedelta, ...]
    server_again_after: tuple[timedelta, ...]

    def check(self, quiet: Quiet) -> None:
        """Raise NamroError for quiet hours that reach into those that stay open, or that are empty."""
        if quiet.since == quiet.until:
            raise NamroError("Giờ yên lặng bắt đầu và kết thúc cùng lúc. Chọn hai giờ khác nhau.", code="quiet")
        if quiet.since <= quiet.until:
            meets = quiet.since < self.open_until and quiet.until > self.open_from
        else:
            meets = quiet.since < self.open_until or quiet.until > self.open_from
        if meets:
            raise NamroError(
                f"Giờ yên lặng không được lấn vào {self.open_from:%H:%M} – {self.open_until:%H:%M}, để thư trong giờ "
                "làm việc vẫn tới. Chọn giờ khác.",
                code="quiet",
            )


@cache
def mailing_defaults() -> Mailing:
    """Return the defaults shipped with the product (`data/notices.yaml`)."""
    data = load_data("notices.yaml")
    quiet = data["quiet"]
    return Mailing(
        quiet=Quiet(since=_time(quiet["from"]), until=_time(quiet["until"]), days_off=bool(quiet["days_off"])),
        open_from=_time(data["open"]["from"]),
        open_until=_time(data["open"]["until"]),
        again_after=_minutes(data["again_after"]),
        server_again_after=_minutes(data["server_again_after"]),
    )


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _minutes(numbers: Sequence[int]) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=number) for number in numbers)
