"""What people do with a reading: correct it, take that back, confirm it, open it again. Each act is one transaction.

The database is asked for the document's row before anything is decided, so that two people act one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.exchange.answers import answering
from namro.apps.exchange.corrected import Corrected, corrected_by
from namro.apps.exchange.edits import edit
from namro.apps.exchange.models import CorrectionEntry, ImportedDocument
from namro.apps.exchange.queries import entries_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.improvement import report
from namro.core.printed.corrections import Act, Correction, change, new_key, question_key
from namro.core.printed.fields import EMPTY, CorrectionRefused, Item, field_text
from namro.core.printed.items import Reading


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that somebody sent: the item (`criterion:+` for a new one), its fields, and the version it was made of."""

    key: str
    values: Mapping[str, str]
    version: int


class FieldsRefused(CorrectionRefused):
    """Fields of a form that cannot be so: the reason by field."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__(next(iter(by_field.values())), code="fields")
        self.by_field = by_field


class Conflict(CorrectionRefused):
    """Somebody else has changed the same fields: `theirs` and `mine` by field; nothing was written.

    `sent` are all fields of the form that the person changed, also those that nobody else touched.
    """

    def __init__(self, entry: CorrectionEntry, *, theirs: dict[str, str], mine: dict[str, str]) -> None:
        super().__init__(_("%(person)s vừa sửa cùng chỗ này.") % {"person": entry.by.full_name}, code="conflict")
        self.entry, self.theirs, self.mine = entry, theirs, mine
        self.sent: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def correct(user: User, document: ImportedDocument, filled: Filled, *, at: datetime) -> Corrected:
    """Write a form's corrections. Raises FieldsRefused, Conflict or CorrectionRefused, and then writes nothing."""
    document, entries = _taken(document)
    now = corrected_by(document, entries)
    started: list[Correction] = []
    base = now
    if filled.version < document.version:
        base = corrected_by(document, [entry for entry in entries if entry.version <= filled.version])
    key, items = filled.key, base.items
    if key.endswith(":+"):
        key = new_key(key.removesuffix(":+"), now.corrections)
        line = filled.values.get("line", "").strip()
        started = [Correction(kind=Act.ADD, item=key, new=line if line.isdecimal() and len(line) < 7 else "")]
        items = {**now.items, key: EMPTY[key.partition(":")[0]]}
        base = now
    _check_there(key, items)
    found = edit(items, key, values=filled.values, year=year_of(now.reading))
    if found.refused:
        raise FieldsRefused(found.refused)
    mine = found.corrections
    if not started:
        try:
            _check_untouched(base, now, mine, entries=entries)
        except Conflict as clash:
            changed = {c.field for c in mine if c.item == key}
            clash.sent = tuple((name, text) for name, text in filled.values.items() if name in changed)
            raise
        mine = tuple(_rebased(now.items, mine))
    return _append(user, document, (*started, *mine), entries=entries, at=at)


@transaction.atomic
def settle(
    user: User, document: ImportedDocument, kind: Act, *, key: str, version: int, answer: str = "", at: datetime
) -> Corrected:
    """Drop or take back an item, answer a question, or leave something as it is. Raises CorrectionRefused."""
    document, entries = _taken(document)
    now = corrected_by(document, entries)
    made: Sequence[Correction] = [Correction(kind=kind, item=key)]
    if kind is Act.ANSWER:
        question = next((q for q in now.reading.questions if question_key(q) == key), None)
        if question is None:
            raise CorrectionRefused(_("Câu hỏi này đã được trả lời. Trang đã tải lại bản mới nhất."), code="answered")
        made = answering(now.items, question, answer=answer, year=year_of(now.reading))
    elif kind is Act.SEEN and key not in {matter.key for matter in now.matters}:
        raise CorrectionRefused(_("Chỗ này không còn phải xem. Trang đã tải lại bản mới nhất."), code="gone")
    elif kind is Act.DROP:
        _check_there(key, now.items)
        since = [entry for entry in entries if entry.version > version and entry.item == key]
        if since:
            told = _("%(person)s vừa sửa mục này. Xem lại rồi hãy bỏ.") % {"person": since[-1].by.full_name}
            raise CorrectionRefused(told, code="conflict")
    return _append(user, document, made, entries=entries, at=at)


@transaction.atomic
def undo(user: User, document: ImportedDocument, *, version: int, at: datetime) -> Corrected:
    """Take back the last act that holds. Raises CorrectionRefused when somebody did something since `version`."""
    document, entries = _taken(document)
    _check_latest(document, entries, version=version)
    if not corrected_by(document, entries).acts:
        raise CorrectionRefused(_("Không còn gì để hoàn tác."), code="nothing")
    return _append(user, document, [Correction(kind=Act.UNDO, item="")], entries=entries, at=at)


@transaction.atomic
def confirm(user: User, document: ImportedDocument, *, version: int, at: datetime) -> None:
    """Lock the reading as it is. Raises CorrectionRefused when somebody corrected something since `version`."""
    document, entries = _taken(document)
    _check_latest(document, entries, version=version)
    document.confirmed_by, document.confirmed_at = user, at
    document.save(update_fields=["confirmed_by", "confirmed_at"])
    record(user, AuditEntry.Act.DOCUMENT_CONFIRMED, at=at, subject=document.code, note=document.name)


@transaction.atomic
def reopen(user: User, document: ImportedDocument, *, reason: str, at: datetime) -> None:
    """Open a confirmed reading again. Raises CorrectionRefused without a reason."""
    reason = "".join(character for character in reason if character.isprintable()).strip()
    if not reason:
        raise CorrectionRefused(_("Chưa ghi lý do mở lại. Ghi một câu để người khác biết vì sao."), code="reason")
    document = ImportedDocument.objects.select_for_update().get(pk=document.pk)
    document.confirmed_by = document.confirmed_at = None
    document.save(update_fields=["confirmed_by", "confirmed_at"])
    record(user, AuditEntry.Act.DOCUMENT_REOPENED, at=at, subject=document.code, note=reason)


def year_of(reading: Reading) -> int | None:
    """The year that completes dates printed without one."""
    header = reading.header
    return header.subject_year or (int(header.date[:4]) if header.date else None) or header.assessed_year


def _taken(document: ImportedDocument) -> tuple[ImportedDocument, list[CorrectionEntry]]:
    document = ImportedDocument.objects.select_for_update().get(pk=document.pk)
    if document.confirmed_at:
        told = _("Kết quả đọc đã được xác nhận nên đang khóa. Mở lại, ghi lý do, rồi sửa.")
        raise CorrectionRefused(told, code="locked")
    return document, entries_of(document)


def _check_latest(document: ImportedDocument, entries: Sequence[CorrectionEntry], *, version: int) -> None:
    if document.version != version and entries:
        told = _("%(person)s vừa sửa thêm. Xem lại bản mới nhất rồi làm tiếp.") % {"person": entries[-1].by.full_name}
        raise CorrectionRefused(told, code="conflict")


def _check_there(key: str, items: Mapping[str, Item]) -> None:
    if key not in items:
        raise CorrectionRefused(_("Mục này không còn trong văn bản; có thể vừa được bỏ."), code="gone")


def _check_untouched(
    base: Corrected, now: Corrected, mine: Iterable[Correction], *, entries: Sequence[CorrectionEntry]
) -> None:
    """Corrections of other fields are no conflict: they commute."""
    theirs: dict[str, str] = {}
    wanted: dict[str, str] = {}
    last = None
    for correction in mine:
        if correction.kind is not Act.CHANGE:
            continue
        _check_there(correction.item, now.items)
        current = field_text(now.items[correction.item], correction.field)
        if current not in (correction.new, field_text(base.items[correction.item], correction.field)):
            theirs[correction.field], wanted[correction.field] = current, correction.new
            last = next((e for e in reversed(entries) if e.item == correction.item), entries[-1])
    if last is not None:
        raise Conflict(last, theirs=theirs, mine=wanted)


def _rebased(items: Mapping[str, Item], mine: Iterable[Correction]) -> Iterable[Correction]:
    for correction in mine:
        if correction.kind is not Act.CHANGE:
            yield correction
        elif made := change(correction.item, items[correction.item], field=correction.field, text=correction.new):
            yield made


def _append(
    user: User,
    document: ImportedDocument,
    corrections: Sequence[Correction],
    *,
    entries: list[CorrectionEntry],
    at: datetime,
) -> Corrected:
    if not corrections:
        return corrected_by(document, entries)
    document.version += 1
    lines = [
        CorrectionEntry(
            document=document, seq=len(entries) + n, version=document.version, by=user, at=at,
            kind=c.kind, item=c.item, field=c.field, old=c.old, new=c.new,
        )
        for n, c in enumerate(corrections, start=1)
    ]  # fmt: skip
    now = corrected_by(document, [*entries, *lines])
    document.contradictions = sum(matter.severity == "error" for matter in now.matters)
    document.doubts = sum(matter.severity != "error" and matter.key not in now.seen for matter in now.matters)
    document.lost = report(now.reading).total or None
    document.title = (now.reading.header.title or "")[:300]
    document.save(update_fields=["version", "contradictions", "doubts", "lost", "title"])
    CorrectionEntry.objects.bulk_create(lines)
    told = "; ".join(f"{c.kind} {c.item} {c.field}".strip() for c in corrections)
    record(user, AuditEntry.Act.DOCUMENT_CORRECTED, at=at, subject=document.code, note=told)
    return now
