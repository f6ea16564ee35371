"""Which of the four values of a sheet somebody may read: asked of the app above that appraises, through one door."""

from __future__ import annotations

from typing import Protocol

from namro.apps.assessments.models import Assessment
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import State

#: The unit reads what was said about it from here on; before, nobody need be asked.
TOLD = frozenset({State.EXPLANATION, State.REAPPRAISAL, State.DECIDED, State.PUBLISHED})


class LayersRead(Protocol):
    """What one person reads of one sheet."""

    @property
    def all_open(self) -> bool:
        """Whether nothing is sealed, totals included."""

    def reads(self, layer: Layer, node: str) -> bool:
        """Whether the person may read a layer of a criterion."""


class Keeper(Protocol):
    """The app that knows."""

    def __call__(self, user: User, sheet: Assessment) -> LayersRead:
        """Return what a person reads of a sheet; a fixed number of queries."""


class _Door:
    keeper: Keeper | None = None


def sealed_by(keeper: Keeper | None) -> Keeper | None:
    """Let an app answer from now on; return the one that answered before."""
    before, _Door.keeper = _Door.keeper, keeper
    return before


def tells_final(sheet: Assessment) -> bool:
    """Whether what is final may go into what everybody of the unit reads: published, or back from outside.

    Expects the round at hand.
    """
    return State(sheet.state) is State.PUBLISHED or sheet.round is None or sheet.round.alone


def layers_read(user: User, sheet: Assessment) -> LayersRead | None:
    """Return what a person reads of a sheet; None where nothing but the unit's own is told, or nobody answers."""
    if State(sheet.state) not in TOLD or _Door.keeper is None:
        return None
    return _Door.keeper(user, sheet)
