"""Two people at the same fact at once: one after the other, nothing lost, nothing doubled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection, connections

from namro.apps.indicators.actions import freeze
from namro.apps.indicators.models import Delivery, Fact
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.models import Role, Unit, User
from namro.core.base.clock import system_clock
from tests.apps.indicators.conftest import Write

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Run acts in threads of their own; return what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def kept(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=30)
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=kept, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


def test_writers_of_one_value_come_one_after_the_other(write: Write) -> None:
    def many(first: int) -> Callable[[], object]:
        return lambda: [write({"sipas": str(n), "models": str(n)}) for n in range(first, first + 20)]

    assert at_once(many(0), many(20), many(40)) == []
    facts = Fact.objects.filter(input="sipas")
    assert facts.filter(superseded_by=None).count() == 1
    assert facts.count() == Delivery.objects.count() == 60
    replaced = list(facts.exclude(superseded_by=None).values_list("superseded_by", flat=True))
    assert len(replaced) == len(set(replaced))  # a chain: every value is replaced by one other


def test_nothing_is_written_after_a_freeze(write: Write, home: Unit, cast: dict[str, User]) -> None:
    def until_refused() -> None:
        for n in count():
            write({"sipas": str(n % 100)})

    def freezing() -> None:
        freeze(cast[Role.ADMIN], home, 2026, reason="đã gửi", at=system_clock())

    (refused,) = at_once(until_refused, freezing)
    assert isinstance(refused, FactsRefused)
    assert refused.code == "frozen"
    last = Fact.objects.filter(year=2026, superseded_by=None).values_list("pk", flat=True)
    before = list(last)
    with pytest.raises(FactsRefused):
        write({"sipas": "100"})
    assert list(last) == before
