"""Lines of the audit record that somebody looks for, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from namro.apps.people.models import AuditEntry, AuditSeal, User
from namro.apps.people.queries.listing import is_meant
from namro.core.base.clock import VIETNAM
from namro.core.base.folding import fold, tidy

#: So many words are looked for, and numbers of so many digits.
_WORDS = 8
_DIGITS = 18
#: Waiting lines are counted up to here; further ones are "more than".
MOST_WAITING = 10_000
#: Lines right below the last sealed one that are looked at too: ids are given out before they are committed.
_LATE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for; everything left empty is everything."""

    words: str = ""
    person: str = ""
    act: str = ""
    since: date | None = None
    until: date | None = None


def sought_in_record(sought: Sought) -> QuerySet[AuditEntry]:
    """Return the lines, newest first, each with its account; one query more where a person is named."""
    rows = AuditEntry.objects.select_related("actor").order_by("-id")
    for word in fold(tidy(sought.words)).split()[:_WORDS]:
        rows = rows.filter(_with(word))
    if sought.person:
        rows = rows.filter(actor__in=_people(sought.person))
    if sought.act:
        rows = rows.filter(act=sought.act)
    if sought.since:
        rows = rows.filter(at__gte=_midnight(sought.since))
    if sought.until:
        rows = rows.filter(at__lt=_midnight(sought.until) + timedelta(days=1))
    return rows


def line_before(row: AuditEntry) -> AuditEntry | None:
    """Return the line on which a sealed line hangs."""
    return AuditEntry.objects.filter(seq=row.seq - 1).first() if row.seq else None


def count_waiting(seal: AuditSeal | None) -> int:
    """Return how many lines wait for their seal, `MOST_WAITING` + 1 for more; two small queries.

    Begun at the last sealed line: after many lines were sealed, all of them still stand in the index of what waits
    until the database has tidied up, and its statistics say that every line waits.
    """
    waiting = AuditEntry.objects.filter(seq=None)
    if seal and (last := AuditEntry.objects.filter(seq=seal.seq).values_list("pk", flat=True).first()):
        waiting = waiting.filter(pk__gt=last - _LATE)
    return len(waiting.order_by("pk").values_list("pk", flat=True)[: MOST_WAITING + 1])


def _with(word: str) -> Q:
    """The condition on lines with a folded word in what they say, in the name of their act, or as their number."""
    found = Q(folded__contains=word)
    if acts := [act for act, label in AuditEntry.Act.choices if word in fold(str(label))]:
        found |= Q(act__in=acts)
    if word.isascii() and word.isdigit() and len(word) <= _DIGITS:
        found |= Q(seq=int(word))
    return found


def _people(named: str) -> list[int]:
    people = User.objects.values_list("pk", "full_name", "username")
    return [key for key, full_name, username in people if is_meant(named, full_name, username)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
