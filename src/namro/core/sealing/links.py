"""One row of the audit record, its digest, and the link that ties it to the rows before it.

The digest is that of salt and payload, so that nobody who sees it can guess the words. The link holds the digest and
what stays when the words are erased: number, moment, act, account, unit.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring_ascii as _quoted
from typing import NamedTuple

#: What the first row hangs on.
GENESIS = "0" * 64
#: The act by which the words of a row are erased; its subject names the row.
ERASING = "audit_erased"
_NAME = "audit:"
_SALT_BYTES = 16


class Entry(NamedTuple):
    """A row as it is stored. Without a number it is not sealed; without salt its words were erased."""

    seq: int | None
    at: datetime
    act: str
    actor: int
    unit: int | None
    name: str
    subject: str
    note: str
    salt: str = ""
    digest: str = ""
    chain: str = ""


class Head(NamedTuple):
    """How far the record was sealed at a moment: number and chain hash of the last row."""

    seq: int
    chain: str


def new_salt() -> str:
    """Return a salt that nobody can guess."""
    return secrets.token_hex(_SALT_BYTES)


def digest_of(entry: Entry) -> str:
    """Return the digest of an entry's salt and payload; the payload is a JSON list without spaces, in ASCII."""
    return _sha256(
        f"{entry.salt}[{_lasting(entry)},{_quoted(entry.name)},{_quoted(entry.subject)},{_quoted(entry.note)}]"
    )


def link(previous: str, entry: Entry) -> str:
    """Return the chain hash of an entry that has its number, after the row whose chain hash is `previous`."""
    return _sha256(f"[{_quoted(previous)},{entry.seq},{_lasting(entry)},{_quoted(entry.digest)}]")


def _lasting(entry: Entry) -> str:
    """What stays when the words are erased. Written out, because a million rows are hashed while somebody waits."""
    at = entry.at if entry.at.tzinfo is UTC else entry.at.astimezone(UTC)
    unit = "null" if entry.unit is None else entry.unit
    return f'"{at.isoformat()}",{_quoted(entry.act)},{entry.actor},{unit}'


def _sha256(text: str) -> str:
    return sha256(text.encode("ascii")).hexdigest()


def erased_name(seq: int) -> str:
    """Return the subject by which an act of erasing names the row with this number."""
    return f"{_NAME}{seq}"


def erased_by(entry: Entry) -> int | None:
    """Return the number of the row whose words an entry says were erased; None for any other act."""
    if entry.act != ERASING:
        return None
    number = entry.subject.removeprefix(_NAME)
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None
