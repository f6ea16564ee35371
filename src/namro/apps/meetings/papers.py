"""A meeting's rows as the values that its minutes and its notice of conclusion are written of."""

from __future__ import annotations

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.queries import conclusions_in
from namro.apps.meetings.wording import grouped, lines, owner_words, when_words
from namro.apps.papers.letterheads import letterhead_of
from namro.core.base.clock import VIETNAM
from namro.documents.writing.content import Paper
from namro.documents.writing.meeting_papers import Duty, Met, minutes_paper, notice_paper

MINUTES, NOTICE = "bien-ban", "thong-bao"
_WRITERS = {MINUTES: minutes_paper, NOTICE: notice_paper}


def paper_of(meeting: Meeting, name: str) -> Paper:
    """Return the paper of that name: MINUTES or NOTICE."""
    return _WRITERS[name](_met(meeting))


def _met(meeting: Meeting) -> Met:
    starts = meeting.starts_at.astimezone(VIETNAM)
    groups = grouped(conclusions_in(meeting))
    return Met(
        official=letterhead_of(meeting.unit, starts.date()).official("TB", day=starts.date()),
        title=meeting.title,
        starts=starts,
        ended=meeting.ended_at.astimezone(VIETNAM) if meeting.ended_at else None,
        place=meeting.place,
        chair=meeting.chair.full_name,
        chair_as=meeting.chair_as,
        secretary=meeting.secretary.full_name if meeting.secretary else "",
        present=lines(meeting.present),
        absent=lines(meeting.absent),
        agenda=lines(meeting.agenda),
        said=tuple(line.strip() for line in meeting.said.splitlines() if line.strip()),
        groups=tuple((heading, tuple(map(_duty, rows))) for heading, rows in groups),
    )


def _duty(row: Conclusion) -> Duty:
    """Who and until when as people chose; the printed wording of both stands in the text."""
    return Duty(
        text=row.text,
        owner=owner_words(row) if row.owner_kind else "",
        when="" if row.due_text else when_words(row),
        deliverable=row.deliverable,
    )
