"""Things written by several threads at once, in as few transactions as can be.

A commit waits for the disk, and SQLite lets one writer in at a time: threads that each begin their own transaction poll
for the lock and some of them starve. Here whoever comes first writes for all who wait, and nobody goes on before what
was given has reached the disk.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

GivenT = TypeVar("GivenT")
MadeT = TypeVar("MadeT")


class _Ticket(Generic[GivenT, MadeT]):
    __slots__ = ("fault", "given", "made")

    def __init__(self, given: GivenT) -> None:
        self.given = given
        self.made: list[MadeT] = []
        self.fault: Exception | None = None


class Together(Generic[GivenT, MadeT]):
    """`write` takes several things at once and returns what became of each, in their order, once all is on the disk."""

    def __init__(self, write: Callable[[Sequence[GivenT]], Sequence[MadeT]], *, most: int = 100) -> None:
        self._write = write
        self._most = most
        self._lock = Lock()
        self._waiting: deque[_Ticket[GivenT, MadeT]] = deque()

    def do(self, given: GivenT) -> MadeT:
        """Have something written, by this thread or by the one before it. Raises what `write` raised."""
        ticket: _Ticket[GivenT, MadeT] = _Ticket(given)
        self._waiting.append(ticket)
        with self._lock:
            while not ticket.made and ticket.fault is None:
                self._write_some()
        if ticket.fault is not None:
            raise ticket.fault
        return ticket.made[0]

    def _write_some(self) -> None:
        taken = [self._waiting.popleft() for _one in range(min(self._most, len(self._waiting)))]
        try:
            made = self._write([ticket.given for ticket in taken])
        except Exception as fault:  # each of those who wait raises it in its own thread
            for ticket in taken:
                ticket.fault = fault
            return
        for ticket, one in zip(taken, made, strict=True):
            ticket.made.append(one)
