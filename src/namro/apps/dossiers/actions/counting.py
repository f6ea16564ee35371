"""What the paper book or the queue machine counted on a day, put beside what was entered into the system."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import BookCount
from namro.apps.dossiers.permissions import check_note
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy

_MOST = 100_000


def put_count(user: User, unit: int, *, day: date, field: str, received: int, at: datetime) -> None:
    """Put down how many dossiers were really received; a second word on a day and field replaces the first."""
    check_note(user, unit)
    if day > at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày nằm trong tương lai. Ghi ngày đã tiếp nhận."), code="day")
    if received > _MOST:
        raise NamroError(_("Số hồ sơ quá lớn. Ghi số của một ngày."), code="received")
    with transaction.atomic():
        BookCount.objects.update_or_create(
            unit_id=unit, day=day, field=tidy(field)[:160], defaults={"received": received, "by": user, "at": at}
        )
        note = f"{day:%d/%m/%Y} {tidy(field)}: {received}"
        record(user, AuditEntry.Act.DOSSIER_NOTED, at=at, subject="dossiers:book", note=note, unit=unit)
