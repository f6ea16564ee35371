"""Whose file is the same as whose, told to those who may know: who reads about many units, not the communes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from namro.apps.library.permissions import reads_many
from namro.apps.library.queries import Piece
from namro.apps.people.models import User
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import names_of

#: Stands for a unit whose name the person does not learn.
HIDDEN = ""


def twins_told(user: User, pieces: Iterable[Piece]) -> dict[int, tuple[str, ...]]:
    """Return the names of the units with the same file by the id of the evidence; two queries, none for communes."""
    rows = [piece for piece in pieces if piece.others]
    names = _names(user, {unit for piece in rows for unit in piece.others})
    return {piece.id: tuple(sorted(names.get(unit, HIDDEN) for unit in piece.others)) for piece in rows}


def _names(user: User, units: set[int]) -> Mapping[int, str]:
    if not reads_many(user):
        return {}
    read = units_read_by(user).filter(pk__in=units).values_list("pk", flat=True)
    return {unit: name for unit, (_code, name) in names_of(read).items()}
