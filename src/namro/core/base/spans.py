"""Rules of things that hold for a time: offices, positions, who held them, and what took over after them.

Days are half open: `since` is the first day, `until` the first day on which it no longer holds, None while it goes on.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Span:
    """A time from one day to another, the last one not included."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError(f"a span ends after it begins: {self.since} – {self.until}")

    def covers(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, other: Span) -> bool:
        """Whether both hold on some day."""
        return (other.until is None or self.since < other.until) and (self.until is None or other.since < self.until)

    def common(self, other: Span) -> Span | None:
        """The days on which both hold; None when there are none."""
        since = max(self.since, other.since)
        until = min((end for end in (self.until, other.until) if end is not None), default=None)
        return Span(since, until) if until is None or until > since else None


def first_full_day(spans: Iterable[Span], seats: int) -> date | None:
    """Return the first day on which more than `seats` of the spans hold; None when there is no such day."""
    taken = list(spans)
    # Seats are given back before they are taken on the same day: −1 sorts before +1.
    changes = sorted(
        [(span.since, 1) for span in taken] + [(span.until, -1) for span in taken if span.until is not None]
    )
    counts = accumulate(change for _day, change in changes)
    return next((day for (day, _change), count in zip(changes, counts, strict=True) if count > seats), None)


@dataclass(frozen=True, slots=True)
class Handover(Generic[Key]):
    """On a day, a share (0 < share ≤ 1) of what `old` has until then goes to `new`.

    Shares of one `old` on one day are of the same whole and add up to 1 at most.
    """

    old: Key
    new: Key
    share: Fraction
    on: date


def successors(key: Key, handovers: Iterable[Handover[Key]], day: date) -> dict[Key, Fraction]:
    """Return who has on `day` what `key` had in the beginning, with shares that add up to 1.

    Chains are followed. What was received on a day can be passed on only later: a chain never turns in a circle, and
    an older handover does not carry away what came after it. What nobody took over stays with its last owner.
    """
    return Heirs(handover for handover in handovers if handover.on <= day).of(key)


class Heirs(Generic[Key]):
    """Handovers in the order in which `successors` follows them, for asking about many owners."""

    def __init__(self, handovers: Iterable[Handover[Key]]) -> None:
        self._by_old: dict[Key, dict[date, list[Handover[Key]]]] = {}
        for handover in sorted(handovers, key=lambda h: h.on):
            self._by_old.setdefault(handover.old, {}).setdefault(handover.on, []).append(handover)

    def of(self, key: Key) -> dict[Key, Fraction]:
        """Return who has what `key` had in the beginning, with shares that add up to 1."""
        found: dict[Key, Fraction] = {}
        waiting = [(key, Fraction(1), date.min)]
        while waiting:
            owner, part, received = waiting.pop()
            for on, given in self._by_old.get(owner, {}).items():
                if on > received:
                    waiting += [(h.new, part * h.share, on) for h in given]
                    part -= part * sum((h.share for h in given), Fraction(0))
            if part:
                found[owner] = found.get(owner, Fraction(0)) + part
        return found


def whole_owners(key: Key, handovers: Iterable[Handover[Key]]) -> tuple[tuple[Key | None, date, date | None], ...]:
    """Return (owner, first day, first day of the next one or None) of all that `key` had in the beginning, in order.

    The owner is None while it is divided or partly left behind. The first one, `key` itself, begins with `date.min`.
    """
    passed = _passed_on(key, handovers)
    found: list[tuple[Key | None, date]] = []
    for day in sorted({date.min, *(handover.on for handover in passed)}):
        shares = successors(key, passed, day)
        owner = next(iter(shares)) if len(shares) == 1 else None
        if not found or found[-1][0] != owner:
            found.append((owner, day))
    ends = [day for _owner, day in found[1:]]
    return tuple((owner, since, until) for (owner, since), until in zip(found, [*ends, None], strict=True))


def _passed_on(key: Key, handovers: Iterable[Handover[Key]]) -> list[Handover[Key]]:
    """The handovers by which anything of `key` can have gone on."""
    by_old: dict[Key, list[Handover[Key]]] = {}
    for handover in handovers:
        by_old.setdefault(handover.old, []).append(handover)
    found: list[Handover[Key]] = []
    waiting = [key]
    while waiting:
        given = by_old.pop(waiting.pop(), [])
        found += given
        waiting += [handover.new for handover in given]
    return found


def origins(key: Key, handovers: Iterable[Handover[Key]], day: date) -> set[Key]:
    """Return everything of whose work some share had come to `key` by `day`; chains are followed back."""
    by_new: dict[Key, list[Handover[Key]]] = {}
    for handover in handovers:
        if handover.on <= day:
            by_new.setdefault(handover.new, []).append(handover)
    latest: dict[Key, date] = {}
    waiting = [(key, date.max)]
    while waiting:
        owner, before = waiting.pop()
        for h in by_new.get(owner, []):
            if h.on < before and latest.get(h.old, date.min) < h.on:
                latest[h.old] = h.on
                waiting.append((h.old, h.on))
    return set(latest) - {key}


def with_origins(keys: Iterable[Key], handovers: Iterable[Handover[Key]], day: date) -> frozenset[Key]:
    """Return keys with all those of whose work some share had come to one of them by `day`."""
    own, given = frozenset(keys), list(handovers)
    return own.union(*(origins(key, given, day) for key in own))
