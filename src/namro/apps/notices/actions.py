"""Reading notices, saying what one wants, and what the administrator does with letters that did not go out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.notices.models import Letter, Notice, Wish
from namro.apps.notices.permissions import check_see_mail
from namro.apps.notices.wishes import quiet_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError
from namro.core.timetable.quiet import mailing_defaults

State = Letter.State


def mark_read(user: User, *, at: datetime, keys: Collection[int] | None = None) -> int:
    """Mark the person's notices as read, all of them or those named; return how many were not."""
    rows = Notice.objects.filter(user=user, read_at=None)
    return (rows if keys is None else rows.filter(pk__in=keys)).update(read_at=at)


@transaction.atomic
def save_wish(user: User, values: Mapping[str, Any], *, at: datetime) -> Wish:
    """Keep what the person wants by mail, and when not. Raises NamroError for hours that reach into the open ones."""
    wish, _fresh = Wish.objects.select_for_update().get_or_create(user=user)
    for name, value in values.items():
        setattr(wish, name, value)
    mailing_defaults().check(quiet_of(wish))
    wish.save()
    # What waits goes where the person is now.
    waiting = Letter.objects.filter(notice__user=user, state=State.WAITING)
    if wish.email:
        waiting.update(address=wish.email)
    else:
        waiting.update(state=State.DROPPED)
    record(user, AuditEntry.Act.NOTICE_WISHES, at=at, note="" if wish.email else _("không gửi thư"))
    return wish


@transaction.atomic
def settle_letter(user: User, letter: Letter, *, again: bool, at: datetime) -> None:
    """Send a dead letter again, or give it up."""
    check_see_mail(user)
    target = State.WAITING if again else State.DROPPED
    moved = Letter.objects.filter(pk=letter.pk, state=State.DEAD).update(state=target, attempts=0, not_before=at)
    if not moved:
        raise NamroError(_("Người khác vừa xử lý thư này. Tải lại trang để xem."), code="state")
    note = _("gửi lại") if again else _("bỏ")
    record(user, AuditEntry.Act.LETTER_SETTLED, at=at, subject=letter.notice.user.username, note=note)
