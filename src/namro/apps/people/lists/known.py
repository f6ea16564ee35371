"""What is known of all units, in a fixed number of queries, by code: what a list is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Max
from django.db.models.functions import Coalesce

from namro.apps.people.models import OfficialCode, Oversight, Position, Unit, UnitLink, UnitSpan

State = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Time:
    """Name, kind and parent (a code, "" on top) of a unit during a time; `row` is the id of the row."""

    row: int
    name: str
    kind: str
    parent: str
    since: date
    until: date | None

    @property
    def state(self) -> State:
        """What a list says of it."""
        return self.name, self.kind, self.parent


@dataclass(frozen=True, slots=True)
class Held:
    """A code, or the code of an appraiser, that a unit has during a time."""

    row: int
    value: str
    since: date
    until: date | None


@dataclass(slots=True)
class KnownUnit:
    """A unit with its times in order; of official codes and appraisers too, the last one stands last.

    `inside` is the last day on which something in it began, None for a unit without bodies and positions.
    """

    id: int
    code: str
    times: list[Time] = field(default_factory=list)
    codes: dict[str, list[Held]] = field(default_factory=dict)
    appraisers: list[Held] = field(default_factory=list)
    inside: date | None = None

    @property
    def last(self) -> Time:
        """The last time."""
        return self.times[-1]

    @property
    def first_day(self) -> date:
        """The day on which it began."""
        return self.times[0].since


@dataclass(slots=True)
class Known:
    """All units by code, the codes of bodies, and handovers by (old, new): share and day."""

    units: dict[str, KnownUnit] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()
    links: dict[tuple[str, str], list[tuple[Decimal, date]]] = field(default_factory=dict)


def known_units() -> Known:
    """Read all units; a fixed number of queries."""
    units = {
        key: KnownUnit(key, code)
        for key, code in Unit.objects.filter(home=None).order_by("id").values_list("id", "code")
    }
    known = Known(
        {unit.code: unit for unit in units.values()},
        frozenset(Unit.objects.filter(home__isnull=False).values_list("code", flat=True)),
    )
    spans = UnitSpan.objects.filter(unit__home=None).order_by("since")
    times = spans.values_list("unit_id", "id", "name", "kind", "parent__code", "since", "until")
    for key, row, name, kind, parent, since, until in times:
        units[key].times.append(Time(row, name, kind, parent or "", since, until))
    codes = OfficialCode.objects.filter(unit__home=None).order_by("since")
    for key, system, row, code, since, until in codes.values_list("unit_id", "system", "id", "code", "since", "until"):
        units[key].codes.setdefault(system, []).append(Held(row, code, since, until))
    overseen = Oversight.objects.filter(unit__home=None).order_by("since")
    for key, row, code, since, until in overseen.values_list("unit_id", "id", "appraiser__code", "since", "until"):
        units[key].appraisers.append(Held(row, code, since, until))
    links = UnitLink.objects.filter(old__home=None, new__home=None)
    for old, new, share, on in links.values_list("old__code", "new__code", "share", "on"):
        known.links.setdefault((old, new), []).append((share, on))
    _read_inside(units)
    return known


def _read_inside(units: dict[int, KnownUnit]) -> None:
    """What stands in units and is not over: nothing of it may begin after its unit has ended."""
    bodies = UnitSpan.objects.filter(unit__home__isnull=False, until=None).values(of=F("unit__home"))
    seats = Position.objects.filter(until=None).values(of=Coalesce("unit__home", "unit"))
    for found in (bodies, seats):
        for key, day in found.annotate(last=Max("since")).values_list("of", "last"):
            units[key].inside = max(day, units[key].inside or day)
