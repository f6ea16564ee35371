"""A criteria set in force, and a short way to write facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest

from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Delivery, Producer
from namro.apps.indicators.sets import provide
from namro.apps.people.models import Role, Unit, User
from namro.core.base.clock import system_clock
from tests.apps.indicators.sets_for_tests import EDITION

Write = Callable[..., Delivery | None]


@pytest.fixture(autouse=True)
def edition() -> Iterator[None]:
    """The invented set is in force."""
    before = provide(lambda: (EDITION,))
    yield
    provide(before)


@pytest.fixture
def home(cast: dict[str, User]) -> Unit:
    """The commune of the cast."""
    return Unit.objects.get(code="suoi-may")


@pytest.fixture
def write(cast: dict[str, User], home: Unit) -> Write:
    """Write values of the commune, by input."""

    def act(
        values: Mapping[str, str], *, year: int = 2026, kind: Producer = Producer.PERSON, unit: Unit = home
    ) -> Delivery | None:
        facts = [NewFact(unit.pk, year, name, value) for name, value in values.items()]
        return write_facts(
            cast[Role.COORDINATOR], facts, origin=Origin(kind), as_of=date(2026, 11, 1), at=system_clock()
        )

    return act
