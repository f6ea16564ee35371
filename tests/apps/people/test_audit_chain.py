"""The audit record in the database: written with its act, sealed once, erased with a reason; tampering is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy

from namro.apps.people import actions, heads
from namro.apps.people.models import AuditEntry, AuditSeal, Role, User
from namro.apps.people.queries.people import standing_of
from namro.apps.people.recording import entry_of, record
from namro.apps.people.sealing import SealLost, seal, seal_waiting
from namro.apps.people.verifying import Verification
from namro.config.worker import seal_what_waits
from namro.core.base.clock import VIETNAM
from namro.core.base.folding import fold
from namro.core.sealing import GENESIS, Entry, Fault, FaultKind, Head, Walk, digest_of
from tests.house.sources import PACKAGE

NOW = datetime(2026, 11, 21, 9, 30, 15, 250, tzinfo=VIETNAM)
Rows = dict[int, AuditEntry]


@pytest.fixture
def admin(cast: dict[str, User]) -> User:
    """The administrator, with what the person may do today."""
    user = cast[Role.ADMIN]
    user.standing = standing_of(user, NOW.date())
    return user


@pytest.fixture
def sealed(admin: User) -> Rows:
    """Six sealed rows by their numbers."""
    write(admin, 6)
    seal(at=NOW)
    return {row.seq or 0: row for row in AuditEntry.objects.all()}


def write(user: User, count: int) -> None:
    for n in range(count):
        at = NOW + timedelta(seconds=n)
        record(user, AuditEntry.Act.PLAN_MADE, at=at, subject=f"plan:{n}", note=f"Kế hoạch “{n}”\n= 1")


def found(*published: Head) -> list[tuple[FaultKind, int | None]]:
    return [(fault.kind, fault.first) for fault in Verification(published).faults()]


def test_a_row_is_salted_and_found_again_as_it_was_written(admin: User) -> None:
    record(admin, AuditEntry.Act.PLAN_MADE, at=NOW, subject="plan:1", note=str(gettext_lazy("Đăng nhập")) * 90)
    row = AuditEntry.objects.get()
    assert (row.actor_name, len(row.note), len(row.salt), row.seq, row.chain) == (admin.full_name, 400, 32, None, "")
    assert row.digest == digest_of(entry_of(row))
    assert "dang nhap" in row.folded


def test_words_that_are_translated_late_are_written_as_words(admin: User) -> None:
    said: str = gettext_lazy("Đăng nhập")
    record(admin, AuditEntry.Act.PLAN_MADE, at=NOW, subject=said, note=said)
    assert found() == []


def test_two_rows_alike_have_different_digests(admin: User) -> None:
    for _n in range(2):
        record(admin, AuditEntry.Act.LOGGED_IN, at=NOW)
    assert AuditEntry.objects.values("digest").distinct().count() == 2


def test_sealing_goes_on_where_it_ended(admin: User) -> None:
    write(admin, 3)
    first = seal(at=NOW)
    write(admin, 2)
    second = seal(at=NOW)
    rows = list(AuditEntry.objects.order_by("id"))
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert (first, second) == (Head(3, rows[2].chain), Head(5, rows[4].chain))
    assert found(first, second) == []


def test_nothing_to_seal_is_one_query_and_changes_nothing(sealed: Rows) -> None:
    with CaptureQueriesContext(connection) as asked:
        seal_waiting(at=NOW)
    assert len(asked) == 1
    assert seal(at=NOW) == Head(6, sealed[6].chain)


def test_many_rows_are_sealed_some_at_a_time(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namro.apps.people.sealing.AT_ONCE", 4)
    write(admin, 11)
    seal_waiting(at=NOW)
    assert sorted(AuditEntry.objects.values_list("seq", flat=True)) == list(range(1, 12))
    assert found() == []


def test_the_worker_seals_and_looks_again_soon(admin: User) -> None:
    write(admin, 2)
    assert seal_what_waits(lambda: NOW) <= 1
    assert AuditSeal.objects.get().seq == 2


def test_one_place_writes_lines() -> None:
    """A line that is made elsewhere would have neither salt nor digest."""
    made = re.compile(r"AuditEntry(?:\.objects\.(?:bulk_)?create)?\(")
    places = {path.name for path in PACKAGE.rglob("*.py") if made.search(path.read_text("utf-8"))}
    assert places == {"accounts.py", "recording.py"}  # the class itself, and `record`


def test_a_head_before_the_first_row(db: None) -> None:
    assert seal(at=NOW) == Head(0, GENESIS)
    assert found(Head(0, GENESIS)) == []


def test_an_act_that_is_taken_back_leaves_no_row_and_no_seal(sealed: Rows, admin: User) -> None:
    def publication() -> None:
        with transaction.atomic():
            write(admin, 1)
            assert seal(at=NOW).seq == 7
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publication()
    assert AuditEntry.objects.count() == 6
    assert AuditSeal.objects.get().seq == 6
    assert found() == []


def test_the_tail_is_told(sealed: Rows, admin: User) -> None:
    write(admin, 2)
    check = Verification()
    assert list(check.faults()) == []
    assert (check.walk.sealed, check.walk.unsealed, check.walk.oldest) == (6, 2, NOW)


CHANGES: dict[str, dict[str, object]] = {
    "at": {"at": NOW + timedelta(microseconds=1)},
    "act": {"act": "logged_in"},
    "note": {"note": "Kế hoạch khác"},
    "subject": {"subject": "plan:9"},
    "name": {"actor_name": "Người khác"},
    "salt": {"salt": "00" * 16},
    "digest": {"digest": "00" * 32},
    "chain": {"chain": "00" * 32},
    "number": {"seq": 17},
    "no number": {"seq": None, "chain": ""},
    "emptied": {"salt": "", "note": "", "subject": "", "actor_name": ""},
}


@pytest.mark.parametrize("what", sorted(CHANGES))
@pytest.mark.parametrize("seq", [1, 3, 6])
def test_a_changed_row_is_found(sealed: Rows, what: str, seq: int) -> None:
    AuditEntry.objects.filter(seq=seq).update(**CHANGES[what])
    assert seq in {number for _kind, number in found()}


def test_another_actor_or_unit_is_found(sealed: Rows, cast: dict[str, User]) -> None:
    AuditEntry.objects.filter(seq=2).update(actor=cast[Role.OFFICER])
    assert found() == [(FaultKind.CHAIN, 2), (FaultKind.CONTENT, 2)]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 4), (6, 6), (1, 6)])
def test_deleted_rows_are_found(sealed: Rows, first: int, last: int) -> None:
    AuditEntry.objects.filter(seq__range=(first, last)).delete()
    assert (FaultKind.MISSING, first) in found()


def test_rows_deleted_with_their_seal_are_found_by_what_was_published(sealed: Rows) -> None:
    head = Head(6, sealed[6].chain)
    AuditEntry.objects.filter(seq__gt=4).delete()
    AuditSeal.objects.update(seq=4, chain=sealed[4].chain)
    assert found() == []
    assert found(head) == [(FaultKind.HEAD, 6)]


def test_apps_above_tell_the_heads_that_they_published(sealed: Rows) -> None:
    take_out = heads.register(lambda: [Head(5, "0" * 64)])
    try:
        assert found() == [(FaultKind.HEAD, 5)]
    finally:
        take_out()
    assert found() == []


def test_exchanged_rows_are_found(sealed: Rows) -> None:
    AuditEntry.objects.filter(seq=2).update(seq=-1)
    AuditEntry.objects.filter(seq=5).update(seq=2, chain=sealed[2].chain)
    AuditEntry.objects.filter(seq=-1).update(seq=5, chain=sealed[5].chain)
    assert {2, 5} <= {number for _kind, number in found()}


def test_a_row_put_in_is_found(sealed: Rows, admin: User) -> None:
    AuditEntry.objects.filter(seq__gt=3).order_by("-seq").update(seq=F("seq") + 100)
    AuditEntry.objects.filter(seq__gt=100).update(seq=F("seq") - 99)
    write(admin, 1)
    AuditEntry.objects.filter(seq=None).update(seq=4, chain=sealed[3].chain)
    assert (FaultKind.CHAIN, 4) in found()
    assert (FaultKind.BEYOND, 7) in found()


def test_the_seal_taken_away_is_found_and_stops_the_sealer(sealed: Rows, admin: User) -> None:
    AuditSeal.objects.all().delete()
    write(admin, 1)
    with pytest.raises(SealLost, match="audit-log verify"):
        seal(at=NOW)
    assert seal_what_waits(lambda: NOW) > 60  # the log of the machine is not filled with it
    assert found() == [(FaultKind.SEAL_GONE, 6)]


def test_words_are_erased_with_a_reason_and_the_chain_holds(sealed: Rows, admin: User) -> None:
    actions.erase_words(admin, 3, reason="Yêu cầu của chủ thể dữ liệu ngày 20/11/2026", at=NOW)
    row = AuditEntry.objects.get(seq=3)
    assert (row.actor_name, row.subject, row.note, row.folded, row.salt) == ("", "", "", "", "")
    assert (row.digest, row.chain, row.at, row.act) == (sealed[3].digest, sealed[3].chain, sealed[3].at, "plan_made")
    told = AuditEntry.objects.latest("id")
    assert (told.act, told.subject, told.actor_id) == ("audit_erased", "audit:3", admin.pk)
    assert found() == []
    seal(at=NOW)
    assert found(Head(6, sealed[6].chain)) == []


@pytest.mark.parametrize(
    ("seq", "reason", "code"),
    [(3, "  ", "reason"), (99, "căn cứ", "unknown"), (2, "căn cứ", "erased"), (7, "a", "kept")],
)
def test_what_is_not_erased(sealed: Rows, admin: User, seq: int, reason: str, code: str) -> None:
    actions.erase_words(admin, 2, reason="căn cứ", at=NOW)
    seal(at=NOW)
    with pytest.raises(actions.NotErased) as refused:
        actions.erase_words(admin, seq, reason=reason, at=NOW)
    assert refused.value.code == code
    assert AuditEntry.objects.count() == 7


@pytest.mark.parametrize("role", [Role.COUNCIL, Role.LEADER, Role.OFFICER])
def test_only_the_administrator_erases(sealed: Rows, cast: dict[str, User], role: Role) -> None:
    user = cast[role]
    user.standing = standing_of(user, NOW.date())
    with pytest.raises(PermissionDenied):
        actions.erase_words(user, 3, reason="căn cứ", at=NOW)
    assert AuditEntry.objects.get(seq=3).salt


def test_an_erasing_undone_is_found(sealed: Rows, admin: User) -> None:
    actions.erase_words(admin, 3, reason="căn cứ", at=NOW)
    seal(at=NOW)
    AuditEntry.objects.filter(seq=3).update(note=sealed[3].note)
    assert found() == [(FaultKind.ERASED_FILLED, 3)]
    before = sealed[3]
    AuditEntry.objects.filter(seq=3).update(
        note=before.note, salt=before.salt, subject=before.subject, actor_name=before.actor_name
    )
    assert found() == [(FaultKind.NOT_ERASED, 3)]


def test_rows_of_before_are_salted_and_sealed_in_their_order(admin: User) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(at=NOW, actor=admin, act="plan_made", subject=f"plan:{n}", note="Kế hoạch") for n in range(5)
    )
    import_module("namro.apps.people.migrations.0011_digests_of_old_audit").salt_old_rows(
        apps, connection.schema_editor()
    )
    seal(at=NOW)
    rows = list(AuditEntry.objects.order_by("seq").values_list("subject", "actor_name", "folded"))
    assert rows[4] == ("plan:4", admin.full_name, f"{fold(admin.full_name)} plan:4 ke hoach")
    assert found() == []


def test_people_who_work_while_it_is_checked_are_no_fault(
    sealed: Rows, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = Walk.tail

    def tail(walk: Walk, rows: Iterable[tuple[int, Entry]]) -> Iterator[Fault]:
        actions.erase_words(admin, 4, reason="căn cứ", at=NOW)  # the walk has read it as it was
        return walked(walk, rows)

    check = Verification()
    actions.erase_words(admin, 3, reason="căn cứ", at=NOW)
    write(admin, 2)
    seal(at=NOW)
    write(admin, 1)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Walk, "tail", tail)
        assert list(check.faults()) == []
    assert (check.walk.sealed, check.walk.unsealed) == (6, 5)
    assert found() == []


def test_rows_far_apart_are_all_walked_along(sealed: Rows) -> None:
    AuditEntry.objects.filter(seq=6).update(seq=10**15)
    AuditEntry.objects.filter(seq=2).update(seq=-(10**15))
    AuditSeal.objects.update(seq=10**15)
    check = Verification()
    kinds = [(fault.kind, fault.first) for fault in check.faults()]
    assert check.walk.sealed == 6
    assert {(FaultKind.DOUBLE, -(10**15)), (FaultKind.MISSING, 2), (FaultKind.MISSING, 6)} <= set(kinds)
