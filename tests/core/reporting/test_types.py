"""Types of reports as data: what ships, and what is refused."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load
from namro.core.reporting.days import days_of
from namro.core.reporting.periods import Kind, period_of, periods_in
from namro.core.reporting.reading import read_type, shipped_types
from namro.core.reporting.types import Level
from namro.core.timetable import national_calendar

#: Every id of the list of reports, those whose days nobody knows too.
EVERY = {
    "CCHC-PROV", "CCHC-COMMUNE", "KSTTHC", "SELF-ASSESS", "REMEDY-PLAN", "REMEDY-PROGRESS", "OFFICER-EVAL",
    "DISCIPLINE", "TTHC-REVIEW", "LAW-MONITORING", "PLAN-RESULT", "SIPAS-ANALYSIS", "ONE-STOP-STATS", "IT-MONTHLY",
    "NETWORK-SAFETY", "DECENTRALISATION", "SAVINGS", "ASSETS", "STAFF-QUALITY", "DIGITAL", "AUTONOMY",
}  # fmt: skip
OUTLINE = """
summary: "{name}"
opening: x
ending: x
figures: [{id: a, name: A}]
parts: [{title: I, sections: [{id: s, title: S, says: ["{a}"]}]}]
"""
TYPE = """
id: T
name: T
editions:
  - since: 2024-01-01
    basis: B
    outline: o
    levels: {commune: {to: X, periods: [Q1], due: {day: 20}}}
"""


def due(kind: str, key: str) -> date | None:
    edition = shipped_types()[kind].editions[-1]
    period = period_of(key)
    return days_of(edition.levels[Level.COMMUNE].periods[period.kind], period, national_calendar()).due


def test_the_whole_list_ships() -> None:
    assert set(shipped_types()) == EVERY


@pytest.mark.parametrize(
    ("kind", "key", "day"),
    [
        ("REMEDY-PROGRESS", "2024-10", date(2024, 10, 18)),
        ("DECENTRALISATION", "2024", date(2024, 11, 8)),
        ("KSTTHC", "2024-Q3", date(2024, 9, 16)),
        ("OFFICER-EVAL", "2024-10", date(2024, 11, 4)),
        ("DISCIPLINE", "2024-H1", date(2024, 5, 24)),
        ("DISCIPLINE", "2024", date(2024, 10, 25)),
        ("TTHC-REVIEW", "2024", date(2024, 7, 5)),
        ("LAW-MONITORING", "2024", date(2024, 11, 15)),
        ("PLAN-RESULT", "2024", date(2024, 11, 22)),
        ("CCHC-COMMUNE", "2024-Q1", date(2024, 3, 1)),
    ],
)
def test_days_of_the_year_in_which_the_documents_were_written(kind: str, key: str, day: date) -> None:
    assert due(kind, key) == day


def test_internal_days_are_days_of_their_own() -> None:
    review = shipped_types()["TTHC-REVIEW"].editions[-1].levels[Level.COMMUNE].periods[Kind.YEAR]
    assert days_of(review, period_of("2024"), national_calendar()).internal == date(2024, 5, 28)
    shared = shipped_types()["DECENTRALISATION"].editions[-1].levels[Level.COMMUNE].periods[Kind.YEAR]
    assert days_of(shared, period_of("2024"), national_calendar()).internal == date(2024, 11, 4)


@pytest.mark.parametrize("name", sorted(EVERY))
def test_no_type_closes_its_data_after_it_is_due(name: str) -> None:
    for level in shipped_types()[name].editions[-1].levels.values():
        for kind, rules in level.periods.items():
            for period in periods_in(2026, kind):
                days = days_of(rules, period, national_calendar())
                assert days.due is None or days.internal is None or days.internal <= days.due


def test_every_day_that_is_not_known_is_said() -> None:
    for made in shipped_types().values():
        for level in made.editions[-1].levels.values():
            if any(rules.due is None for rules in level.periods.values()):
                assert level.cautions, made.id


def read(change: Any = None) -> None:
    plain = load(TYPE)
    outline = load(OUTLINE)
    if change:
        change(plain, outline)
    read_type(plain, {"o": outline}, name="t.yaml")


def test_a_small_type_is_read() -> None:
    read()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t, o: t["editions"][0]["levels"]["commune"].update(due={"day": 3}), "chốt số liệu 14/03/2024 sau hạn"),
        (lambda t, o: t["editions"][0]["levels"]["commune"].update(due={"day": 32}), "Ngày 32 không có"),
        (lambda t, o: t["editions"][0]["levels"]["commune"].update(due={"ngay": 3}), "giá trị không đúng dạng"),
        (lambda t, o: t["editions"][0].pop("basis"), "thiếu “basis”"),
        (lambda t, o: t["editions"][0].update(outline="khac"), "không có đề cương “khac”"),
        (lambda t, o: t["editions"][0].update(since="mai"), "“mai” không phải là ngày"),
        (lambda t, o: t["editions"].append(deepcopy(t["editions"][0])), "ngày bắt đầu tăng dần"),
        (lambda t, o: t["editions"][0]["levels"]["commune"].update(evidence="B"), "phải là A, D hoặc C"),
        (lambda t, o: o["parts"][0]["sections"][0].update(says=["{b}"]), "không có số liệu “b”"),
        (lambda t, o: o["parts"][0]["sections"].append(o["parts"][0]["sections"][0]), "hai mục cùng mã “s”"),
        (lambda t, o: o["parts"][0]["sections"][0].update(lists=["x"]), "không có danh sách “x”"),
    ],
)
def test_a_broken_type_says_what_and_where(change: Any, words: str) -> None:
    with pytest.raises(NamroError, match=r"t\.yaml") as refused:
        read(change)
    assert words in refused.value.message
