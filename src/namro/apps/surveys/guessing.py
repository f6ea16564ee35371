"""Guessing codes is slowed down: wrong ones are counted by the address they come from.

Whoever tried too many learns nothing more for an hour, not even of a right one. Village halls share one address, so the
number is one that honest mistakes do not reach.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from namro.apps.library.codes import keyed_digest
from namro.apps.surveys.models import WrongCode

MOST_WRONG = 20
_SPAN = timedelta(hours=1)
_KEPT = timedelta(days=1)
_PURPOSE = "survey-address"


def has_guessed(address: str, *, at: datetime) -> bool:
    """Whether too many wrong codes came from an address."""
    rows = WrongCode.objects.filter(address=keyed_digest(_PURPOSE, address), at__gt=at - _SPAN)
    return len(rows.values_list("pk")[:MOST_WRONG]) >= MOST_WRONG  # cheaper to build than a count


def note_wrong(address: str, *, at: datetime) -> None:
    """Count a wrong code."""
    WrongCode.objects.filter(at__lt=at - _KEPT).delete()
    WrongCode.objects.create(address=keyed_digest(_PURPOSE, address), at=at)
