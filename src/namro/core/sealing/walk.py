"""Walking along the record, oldest row first, in little memory: everything that does not fit is a fault.

After a row that does not fit the walk goes on from what the row says and from what it should say, so that one changed
row is one fault, not a fault of all that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from namro.core.sealing.links import GENESIS, Entry, Head, digest_of, erased_by, link


class FaultKind(StrEnum):
    """What can be wrong."""

    MISSING = "missing"  # rows are gone
    DOUBLE = "double"  # two rows with one number
    CONTENT = "content"  # what the row says is not what was written
    CHAIN = "chain"  # the row does not hang on the one before
    ERASED_UNSAID = "erased_unsaid"  # words are gone, and no act says who erased them
    ERASED_FILLED = "erased_filled"  # somebody wrote into a row without a salt
    NOT_ERASED = "not_erased"  # an act says that the words were erased, and they are there
    SEAL_GONE = "seal_gone"  # rows are sealed, and the seal is not there
    SEAL = "seal"  # the last row is not the one that was sealed last
    BEYOND = "beyond"  # rows have numbers that nobody gave them
    HEAD = "head"  # a head that was published is not in the record


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit; `first` and `last` are row numbers, `first` None for a row without one."""

    kind: FaultKind
    first: int | None
    last: int | None = None
    #: The database's own number of a row that is not sealed.
    key: int | None = None


class Walk:
    """One walk: `along` the sealed rows, then `tail`, then `end`; each yields the faults it meets."""

    def __init__(self, heads: Iterable[Head] = ()) -> None:
        self.sealed = self.unsealed = 0
        self.last = Head(0, GENESIS)
        self.oldest: datetime | None = None
        self._heads: dict[int, set[str]] = {}
        for head in heads:
            if head.seq == 0 and GENESIS.startswith(head.chain):
                continue  # published before anything was sealed
            self._heads.setdefault(head.seq, set()).add(head.chain)
        self._before = [GENESIS]  # chain hashes that the next row may hang on; none after rows that are gone
        self._empty: set[int] = set()
        self._told: set[int] = set()
        self._told_late: set[int] = set()

    def along(self, rows: Iterable[Entry]) -> Iterator[Fault]:
        """Look at sealed rows in the order of their numbers; may be called again with those that follow."""
        for row in rows:
            assert row.seq is not None
            self.sealed += 1
            number, expected = row.seq, self.last.seq + 1
            if number != expected:
                if number < expected:
                    yield Fault(FaultKind.DOUBLE, number)
                else:
                    yield from self._gap(expected, number - 1)
                    self._before = []
            yield from self._fits(row, number)
            yield from self._says(row)
            if (erased := erased_by(row)) is not None:
                self._told.add(erased)
            if self._heads and not all(row.chain.startswith(one) for one in self._heads.pop(number, ())):
                yield Fault(FaultKind.HEAD, number)
            self.last = Head(number, row.chain)

    def tail(self, rows: Iterable[tuple[int, Entry]]) -> Iterator[Fault]:
        """Look at rows that were not sealed when the walk began, each with the database's number of it."""
        for key, row in rows:
            self.unsealed += 1
            self.oldest = min(self.oldest or row.at, row.at)
            yield from self._says(row, key)
            if (erased := erased_by(row)) is not None:
                self._told_late.add(erased)

    def end(self, seal: Head | None, *, beyond: int = 0) -> Iterator[Fault]:
        """Compare the end with the seal; `beyond` counts the rows whose numbers are larger than the seal's."""
        if seal is None:
            if self.sealed:
                yield Fault(FaultKind.SEAL_GONE, self.last.seq)
        elif self.last.seq < seal.seq:
            yield from self._gap(self.last.seq + 1, seal.seq)
        elif self.last != seal and self.last.seq == seal.seq:
            yield Fault(FaultKind.SEAL, seal.seq)
        if seal is not None and (beyond or self.last.seq > seal.seq):
            yield Fault(FaultKind.BEYOND, seal.seq + 1)
        for number in sorted(self._heads):
            yield Fault(FaultKind.HEAD, number)
        for number in sorted(self._empty - self._told - self._told_late):
            yield Fault(FaultKind.ERASED_UNSAID, number)
        for number in sorted(self._told - self._empty):
            yield Fault(FaultKind.NOT_ERASED, number)

    def _gap(self, first: int, last: int) -> Iterator[Fault]:
        yield Fault(FaultKind.MISSING, first, last)
        for number in [one for one in self._heads if first <= one <= last]:
            del self._heads[number]
            yield Fault(FaultKind.HEAD, number)

    def _fits(self, row: Entry, number: int) -> Iterator[Fault]:
        ways = [link(previous, row) for previous in self._before]
        self._before = [row.chain]
        if ways and row.chain not in ways:
            yield Fault(FaultKind.CHAIN, number)
            self._before += ways

    def _says(self, row: Entry, key: int | None = None) -> Iterator[Fault]:
        if row.salt:
            if digest_of(row) != row.digest:
                yield Fault(FaultKind.CONTENT, row.seq, key=key)
            return
        if row.seq is None:  # only sealed rows are ever erased
            yield Fault(FaultKind.CONTENT, None, key=key)
            return
        self._empty.add(row.seq)
        if row.name or row.subject or row.note:
            yield Fault(FaultKind.ERASED_FILLED, row.seq)
