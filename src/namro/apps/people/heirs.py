"""Which positions took over the work of positions that ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from namro.apps.people.models import PositionLink
from namro.core.base.spans import Handover, Span, origins, successors, whole_owners, with_origins


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands for a position on a day: its own name or its heir's, or nobody since `over`."""

    name: str = ""
    over: date | None = None
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heirs:
    """All handovers between positions, with the names and last days of those that took over."""

    links: tuple[Handover[int], ...] = ()
    _posts: dict[int, tuple[str, date | None]] = field(default_factory=dict)

    def times_of(self, position: int) -> tuple[tuple[int, Span], ...]:
        """Return (position, days) of those that had all the work of a position, itself first."""
        whole = whole_owners(position, self.links)
        return tuple((owner, Span(since, until)) for owner, since, until in whole if owner is not None)

    def ending_of(self, position: int, until: date | None, day: date) -> Ending:
        """Return what stands for a position on a day; `until` is the day on which it ended itself."""
        whole = whole_owners(position, self.links)
        owner, since, _until = next(one for one in reversed(whole) if one[1] <= day)
        if owner is None:
            return Ending(over=since, among=self.names_after(position, day))
        name, last = ("", until) if owner == position else self._posts[owner]
        return Ending(name=name, over=last if last is not None and last <= day else None)

    def names_after(self, position: int, day: date) -> tuple[str, ...]:
        """Return what the positions are called that have work of a position on a day, the largest share first."""
        parts = successors(position, self.links, day)
        found = [(-part, self._posts[key][0]) for key, part in parts.items() if key != position]
        return tuple(name for _part, name in sorted(found))

    def work_of(self, position: int, days: Span) -> list[tuple[int, Span]]:
        """Return (position, days) of all that is owed through a position that is held on some days."""
        found = []
        for origin in {position, *origins(position, self.links, date.max)}:
            for owner, span in self.times_of(origin):
                if owner == position and (both := days.common(span)) is not None:
                    found.append((origin, both))
        return found

    def helped_by(self, positions: Iterable[int], day: date) -> frozenset[int]:
        """Return the positions any part of whose work has come to these; they themselves too. Help is not divided."""
        return with_origins(positions, self.links, day)


def heirs(*, wanted: bool) -> Heirs:
    """Return all handovers in one query; where no position that matters has ended, none are wanted and none asked."""
    if not wanted:
        return Heirs()
    rows = list(
        PositionLink.objects.order_by("on", "id").values_list(
            "old_id", "new_id", "share", "on", "new__name", "new__until"
        )
    )
    links = tuple(Handover(old, new, Fraction(share), on) for old, new, share, on, _name, _until in rows)
    return Heirs(links, {new: (name, until) for _old, new, _share, _on, name, until in rows})
