"""The simple book of a unit without a system: opened and closed by an administrator, written by the unit's people.

Its dossiers go the way of imported ones (checked, judged, with limits), under the number of the unit's paper book. No
code of the provincial system and no slip is issued here, and a unit whose dossiers come from a system has no book: the
same dossier would stand twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.dossiers.actions.importing import source_named
from namro.apps.dossiers.incoming import digest_of
from namro.apps.dossiers.known import offices_known, terms
from namro.apps.dossiers.limits_of import limits
from namro.apps.dossiers.models import Dossier, DossierSource, OwnBook
from namro.apps.dossiers.permissions import check_catalogue, check_note
from namro.apps.dossiers.reading.cells import how_moments_are_written
from namro.apps.dossiers.reading.checking import WANTED, Checker, Known, Refused, Taken
from namro.apps.dossiers.reading.columns import columns
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.recording import record
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy
from namro.core.service.dossiers import Status

#: A unit that had dossiers of a system in these days has one.
_SYSTEM = timedelta(days=90)
PREFIX = "so-giay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the book as it was typed; moments are texts, "" where nothing happened."""

    number: str
    procedure: str
    officer: str = ""
    accepted_at: str = ""
    due_at: str = ""
    channel: str = ""
    asked_at: str = ""
    supplemented_at: str = ""
    processed_at: str = ""
    returned_at: str = ""
    withdrawn_at: str = ""


def book_of(unit: int) -> OwnBook | None:
    """Return the open book of a unit."""
    return OwnBook.objects.filter(unit=unit, closed_at=None).select_related("by").first()


def lines_of(unit: Unit) -> str:
    """Return how the codes of the lines of a unit's book begin."""
    return f"{PREFIX}/{unit.code}/"


@transaction.atomic
def open_book(user: User, unit: Unit, reason: str, *, at: datetime) -> OwnBook:
    """Open a unit's book. Raises NamroError, PermissionDenied."""
    check_catalogue(user)
    if not reason.strip():
        raise NamroError(_("Ghi vì sao đơn vị chưa dùng hệ thống của tỉnh."), code="reason")
    if book_of(unit.pk) is not None:
        raise NamroError(_("Sổ của đơn vị này đang mở."), code="open")
    _check_no_system(unit, at)
    row = OwnBook.objects.create(unit=unit, reason=tidy(reason)[:400], by=user, at=at)
    note = _("mở sổ: %s") % row.reason
    record(user, AuditEntry.Act.OWN_BOOK, at=at, subject=f"book:{unit.code}", note=note, unit=unit.pk)
    return row


@transaction.atomic
def close_book(user: User, unit: Unit, *, at: datetime) -> None:
    """Close it; its lines stay. Raises NamroError, PermissionDenied."""
    check_catalogue(user)
    if not OwnBook.objects.filter(unit=unit, closed_at=None).update(closed_at=at):
        raise NamroError(_("Sổ của đơn vị này không mở."), code="closed")
    record(user, AuditEntry.Act.OWN_BOOK, at=at, subject=f"book:{unit.code}", note=_("đóng sổ"), unit=unit.pk)


def _check_no_system(unit: Unit, at: datetime) -> None:
    others = Dossier.objects.filter(unit=unit, accepted_at__gte=at - _SYSTEM).exclude(code__startswith=lines_of(unit))
    if others.exists():
        raise NamroError(
            _("90 ngày qua đơn vị có hồ sơ từ hệ thống của tỉnh. Ghi tay nữa thì một hồ sơ thành hai; dùng tệp xuất."),
            code="system",
        )


@transaction.atomic
def put_line(user: User, unit: Unit, entry: Entry, *, at: datetime, key: int | None = None) -> Dossier:
    """Write a line, or write it again (`key`). Raises NamroError with what is wrong, PermissionDenied."""
    check_note(user, unit.pk)
    if book_of(unit.pk) is None:
        raise NamroError(_("Đơn vị không mở sổ ghi tay. Nhờ quản trị mở nếu chưa dùng hệ thống của tỉnh."), code="book")
    _check_no_system(unit, at)
    cells = _cells(entry, unit)
    code = cells[WANTED.index("code")]
    row = Dossier.objects.select_for_update().filter(pk=key, code__startswith=lines_of(unit)).first() if key else None
    there = Dossier.objects.filter(code=code).exclude(pk=row.pk if row else 0)
    if there.exists():
        raise NamroError(
            _("Số %(n)s của năm này đã có trong sổ. Mở dòng đó để sửa.") % {"n": entry.number}, code="twice"
        )
    values = _values(_checked(cells, unit, at), unit) | {"digest": digest_of(cells)}
    values["source"] = _source(unit)
    if row is None:
        row = Dossier.objects.create(**values)
    else:
        Dossier.objects.filter(pk=row.pk).update(**values)
        row.refresh_from_db()
    record(user, AuditEntry.Act.OWN_BOOK, at=at, subject=f"dossier:{row.code}", note=_("ghi sổ"), unit=unit.pk)
    return row


#: A stored name: the same in whatever language the page is read.
_OWN = _mark("Sổ giấy")


def _source(unit: Unit) -> DossierSource:
    return source_named(f"{_OWN} {unit.code}")


def _cells(entry: Entry, unit: Unit) -> tuple[str, ...]:
    number = tidy(entry.number).replace("/", "-")
    if not number or len(number) > 20:
        raise NamroError(_("Ghi số thứ tự trên sổ giấy, nhiều nhất 20 chữ."), code="number")
    if not entry.accepted_at.strip():
        raise NamroError(_("Ghi lúc tiếp nhận, ví dụ 16/10/2026 08:30."), code="accepted_at")
    happened = (
        (Status.SUPPLEMENT_REQUESTED, entry.asked_at),
        (Status.SUPPLEMENT_DONE, entry.supplemented_at),
        (Status.WITHDRAWN, entry.withdrawn_at),
    )
    events = [{"status": str(status), "at": at.strip()} for status, at in happened if at.strip()]
    said = {
        "code": f"{lines_of(unit)}{_year(entry.accepted_at)}/{number}",
        "procedure": tidy(entry.procedure),
        "officer": tidy(entry.officer),
        "accepted_at": entry.accepted_at.strip(),
        "due_at": entry.due_at.strip(),
        "channel": entry.channel,
        "processed_at": entry.processed_at.strip(),
        "returned_at": entry.returned_at.strip(),
        "events": json.dumps(events) if events else "",
    }
    return tuple(said.get(name, "") for name in WANTED)


def _year(text: str) -> str:
    """The year of a moment, by which the paper book counts its numbers."""
    found = Checker(_NOBODY).moments
    try:
        return f"{datetime.fromtimestamp(found.seconds(text.strip()), VIETNAM).year}"
    except ValueError as bad:
        raise NamroError(_("Lúc tiếp nhận: %s") % how_moments_are_written(), code="accepted_at") from bad


_NOBODY = Known(units={}, allowed=None, procedures={}, any_procedure=True, unit=None, until=0)


def _checked(cells: tuple[str, ...], unit: Unit, at: datetime) -> Taken:
    procedures = terms()
    known = Known(
        units={unit.code: unit.pk}, allowed=frozenset({unit.pk}), procedures=procedures,
        any_procedure=not procedures, unit=unit.pk, until=int(at.timestamp()),
    )  # fmt: skip
    try:
        return Checker(known).check(cells, int(at.timestamp()))
    except Refused as fault:
        title = next((one.title for one in columns() if one.name == fault.column), fault.column)
        raise NamroError(f"{title}: {fault.why}.", code=fault.column) from fault


def _values(taken: Taken, unit: Unit) -> dict[str, object]:
    ((limit, warned),) = limits([taken], offices_known())
    told = taken.judged
    return taken.values | {
        "unit_id": unit.pk, "state": told.state, "is_open": told.is_open, "limit_at": limit, "warn_at": warned,
        "ended_at": told.ended_at, "stood_at": told.stood_at, "requests": told.requests,
        "apologised": told.apologised,
    }  # fmt: skip
