"""The audit record to read: how far it is sealed, its lines, one line with its hashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.people.models import AuditEntry, AuditSeal
from namro.apps.people.pages.wording import Link
from namro.apps.people.queries.audit import MOST_WAITING
from namro.apps.people.recording import entry_of
from namro.core.sealing import GENESIS, digest_of, link
from namro.ui.formats import NOTHING, moment, number

#: So many digits of a hash are enough to recognise it by.
_SHORT = 12
#: Heads and widths of the workbook.
COLUMNS = (
    (_mark("Số"), 9),
    (_mark("Lúc ghi"), 17),
    (_mark("Người ghi"), 24),
    (_mark("Việc"), 26),
    (_mark("Đối tượng"), 28),
    (_mark("Nội dung"), 60),
    (_mark("Mã chuỗi"), 68),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line; `number` and `chain` are "" until it is sealed, `erased` says that its words are gone."""

    url: str
    number: str
    chain: str
    at: str
    person: Link
    act: str
    subject: str
    note: str
    erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """The whole list; `older` leads on, `newest` back, each "" where it leads nowhere."""

    sealed: str
    sealed_at: str
    chain: str
    waiting: str
    rows: tuple[Row, ...]
    older: str
    newest: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage:
    """One line: what it says, its hashes, and whether they hold (`holds` is None before it is sealed)."""

    row: Row
    hashes: tuple[tuple[str, str], ...]
    holds: bool | None
    erase: str


def record_page(
    found: Sequence[AuditEntry], *, seal: AuditSeal | None, waiting: int, asked: dict[str, str], further: bool, on: bool
) -> RecordPage:
    """Return the page; `further` says that older lines follow, `on` that newer ones were left behind."""
    query = urlencode({key: value for key, value in asked.items() if value})
    older = (
        urlencode({**{key: value for key, value in asked.items() if value}, "truoc": found[-1].pk}) if further else ""
    )
    return RecordPage(
        sealed=number(Decimal(seal.seq)) if seal else "",
        sealed_at=moment(seal.at) if seal else "",
        chain=seal.chain if seal else "",
        waiting=_waiting_words(waiting),
        rows=tuple(row_of(entry) for entry in found),
        older=f"?{older}" if older else "",
        newest=f"?{query}" if on else "",
        query=f"?{query}" if query else "",
    )


def _waiting_words(count: int) -> str:
    """ "12", "hơn 10.000", "" for none."""
    if count > MOST_WAITING:
        return _("hơn %(n)s") % {"n": number(Decimal(MOST_WAITING))}
    return number(Decimal(count)) if count else ""


def row_of(entry: AuditEntry) -> Row:
    """Return a line as the pages show it; its account is at hand."""
    return Row(
        url=reverse("people:audit_line", args=[entry.pk]),
        number=str(entry.seq) if entry.seq else "",
        chain=entry.chain[:_SHORT],
        at=moment(entry.at),
        person=Link(reverse("people:person", args=[entry.actor_id]), entry.actor_name or entry.actor.full_name),
        act=entry.get_act_display(),
        subject=entry.subject,
        note=entry.note,
        erased=not entry.salt,
    )


def line_page(entry: AuditEntry, before: AuditEntry | None, *, may_erase: bool) -> LinePage:
    """Return the page of one line; `before` is the line it hangs on."""
    written = entry_of(entry)
    holds: bool | None = None
    previous = ""
    if written.seq is not None:
        previous = GENESIS if written.seq == 1 else before.chain if before else ""
        fits = bool(previous) and link(previous, written) == written.chain
        holds = fits and (not written.salt or digest_of(written) == written.digest)
    hashes = (
        (_("Mã nội dung"), written.digest),
        (_("Mã chuỗi của dòng trước"), previous or NOTHING),
        (_("Mã chuỗi"), written.chain or NOTHING),
        (_("Muối"), written.salt or NOTHING),
    )
    erasable = may_erase and bool(written.seq and written.salt) and entry.act != AuditEntry.Act.AUDIT_ERASED
    erase = reverse("people:audit_erase", args=[entry.pk]) if erasable else ""
    return LinePage(row=row_of(entry), hashes=hashes, holds=holds, erase=erase)


def sheet_rows(entries: Iterable[AuditEntry]) -> Iterator[tuple[object, ...]]:
    """Yield the lines as rows of the workbook, in the order of COLUMNS."""
    erased = _("nội dung đã xóa")
    for entry in entries:
        yield (
            entry.seq,
            moment(entry.at),
            entry.actor_name or entry.actor.full_name,
            entry.get_act_display(),
            entry.subject,
            entry.note if entry.salt else erased,
            entry.chain,
        )
