"""The unit's own form: off until a leader opens it, without login, with limits against abuse. No name is asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.entering import set_limits
from namro.apps.feedback.models import Event, Item, Knock, OwnForm
from namro.apps.feedback.permissions import check_lead
from namro.apps.library.codes import keyed_digest, new_code
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.base.errors import NamroError

SEND, LOOK = "send", "look"
#: Texts are short: what is longer belongs into a letter.
SUBJECT_LENGTH, SUMMARY_LENGTH = 120, 2000
_DAY = timedelta(days=1)
#: Uses within a day: by one address (an office or a village may share it), and by everybody together.
_OF_ADDRESS = {SEND: 5, LOOK: 30}
_OF_ALL = {SEND: 200, LOOK: 5000}


def is_open(unit: Unit) -> bool:
    """Whether the unit takes feedback by its own form."""
    return OwnForm.objects.filter(unit=unit, open=True).exists()


@transaction.atomic
def set_open(user: User, unit: Unit, *, wanted: bool, at: datetime) -> None:
    """Open or close the form of the unit."""
    check_lead(user, unit.pk)
    OwnForm.objects.update_or_create(unit=unit, defaults={"open": wanted, "by": user, "at": at})
    note = _("bật") if wanted else _("tắt")
    record(user, AuditEntry.Act.FEEDBACK_FORM, at=at, subject=unit.code, note=note, unit=unit.pk)


@transaction.atomic
def send(unit: Unit, *, kind: str, subject: str, summary: str, address: str, at: datetime) -> str:
    """Enter what somebody wrote and return the code to ask by. Raises NamroError beyond the limits.

    There is no line of the audit record: nobody who is known did it. The event without a person says so.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)  # those who write at once are counted one after another
    knock(SEND, address, at=at)
    code = new_code()
    row = Item(unit=unit, source="form", kind=kind, subject=subject, summary=summary, received_at=at, made_at=at,
               lookup=digest_of(code))  # fmt: skip
    set_limits(row, limit=None, own=None, today=at)
    row.save()
    Event.objects.create(item=row, act="receive", words=_("Gửi bằng biểu mẫu của đơn vị"), by=None, at=at)
    return code


def found_by(unit: Unit, code: str) -> Item | None:
    """Return the item of the unit that was sent under a code."""
    return Item.objects.filter(unit=unit, lookup=digest_of(code)).first() if code.strip() else None


def knock(door: str, address: str, *, at: datetime) -> None:
    """Count one use. Raises NamroError when there were too many within a day."""
    Knock.objects.filter(at__lt=at - _DAY).delete()
    told = Knock.objects.filter(door=door)
    mine = keyed_digest("feedback", address)
    if told.filter(address=mine).count() >= _OF_ADDRESS[door] or told.count() >= _OF_ALL[door]:
        raise NamroError(
            _("Đã quá số lần cho phép trong một ngày. Thử lại ngày mai, hoặc đến Bộ phận Một cửa, gọi đường dây nóng."),
            code="limit",
        )
    Knock.objects.create(door=door, address=mine, at=at)


def digest_of(code: str) -> str:
    """Return the form in which a code is kept; typed with spaces or capitals it is the same."""
    return sha256("".join(code.split()).lower().encode()).hexdigest()
