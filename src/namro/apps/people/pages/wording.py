"""Words and links that several pages share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    url: str
    words: str


def person_link(user: User) -> Link:
    """The person's name, leading to the person's page."""
    return Link(reverse("people:person", args=[user.pk]), user.full_name)


def span_words(since: date, until: date | None) -> str:
    """`từ 01/07/2025`, `01/07/2021 đến trước 01/07/2025`."""
    if until is None:
        return _("từ %(since)s") % {"since": day(since)}
    return _("%(since)s đến trước %(until)s") % {"since": day(since), "until": day(until)}
