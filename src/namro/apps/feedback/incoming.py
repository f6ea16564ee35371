"""A source's file of feedback: read and kept apart, shown, then written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.entering import set_limits
from namro.apps.feedback.models import ColumnMemory, Event, Item, Upload
from namro.apps.feedback.permissions import check_keep
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.base.clock import VIETNAM
from namro.core.base.columns import Row, digest_of, guess, headings_of, kept_cells, plain_cells
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.service.feedback import OPEN, rules
from namro.core.service.feedback_rows import CHANGED, MOST_ROWS, NEW, SAME, Decided, decide, read_rows, seal_of
from namro.documents.reading import read_cell_sheets

#: A file that nobody decided on is dropped after this time.
_STAYS = timedelta(days=1)
_ROWS = 2 * MOST_ROWS
#: What the file says only the day of came in at the opening of the office.
_OPENS = time(7, 30)


def stage(user: User, unit: int, source: str, path: Path, *, name: str, at: datetime) -> Upload:
    """Read a workbook and keep its table apart. Raises UnreadableDocument, or BrokenFile without headings."""
    check_keep(user, unit)
    if source not in rules().sources:
        raise NamroError(_("Chưa chọn nguồn của tệp. Chọn nguồn rồi nạp lại."), code="source")
    for sheet in read_cell_sheets(path):
        rows = [(number, plain_cells(cells)) for number, cells in sheet.rows[:_ROWS]]
        found = headings_of(
            [(n, dict(kept_cells(cells))) for n, cells in rows], rules().columns, ("subject", "summary")
        )
        if found is not None:
            break
    else:
        told = _("không thấy dòng tiêu đề có cột nội dung và mã hoặc ngày nhận. Giữ dòng tiêu đề khi xuất tệp.")
        raise BrokenFile(name, [Fault(0, "", told)])
    place, headings = found
    content = {"headings": {str(key): words for key, words in headings.items()}, "rows": rows[place + 1 :]}
    with transaction.atomic():
        Upload.objects.filter(at__lt=at - _STAYS).delete()
        return Upload.objects.create(unit_id=unit, source=source, name=name[:200], by=user, at=at, content=content)


def headings_in(upload: Upload) -> dict[int, str]:
    """The headings of the kept table by column."""
    return {int(place): words for place, words in upload.content["headings"].items()}


def rows_in(upload: Upload) -> list[Row]:
    """The kept rows below the headings."""
    return [(number, dict(kept_cells(cells))) for number, cells in upload.content["rows"]]


def columns_for(upload: Upload) -> tuple[dict[str, int], bool]:
    """Return what the columns mean: as chosen for the same headings of the source before (True), else as guessed."""
    headings = headings_in(upload)
    known = ColumnMemory.objects.filter(
        unit=upload.unit_id, source=upload.source, headings=digest_of(headings)
    ).first()  # fmt: skip
    if known is not None:
        return {meaning: int(place) for meaning, place in known.columns.items()}, True
    return guess(headings, rules().columns), False


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a file would do, and every fault."""

    decided: tuple[Decided, ...]
    faults: tuple[Fault, ...]
    seal: str

    def count(self, outcome: str) -> int:
        """How many rows do that."""
        return sum(one.outcome == outcome for one in self.decided)

    @property
    def writes(self) -> bool:
        """Whether anything would be written."""
        return not self.faults and any(one.outcome != SAME for one in self.decided)


def preview(upload: Upload, columns: Mapping[str, int], today: date) -> Bringing:
    """Return what the file would do with these meanings of its columns; nothing is written."""
    faults = Faults(upload.name)
    missing = [rules().columns[one][0] for one in ("code", "received") if one not in columns]
    if missing or not {"subject", "summary"} & columns.keys():
        needed = ", ".join(f"“{one}”" for one in missing or [rules().columns["summary"][0]])
        faults.add(0, _("chưa chọn cột %(needed)s. Chọn cột rồi xem lại.") % {"needed": needed})
        return Bringing((), tuple(faults.found), "")
    rows = read_rows(rows_in(upload), columns, faults, today=today)
    if not rows and not faults.found:
        faults.add(0, _("không có phản ánh nào dưới dòng tiêu đề. Kiểm tra lại cột đã chọn và tệp xuất."))
    known = Item.objects.filter(unit=upload.unit_id, source=upload.source).exclude(source_code="")
    decided = tuple(decide(rows, dict(known.values_list("source_code", "said"))))
    return Bringing(decided, tuple(faults.found), seal_of(decided))


@transaction.atomic
def write(user: User, upload: Upload, columns: Mapping[str, int], *, seal: str, at: datetime) -> Bringing:
    """Write what the file does, all of it or nothing, and remember the columns. Raises BrokenFile, NamroError."""
    check_keep(user, upload.unit_id)
    # One file of a unit after another: two of them would enter the same items twice.
    Unit.objects.select_for_update().get(pk=upload.unit_id)
    found = preview(upload, columns, at.astimezone(VIETNAM).date())
    if found.faults:
        raise BrokenFile(upload.name, list(found.faults))
    if found.seal != seal:
        raise NamroError(_("Cột đã chọn hoặc sổ khác với lúc xem. Chưa ghi gì; xem lại rồi nạp."), code="conflict")
    ColumnMemory.objects.update_or_create(
        unit_id=upload.unit_id, source=upload.source, headings=digest_of(headings_in(upload)),
        defaults={"columns": dict(columns), "at": at},
    )  # fmt: skip
    if found.writes:
        _write(user, upload, found, at=at)
    upload.delete()
    return found


def _write(user: User, upload: Upload, found: Bringing, *, at: datetime) -> None:
    codes = [one.row.code for one in found.decided if one.outcome == CHANGED]
    there = Item.objects.select_for_update().filter(unit=upload.unit_id, source=upload.source, source_code__in=codes)
    known = {one.source_code: one for one in there}
    items = []
    for one in found.decided:
        if one.outcome == NEW:
            items.append(_new(user, upload, one, at=at))
        elif one.outcome == CHANGED:
            items.append(_changed(known[one.row.code], one, at=at))
    events = [(one, "receive", _("Nạp từ tệp của nguồn")) for one in items if one.version == 1]
    events += [(one, "change", _("Nguồn đổi thông tin")) for one in items if one.version > 1]
    Event.objects.bulk_create(
        [Event(item=one, act=act, words=words, note=upload.name, by=user, at=at) for one, act, words in events]
    )
    told = _("%(name)s: %(new)d phản ánh mới, %(changed)d thay đổi") % {
        "name": upload.name, "new": found.count(NEW), "changed": found.count(CHANGED),
    }  # fmt: skip
    record(user, AuditEntry.Act.FEEDBACK_ENTERED, at=at, note=told, unit=upload.unit_id)


def _new(user: User, upload: Upload, one: Decided, *, at: datetime) -> Item:
    row = one.row
    item = Item(
        unit_id=upload.unit_id, source=upload.source, source_code=row.code, subject=row.subject, summary=row.summary,
        field=row.field, kind=row.kind, link=row.link, said=row.said(), made_by=user, made_at=at,
        received_at=_received(row.received, at),
    )  # fmt: skip
    set_limits(item, limit=row.limit, own=None, today=at)
    item.save()
    return item


def _changed(item: Item, one: Decided, *, at: datetime) -> Item:
    """Take over what the source changed; days of what was answered stay, and so does time that was granted."""
    row = one.row
    for name in {"subject", "summary", "field", "kind", "link"} & set(one.changed):
        setattr(item, name, getattr(row, name))
    if "received" in one.changed:
        item.received_at = _received(row.received, at)
    moved = {"received", "limit"} & set(one.changed)
    if moved and item.state in OPEN and not item.extensions.filter(granted=True).exists():
        set_limits(item, limit=row.limit, own=None, today=at)
    item.said, item.version = row.said(), item.version + 1
    item.save()
    return item


def _received(day: date, at: datetime) -> datetime:
    return min(datetime.combine(day, _OPENS, tzinfo=VIETNAM), at)
