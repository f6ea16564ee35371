"""The reports of all units as one PDF: asked for, set in the background, kept for a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from namro.apps.library import storage
from namro.apps.papers.letterheads import LetterheadOf, letterhead_of
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import tree_on
from namro.apps.people.queries.people import standing_of
from namro.apps.reports.merging import Merged, merge
from namro.apps.reports.models import MergedFile
from namro.apps.reports.permissions import check_oversee
from namro.apps.runs.background import Background
from namro.core.base.clock import VIETNAM, Clock, system_clock
from namro.core.base.errors import NamroError
from namro.core.reporting.paper import Head
from namro.core.reporting.periods import Period, period_of
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import Edition, ReportType
from namro.documents.writing.periodic import report_bytes

State = MergedFile.State
#: How long a file can be taken.
KEPT = timedelta(days=7)


def merged_for(user: User, made: ReportType, edition: Edition, period: Period) -> Merged:
    """Return the reports that the person reads as one, with the letterhead of the person's own body."""
    today = user.standing.day
    unit = Unit.objects.filter(pk__in=user.standing.units()).order_by("code").first()
    head = letterhead_of(unit, today) if unit else LetterheadOf(body=_("Cơ quan tổng hợp"))
    top = next(iter(tree_on(today).children(None)), None)
    place = head.place or (top.name.partition(" ")[2] if top else "")
    around = Head(body=head.body, parent=head.parent, place=place, year=today.year, recipients=(_("Như trên"),))
    return merge(user, made, edition, period, head=around)


@transaction.atomic
def ask_merged(user: User, made: ReportType, period: Period, *, at: datetime) -> MergedFile:
    """Ask for the file; one that the person asked for and that is not set yet is not asked for twice."""
    check_oversee(user)
    User.objects.select_for_update().get(pk=user.pk)
    MergedFile.objects.filter(at__lt=at - KEPT).delete()
    mine = MergedFile.objects.filter(by=user, type_id=made.id, period=period.key, state__in=MergedFile.OPEN)
    found = mine.first()
    if found is None:
        found = MergedFile.objects.create(type_id=made.id, period=period.key, by=user, at=at, changed_at=at)
        key = found.pk
        transaction.on_commit(lambda: set_merged.enqueue(key))
    return found


@task()
def set_merged(key: int) -> None:
    """Set one file; the entry of the queue."""
    set_waiting(key, clock=system_clock)


SETTING = Background(
    model=MergedFile,
    name="merged-report",
    working=State.WRITING,
    enqueue=lambda key: set_merged.enqueue(key),
    related=("by",),
)


def set_waiting(key: int, *, clock: Clock) -> None:
    """Set a file that still waits for it."""
    SETTING.work_on(key, partial(_set, clock=clock), clock=clock)


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: what nobody sets any more is begun anew, or said to have failed."""
    SETTING.keep_up(now)


def _set(job: MergedFile, *, clock: Clock) -> None:
    user: User = job.by
    user.standing = standing_of(user, clock().astimezone(VIETNAM).date())
    check_oversee(user)
    made, period = shipped_types()[job.type_id], period_of(job.period)
    edition = made.on(period.days[1])
    if edition is None:
        raise NamroError(_("Loại báo cáo này không còn mẫu của kỳ đã chọn."), code="edition")
    found = merged_for(user, made, edition, period)
    MergedFile.objects.filter(pk=job.pk).update(units=len(found.units), changed_at=clock())
    with storage.waiting_room() as room:
        path = room / "tong-hop.pdf"
        path.write_bytes(report_bytes(found.paper, "pdf"))
        sha256 = storage.digest_of(path)
        storage.keep(path, sha256)
        size = path.stat().st_size if path.exists() else storage.path_of(sha256).stat().st_size
    MergedFile.objects.filter(pk=job.pk).update(state=State.DONE, sha256=sha256, size=size, changed_at=clock())
