"""The tree of units on a day, and which unit took over from which.

Both are read in one query each and kept in memory until the organisation changes: whatever changes it calls `touch`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q

from namro.apps.people.models import OrganisationVersion, Unit, UnitLink, UnitSpan, on_day
from namro.core.base.spans import Handover


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as it is on the day of its tree; `home` is the id of the unit whose body it is, None for a unit."""

    id: int
    code: str
    name: str
    kind: str
    parent: int | None
    home: int | None


@dataclass(frozen=True, slots=True)
class Tree:
    """All units in force on one day, siblings in their order."""

    day: date
    nodes: dict[int, Node]
    _children: dict[int | None, tuple[Node, ...]] = field(repr=False)

    def children(self, unit: int | None) -> tuple[Node, ...]:
        """Units and bodies right under a unit; under None, those that stand on top."""
        return self._children.get(unit, ())

    def path(self, unit: int) -> tuple[Node, ...]:
        """From the top down to the unit itself; empty when it is not in force."""
        return tuple(reversed(list(self._upwards(unit))))

    def _upwards(self, unit: int | None) -> Iterator[Node]:
        seen = set()
        while unit in self.nodes and unit not in seen:
            seen.add(unit)
            yield self.nodes[unit]
            unit = self.nodes[unit].parent


def touch() -> None:
    """Say that units changed; call it in the transaction that changes them."""
    # A random token, not a number: a number would come back after a rollback or a restored backup.
    OrganisationVersion.objects.update_or_create(pk=1, defaults={"token": secrets.token_hex(8)})


def tree_on(day: date) -> Tree:
    """Return the tree of a day: one query for the version, one more when it is not in memory."""
    return _tree(_token(), day)


def unit_handovers() -> tuple[Handover[int], ...]:
    """Return which unit took over from which: one query for the version, one more when they are not in memory."""
    return _handovers(_token())


def organisation_on(day: date) -> tuple[Tree, tuple[Handover[int], ...]]:
    """Return the tree of a day and all handovers, with one query for the version of both."""
    token = _token()
    return _tree(token, day), _handovers(token)


def _token() -> str:
    # Without a version nothing was ever loaded; the empty token must not keep that for the time after.
    return OrganisationVersion.objects.values_list("token", flat=True).first() or secrets.token_hex(8)


@lru_cache(maxsize=8)
def _tree(_of: str, day: date) -> Tree:
    rows = UnitSpan.objects.filter(on_day(day)).order_by("rank", "name")
    nodes = [Node(*row) for row in rows.values_list("unit_id", "unit__code", "name", "kind", "parent_id", "unit__home")]
    children: dict[int | None, list[Node]] = {}
    known = {node.id: node for node in nodes}
    for node in nodes:
        # What stands under something that has ended is shown on top rather than lost.
        children.setdefault(node.parent if node.parent in known else None, []).append(node)
    return Tree(day, known, {parent: tuple(below) for parent, below in children.items()})


@lru_cache(maxsize=2)
def _handovers(_of: str) -> tuple[Handover[int], ...]:
    rows = UnitLink.objects.values_list("old_id", "new_id", "share", "on")
    return tuple(Handover(old, new, Fraction(share), on) for old, new, share, on in rows)


def span_at(unit: Unit, day: date) -> UnitSpan:
    """Return the unit's name, kind and parent on a day; before its time the first ones, after it the last."""
    return span_among(unit.spans.all(), day)


def span_among(spans: Iterable[UnitSpan], day: date) -> UnitSpan:
    """Choose among all spans of a unit as `span_at` does."""
    ordered = sorted(spans, key=lambda span: span.since)
    begun = [span for span in ordered if span.since <= day]
    return begun[-1] if begun else ordered[0]


def names_then(wanted: Iterable[tuple[Unit, date]]) -> dict[tuple[int, date], str]:
    """Return `body, unit` by (id of the body, day), in the names of that day or the last ones before it; one query."""
    asked = [(unit.pk, unit.home_id, day) for unit, day in wanted]
    keys = {key for body, home, _day in asked for key in (body, home) if key is not None}
    spans: dict[int, list[UnitSpan]] = {}
    for span in UnitSpan.objects.filter(unit__in=keys):
        spans.setdefault(span.unit_id, []).append(span)
    return {
        (body, day): ", ".join(span_among(spans[key], day).name for key in (body, home) if key is not None)
        for body, home, day in asked
    }


def ended_under(unit: Unit, day: date, handovers: Iterable[Handover[int]]) -> list[UnitSpan]:
    """Return what stood right under a unit or was taken over by it, and had ended by a day; newest first.

    What goes on under another name or elsewhere has not ended.
    """
    taken_over = {h.old for h in handovers if h.new == unit.pk and h.on <= day}
    there = Q(parent=unit) | Q(unit__in=taken_over)
    goes_on = UnitSpan.objects.filter(unit=OuterRef("unit"), since__gte=OuterRef("until"))
    return list(UnitSpan.objects.filter(there, ~Exists(goes_on), until__lte=day).order_by("-until", "rank"))


def names_of(units: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return (code, last name) of units by their ids, in one query."""
    rows = UnitSpan.objects.filter(unit__in=list(units)).order_by("since")
    return {key: (code, name) for key, code, name in rows.values_list("unit_id", "unit__code", "name")}
