"""What hangs open in the system, and how many of the dossiers really received were entered into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from namro.apps.dossiers.models import Answer, BookCount, Dossier, OpenAnswer, Procedure
from namro.apps.dossiers.queries import LATE, condition
from namro.core.base.clock import VIETNAM

#: "Still running" is asked again after a week; days of the book shown.
ASKED_AGAIN, DAYS = timedelta(days=7), 31


@dataclass(frozen=True, slots=True)
class Entered:
    """What the book counted on a day in a field ("" all), and what the system has of it."""

    day: date
    field: str
    received: int
    entered: int


def hanging(unit: int, now: datetime) -> QuerySet[Dossier]:
    """Return dossiers that the system shows late and that nobody has answered for this week."""
    running = Q(answer=Answer.RUNNING, current=True, at__gt=now - ASKED_AGAIN)
    answered = OpenAnswer.objects.filter(running, dossier=OuterRef("pk"))
    return Dossier.objects.filter(condition(LATE, now), ~Exists(answered), unit=unit)


def real(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Return the dossiers without those that the unit says were entered twice: nothing was received for these."""
    twice = OpenAnswer.objects.filter(answer=Answer.CANCELLED, current=True, dossier=OuterRef("pk"))
    return rows.filter(~Exists(twice))


def entered(unit: int, today: date) -> list[Entered]:
    """Return the counts of the last days beside what was entered, newest first; three queries."""
    first = today - timedelta(days=DAYS)
    books = list(BookCount.objects.filter(unit=unit, day__gt=first).order_by("-day", "field"))
    if not books:
        return []
    begin = datetime.combine(min(book.day for book in books), time.min, VIETNAM)
    rows = real(Dossier.objects.filter(unit=unit, accepted_at__gte=begin)).values_list("accepted_at", "procedure")
    fields = dict(Procedure.objects.order_by("since").values_list("code", "field"))
    by_day: Counter[tuple[date, str]] = Counter()
    for accepted, procedure in rows.iterator(chunk_size=5000):
        if accepted is not None:
            day = accepted.astimezone(VIETNAM).date()
            by_day[day, ""] += 1
            if fields.get(procedure):
                by_day[day, fields[procedure]] += 1
    return [Entered(book.day, book.field, book.received, by_day[book.day, book.field]) for book in books]
