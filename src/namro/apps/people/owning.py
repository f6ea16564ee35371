"""Who can be given work: people, positions and groups of a unit on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from namro.apps.people.models import Group, Owned, OwnerKind, Owning, Position
from namro.apps.people.queries.groups import groups_in, size_of
from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.people.queries.people import holders_of, seats_in
from namro.core.base.names import sort_key
from namro.core.base.spans import successors

#: Of an option: nobody owes it.
NOBODY = "0"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: `value` is `person:12`, `position:3`, `each:5` or `any:5`; `name` is what documents call it."""

    value: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Options by kind; a group stands twice, for each member and for any."""

    people: tuple[Option, ...]
    positions: tuple[Option, ...]
    each: tuple[Option, ...]
    any: tuple[Option, ...]

    def of_owners(self) -> Iterator[tuple[str, tuple[Option, ...]]]:
        """Yield (heading, options) for a list to choose an owner from."""
        yield _("Người"), self.people
        yield _("Chức danh"), self.positions
        yield _("Nhóm, mỗi người một sản phẩm"), self.each
        yield _("Nhóm, một người làm cho cả nhóm"), self.any

    def helpers(self) -> tuple[Option, ...]:
        """People and positions that can help."""
        return (*self.people, *self.positions)

    def find(self, value: str) -> Option | None:
        """The option of a value."""
        return next((one for _heading, options in self.of_owners() for one in options if one.value == value), None)


def choices_of(unit: int, day: date) -> Choices:
    """Return everybody in a unit on a day, or in its successors; three queries, two more for each successor."""
    units, seats = [unit], seats_in(unit, day)
    if not seats:
        units = sorted(successors(unit, unit_handovers(), day))
        seats = [seat for heir in units for seat in seats_in(heir, day)]
    people = {held.user_id: held.user.full_name for seat in seats for held in holders_of(seat)}
    named = sorted(people.items(), key=lambda item: sort_key(item[1]))
    groups = groups_in(units, day)
    return Choices(
        people=tuple(Option(f"{OwnerKind.PERSON}:{key}", name, name) for key, name in named),
        positions=tuple(Option(f"{OwnerKind.POSITION}:{seat.pk}", seat.name, _seat_words(seat)) for seat in seats),
        each=tuple(_group_option(group, OwnerKind.EACH) for group in groups),
        any=tuple(_group_option(group, OwnerKind.ANY) for group in groups),
    )


def _seat_words(seat: Position) -> str:
    names = ", ".join(held.user.full_name for held in holders_of(seat))
    return f"{seat.name} – {names or _('chưa có người')}"


def _group_option(group: Group, kind: OwnerKind) -> Option:
    words = _("%(name)s (%(count)d chức danh)") % {"name": group.name, "count": size_of(group)}
    return Option(f"{kind}:{group.pk}", group.name, words)


def owning_of(value: str) -> Owning:
    """`position:3` → the owner it stands for; NOBODY → nobody."""
    if value == NOBODY:
        return Owning(OwnerKind.NOBODY)
    kind, _colon, key = value.partition(":")
    return Owning(OwnerKind(kind), int(key))


def value_of(row: Owned) -> str:
    """The owner of a row as the value of an option."""
    key = row.owner_user_id or row.owner_position_id or row.owner_group_id
    return f"{row.owner_kind}:{key}" if row.owner_kind else NOBODY
