"""Somebody says which person of the unit a name of the provincial system is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.officers.models import OfficerName
from namro.apps.officers.permissions import check_follow
from namro.apps.people.models import AuditEntry, Holding, User
from namro.apps.people.recording import record
from namro.core.base.errors import NamroError


@transaction.atomic
def say_who(user: User, unit: int, name: str, person: User | None, *, at: datetime) -> None:
    """Put down whose name it is; None: nobody's. Raises NamroError, PermissionDenied."""
    check_follow(user, unit)
    if not name.strip():
        raise NamroError(_("Không có tên nào như vậy trong hồ sơ. Tải lại trang."), code="name")
    if person is not None and not _worked_there(unit, person):
        raise NamroError(_("Người này chưa từng giữ chức danh ở đơn vị. Chọn lại."), code="person")
    OfficerName.objects.update_or_create(unit_id=unit, name=name, defaults={"user": person, "by": user, "at": at})
    who = person.full_name if person else _("không phải người của đơn vị")
    record(user, AuditEntry.Act.OFFICER_NAMED, at=at, subject="officers:names", note=f"{name}: {who}", unit=unit)


def _worked_there(unit: int, person: User) -> bool:
    seats = Holding.objects.filter(user=person)
    return (seats.filter(position__unit=unit) | seats.filter(position__unit__home=unit)).exists()
