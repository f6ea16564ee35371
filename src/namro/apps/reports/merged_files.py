"""The reports of all units as one PDF: asked for, set in the background, kept for a week."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
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
from namro.core.base.clock import VIETNAM, Clock, system_clock
from namro.core.base.errors import NamroError
from namro.core.reporting.paper import Head
from namro.core.reporting.periods import Period, period_of
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import Edition, ReportType
from namro.documents.writing.periodic import report_bytes

State = MergedFile.State
#: How long a file can be taken; after so long one that is still being set was cut off; so often it is begun anew.
KEPT, CUT_OFF, ATTEMPTS = timedelta(days=7), timedelta(minutes=5), 3

_log = logging.getLogger(__name__)


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
    found = mine.filter(changed_at__gte=at - CUT_OFF).first()
    if found is None:
        found = MergedFile.objects.create(type_id=made.id, period=period.key, by=user, at=at, changed_at=at)
        _begin(found)
    return found


def take_up(job: MergedFile, *, now: datetime) -> None:
    """Begin a file anew that was cut off, some times; then say that it failed. Called when somebody looks after it."""
    cut_off = MergedFile.objects.filter(pk=job.pk, state__in=MergedFile.OPEN, changed_at__lt=now - CUT_OFF)
    with transaction.atomic():
        again = cut_off.filter(attempts__lt=ATTEMPTS).update(state=State.WAITING, changed_at=now)
        if again:
            _begin(job)
    if not again:
        cut_off.update(state=State.FAILED, changed_at=now)
    job.refresh_from_db()


def _begin(job: MergedFile) -> None:
    key = job.pk
    transaction.on_commit(lambda: set_merged.enqueue(key))


@task()
def set_merged(key: int) -> None:
    """Set one file; the entry of the queue."""
    set_waiting(key, clock=system_clock)


def set_waiting(key: int, *, clock: Clock) -> None:
    """Set a file that still waits for it."""
    mine = MergedFile.objects.filter(pk=key, state=State.WAITING)
    if not mine.update(state=State.WRITING, changed_at=clock(), attempts=F("attempts") + 1):
        return
    job = MergedFile.objects.select_related("by").get(pk=key)
    try:
        _set(job, clock)
    except Exception:  # whatever broke is ours: the job must not stay "writing" for ever, and the log says why
        _log.exception("merged report %s broke off", job)
        MergedFile.objects.filter(pk=key).update(state=State.FAILED, changed_at=clock())


def _set(job: MergedFile, clock: Clock) -> None:
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
