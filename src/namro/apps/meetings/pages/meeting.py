"""The page of one meeting: how the last one's tasks stand, what is talked about, what was concluded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.pages.rows import state_chip
from namro.apps.meetings.permissions import can_give, can_write
from namro.apps.meetings.queries import conclusions_in
from namro.apps.meetings.quotas import Proposal, proposals
from namro.apps.meetings.standing import Count, Line, Standing, standing_of
from namro.apps.meetings.wording import grouped, lines, owner_words, quantity_words, when_words
from namro.apps.people.models import OwnerKind, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.work_words import state_mark
from namro.apps.plans.pages.work_zalo import told_in_chat
from namro.core.base.clock import VIETNAM
from namro.core.improvement.states import CLOSED, State
from namro.core.improvement.timeliness import due_words
from namro.core.timetable import national_calendar
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

#: Plans to choose from when conclusions become tasks.
_PLANS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionRow:
    """One conclusion; `url` leads to its task, or to its form for who may change it.

    `proposals` are numbers that its words ask for, for who may take them over.
    """

    key: int
    version: int
    proposals: tuple[Proposal, ...]
    text: str
    owner: str
    nobody: bool
    when: str
    quantity: str
    deliverable: str
    is_task: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow:
    """How one task of the last meeting stands."""

    text: str
    owner: str
    chip: Chip
    share: str
    counted: str
    missing: str
    when: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPart:
    """How the last meeting's tasks stand: by task and by person, and a message to who owes something."""

    title: str
    url: str
    rows: tuple[StandingRow, ...]
    people: tuple[tuple[str, Count], ...]
    total: Count
    waiting: int
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """Everything the page shows."""

    code: str
    title: str
    kind: str
    chip: Chip
    facts: tuple[tuple[str, str], ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    agenda: tuple[str, ...]
    said: str
    groups: tuple[tuple[str, tuple[ConclusionRow, ...]], ...]
    count: int
    tasks: int
    last: StandingPart | None
    own: StandingPart | None
    files: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    writes: bool
    gives: bool
    ended: bool
    may_end: bool
    plans: tuple[tuple[str, str], ...]


def meeting_page(user: User, row: Meeting, *, now: datetime, absolute: Callable[[str], str]) -> MeetingPage:
    """Return the context of the page; a fixed number of queries."""
    rows = list(conclusions_in(row))
    writes = can_write(user, row)
    today = user.standing.day
    # What is over is shown as it stood then: that is what the meeting talked about.
    seen = min(today, row.starts_at.astimezone(VIETNAM).date())
    tasks = sum(one.task_id is not None for one in rows)
    gives = can_give(user, row) and tasks < len(rows)
    return MeetingPage(
        code=row.code,
        title=row.title,
        kind=row.get_kind_display(),
        chip=state_chip(row, now),
        facts=_facts(row),
        present=lines(row.present),
        absent=lines(row.absent),
        agenda=lines(row.agenda),
        said=row.said,
        groups=tuple(
            (group, tuple(_row(one, row, found, writes=writes) for one in found)) for group, found in grouped(rows)
        ),
        count=len(rows),
        tasks=tasks,
        last=_part(standing_of(row.previous, seen), absolute) if row.previous else None,
        own=_part(standing_of(row, today), absolute) if tasks else None,
        files=_files(row),
        writes=writes,
        gives=gives,
        ended=row.ended_at is not None,
        may_end=writes and row.starts_at <= now,
        plans=_plans(row) if gives else (),
    )


def _facts(row: Meeting) -> tuple[tuple[str, str], ...]:
    chair = f"{row.chair.full_name}, {row.chair_as}" if row.chair_as else row.chair.full_name
    told = (
        (_("Đơn vị"), names_of([row.unit_id])[row.unit_id][1]),
        (_("Bắt đầu"), moment(row.starts_at)),
        (_("Kết thúc"), moment(row.ended_at) if row.ended_at else ""),
        (_("Địa điểm"), row.place),
        (_("Chủ tọa"), chair),
        (_("Thư ký"), row.secretary.full_name if row.secretary else ""),
    )
    return tuple((word, text) for word, text in told if text)


def _row(one: Conclusion, meeting: Meeting, group: Sequence[Conclusion], *, writes: bool) -> ConclusionRow:
    url = ""
    if one.task is not None:
        url = reverse("plans:task", args=[one.task.plan.code, one.task.pk])
    elif writes:
        url = reverse("meetings:conclusion", args=[meeting.code, one.pk])
    proposed = proposals(one, group) if writes and one.task_id is None else ()
    return ConclusionRow(
        key=one.pk, version=one.version, proposals=proposed, text=one.text, owner=owner_words(one),
        nobody=one.owner_kind == OwnerKind.NOBODY, when=when_words(one), quantity=quantity_words(one),
        deliverable=one.deliverable, is_task=one.task_id is not None, url=url,
    )  # fmt: skip


def _files(row: Meeting) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return tuple(
        (word, tuple((kind, reverse("meetings:paper", args=[row.code, name, kind])) for kind in ("docx", "pdf")))
        for name, word in (("bien-ban", _("Biên bản")), ("thong-bao", _("Thông báo kết luận")))
    )


def _plans(row: Meeting) -> tuple[tuple[str, str], ...]:
    """Plans of the unit that tasks can be added to, the newest first."""
    found = Plan.objects.filter(unit=row.unit_id, last__gte=row.starts_at.date()).exclude(status=Plan.Status.SUBMITTED)
    return tuple(found.order_by("-id").values_list("code", "title")[:_PLANS])


def _part(standing: Standing, absolute: Callable[[str], str]) -> StandingPart:
    title = _("Việc sau họp %(day)s") % {"day": day(standing.meeting.starts_at.astimezone(VIETNAM).date())}
    return StandingPart(
        title=title,
        url=reverse("meetings:meeting", args=[standing.meeting.code]),
        rows=tuple(_standing_row(line, standing.day) for line in standing.lines if line.work),
        people=standing.people,
        total=standing.total,
        waiting=standing.waiting,
        chat=told_in_chat(title, standing.to_remind(), today=standing.day, absolute=absolute),
    )


def _standing_row(line: Line, today: date) -> StandingRow:
    work = line.work
    assert work is not None  # left out above
    open_ = State(work.state) not in CLOSED and work.state != State.SUBMITTED
    when = due_words(work.due, today, national_calendar()) if work.due and open_ else day(work.due) if work.due else ""
    return StandingRow(
        text=line.conclusion.text,
        owner=line.owner.name if line.owner else owner_words(line.conclusion),
        chip=state_mark(work.state),
        share=line.share.words if line.share else "",
        counted=line.counted,
        missing=", ".join(_names(line)),
        when=when,
        url=reverse("plans:work", args=[work.code]),
    )


def _names(line: Line) -> Sequence[str]:
    return [person.name for person in line.share.missing] if line.share else ()
