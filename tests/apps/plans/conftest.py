"""A plan drafted from the invented sheet, of the coordinator's commune."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.models import Plan
from namro.core.base.clock import system_clock
from namro.core.improvement import draft_plan
from namro.documents import read_file


@pytest.fixture
def standing(cast: dict[str, User]) -> dict[str, User]:
    """The cast with what everybody may do today."""
    for user in cast.values():
        user.standing = standing_of(user, system_clock().date())
    return cast


@pytest.fixture
def drafted(standing: dict[str, User], sheet_file: Path) -> Plan:
    """A plan from the invented sheet."""
    coordinator = standing[Role.COORDINATOR]
    (unit,) = coordinator.standing.units()
    made, _fresh = actions.make_plan(coordinator, unit, draft_plan(read_file(sheet_file)), at=system_clock())
    return made
