"""Writing a line of the audit record, and the line as the chain sees it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from namro.apps.people.models import AuditEntry, User
from namro.core.base.folding import fold, tidy
from namro.core.sealing import Entry, digest_of, new_salt

#: Longer notes of the audit record are cut.
NOTE_LENGTH = 400
#: The columns of a row in the order of `Entry`.
COLUMNS = (
    "seq",
    "at",
    "act",
    "actor_id",
    "unit_id",
    "actor_name",
    "subject",
    "note",
    "salt",
    "digest",
    "chain",
)


def record(
    actor: User, act: AuditEntry.Act, *, at: datetime, subject: str = "", note: str = "", unit: int | None = None
) -> None:
    """Write one line of the audit record; call it in the transaction of the act.

    `unit` is the id of the unit in whose history the line stands.
    """
    _row(actor, act, at=at, subject=subject, note=note, unit=unit).save(force_insert=True)


def record_many(actor: User, act: AuditEntry.Act, told: Iterable[tuple[str, str]], *, at: datetime) -> None:
    """Write a line for each subject with its note, all at once; an act that changes several things at a time."""
    rows = [_row(actor, act, at=at, subject=subject, note=note, unit=None) for subject, note in told]
    AuditEntry.objects.bulk_create(rows, batch_size=500)


def _row(actor: User, act: AuditEntry.Act, *, at: datetime, subject: str, note: str, unit: int | None) -> AuditEntry:
    entry = Entry(None, at, str(act), actor.pk, unit, actor.full_name, str(subject), str(note)[:NOTE_LENGTH])
    written = entry._replace(salt=new_salt())
    return AuditEntry(
        at=at,
        act=written.act,
        actor_id=written.actor,
        unit_id=written.unit,
        actor_name=written.name,
        subject=written.subject,
        note=written.note,
        salt=written.salt,
        digest=digest_of(written),
        folded=folded_words(written),
    )


def folded_words(entry: Entry) -> str:
    """Return the words by which a line is found."""
    return fold(tidy(f"{entry.name} {entry.subject} {entry.note}"))


def entry_of(row: AuditEntry) -> Entry:
    """Return a row as the chain sees it."""
    return Entry(*(getattr(row, column) for column in COLUMNS))
