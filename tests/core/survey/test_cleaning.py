"""Reasons to doubt forms: each rule by example, bursts and repeats against a slow twin."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.survey.cleaning import Cleaned, Form, cleaned
from namro.core.survey.conditions import Given
from namro.core.survey.reading import parse_instrument
from namro.core.survey.validity import NO_RULES, Burst, Reason, Validity
from tests.core.survey.test_instruments import GOOD
from tests.core.survey.three_blocks import THREE_BLOCKS

INSTRUMENT = parse_instrument(THREE_BLOCKS)
PLAIN = parse_instrument(GOOD)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FULL: dict[str, Given] = {"used": ("yes",), "q1": ("4",), "q2": ("5",), "sent": ("yes",), "q3": ("3",)}


def form(key: str = "1", *, minutes: float = 0, took: float | None = 300, **given: object) -> Form:
    submitted = NOON + timedelta(minutes=minutes)
    started = submitted - timedelta(seconds=took) if took is not None else None
    return Form(key=key, started=started, submitted=submitted, **({"answers": FULL} | given))


def reasons(*forms: Form) -> list[tuple[Reason, ...]]:
    return [one.reasons for one in cleaned(INSTRUMENT, forms)]


ALONE = {
    "nothing to say": (form(), ()),
    "empty": (form(answers={}), (Reason.EMPTY,)),
    "only codes of no answer": (form(answers={"used": ("dk",), "q1": ("9",)}), (Reason.EMPTY,)),
    "half of the questions": (form(answers={"used": ("yes",), "q1": ("4",)}), ()),
    "more blanks": (form(answers={"used": ("yes",)}), (Reason.BLANKS,)),
    "does not know": (form(answers={"used": ("yes",), "q1": ("9",), "q2": ("9",)}), ()),
    "what is hidden is no blank": (form(answers={"used": ("no",), "wish": ("a",)}), ()),
    "straight": (form(answers=FULL | {"q1": ("3",), "q2": ("3",)}), (Reason.STRAIGHT,)),
    "straight but short": (form(answers=FULL | {"q1": ("3",), "q2": ("9",)}), ()),
    "fast": (form(took=59), (Reason.FAST,)),
    "just slow enough": (form(took=60), ()),
    "a clock that runs backwards": (form(took=-5), ()),
    "no start": (form(took=None), ()),
    "from the office": (form(from_office=True), (Reason.STAFF,)),
    "two at once": (form(took=1, answers=FULL | {"q1": ("3",), "q2": ("3",)}), (Reason.STRAIGHT, Reason.FAST)),
}


@pytest.mark.parametrize("name", ALONE)
def test_one_form(name: str) -> None:
    one, wanted = ALONE[name]
    (found,) = cleaned(INSTRUMENT, [one])
    assert found.reasons == wanted
    assert found.counts == (not set(wanted) & set(INSTRUMENT.validity.excludes))
    assert all(doubt.said.endswith(".") for doubt in found.doubts)


def test_what_is_excluded_is_a_decision() -> None:
    rules = dataclasses.replace(INSTRUMENT.validity, excludes=(Reason.STAFF,))
    fast, staff = cleaned(INSTRUMENT, [form(took=1), form("2", from_office=True)], rules=rules)
    assert (fast.reasons, fast.counts) == ((Reason.FAST,), True)
    assert (staff.reasons, staff.counts) == ((Reason.STAFF,), False)


def test_repeats() -> None:
    other = FULL | {"q1": ("1",)}
    found = cleaned(
        INSTRUMENT,
        [
            form("late", minutes=5, code="A7", answers=other),
            form("first", code="A7"),
            form("same", minutes=2, device="d"),
            form("again", minutes=3, device="d"),
            form("elsewhere", minutes=4, device="e"),
        ],
    )
    assert {one.key: [(doubt.reason, doubt.other) for doubt in one.doubts] for one in found} == {
        "late": [(Reason.DUPLICATE, "first")],
        "first": [],
        "same": [],
        "again": [(Reason.DUPLICATE, "same")],
        "elsewhere": [],
    }


def test_an_instrument_without_rules_doubts_only_what_is_empty_and_excludes_nothing() -> None:
    forms = [Form(key=str(n), answers={"q1": ("1",)}, device="d", submitted=NOON) for n in range(9)]
    assert {one.reasons for one in cleaned(PLAIN, forms)} == {()}
    (empty,) = cleaned(PLAIN, [Form(key="1", answers={})])
    assert (empty.reasons, empty.counts) == ((Reason.EMPTY,), True)


MOMENTS = st.lists(st.tuples(st.sampled_from(["", "d", "e"]), st.integers(0, 40)), max_size=25)


@given(MOMENTS, st.integers(2, 5), st.integers(1, 10))
def test_bursts_as_a_slow_twin_finds_them(sent: list[tuple[str, int]], size: int, minutes: int) -> None:
    rules = Validity(burst=Burst(size, minutes))
    forms = [form(str(n), minutes=at, device=device) for n, (device, at) in enumerate(sent)]
    found = [Reason.BURST in one.reasons for one in cleaned(INSTRUMENT, forms, rules=rules)]

    def crowded(device: str, at: int) -> bool:
        """Whether some span of the minutes that holds this form holds enough of its device."""
        starts = [start for other, start in sent if other == device and 0 <= at - start <= minutes]
        return any(sum(o == device and 0 <= m - start <= minutes for o, m in sent) >= size for start in starts)

    assert found == [bool(device) and crowded(device, at) for device, at in sent]


@given(st.permutations(range(6)))
def test_the_order_of_the_rows_changes_nothing(order: list[int]) -> None:
    forms = [form(str(n), minutes=n, code="c" if n % 2 else f"{n}", device="d") for n in range(6)]
    found = {one.key: one for one in cleaned(INSTRUMENT, [forms[at] for at in order])}
    assert found == {one.key: one for one in cleaned(INSTRUMENT, forms)}
    assert isinstance(found["0"], Cleaned)


@given(st.decimals(Decimal("0.1"), Decimal("0.9"), places=1))
def test_stricter_rules_never_doubt_less(limit: Decimal) -> None:
    half = [form(answers={"used": ("yes",), **dict.fromkeys(codes, ("2",))}) for codes in ([], ["q1"], ["q1", "q2"])]
    strict, lax = (
        [Reason.BLANKS in one.reasons for one in cleaned(INSTRUMENT, half, rules=Validity(blanks=share))]
        for share in (limit - Decimal("0.1"), limit)
    )
    assert all(s or not w for s, w in zip(strict, lax, strict=True))
    assert Validity() == NO_RULES
