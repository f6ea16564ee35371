"""The audit against the one complete real sheet and its twenty-two hand-found contradictions."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from namro.core.assessment.audit import audit
from namro.core.assessment.rows import AuditRow
from namro.core.base.yamlfile import load
from tests.core.printed_truth import SHARED, needs_shared, truth_reading

D = Decimal

pytestmark = needs_shared

NO_REMEDY = (
    "3.2.3 3.2.9 3.2.12 3.2.18 3.2.19 3.2.20 3.2.21 4.1.5 4.2.4 4.2.6 4.3.1 4.3.3/a 4.3.3/b 4.3.4 5.3 7.2 7.3/b"
    " 8.3/a 8.3/b 8.3/c 8.4/a"
)
NO_OWNER = "3.1.1/a 3.1.2/a 3.1.3 3.2.1 3.2.17 3.2.22 4.1.4 7.4.2 8.1"
NOT_PRINTED = (
    "1 1.5 2 3 3.1 3.1.2/a 3.1.2/b 3.1.3 3.2 3.2.1 3.2.9 3.2.12 3.2.17 3.2.18 3.2.19 3.2.20 3.2.21 3.2.22 4 5 7 8"
)

HELD = "1.3 1.4 2.3 3.1.1 4.3.1 4.3.3 4.3.4 4.3.7 5.3 7.1 7.2 7.3 7.4.2 7.4.5 7.4.6 7.4.7 8.3 8.4"

#: PT number, code, severity, where, stated, computed.
FOUND = [
    ("PT-01", "parent_sum", "error", "1", D("8.5"), D("8.0")),
    ("PT-02", "two_values", "error", "1.8", D("1"), D("0.5")),
    ("PT-03", "total_sum", "error", "total", D("73.25"), D("73.75")),
    ("PT-04", "total_sum", "info", "total", D("73.25"), D("73.25")),
    ("PT-05", "loss_unexplained", "gap", "3.1.2", D("1.25"), D("1.00")),
    ("PT-06", "numbering", "text", "3.1.3", None, None),
    ("PT-07", "parent_sum", "error", "4.1", D("3"), D("4.0")),
    ("PT-08", "score_missing", "gap", "4.1.4", None, None),
    ("PT-08", "score_missing", "gap", "4.1.5", None, None),
    ("PT-09", "criterion_missing", "gap", "4.2", D("6.5"), D("6.0")),
    ("PT-10", "max_missing", "gap", "4.2.4", None, D("1.0")),
    ("PT-11", "text", "text", "4.2.6", None, None),
    ("PT-12", "parent_sum", "error", "4.3.2", D("1.5"), D("2.5")),
    ("PT-13", "numbering", "text", "1.4", None, None),
    ("PT-14", "text", "text", "3.2.9", None, None),
    ("PT-15", "text", "text", "3.2.22", "Quý I, II, II", None),
    ("PT-16", "year_conflict", "text", "header", "2022", "2021"),
    ("PT-17", "numbering", "text", "II.3", None, None),
    ("PT-18", "not_applicable_zero", "gap", "4.1.4", D("0.5"), None),
    ("PT-19", "name_similar", "text", "assignees", "Điệp", "Diệp"),
    ("PT-19", "name_similar", "text", "assignees", "Thủy", "Thùy"),
    ("PT-20", "remedy_missing", "gap", "remediation", None, D("12.25")),
    ("PT-21", "owner_missing", "gap", "remediation", None, D("5.75")),
    ("PT-21", "date_missing", "gap", "remediation", None, D("13.75")),
]


@cache
def rows() -> tuple[AuditRow, ...]:
    return tuple(audit(truth_reading("phu-thuong-2022")))


def places(code: str, severity: str) -> list[str]:
    return [r.where for r in rows() if (r.code, r.severity) == (code, severity)]


@pytest.mark.parametrize(
    ("code", "severity", "where", "stated", "computed"), [x[1:] for x in FOUND], ids=[f"{x[0]} {x[3]}" for x in FOUND]
)
def test_known_contradictions_are_found(
    code: str, severity: str, where: str, stated: Decimal | str | None, computed: Decimal | str | None
) -> None:
    assert (code, severity, where, stated, computed) in {
        (r.code, r.severity, r.where, r.stated, r.computed) for r in rows()
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("remedy_missing", NO_REMEDY),  # PT-20
        ("owner_missing", NO_OWNER),  # PT-21
        ("loss_not_printed", NOT_PRINTED),  # PT-22
    ],
)
def test_gaps_named_one_by_one(code: str, expected: str) -> None:
    assert [where for where in places(code, "gap") if where != "remediation"] == expected.split()


def test_no_remedy_carries_a_due_date() -> None:
    assert len(places("date_missing", "gap")) == 25 + 1  # one for each remedy, one for all


def test_nothing_else_contradicts() -> None:
    assert {r.where for r in rows() if r.severity == "error"} == {"1", "1.8", "total", "4.1", "4.3.2"}
    arithmetic = {"parent_sum", "total_sum", "loss_unexplained", "criterion_missing", "max_missing", "score_missing"}
    assert {r.where for r in rows() if r.code in arithmetic and r.severity == "gap"} == {
        "3.1.2",
        "4.1.4",
        "4.1.5",
        "4.2",
        "4.2.4",
    }


@pytest.mark.parametrize("where", ["2", "3", "4", "5", "6", "7", "8", "3.1", "3.2", "4.3", "4.3.3", "7.4"])
def test_sums_that_hold_are_not_reported(where: str) -> None:
    assert [r for r in rows() if r.where == where and r.code in {"parent_sum", "criterion_missing"}] == []


def test_deductions_that_hold_are_not_reported() -> None:
    assert [r for r in rows() if r.where in HELD.split() and r.code == "loss_unexplained"] == []


def test_the_band_holds() -> None:
    assert [r for r in rows() if r.where == "total" and r.code == "text"] == []


def test_the_second_score_is_followed_upwards() -> None:
    message = next(r.message for r in rows() if r.code == "two_values")
    assert "7,50" in message
    assert "72,75" in message


def test_every_error_and_gap_of_the_truth_has_a_row() -> None:
    """Whatever the truth file lists later on: an error or gap at a criterion has at least one row there."""
    truth = load(SHARED / "domain" / "phu-thuong-2021.yaml")["checks"]["findings"]
    named = {w for r in rows() for w in r.where.split(", ")}
    wanted = {w for f in truth if f["severity"] in {"error", "gap"} for w in f["where"].split("/")}
    assert wanted - {"various"} <= named


def test_rows_come_errors_first_and_say_what_to_do() -> None:
    order = ["error", "gap", "text", "info"]
    severities = [order.index(r.severity) for r in rows()]
    assert severities == sorted(severities)
    assert all(r.message.endswith((".", '"')) for r in rows())
