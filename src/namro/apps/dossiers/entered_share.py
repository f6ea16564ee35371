"""How many of the dossiers really received were entered into the system: what the indicator of it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from namro.apps.dossiers.models import BookCount, Dossier, Procedure
from namro.apps.dossiers.reconciling import real
from namro.core.base.clock import VIETNAM

_DAY = timedelta(days=1)
#: Unit, day and field ("" the whole day).
Key = tuple[int, date, str]


def entered_shares(units: Collection[int], first: date, last: date) -> Mapping[int, tuple[int, int]]:
    """Return (entered, received) of each unit that counted in some days, both days included; three queries.

    A day counts by its own number, else by those of its fields. What the system has more than the book on one day does
    not make up for what it lacks on another.
    """
    books = BookCount.objects.filter(unit__in=list(units), day__range=(first, last))
    counts: dict[Key, int] = {
        (unit, day, field): n for unit, day, field, n in books.values_list("unit", "day", "field", "received")
    }
    whole = {(unit, day) for unit, day, field in counts if not field}
    kept = {key: n for key, n in counts.items() if not key[2] or key[:2] not in whole}
    had = _had({unit for unit, _day, _field in kept}, first, last)
    found: dict[int, tuple[int, int]] = {}
    for key, received in kept.items():
        before = found.get(key[0], (0, 0))
        found[key[0]] = (before[0] + min(received, had[key]), before[1] + received)
    return found


def _had(units: Collection[int], first: date, last: date) -> Counter[Key]:
    """What the system has by unit, day and field."""
    begin, end = (datetime.combine(day, time.min, VIETNAM) for day in (first, last + _DAY))
    rows = real(Dossier.objects.filter(unit__in=list(units), accepted_at__gte=begin, accepted_at__lt=end))
    fields = dict(Procedure.objects.order_by("since").values_list("code", "field"))
    found: Counter[Key] = Counter()
    for unit, accepted, procedure in rows.values_list("unit", "accepted_at", "procedure").iterator(chunk_size=5000):
        if accepted is None:
            continue
        day = accepted.astimezone(VIETNAM).date()
        found[unit, day, ""] += 1
        if fields.get(procedure):
            found[unit, day, fields[procedure]] += 1
    return found
