"""Whose part of a sheet is missing, or was when the sheet was due, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.missing_page import called
from namro.apps.assessments.queries.parts import Parts
from namro.core.assessment.behind import Behind, Part, behind
from namro.core.assessment.stages import OPEN
from namro.core.improvement.owners import Owner, Position
from namro.ui.formats import moment

#: Rows named for one owner; the page of what is missing shows them all.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class WhoIsBehind:
    """A title and one line for everybody."""

    title: str
    lines: tuple[str, ...]


def asks_who_is_behind(sheet: Assessment, due: datetime | None, now: datetime) -> bool:
    """Whether there is something to tell: the sheet is being filled, or was not handed in when it was due."""
    return sheet.state in OPEN or _is_late(sheet, due, now)


def who_is_behind(sheet: Assessment, parts: Parts, *, due: datetime | None, now: datetime) -> WhoIsBehind | None:
    """Return who was missing when the sheet was due, or today those whose internal day has passed; None for nobody."""
    late, today = _is_late(sheet, due, now), timezone.localtime(now).date()
    rows = [
        Part(key, _who(parts.owners.get(key), today), parts.due.get(key), there) for key, there in parts.there.items()
    ]
    found = behind(rows, due if late and due else now, over=late)
    if not found:
        return None
    if late and due:
        title = _("Khi hết hạn %(due)s còn thiếu phần của:") % {"due": moment(due)}
    else:
        title = _("Quá hạn nội bộ mà chưa có điểm hoặc minh chứng:")
    return WhoIsBehind(title, tuple(map(_line, found)))


def _is_late(sheet: Assessment, due: datetime | None, now: datetime) -> bool:
    end = sheet.submitted_at or now
    return due is not None and end > due


def _who(owner: Owner | None, today: date) -> str:
    """A post with whoever holds it: the work is the post's, the person is asked."""
    name = called(owner, today)
    return f"{owner.name} ({name})" if isinstance(owner, Position) and owner.holders(today) else name


def _line(one: Behind) -> str:
    leaves = ", ".join(one.leaves[:_NAMED]) + (", …" if len(one.leaves) > _NAMED else "")
    said = {"who": one.who, "leaves": leaves}
    if one.since is None:
        return _("%(who)s: tiêu chí %(leaves)s") % said
    return _("%(who)s: tiêu chí %(leaves)s, từ %(since)s") % {**said, "since": f"{one.since:%d/%m/%Y}"}
