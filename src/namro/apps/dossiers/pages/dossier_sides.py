"""What stands beside a dossier: letters, whose lateness it is, why its answer is due then, what an act would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from namro.apps.dossiers.bridge import CARRIED
from namro.apps.dossiers.late import LateOne, late_one
from namro.apps.dossiers.letters import Looked
from namro.apps.dossiers.models import Dossier, LateContest
from namro.apps.dossiers.pages.dossier_page import Behind
from namro.apps.dossiers.pages.late_page import class_words, contest_chip, contest_words
from namro.apps.dossiers.pages.letter_list import LetterLine, lines_of
from namro.core.base.clock import VIETNAM
from namro.core.service import dossiers as core
from namro.core.service.answer_checks import answer_limit
from namro.core.service.dossiers import Channel, Event, Status
from namro.core.service.findings import Circumstances, Finding
from namro.core.service.watching import would_break
from namro.core.timetable import WorkingTime
from namro.core.timetable.deadline_words import clock_words, working_day_words
from namro.ui.chips import Chip
from namro.ui.formats import day

State = LateContest.State


@dataclass(frozen=True, slots=True)
class ContestLine:
    """A proposal with who made it and what was decided."""

    pk: int
    words: str
    reckoned: str
    by: str
    chip: Chip
    decision: str
    evidence: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """All of it; `reckoned` and `counted` are "" for a dossier that is not late."""

    letters: tuple[LetterLine, ...]
    contests: tuple[ContestLine, ...]
    reckoned: str
    counted: str
    may_contest: bool
    answer_due: str
    ahead: tuple[str, ...]


def sides_of(row: Dossier, behind: Behind, known: core.Dossier, *, office: WorkingTime, now: datetime) -> Sides:
    """Put it together."""
    accepted = next((one for one in behind.contests if one.state == State.ACCEPTED), None)
    waiting = next((one for one in behind.contests if one.state == State.PROPOSED), None)
    late = late_one(Looked(row, known, office), now, accepted=accepted, waiting=waiting)
    broken = ahead_of_request(row, known, office, now)
    return Sides(
        tuple(lines_of(behind.letters)),
        tuple(_contest(one) for one in behind.contests),
        class_words(late.reckoned) if late else "",
        _counted(late) if late else "",
        late is not None and waiting is None,
        _answer_due(known, office),
        tuple(f"{one.rule}: {one.words}" for one in broken),
    )


def _counted(late: LateOne) -> str:
    """The class that counts, with the agency that figures or an accepted proposal name."""
    if late.accepted is None:
        return class_words(late.reckoned)
    where = ", ".join(filter(None, (late.accepted.holder, late.accepted.step)))
    words = late.accepted.get_late_class_display()
    return f"{words}: {where}" if where else words


def _contest(one: LateContest) -> ContestLine:
    by = _("%(name)s, %(day)s") % {"name": one.by.full_name, "day": day(one.at.astimezone(VIETNAM).date())}
    decided = ""
    if one.decided_by and one.decided_at:
        said = {"name": one.decided_by.full_name, "day": day(one.decided_at.astimezone(VIETNAM).date())}
        decided = ". ".join(filter(None, (_("%(name)s, %(day)s") % said, one.decision)))
    evidence = one.evidence.code if one.evidence else ""
    return ContestLine(
        one.pk, contest_words(one), one.get_reckoned_display(), by, contest_chip(one), decided, evidence,
        one.state == State.PROPOSED,
    )  # fmt: skip


def _answer_due(known: core.Dossier, office: WorkingTime) -> str:
    """Until when an online dossier is to be answered, and why then."""
    if known.channel is not Channel.ONLINE or known.submitted_at is None:
        return ""
    limit = answer_limit(known.submitted_at, office).limit
    said = {"came": clock_words(known.submitted_at), "limit": clock_words(limit)}
    words = _("Đến lúc %(came)s, trả lời trong 8 giờ làm việc: hạn %(limit)s.") % said
    return f"{words} {working_day_words(office, limit.date())}"


def ahead_of_request(row: Dossier, known: core.Dossier, office: WorkingTime, now: datetime) -> tuple[Finding, ...]:
    """Return what one more request for a supplement would break, before it is sent."""
    if not row.is_open or known.accepted_at is None:
        return ()
    act = Event(status=Status.SUPPLEMENT_REQUESTED, at=now, document="02")
    return would_break(known, act, Circumstances(office=office, carried=CARRIED))
