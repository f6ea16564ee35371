"""An administrator turns a field about applicants on or off; somebody of the handling unit looks at one dossier's."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Dossier, Personal, PersonalField, PersonalValue
from namro.apps.dossiers.permissions import check_catalogue, check_note
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy

#: Days for which a value may stay: what is needed longer is needed by the provincial system, which has it.
MOST_DAYS = 365


def turn_on(user: User, field: str, *, purpose: str, days: int, at: datetime) -> PersonalField:
    """Turn a field on. Raises NamroError, PermissionDenied."""
    check_catalogue(user)
    if field not in Personal.values:
        raise NamroError(_("Không có trường này. Chọn một trường trong danh sách."), code="field")
    if len(tidy(purpose)) < 10:
        raise NamroError(_("Ghi rõ mục đích giữ trường này, ít nhất 10 chữ cái."), code="purpose")
    if not 1 <= days <= MOST_DAYS:
        raise NamroError(_("Thời hạn giữ từ 1 đến %(n)d ngày.") % {"n": MOST_DAYS}, code="days")
    try:
        with transaction.atomic():
            row = PersonalField.objects.create(field=field, purpose=tidy(purpose)[:400], days=days, by=user, at=at)
            note = _("bật “%(field)s”, giữ %(days)d ngày: %(purpose)s")
            said = {"field": row.get_field_display(), "days": days, "purpose": row.purpose}
            record(user, AuditEntry.Act.PERSONAL_FIELD, at=at, subject=f"personal:{field}", note=note % said)
    except IntegrityError as twice:
        raise NamroError(_("Trường này đang bật. Tắt rồi bật lại nếu đổi mục đích, thời hạn."), code="on") from twice
    return row


@transaction.atomic
def turn_off(user: User, row: PersonalField, *, at: datetime) -> int:
    """Turn it off and erase its values at once; return how many. Raises NamroError, PermissionDenied."""
    check_catalogue(user)
    if not PersonalField.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at):
        raise NamroError(_("Trường này đã tắt."), code="off")
    count, _kinds = PersonalValue.objects.filter(kept_as=row).delete()
    note = _("tắt “%(field)s”, xóa %(n)d giá trị") % {"field": row.get_field_display(), "n": count}
    record(user, AuditEntry.Act.PERSONAL_FIELD, at=at, subject=f"personal:{row.field}", note=note)
    return count


@transaction.atomic
def look_at(user: User, dossier: Dossier, *, at: datetime) -> list[PersonalValue]:
    """Return the values of one dossier; that they were looked at is put on record. Raises PermissionDenied."""
    check_note(user, dossier.unit_id)
    found = list(PersonalValue.objects.filter(dossier=dossier).select_related("kept_as").order_by("kept_as__field"))
    if found:
        note = ", ".join(str(one.kept_as.get_field_display()) for one in found)
        record(
            user, AuditEntry.Act.PERSONAL_SEEN, at=at, subject=f"dossier:{dossier.code}", note=note,
            unit=dossier.unit_id,
        )  # fmt: skip
    return found
