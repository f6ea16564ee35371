"""A file of dossiers from the upload to the word of the person who has seen what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers import jobs, waiting
from namro.apps.dossiers.models import DossierImport, DossierSource
from namro.apps.dossiers.permissions import check_import
from namro.apps.dossiers.reading.columns import missing
from namro.apps.dossiers.reading.tables import FileFault, header_of, kind_of
from namro.apps.people.models import User
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy

State = DossierImport.State
_NAME = 120


def source_named(name: str) -> DossierSource:
    """Return the source of a name, made where there is none. Raises NamroError without a name."""
    bare = tidy(name)[:_NAME]
    if not bare:
        raise NamroError(_("Ghi tên hệ thống mà tệp được xuất ra, ví dụ “Hệ thống TTHC tỉnh”."), code="source")
    return DossierSource.objects.get_or_create(name=bare)[0]


def hand_in(
    user: User, source: DossierSource, name: str, chunks: Iterable[bytes], *, exported_at: datetime, at: datetime
) -> DossierImport:
    """Take a file in; its columns are chosen next. Raises FileFault, and keeps nothing then."""
    check_import(user)
    job = DossierImport(
        source=source, name=name[:200], exported_at=exported_at, by=user, at=at, changed_at=at, columns=source.columns
    )
    try:
        job.size = waiting.take(job.code, chunks)
        path = waiting.place_of(job.code)
        header_of(path, kind_of(path))
        job.save()
    except BaseException:
        waiting.remove(job.code)
        raise
    return job


def choose_columns(
    user: User, job: DossierImport, chosen: Mapping[str, str], *, unit: int | None, any_procedure: bool, at: datetime
) -> None:
    """Settle which heading is which column, remember it for the source, and have the file read. Raises NamroError."""
    check_import(user)
    lacking = missing(chosen)
    if lacking:
        raise NamroError(_("Chọn cột của tệp cho: %(columns)s.") % {"columns": ", ".join(lacking)}, code="columns")
    if not chosen.get("unit") and unit is None:
        raise NamroError(_("Tệp không có cột đơn vị: chọn đơn vị của mọi dòng."), code="unit")
    twice = [heading for heading in chosen.values() if list(chosen.values()).count(heading) > 1]
    if twice:
        raise NamroError(_("Cột “%(name)s” được chọn hai lần. Giữ một.") % {"name": twice[0][:80]}, code="columns")
    with transaction.atomic():
        DossierSource.objects.filter(pk=job.source_id).update(columns=dict(chosen), unit=unit)
        mine = DossierImport.objects.filter(pk=job.pk, state__in=(State.MAPPING, State.FAILED))
        if not mine.update(
            state=State.QUEUED, columns=dict(chosen), any_procedure=any_procedure, changed_at=at, message=""
        ):
            raise NamroError(_("Tệp này đang được đọc hoặc đã đọc xong. Mở lại trang nạp."), code="gone")
        jobs.queue(job.pk)


def agree(user: User, job: DossierImport, *, at: datetime) -> None:
    """Have the checked rows written. Raises NamroError when they wait for that no more."""
    check_import(user)
    with transaction.atomic():
        mine = DossierImport.objects.filter(pk=job.pk, state=State.CHECKED)
        if not mine.update(state=State.AGREED, changed_at=at, done=0):
            raise NamroError(_("Tệp này đã được ghi hoặc đã bỏ. Mở lại trang nạp."), code="gone")
        jobs.queue(job.pk)


def give_up(user: User, job: DossierImport) -> None:
    """Drop a file that is not written; nothing of it stays. Raises NamroError while it is being worked on."""
    check_import(user)
    if job.state in (State.READING, State.WRITING, State.AGREED, State.DONE):
        raise NamroError(_("Tệp đang được đọc hoặc ghi, hoặc đã ghi; không bỏ được nữa."), code="gone")
    jobs.drop(job)


__all__ = ["FileFault", "agree", "choose_columns", "give_up", "hand_in", "source_named"]
