"""What a person wants, with the product's defaults where nothing was chosen."""

from __future__ import annotations

from namro.apps.notices.kinds import kind_of
from namro.apps.notices.models import Wish
from namro.apps.people.models import User
from namro.core.timetable.quiet import Quiet, mailing_defaults


def wish_of(user: User) -> Wish:
    """Return the person's wishes; unsaved defaults where there are none."""
    return Wish.objects.filter(user=user).first() or Wish(user=user)


def wants_by_mail(wish: Wish, kind: str) -> bool:
    """Whether notices of a kind come by mail."""
    known = kind_of(kind)
    return known.mail if wish.by_mail is None else known.code in wish.by_mail


def quiet_of(wish: Wish) -> Quiet:
    """Return when the person is not to be written to."""
    usual = mailing_defaults().quiet
    return Quiet(
        since=usual.since if wish.quiet_from is None else wish.quiet_from,
        until=usual.until if wish.quiet_until is None else wish.quiet_until,
        days_off=usual.days_off and not wish.on_days_off,
    )
