"""An item is entered by hand, or what is known of it is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.holding import hold, office, told
from namro.apps.feedback.limits import count_limits
from namro.apps.feedback.models import Item
from namro.apps.feedback.permissions import check_keep
from namro.apps.people.models import AuditEntry, User
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.service.feedback import OPEN

#: What a form or a file says of an item.
FIELDS = ("source", "source_code", "link", "received_at", "kind", "field", "subject", "summary", "about_unit",
          "unsatisfied", "repeats")  # fmt: skip


@transaction.atomic
def add_item(user: User, unit: int, *, values: Mapping[str, Any], at: datetime) -> Item:
    """Enter an item; `limit` the day its source set or None, `own` an earlier own day or None. Raises NamroError."""
    check_keep(user, unit)
    row = Item(unit_id=unit, made_by=user, made_at=at, **{name: values[name] for name in FIELDS if name in values})
    check_known(row)
    set_limits(row, limit=values.get("limit"), own=values.get("own"), today=at)
    row.save()
    told(user, row, "receive", _("Ghi vào sổ"), at=at, note=row.subject, audit=AuditEntry.Act.FEEDBACK_ENTERED)
    return row


@transaction.atomic
def change_item(user: User, item: Item, *, values: Mapping[str, Any], version: int, at: datetime) -> Item:
    """Correct what is known of an item."""
    check_keep(user, item.unit_id)
    row = hold(item, version)
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    check_known(row)
    if row.state in OPEN:
        set_limits(row, limit=values.get("limit"), own=values.get("own"), today=at)
    row.save()
    told(user, row, "change", _("Sửa thông tin"), at=at, note=row.subject, audit=AuditEntry.Act.FEEDBACK_ENTERED)
    return row


def check_known(row: Item) -> None:
    """Raise NamroError when another item of the unit has the same code at the same source."""
    if row.source_code:
        same = Item.objects.filter(unit=row.unit_id, source=row.source, source_code=row.source_code).exclude(pk=row.pk)
        if same.exists():
            raise NamroError(
                _("Mã “%(code)s” của nguồn này đã có trong sổ. Mở mục đó, hoặc sửa lại mã.")
                % {"code": row.source_code},
                code="source_code",
            )


def set_limits(row: Item, *, limit: date | None, own: date | None, today: datetime) -> None:
    """Set both days: the source's own, or the one of the rule; the unit's own is never later. Raises NamroError."""
    if row.received_at > today:
        raise NamroError(_("Ngày nhận chưa tới. Ghi ngày, giờ đã nhận."), code="received")
    received = row.received_at.astimezone(VIETNAM).date()
    if limit is not None and limit < received:
        raise NamroError(
            _("Hạn %(limit)s trước ngày nhận %(day)s. Sửa một trong hai ngày.")
            % {"limit": f"{limit:%d/%m/%Y}", "day": f"{received:%d/%m/%Y}"},
            code="limit",
        )
    if own is not None and own < received:
        raise NamroError(_("Hạn nội bộ trước ngày nhận. Ghi ngày sau ngày nhận hoặc để trống."), code="own")
    row.limit_given = limit is not None
    count_limits(row, limit=limit, office=office())
    if own is not None:
        if own > row.limit_on:
            raise NamroError(
                _("Hạn nội bộ sau hạn phải trả lời %(limit)s. Ghi ngày sớm hơn hoặc để trống.")
                % {"limit": f"{row.limit_on:%d/%m/%Y}"},
                code="own",
            )
        row.own_on = own
