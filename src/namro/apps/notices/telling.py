"""Telling people something, each thing once: a notice on the site, and a letter where the person wants it so."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from namro.apps.notices.duty import anywhere_on_duty
from namro.apps.notices.models import KEY_LENGTH, TEXT_LENGTH, URL_LENGTH, Letter, Notice, Wish
from namro.apps.notices.wishes import quiet_of, wants_by_mail
from namro.apps.people.models import User
from namro.core.base.folding import tidy, writable
from namro.core.timetable import national_calendar

#: So many people are asked about in one query: databases bound the parameters of one.
_AT_ONCE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one person is told; `url` is a path of this site, `key` the same for the same."""

    user: int
    text: str
    url: str
    key: str
    body: str = ""

    def __post_init__(self) -> None:
        """A link leads nowhere but into this site, and a key is never cut: two things would become one."""
        if self.url and (not self.url.startswith("/") or self.url.startswith(("//", "/\\"))):
            raise ValueError(f"not a path of this site: {self.url}")
        if not 0 < len(self.key) <= KEY_LENGTH or len(self.url) > URL_LENGTH:
            raise ValueError(f"key or address of a notice too long: {self.key}")


def tell(
    users: Iterable[int | User], kind: str, text: str, url: str, *, key: str, at: datetime, urgent: bool = False
) -> int:
    """Tell some people (accounts or their ids) one thing; return how many did not know it yet.

    The same `key` is never told to the same person twice. `urgent` (items of the hotline) knows no quiet hours.
    """
    people = dict.fromkeys(user.pk if isinstance(user, User) else user for user in users)
    told = [Told(user=user, text=text, url=url, key=key) for user in people]
    return tell_each(told, kind=kind, at=at, urgent=urgent)


@transaction.atomic
def tell_each(told: Sequence[Told], *, kind: str, at: datetime, urgent: bool = False) -> int:
    """Tell each person something of their own; likewise. A fixed number of queries for some hundred people."""
    duty = anywhere_on_duty(at) if told and not urgent else frozenset()
    return sum(
        _tell_some(told[start : start + _AT_ONCE], kind, at=at, urgent=urgent, duty=duty)
        for start in range(0, len(told), _AT_ONCE)
    )


def _tell_some(told: Sequence[Told], kind: str, *, at: datetime, urgent: bool, duty: Collection[int]) -> int:
    people = {one.user for one in told}
    there = set(User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))
    known = set(_keys_of(told))
    fresh = [one for one in told if one.user in there and (one.user, one.key) not in known]
    if not fresh:
        return 0
    rows = [
        Notice(
            user_id=one.user,
            kind=kind,
            key=one.key,
            text=_short(one.text),
            body=writable(one.body),
            url=one.url,
            urgent=urgent,
            at=at,
        )
        for one in fresh
    ]
    # Somebody else may tell the same at the same time: whoever comes second writes nothing.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    _write_letters(fresh, kind, at=at, urgent=urgent, duty=duty)
    return len(fresh)


def _keys_of(told: Iterable[Told]) -> Iterable[tuple[int, str]]:
    rows = Notice.objects.filter(user__in={one.user for one in told}, key__in={one.key for one in told})
    return rows.values_list("user_id", "key")


def _write_letters(told: Sequence[Told], kind: str, *, at: datetime, urgent: bool, duty: Collection[int]) -> None:
    wishes = {wish.user_id: wish for wish in Wish.objects.filter(user__in={one.user for one in told}).exclude(email="")}
    wanted = {
        (one.user, one.key) for one in told if (wish := wishes.get(one.user)) and (urgent or wants_by_mail(wish, kind))
    }
    if not wanted:
        return
    calendar = national_calendar()
    rows = Notice.objects.filter(user__in={user for user, _key in wanted}, key__in={key for _user, key in wanted})
    letters = []
    for notice, user, key in rows.values_list("pk", "user_id", "key"):
        if (user, key) not in wanted:
            continue
        wish = wishes[user]
        soon = urgent or user in duty
        letters.append(
            Letter(
                notice_id=notice,
                address=wish.email,
                message_id=secrets.token_hex(16),
                not_before=at if soon else quiet_of(wish).ends(at, calendar),
            )
        )
    Letter.objects.bulk_create(letters, ignore_conflicts=True)


def _short(text: str) -> str:
    line = tidy(writable(text))
    return line if len(line) <= TEXT_LENGTH else line[: TEXT_LENGTH - 1].rstrip() + "…"
