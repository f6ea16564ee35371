"""Rows of a register that are hotline items: told at once, quiet hours or not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.notices.duty import on_duty
from namro.apps.notices.telling import tell
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import seated_in
from namro.apps.registers.models import RegisterRow
from namro.core.base.clock import VIETNAM
from namro.core.registers import Register, shown
from namro.core.registers.conditions import holds_all

#: An item is news for so long after its day: old rows that are written down later wake nobody.
_NEWS = timedelta(days=2)
#: More new items at once are told as one.
_EACH = 5
_KIND = "hotline"


def tell_items(register: Register, rows: Collection[RegisterRow], *, actor: User, at: datetime) -> None:
    """Tell of new rows: who answers for each, and whoever is on duty in the unit now.

    Where there is neither, the unit's leaders and coordinators. Called in the transaction that writes the rows.
    """
    found = [row for row in rows if _is_item(register, row, at)]
    if not found:
        return
    unit = found[0].unit_id
    duty = on_duty(unit, at)
    if len(found) > _EACH:
        _tell_many(register, found, unit, duty=duty, actor=actor, at=at)
        return
    for row in found:
        people = ({_person(register, row)} - {0}) | duty or _heads(unit, at)
        tell(people - {actor.pk}, _KIND, _words(register, row), _url(row), key=_key(row), at=at, urgent=True)


def tell_handed(register: Register, row: RegisterRow, *, actor: User, at: datetime) -> None:
    """Tell who answers for an open item since a change; somebody who knows of it is not told again."""
    person = _person(register, row)
    if person and person != actor.pk and _is_item(register, row, at):
        tell([person], _KIND, _words(register, row), _url(row), key=_key(row), at=at, urgent=True)


def _tell_many(
    register: Register, rows: Collection[RegisterRow], unit: int, *, duty: frozenset[int], actor: User, at: datetime
) -> None:
    people = ({_person(register, row) for row in rows} - {0}) | duty or _heads(unit, at)
    words = _("Phản ánh đường dây nóng: %(n)d mục mới trong %(register)s") % {
        "n": len(rows), "register": register.title,
    }  # fmt: skip
    key = f"duong-day-nong:{unit}:{at:%Y-%m-%dT%H:%M:%S.%f}"
    url = reverse("registers:register", args=[register.code])
    tell(people - {actor.pk}, _KIND, words, url, key=key, at=at, urgent=True)


def _is_item(register: Register, row: RegisterRow, at: datetime) -> bool:
    """Whether the row is one that nobody has settled and that is still news."""
    if register.hotline is None or (register.stages is not None and not row.is_open):
        return False
    new = row.date >= at.astimezone(VIETNAM).date() - _NEWS
    return new and holds_all(register.hotline.when, row.data)


def _person(register: Register, row: RegisterRow) -> int:
    """The account that answers for the row, 0 for none."""
    column = register.hotline.person if register.hotline else ""
    key = row.data.get(column, "").partition("|")[0]
    return int(key) if key.isdecimal() else 0


def _heads(unit: int, at: datetime) -> frozenset[int]:
    return frozenset(seated_in(unit, (Role.LEADER, Role.COORDINATOR), at.astimezone(VIETNAM).date()))


def _words(register: Register, row: RegisterRow) -> str:
    """What the notice says; of a confidential register only its number."""
    told = {"n": f"{row.seq}/{row.date.year}", "register": register.title}
    if register.confidential:
        return _("Phản ánh đường dây nóng mới: số %(n)s, %(register)s") % told
    column = register.title_column
    what = shown(column, row.data.get(column.code, ""))
    return _("Phản ánh đường dây nóng mới: %(what)s (số %(n)s, %(register)s)") % {**told, "what": what}


def _key(row: RegisterRow) -> str:
    return f"duong-day-nong:{row.code}"


def _url(row: RegisterRow) -> str:
    return reverse("registers:row", args=[row.register, row.code])
