"""A person's work as a calendar that phones and office programs read under a secret address."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vDuration

from namro.apps.chasing.dues import Asked, Due, dues
from namro.apps.chasing.models import Feed
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User

#: Alarms before the beginning of the due day: at 8:00 three days and one day before.
_ALARMS = (timedelta(hours=-64), timedelta(hours=-16))
_READ_AGAIN = timedelta(hours=1)
_TOKEN_BYTES = 32
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85]")


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def feed_of(user: User) -> Feed | None:
    """Return the person's calendar that is not revoked."""
    return Feed.objects.filter(user=user, revoked_at=None).first()


@transaction.atomic
def make_feed(user: User, *, at: datetime) -> str:
    """Make the person's calendar address, the one before stops working; return the token, which is kept nowhere."""
    User.objects.select_for_update().get(pk=user.pk)
    Feed.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    Feed.objects.create(user=user, digest=digest_of(token), made_at=at)
    record(user, AuditEntry.Act.FEED_MADE, at=at, subject=user.username)
    return token


@transaction.atomic
def revoke_feed(user: User, *, at: datetime) -> bool:
    """Have the person's calendar address stop working; whether there was one."""
    gone = Feed.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
    if gone:
        record(user, AuditEntry.Act.FEED_REVOKED, at=at, subject=user.username)
    return bool(gone)


def open_feed(token: str) -> Feed | None:
    """Return the calendar of a token with its person; None for one that never was, was revoked, or whose owner left."""
    rows = Feed.objects.filter(digest=digest_of(token), revoked_at=None, user__is_active=True)
    return rows.select_related("user").first()


def calendar_of(feed: Feed, *, today: date, site: str) -> bytes:
    """Return the person's open work as iCalendar: one event a due day. `site` is the address of the site.

    The same work gives the same bytes, so that a reader is told that nothing changed.
    """
    made = Calendar()
    made.add("prodid", "-//Nam Ro//namro//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", _line(_("Việc của %(name)s") % {"name": feed.user.full_name}))
    made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    made.add("refresh-interval", vDuration(_READ_AGAIN), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_READ_AGAIN))
    made.add_component(_zone())
    for due in dues(Asked(today=today, people=(feed.user_id,))):
        if not due.waits:
            made.add_component(_event(due, feed, today=today, site=site))
    return bytes(made.to_ical())


def _zone() -> Timezone:
    """The zone of the due days. With it the calendar of somebody without work is one, too: it needs a component."""
    always = TimezoneStandard()
    always.add("dtstart", datetime(1976, 1, 1))  # noqa: DTZ001 - the zone's own time
    always.add("tzoffsetfrom", timedelta(hours=7))
    always.add("tzoffsetto", timedelta(hours=7))
    always.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", "Asia/Ho_Chi_Minh")
    zone.add_component(always)
    return zone


def _line(text: str) -> str:
    """A text without the control characters that no iCalendar line may hold; line breaks are kept as such."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _event(due: Due, feed: Feed, *, today: date, site: str) -> Event:
    late = f"{_('Trễ hạn')}: " if due.due < today else ""
    event = Event()
    event.add("uid", f"{due.key.replace(':', '-')}@namro")
    event.add("dtstamp", feed.made_at)
    event.add("summary", _line(f"{late}{due.text}"))
    event.add("dtstart", due.due)
    event.add("dtend", due.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("sequence", due.version)
    if due.url:
        event.add("url", f"{site}{due.url}")
        event.add("description", f"{_('Mở việc, nộp sản phẩm')}: {site}{due.url}")
    if not late:
        for trigger in _ALARMS:
            event.add_component(_alarm(due, trigger))
    return event


def _alarm(due: Due, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(f"{_('Sắp đến hạn')}: {due.text}"))
    alarm.add("trigger", trigger)
    return alarm
