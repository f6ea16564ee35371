"""Whatever a reader makes of a document, audit, findings and plan come out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from namro.core.assessment import audit
from namro.core.improvement import draft_plan, report
from namro.core.printed.items import (
    Anomaly,
    Criterion,
    Deduction,
    Finding,
    Header,
    IndexResult,
    LegalBasis,
    Reading,
    Section,
    Target,
    Task,
)

NUMBERS = st.sampled_from(["1", "2", "1.1", "1.2", "1.1/a", "1.1.1", "II", "II.3.d(2)", "A.I", ""])
POINTS = st.none() | st.integers(0, 12).map(lambda n: Decimal(n) / 4)
WORDS = st.none() | st.sampled_from(
    [
        "",
        " ",
        "không có minh chứng",
        "Năm 2025 không thực hiện",
        "quý I, II, II",
        "(đã khắc phục)",
        "Nghị quyết 5/2020/QH14",
    ]
)
TEXT = WORDS.map(lambda w: w or "x")
DUE = st.lists(st.sampled_from(["2026", "2026-Q2", "invalid:2026-13-40", "invalid:x", "ongoing", "?"]), max_size=2).map(
    tuple
)
WHEN = st.sampled_from([None, "2026", "2026-02", "2026-02-30"])
KINDS = st.sampled_from(["remedy", "row", "block", "duty", "general"])


def many(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=5).map(tuple)


CRITERIA = st.builds(
    Criterion,
    id=NUMBERS,
    name=TEXT,
    parent=st.none() | NUMBERS,
    max=POINTS,
    achieved=POINTS,
    deducted=POINTS,
    raw_id=WORDS,
    second_value=POINTS,
    note=WORDS,
)
READINGS = st.builds(
    Reading,
    doc_id=st.just("x"),
    header=st.builds(
        Header, date=WHEN, assessed_year=st.none() | st.just(2025), subject_year=st.none() | st.just(2026)
    ),
    legal_bases=many(
        st.builds(LegalBasis, code=TEXT, date=WHEN, role=st.sampled_from(["basis", "mention"]), text=WORDS)
    ),
    index_results=many(st.builds(IndexResult, index=st.just("CCHC"), value=POINTS, max=POINTS, grade=WORDS)),
    criteria=many(CRITERIA),
    deductions=many(st.builds(Deduction, id=NUMBERS, criterion=NUMBERS, points=POINTS, reason=WORDS)),
    findings=many(st.builds(Finding, section=NUMBERS, text=TEXT)),
    tasks=many(st.builds(Task, section=NUMBERS, text=TEXT, due=DUE, kind=KINDS, remedies=many(NUMBERS))),
    targets=many(st.builds(Target, section=NUMBERS, text=TEXT, value=st.just(Decimal(1)), unit=TEXT, by=WORDS)),
    sections=many(st.builds(Section, id=NUMBERS.filter(bool), title=TEXT, parent=st.none() | NUMBERS)),
    anomalies=many(st.builds(Anomaly, kind=st.sampled_from(["numbering", "duplicate"]), where=NUMBERS, note=TEXT)),
)


@given(READINGS)
def test_every_reading_has_an_audit_findings_and_a_plan(reading: Reading) -> None:
    found = report(reading)
    assert sum(found.by_reach.values()) == found.total
    assert all(row.message and row.to_plain() for row in audit(reading))
    plan = draft_plan(reading, report=found)
    assert all(group.tasks for group in plan.groups)
