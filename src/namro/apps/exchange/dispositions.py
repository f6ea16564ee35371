"""Deciding what is done about a lost point, and taking that back. Each act is one transaction and one audit row.

The document's row is locked before anything is decided, so that two people act one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.exchange.deadlines import iso_day
from namro.apps.exchange.decided import Decided, decided_document
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.exchange.proofs import Kept
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError
from namro.core.improvement.decisions import ASKED, DecisionRefused, decision
from namro.core.improvement.findings import Decision
from namro.core.printed.fields import CorrectionRefused

_DAY_AND_MONTH = re.compile(r"\d{1,2}[/.-]\d{1,2}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS = range(1945, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that somebody sent: the finding's key, what was typed, and the version that it was made of.

    `texts` holds proof, ground, why and done_on; `file` is a proof that is in the store already.
    """

    key: str
    disposition: str
    texts: Mapping[str, str]
    version: int
    file: Kept | None = None


class DecisionGone(NamroError):
    """The finding is no longer there, or there is nothing to take back; nothing was written."""


class DecisionConflict(NamroError):
    """Somebody else decided about the same finding since the form was opened; nothing was written.

    `last` is their act (also when it took a decision back), `held` the decision that holds now.
    """

    def __init__(self, last: DispositionEntry, held: DispositionEntry | None) -> None:
        super().__init__(_("%(person)s vừa đổi hướng xử lý này.") % {"person": last.by.full_name}, code="conflict")
        self.last, self.held = last, held


@transaction.atomic
def decide(user: User, document: ImportedDocument, filled: Filled, *, at: datetime) -> None:
    """Write a decision. Raises DecisionRefused, DecisionConflict or DecisionGone, and then writes nothing."""
    document, found = _taken(document)
    _check_there(found, filled.key)
    made = _made(filled, today=timezone.localtime(at).date())
    held = found.holding.get(filled.key)
    file = filled.file if "proof" in ASKED[made.disposition] else None
    if file is None and held and held.sha256 and held.disposition == made.disposition:
        file = Kept(held.sha256, held.file_name, held.file_size)  # the form offers no way to lose a file
    entry = DispositionEntry(
        document=document,
        seq=found.version + 1,
        by=user,
        at=at,
        finding=filled.key,
        disposition=made.disposition,
        proof=made.proof,
        done_on=made.done_on,
        ground=made.ground,
        why=made.why,
        sha256=file.sha256 if file else "",
        file_name=file.name if file else "",
        file_size=file.size if file else 0,
    )
    if held and _content(held) == _content(entry):
        return
    _check_untouched(found, filled.key, version=filled.version)
    entry.save()
    note = f"{filled.key} {made.disposition}"
    record(user, AuditEntry.Act.FINDING_DECIDED, at=at, subject=document.code, note=note)


@transaction.atomic
def take_back(user: User, document: ImportedDocument, key: str, *, version: int, at: datetime) -> None:
    """Take back the decision that holds for a finding. Raises DecisionConflict or DecisionGone."""
    document, found = _taken(document)
    _check_there(found, key)
    _check_untouched(found, key, version=version)
    if key not in found.holding:
        raise DecisionGone(_("Không còn gì để hoàn tác."), code="nothing")
    DispositionEntry.objects.create(document=document, seq=found.version + 1, by=user, at=at, finding=key)
    record(user, AuditEntry.Act.DECISION_TAKEN_BACK, at=at, subject=document.code, note=key)


def remedied_day(text: str, *, today: date) -> date | None:
    """Return a typed day, `5/3/2026` or `5/3` of this year; None for an empty text.

    Raises DecisionRefused for what is no day, with the nearest two where the day does not exist.
    """
    typed = "".join(text.split())
    if not typed:
        return None
    if _ISO.fullmatch(typed):
        typed = "/".join(reversed(typed.split("-")))
    if _DAY_AND_MONTH.fullmatch(typed):
        typed = f"{typed}/{today.year}"
    try:
        year = typed[-4:]
        day = iso_day(typed) if year.isascii() and year.isdigit() and int(year) in _YEARS else ""
        if _ISO.fullmatch(day):
            return date.fromisoformat(day)
    except CorrectionRefused as fault:
        raise DecisionRefused({"done_on": fault.message}) from fault
    told = _("Không đọc được ngày “%(text)s”. Ghi ngày, tháng, năm, ví dụ 05/03/2026.")
    raise DecisionRefused({"done_on": told % {"text": text.strip()[:40]}})


def _taken(document: ImportedDocument) -> tuple[ImportedDocument, Decided]:
    document = ImportedDocument.objects.select_for_update().get(pk=document.pk)
    return document, decided_document(document)


def _made(filled: Filled, *, today: date) -> Decision:
    """All that is wrong is told at once: a day that cannot be does not hide a missing proof."""
    wrong: dict[str, str] = {}
    day: date | None = None
    if "done_on" in ASKED.get(filled.disposition, ()):
        try:
            day = remedied_day(filled.texts.get("done_on", ""), today=today)
        except DecisionRefused as fault:
            wrong = fault.by_field
    try:
        made = decision(filled.disposition, filled.texts, done_on=day, today=today, has_file=filled.file is not None)
    except DecisionRefused as fault:
        raise DecisionRefused({**fault.by_field, **wrong}) from fault
    return made


def _check_there(found: Decided, key: str) -> None:
    if key not in found.keys:
        raise DecisionGone(_("Khoản mất điểm này không còn trong phiếu. Trang đã tải lại bản mới nhất."), code="gone")


def _check_untouched(found: Decided, key: str, *, version: int) -> None:
    since = [entry for entry in found.entries if entry.finding == key and entry.seq > version]
    if since:
        raise DecisionConflict(since[-1], found.holding.get(key))


def _content(entry: DispositionEntry) -> tuple[object, ...]:
    return (entry.disposition, entry.proof, entry.done_on, entry.ground, entry.why, entry.sha256)
