"""Audit records made up for tests: rows, sealed the slow obvious way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from hypothesis import strategies as st

from namro.core.sealing import ERASING, GENESIS, Entry, Fault, Head, Walk, new_salt

#: No salt is drawn: a failure must come again.
SALTS = [f"{n:032x}" for n in range(40)]
WORDS = st.text(alphabet="aá ,Đ\U0001f600", max_size=4)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=365)).map(datetime(2026, 1, 1, tzinfo=UTC).__add__)


@dataclass(frozen=True)
class Log:
    """Sealed rows, the seal, heads that were published, and rows that wait for their seal."""

    rows: tuple[Entry, ...]
    seal: Head | None
    heads: tuple[Head, ...] = ()
    tail: tuple[Entry, ...] = ()

    def faults(self) -> list[Fault]:
        """What the walk finds."""
        walk = Walk(self.heads)
        met = [*walk.along(self.rows), *walk.tail(enumerate(self.tail))]
        return [*met, *walk.end(self.seal)]

    def with_rows(self, rows: Sequence[Entry]) -> Log:
        return replace(self, rows=tuple(rows))


def sealed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Number the entries from one and chain them, with nothing of the program itself."""
    rows: list[Entry] = []
    chain = GENESIS
    for number, entry in enumerate(entries, 1):
        parts = [chain, number, entry.at.isoformat(), entry.act, entry.actor, entry.unit, entry.digest]
        chain = sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()
        rows.append(entry._replace(seq=number, chain=chain))
    return tuple(rows)


def written(entry: Entry, salt: str = "") -> Entry:
    """Return the entry with salt and digest, taken the plain way from JSON."""
    salted = entry._replace(salt=salt or new_salt())
    payload = [entry.at.isoformat(), *entry[2:8]]
    text = salted.salt + json.dumps(payload, separators=(",", ":"))
    return salted._replace(digest=sha256(text.encode()).hexdigest())


def logged(entries: Sequence[Entry], *, waiting: int = 0) -> Log:
    """Return the record of these entries; the last `waiting` ones are not sealed."""
    split = len(entries) - waiting
    rows = sealed(entries[:split])
    heads = tuple(Head(row.seq or 0, row.chain) for row in rows[1::3])
    seal = Head(len(rows), rows[-1].chain) if rows else Head(0, GENESIS)
    return Log(rows, seal, heads, tuple(entries[split:]))


def erased(log: Log, number: int) -> Log:
    """Return the record with the words of a row gone."""
    rows = list(log.rows)
    rows[number - 1] = rows[number - 1]._replace(name="", subject="", note="", salt="")
    return log.with_rows(rows)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """A whole record: some rows erased as they may be, some that wait."""
    bare = st.builds(
        Entry,
        seq=st.none(),
        at=MOMENTS,
        act=st.sampled_from(["signed", "moved", ""]),
        actor=st.integers(1, 9),
        unit=st.none() | st.integers(1, 9),
        name=WORDS,
        subject=WORDS,
        note=WORDS,
    )
    entries = [written(entry, SALTS[n]) for n, entry in enumerate(draw(st.lists(bare, min_size=1, max_size=8)))]
    gone = sorted(draw(st.sets(st.integers(1, len(entries)), max_size=2)))
    for place, number in enumerate(gone):
        telling = draw(bare)._replace(act=ERASING, subject=f"audit:{number}")
        entries.append(written(telling, SALTS[20 + place]))
    log = logged(entries, waiting=draw(st.integers(0, min(2, len(gone)))))
    for number in gone:
        if number <= len(log.rows):
            log = erased(log, number)
    return log
