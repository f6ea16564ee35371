"""Whatever is done to a record that was sealed, the walk along it finds it; a record that was only erased is whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.clock import VIETNAM
from namro.core.sealing import ERASING, GENESIS, Entry, FaultKind, Head, digest_of, erased_by, link
from tests.core.sealing.logs import Log, erased, logged, logs, sealed, written

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SKELETON = {"at": AT + timedelta(seconds=1), "act": "changed", "actor": 77, "unit": 78}
WORDS = {"name": "x", "subject": "xx", "note": "xxx"}
HASHES = {"salt": "0f" * 16, "digest": "ab" * 32, "chain": "cd" * 32}


def entry(n: int, **changed: Any) -> Entry:
    told = Entry(None, AT + timedelta(minutes=n), "signed", 3, None, "Vũ Minh Khuê", f"plan:{n}", f"nội dung {n}")
    return written(told._replace(**changed), f"{n:032x}")


def record(count: int = 6, *, waiting: int = 0) -> Log:
    return logged([entry(n) for n in range(1, count + waiting + 1)], waiting=waiting)


def kinds(log: Log) -> list[tuple[FaultKind, int | None]]:
    return [(fault.kind, fault.first) for fault in log.faults()]


@given(logs())
def test_a_record_as_it_was_sealed_is_whole(log: Log) -> None:
    assert log.faults() == []


@given(logs(), st.data())
def test_any_change_of_any_column_is_found(log: Log, data: st.DataObject) -> None:
    if not log.rows:
        return
    place = data.draw(st.integers(0, len(log.rows) - 1))
    column = data.draw(st.sampled_from(sorted(SKELETON | WORDS | HASHES)))
    row = log.rows[place]
    changed = row._replace(**{column: (SKELETON | WORDS | HASHES)[column]})
    if changed != row:
        assert log.with_rows([*log.rows[:place], changed, *log.rows[place + 1 :]]).faults()


@given(logs(), st.data())
def test_rows_taken_out_put_in_or_exchanged_are_found(log: Log, data: st.DataObject) -> None:
    if not log.rows:
        return
    rows = list(log.rows)
    first = data.draw(st.integers(0, len(rows) - 1))
    last = data.draw(st.integers(first, len(rows) - 1))
    assert log.with_rows(rows[:first] + rows[last + 1 :]).faults()
    strange = rows[first]._replace(note="put in")
    assert log.with_rows([*rows[:first], strange._replace(digest=digest_of(strange)), *rows[first:]]).faults()
    if first != last:
        one, other = rows[first], rows[last]
        rows[first] = other._replace(seq=one.seq)
        rows[last] = one._replace(seq=other.seq)
        assert log.with_rows(rows).faults()
        rows[first], rows[last] = rows[first]._replace(chain=one.chain), rows[last]._replace(chain=other.chain)
        if rows != list(log.rows):
            assert log.with_rows(rows).faults()


@given(logs(), st.data())
def test_a_record_written_anew_to_its_end_is_found_by_a_head(log: Log, data: st.DataObject) -> None:
    """Who changes a row and chains all that follow again, the seal too, is found by what was published."""
    numbers = [head.seq for head in log.heads]
    if not numbers:
        return
    place = data.draw(st.integers(0, max(numbers) - 1))
    rows = list(log.rows)
    rows[place] = written(rows[place]._replace(note="as I like it"))
    anew = sealed(rows)
    assert replace(log, rows=anew, seal=Head(len(anew), anew[-1].chain)).faults()


@pytest.mark.parametrize("column", sorted(SKELETON | WORDS))
def test_a_changed_row_is_one_place(column: str) -> None:
    rows = list(record().rows)
    rows[2] = rows[2]._replace(**{column: (SKELETON | WORDS)[column]})
    found = kinds(record().with_rows(rows))
    expected = [(FaultKind.CHAIN, 3)] if column in SKELETON else []
    assert found == [*expected, (FaultKind.CONTENT, 3)]


def test_a_changed_chain_is_one_place() -> None:
    rows = list(record().rows)
    rows[2] = rows[2]._replace(chain="cd" * 32)
    assert kinds(record().with_rows(rows)) == [(FaultKind.CHAIN, 3)]


def test_rows_gone_from_the_middle_the_beginning_and_the_end() -> None:
    rows = record().rows
    assert record().with_rows(rows[:2] + rows[4:]).faults()[0].last == 4
    assert kinds(record().with_rows(rows[:2] + rows[3:])) == [(FaultKind.MISSING, 3)]
    assert kinds(record().with_rows(rows[1:])) == [(FaultKind.MISSING, 1)]
    assert kinds(record().with_rows(rows[:5])) == [(FaultKind.MISSING, 6)]


def test_an_end_cut_off_with_its_seal_is_found_by_a_published_head() -> None:
    whole = record()
    cut = replace(whole, rows=whole.rows[:3], seal=Head(3, whole.rows[2].chain))
    assert kinds(cut) == [(FaultKind.HEAD, 5)]
    assert kinds(replace(cut, heads=())) == []  # nothing outside the database knows better


def test_a_head_may_be_given_by_its_first_digits() -> None:
    whole = record()
    assert replace(whole, heads=(Head(4, whole.rows[3].chain[:16]),)).faults() == []
    assert kinds(replace(whole, heads=(Head(4, "0" * 16),))) == [(FaultKind.HEAD, 4)]
    assert replace(whole, heads=(Head(0, GENESIS),)).faults() == []


def test_the_seal_is_gone_changed_or_passed_by() -> None:
    whole = record()
    assert kinds(replace(whole, seal=None)) == [(FaultKind.SEAL_GONE, 6)]
    assert kinds(replace(whole, seal=Head(6, "0" * 64))) == [(FaultKind.SEAL, 6)]
    assert kinds(replace(whole, seal=Head(5, whole.rows[4].chain))) == [(FaultKind.BEYOND, 6)]


def test_words_erased_with_an_act_that_says_so() -> None:
    told = logged([*(entry(n) for n in range(1, 4)), entry(4, act=ERASING, subject="audit:2")])
    assert erased(told, 2).faults() == []
    assert kinds(told) == [(FaultKind.NOT_ERASED, 2)]
    filled = erased(told, 2)
    rows = [*filled.rows[:1], filled.rows[1]._replace(note="mine"), *filled.rows[2:]]
    assert kinds(filled.with_rows(rows)) == [(FaultKind.ERASED_FILLED, 2)]
    moved = [*filled.rows[:1], filled.rows[1]._replace(at=AT), *filled.rows[2:]]
    assert kinds(filled.with_rows(moved)) == [(FaultKind.CHAIN, 2)]


def test_words_erased_without_a_word_about_it() -> None:
    assert kinds(erased(record(), 2)) == [(FaultKind.ERASED_UNSAID, 2)]


def test_the_act_of_erasing_may_still_wait_for_its_seal() -> None:
    told = logged([*(entry(n) for n in range(1, 4)), entry(4, act=ERASING, subject="audit:2")], waiting=1)
    assert erased(told, 2).faults() == []


def test_a_row_that_waits_is_held_to_its_digest() -> None:
    whole = record(waiting=2)
    assert whole.faults() == []
    assert kinds(replace(whole, tail=(whole.tail[0]._replace(note="x"), whole.tail[1]))) == [(FaultKind.CONTENT, None)]
    assert kinds(replace(whole, tail=(whole.tail[0]._replace(salt="", note=""),))) == [(FaultKind.CONTENT, None)]


def test_a_moment_is_one_whatever_its_clock() -> None:
    here = entry(1)._replace(at=AT.astimezone(VIETNAM), seq=1)
    there = here._replace(at=AT)
    assert (digest_of(here), link(GENESIS, here)) == (digest_of(there), link(GENESIS, there))


@pytest.mark.parametrize("subject", ["", "audit:", "audit:x", "audit:" + "9" * 30, "plan:1"])
def test_an_act_of_erasing_that_names_no_row(subject: str) -> None:
    assert erased_by(entry(1, act=ERASING, subject=subject)) is None
    assert erased_by(entry(1, act="signed", subject="audit:3")) is None
