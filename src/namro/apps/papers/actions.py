"""Changing what stands around a unit's papers: from a day on, what held before stays for papers of before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.papers.models import Letterhead, Signer
from namro.apps.papers.permissions import check_edit
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.base.errors import NamroError
from namro.ui.formats import day


@transaction.atomic
def set_letterhead(
    user: User, unit: Unit, *, since: date, values: Mapping[str, str], signers: Iterable[tuple[int, str]], seen: int,
    at: datetime,
) -> Letterhead:  # fmt: skip
    """Have the values hold from a day on; `signers` are (position, capacity) in their order.

    `seen` is the key and version of what the form showed, as `seen_of` tells it. Raises `NamroError`.
    """
    check_edit(user, unit.pk)
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = unit.letterheads.filter(until=None).first()
    if seen != seen_of(last):
        raise NamroError(
            _("%(person)s vừa sửa phần đầu văn bản. Chưa ghi gì của bạn; xem lại rồi ghi lần nữa.")
            % {"person": last.changed_by.full_name if last else ""},
            code="conflict",
        )
    if last and since < last.since:
        raise NamroError(
            _("Phần đầu đang dùng có từ %(day)s. Chọn ngày này hoặc ngày sau đó.") % {"day": day(last.since)},
            code="since",
        )
    if last and since == last.since:
        made, made.version = last, last.version + 1
    else:
        unit.letterheads.filter(until=None).update(until=since)
        made = Letterhead(unit=unit, since=since)
    for name, value in values.items():
        setattr(made, name, value)
    made.changed_by, made.changed_at = user, at
    made.save()
    made.signers.all().delete()
    Signer.objects.bulk_create(
        Signer(letterhead=made, place=place, position_id=position, capacity=capacity)
        for place, (position, capacity) in enumerate(dict(signers).items())
    )
    record(
        user, AuditEntry.Act.LETTERHEAD_SET, at=at, subject=unit.code, note=f"{made.body}, {day(since)}", unit=unit.pk
    )
    return made


def seen_of(row: Letterhead | None) -> int:
    """A number that changes with every change of what is in force; 0 where nothing is set."""
    return row.pk * 10_000 + row.version if row else 0
