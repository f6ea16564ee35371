"""Several processes at the same moment on the audit record: each row is sealed once, in one chain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from namro.apps.people.models import AuditEntry, AuditSeal, User
from namro.apps.people.recording import record
from namro.apps.people.sealing import seal, seal_waiting
from namro.apps.people.verifying import Verification
from namro.core.base.clock import VIETNAM

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)
WAIT = 20

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(transactional_db: None) -> User:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for")
    return User.objects.create_user("vũ.khuê", full_name="Vũ Minh Khuê")


def begun(act: Callable[[], object]) -> Thread:
    """Start an act on a connection of its own."""

    def one() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=one)
    thread.start()
    return thread


def write(user: User, note: str) -> None:
    record(user, AuditEntry.Act.PLAN_MADE, at=NOW, note=note)


def whole() -> list[str]:
    """The notes in the order of sealing, when nothing is wrong."""
    check = Verification()
    assert list(check.faults()) == []
    rows = list(AuditEntry.objects.exclude(seq=None).order_by("seq").values_list("seq", "note"))
    assert [seq for seq, _note in rows] == list(range(1, len(rows) + 1))
    return [note for _seq, note in rows]


def test_many_write_while_many_seal(person: User) -> None:
    ended = Event()

    def acts(who: int) -> None:
        for n in range(15):
            with transaction.atomic():
                write(person, f"{who}.{n}")

    def seals() -> None:
        while not ended.is_set():
            seal_waiting(at=NOW)

    sealers = [begun(seals) for _ in range(3)]
    writers = [begun(lambda who=who: acts(who)) for who in range(4)]
    for thread in writers:
        thread.join(WAIT)
    ended.set()
    for thread in sealers:
        thread.join(WAIT)
    seal_waiting(at=NOW)
    assert sorted(whole()) == sorted(f"{who}.{n}" for who in range(4) for n in range(15))
    assert AuditSeal.objects.get().seq == 60


def test_what_commits_later_gets_a_later_number(person: User) -> None:
    written, go_on = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            write(person, "begun first")
            written.set()
            assert go_on.wait(WAIT)

    thread = begun(slow)
    assert written.wait(WAIT)
    write(person, "committed first")
    assert seal(at=NOW).seq == 1
    go_on.set()
    thread.join(WAIT)
    seal(at=NOW)
    assert whole() == ["committed first", "begun first"]


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_publication_that_sealed_is_waited_for(person: User, taken_back: bool) -> None:
    written, go_on = Event(), Event()
    write(person, "before")

    def publication() -> None:
        with transaction.atomic():
            write(person, "published")
            assert seal(at=NOW).seq == 2
            written.set()
            assert go_on.wait(WAIT)
            transaction.set_rollback(taken_back)

    publishing = begun(publication)
    assert written.wait(WAIT)
    other = begun(lambda: seal(at=NOW))
    other.join(0.2)
    assert other.is_alive()
    go_on.set()
    publishing.join(WAIT)
    other.join(WAIT)
    assert whole() == (["before"] if taken_back else ["before", "published"])
