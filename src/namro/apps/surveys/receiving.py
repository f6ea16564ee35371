"""Answers come in: durable before they are acknowledged, the same form sent again is the same row.

Several forms are written in one transaction of two or three statements, however many they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from django.db import IntegrityError, transaction
from django.db.models import Q

from namro.apps.surveys.models import AccessCode, DossierLink, Submission
from namro.apps.surveys.together import Together

#: A form that came in with questions open may be followed by so many revisions in all.
MOST_REVISIONS = 5

#: What was chosen for one question: a code, several of them, or words.
Answer = str | list[str]
_Known = dict[tuple[int, str], Submission]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One form as it was sent; `code` is the key of its code's row, None at a device of the counter."""

    survey: int
    unit: int
    key: str
    channel: str
    answers: Mapping[str, Answer]
    complete: bool
    received_at: datetime
    code: int | None = None
    stratum: str = ""
    psu: str = ""
    collector: int | None = None
    about_user: int | None = None
    about_unit: int | None = None
    language: str = ""
    device: str = ""
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    #: Nothing is known to have come in under its code: it is tried as a new one, which the table refuses if it is none.
    fresh: bool = False
    #: The dossier that the respondent chose to name, else "".
    dossier: str = ""


class Outcome(Enum):
    """What became of a form."""

    KEPT = "kept"
    #: It had come in before; nothing was written again.
    KNOWN = "known"
    #: Another form came in under the same code.
    USED = "used"
    #: It is closed: complete, or sent too often.
    CLOSED = "closed"


@dataclass(slots=True)
class _Batch:
    """Forms that are written together, with what is known of them; what became of each by its place."""

    known: _Known
    used: set[int]
    rows: list[tuple[Submission, str]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def decide(self, one: Sent) -> Outcome:
        """Decide about a form, as if those before it had been written already."""
        before = self.known.get((one.survey, one.key))
        if before is None:
            if one.code in self.used:
                return Outcome.USED
            self._add(one, 1)
            return Outcome.KEPT
        if before.answers == one.answers:
            return Outcome.KNOWN
        if before.code_id != one.code:
            return Outcome.USED
        if before.complete or before.revision >= MOST_REVISIONS:
            return Outcome.CLOSED
        self._add(one, before.revision + 1)
        return Outcome.KEPT

    def _add(self, one: Sent, revision: int) -> None:
        row = Submission(
            survey_id=one.survey, unit_id=one.unit, stratum=one.stratum, psu=one.psu, channel=one.channel, key=one.key,
            revision=revision, code_id=one.code, collector_id=one.collector, about_user_id=one.about_user,
            about_unit_id=one.about_unit, answers=dict(one.answers), complete=one.complete, language=one.language,
            device=one.device, started_at=one.started_at, submitted_at=one.submitted_at, received_at=one.received_at,
        )  # fmt: skip
        self.rows.append((row, one.dossier))
        self.known[one.survey, one.key] = row
        if one.code is not None:
            self.used.add(one.code)
            self.taken.add(one.code)


def receive(sent: Sent) -> Outcome:
    """Keep a form. Returns once it is on the disk."""
    return _TOGETHER.do(sent)


def receive_all(forms: Sequence[Sent]) -> list[Outcome]:
    """Keep several forms in one transaction."""
    if all(one.fresh for one in forms):
        try:
            return _written(forms, known=False)
        except IntegrityError:
            pass  # one of them was no new one, or another process was first
    try:
        return _written(forms)
    except IntegrityError:  # another process wrote one of them at the same moment
        return [_alone(one) for one in forms]


_TOGETHER = Together(receive_all)


def _alone(one: Sent) -> Outcome:
    try:
        return _written([one])[0]
    except IntegrityError:
        return _written([one])[0]  # what the other process wrote is seen now


def _written(forms: Sequence[Sent], *, known: bool = True) -> list[Outcome]:
    """Write what is to be kept; `known`: ask first what came in before."""
    with transaction.atomic(durable=True):
        batch = _before(forms) if known else _Batch(known={}, used=set())
        outcomes = [batch.decide(one) for one in forms]
        Submission.objects.bulk_create([row for row, _dossier in batch.rows])
        links = [DossierLink(submission=row, dossier=dossier) for row, dossier in batch.rows if dossier]
        if links:
            DossierLink.objects.bulk_create(links)
        if batch.taken:
            AccessCode.objects.filter(pk__in=batch.taken, used_at=None).update(used_at=forms[-1].received_at)
    return outcomes


def _before(forms: Sequence[Sent]) -> _Batch:
    """Return what came in before: the last revision of each form, and the codes that were used.

    What another process writes after this is refused by the constraints of the table.
    """
    same = Q(key__in={one.key for one in forms}, survey__in={one.survey for one in forms})
    codes = {one.code for one in forms if one.code is not None}
    rows = list(Submission.objects.filter(same | Q(code__in=codes)).order_by("revision"))
    known: _Known = {(row.survey_id, row.key): row for row in rows}
    return _Batch(known=known, used={row.code_id for row in rows if row.code_id is not None})
