"""Online dossiers that were answered too late, or not at all (rule R01): what a penalty for late answers counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from namro.apps.dossiers.limits_of import ANSWER_HOURS, answer_limits, offices
from namro.apps.dossiers.models import Channel, Dossier
from namro.apps.people.models import Unit
from namro.core.base.clock import VIETNAM
from namro.core.service.answer_checks import ANSWERS
from namro.core.timetable.deadline_words import clock_words

#: A limit lies at most so long after the arrival: eight hours of office time, over the longest holidays.
_LONGEST = timedelta(days=31)
_ANSWERS = frozenset(str(status) for status in ANSWERS)


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """One dossier: its limit, and when it was answered (None: not yet)."""

    pk: int
    code: str
    limit: datetime
    answered: datetime | None

    @property
    def words(self) -> str:
        """ "H99-1: hạn 15:20 thứ Hai 12/10/2026, trả lời lúc 15:21 thứ Hai 12/10/2026"."""
        said = {"code": self.code, "limit": clock_words(self.limit)}
        if self.answered is None:
            return _("%(code)s: hạn %(limit)s, chưa trả lời") % said
        said["at"] = clock_words(self.answered)
        return _("%(code)s: hạn %(limit)s, trả lời lúc %(at)s") % said


def late_answers(unit: int, span: tuple[date, date], now: datetime) -> list[LateAnswer]:
    """Return what passed its limit in a span, the latest first; three queries."""
    first = datetime.combine(span[0], time(), VIETNAM)
    last = min(now, datetime.combine(span[1], time(23, 59, 59), VIETNAM))
    rows = Dossier.objects.filter(
        unit=unit, channel=Channel.ONLINE, submitted_at__gte=first - _LONGEST, submitted_at__lte=last
    )
    waited = Cast("accepted_at", BigIntegerField()) - Cast("submitted_at", BigIntegerField())
    # Accepted within eight hours of the clock on the wall is accepted within eight of the office.
    slow = rows.annotate(waited=waited).filter(Q(accepted_at=None) | Q(waited__gt=ANSWER_HOURS * 3600))
    found = list(slow.order_by("id").values_list("pk", "code", "submitted_at", "accepted_at", "events"))
    office = offices(dict(Unit.objects.filter(pk=unit).values_list("id", "code")))(unit)
    limits = answer_limits([int(row[2].timestamp()) for row in found if row[2]], office)
    late = []
    for (pk, code, submitted, accepted, events), limit in zip(found, limits, strict=False):
        assert submitted is not None
        answered = _first_answer(submitted, accepted, json.loads(events))
        if answered is not None and answered > last.timestamp():
            answered = None  # what happens later does not exist
        if first.timestamp() <= limit <= last.timestamp() and (answered or last.timestamp()) > limit:
            late.append(LateAnswer(pk, code, _at(limit), _at(answered) if answered else None))
    return sorted(late, key=lambda one: (one.limit, one.code), reverse=True)


def _first_answer(submitted: datetime, accepted: datetime | None, events: Iterable[tuple[str, int]]) -> int | None:
    """The first answer after the arrival, as `core.service.answer_checks.first_answer` finds it."""
    came = int(submitted.timestamp())
    answers = [at for status, at in events if status in _ANSWERS and at >= came]
    if accepted is not None:
        answers.append(int(accepted.timestamp()))
    return min(answers, default=None)


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, VIETNAM)
