"""Spans and handovers against slow twins that go day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.spans import Handover, Span, first_full_day, origins, successors, whole_owners

FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(n) for n in range(12)]
UNITS = "ABCDE"


@st.composite
def spans(draw: st.DrawFn) -> Span:
    since = draw(st.integers(0, 9))
    until = draw(st.one_of(st.none(), st.integers(since + 1, 11)))
    return Span(DAYS[since], None if until is None else DAYS[until])


@st.composite
def handovers(draw: st.DrawFn) -> list[Handover[str]]:
    """Some handovers; what one owner gives on one day adds up to 1 at most."""
    found = []
    pairs = draw(st.sets(st.tuples(st.sampled_from(UNITS), st.integers(1, 10)), max_size=6))
    for old, day in sorted(pairs):
        others = draw(st.sets(st.sampled_from([u for u in UNITS if u != old]), min_size=1, max_size=3))
        for new in sorted(others):
            found.append(Handover(old, new, Fraction(draw(st.integers(1, 3)), 9), DAYS[day]))
    return draw(st.permutations(found))


@given(spans(), spans())
def test_spans_meet_when_they_share_a_day(one: Span, other: Span) -> None:
    ours, theirs = ({day for day in DAYS if span.covers(day)} for span in (one, other))
    assert one.meets(other) == bool(ours & theirs) == other.meets(one)


@given(st.lists(spans(), max_size=6), st.integers(1, 3))
def test_first_full_day_is_the_first_on_which_one_seat_is_missing(taken: list[Span], seats: int) -> None:
    slow = next((day for day in DAYS if sum(span.covers(day) for span in taken) > seats), None)
    assert first_full_day(taken, seats) == slow


def simulate(key: str, given_: list[Handover[str]], until: date) -> tuple[dict[str, Fraction], set[str]]:
    """Move the shares day by day; return who has what at the end, and who ever had something."""
    has = dict.fromkeys(UNITS, Fraction(0)) | {key: Fraction(1)}
    ever = {key}
    for day in (d for d in DAYS if d <= until):
        morning = dict(has)
        for handover in given_:
            if handover.on == day:
                has[handover.old] -= morning[handover.old] * handover.share
                has[handover.new] += morning[handover.old] * handover.share
        ever |= {unit for unit, part in has.items() if part}
    return {unit: part for unit, part in has.items() if part}, ever


@given(handovers(), st.sampled_from(UNITS), st.sampled_from(DAYS))
def test_successors_are_those_of_the_slow_twin(given_: list[Handover[str]], key: str, day: date) -> None:
    found = successors(key, given_, day)
    assert found == simulate(key, given_, day)[0]
    assert sum(found.values()) == 1


@given(handovers(), st.sampled_from(UNITS), st.sampled_from(DAYS))
def test_origins_are_all_whose_work_ever_came(given_: list[Handover[str]], key: str, day: date) -> None:
    slow = {unit for unit in UNITS if unit != key and key in simulate(unit, given_, day)[1]}
    assert origins(key, given_, day) == slow


def test_a_commune_that_was_split_and_then_merged() -> None:
    merger = date(2025, 7, 1)
    given_ = [
        Handover("old", "left", Fraction(3, 5), date(2020, 1, 1)),
        Handover("old", "right", Fraction(2, 5), date(2020, 1, 1)),
        Handover("left", "new", Fraction(1), merger),
    ]
    assert successors("old", given_, date(2019, 12, 31)) == {"old": 1}
    assert successors("old", given_, date(2025, 6, 30)) == {"left": Fraction(3, 5), "right": Fraction(2, 5)}
    assert successors("old", given_, merger) == {"new": Fraction(3, 5), "right": Fraction(2, 5)}
    assert origins("new", given_, merger) == {"left", "old"}


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        Span(FIRST, FIRST)


@given(st.sampled_from(UNITS), handovers())
def test_whole_owners_are_those_who_alone_have_everything(key: str, given_: list[Handover[str]]) -> None:
    found = whole_owners(key, given_)
    assert found[0] == (key, date.min, found[0][2])
    assert [since for _owner, since, _until in found[1:]] == [until for _owner, _since, until in found[:-1]]
    for day in DAYS:
        alone = [owner for owner, part in simulate(key, given_, day)[0].items() if part == 1]
        told = [owner for owner, since, until in found if since <= day and (until is None or day < until)]
        assert told == (alone or [None])
