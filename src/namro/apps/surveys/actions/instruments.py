"""Instruments are brought as drafts, replaced, published, removed: each one transaction and one line of the record."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.instrument_files import Brought
from namro.apps.surveys.instrument_permissions import check_bring, check_settle
from namro.apps.surveys.models import Instrument
from namro.core.base.errors import NamroError
from namro.core.survey.reading import shipped_instruments

PUBLISHED, DRAFT = Instrument.State.PUBLISHED, Instrument.State.DRAFT


@transaction.atomic
def keep_instrument(user: User, unit: int, brought: Brought, *, replace: bool, at: datetime) -> Instrument:
    """Keep an instrument as a draft of a unit; `replace`: in the place of its draft of the same edition.

    Raises NamroError for a code that is another's, for an edition that stays, for a draft that is not to be replaced.
    """
    check_bring(user, unit)
    made = brought.made
    _check_code(unit, made.code)
    row = Instrument.objects.select_for_update().filter(code=made.code, edition=made.edition).first()
    if row is not None:
        _check_place(row, brought, replace=replace)
    values = {"title": brought.title, "text": brought.text, "sha256": brought.sha256, "made_by": user, "made_at": at}
    if row is None:
        row = _made(unit, made.code, made.edition, values)
        said = _("nạp dự thảo")
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        said = _("thay dự thảo")
    _record(user, row, said, at)
    return row


def _made(unit: int, code: str, edition: str, values: dict[str, object]) -> Instrument:
    try:
        with transaction.atomic():
            return Instrument.objects.create(unit_id=unit, code=code, edition=edition, **values)
    except IntegrityError as error:
        told = _("Vừa có người nạp cùng mã, cùng phiên bản. Tải lại danh sách, xem dự thảo đó rồi nạp lại nếu cần.")
        raise NamroError(told, code="taken") from error


def _check_code(unit: int, code: str) -> None:
    if code in shipped_instruments():
        told = _("Mã “%(code)s” là của bộ câu hỏi có sẵn trong phần mềm. Đặt mã khác (form_id hoặc instrument).")
        raise NamroError(told % {"code": code}, code="code")
    other = Instrument.objects.filter(code=code).exclude(unit=unit).values_list("unit_id", flat=True).first()
    if other is not None:
        told = _("Mã “%(code)s” đã là của %(unit)s. Đặt mã khác (form_id hoặc instrument) rồi nạp lại.")
        raise NamroError(told % {"code": code, "unit": names_of([other])[other][1]}, code="code")


def _check_place(row: Instrument, brought: Brought, *, replace: bool) -> None:
    name = {"name": f"{row.code} {row.edition}"}
    if row.state == PUBLISHED and row.sha256 == brought.sha256:
        raise NamroError(_("“%(name)s” đã ban hành, nội dung đúng như tệp này. Không cần nạp lại.") % name, code="same")
    if row.state == PUBLISHED:
        told = _("“%(name)s” đã ban hành nên không đổi nữa. Ghi phiên bản mới (version hoặc edition) rồi nạp lại.")
        raise NamroError(told % name, code="published")
    if not replace:
        told = _("Đã có dự thảo “%(name)s”. Đánh dấu “Thay dự thảo đang có” rồi nạp lại, hoặc ghi phiên bản mới.")
        raise NamroError(told % name, code="draft")


@transaction.atomic
def publish_instrument(user: User, row: Instrument, seen: str, *, at: datetime) -> Instrument:
    """Publish a draft; `seen` is the digest of what the person looked at. Raises NamroError."""
    found = _draft(user, row, seen)
    found.state = PUBLISHED
    found.save()
    _record(user, found, _("ban hành"), at)
    return found


@transaction.atomic
def remove_instrument(user: User, row: Instrument, seen: str, *, at: datetime) -> None:
    """Remove a draft. Raises NamroError for one that was published or changed meanwhile."""
    found = _draft(user, row, seen)
    _record(user, found, _("bỏ dự thảo"), at)
    found.delete()


def _draft(user: User, row: Instrument, seen: str) -> Instrument:
    check_settle(user, row)
    found = Instrument.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise NamroError(_("Dự thảo này vừa bị bỏ. Tải lại danh sách."), code="gone")
    if found.state != DRAFT:
        raise NamroError(_("Bộ câu hỏi này đã ban hành. Không đổi, không bỏ; nạp phiên bản mới nếu cần."), code="state")
    if found.sha256 != seen:
        raise NamroError(_("Dự thảo vừa được thay bằng tệp khác. Xem lại rồi làm lại."), code="changed")
    return found


def _record(user: User, row: Instrument, said: str, at: datetime) -> None:
    note = f"{row.title}: {said}"
    record(user, AuditEntry.Act.INSTRUMENT_SET, at=at, subject=f"{row.code} {row.edition}", note=note, unit=row.unit_id)
