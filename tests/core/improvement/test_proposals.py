from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest

from namro.core.assessment.causes import cause_labels
from namro.core.improvement.dispositions import disposition_labels
from namro.core.improvement.findings import Finding
from namro.core.improvement.proposals import propose, proposed_due, templates
from namro.core.printed.items import Header
from tests.core.invented_sheet import criterion

MARCH = Header(date="2026-03-16", assessed_year=2025, subject_year=2026)


def finding(cause: str, disposition: str = "to_do", *, ground: str | None = None) -> Finding:
    return Finding(
        id="3.2/a",
        criterion=criterion("3.2/a", "Công khai thủ tục", "0,5/1"),
        points=Decimal("0.5"),
        reason="…",
        cause=cause,
        disposition=disposition,
        state="open",
        ground=ground,
    )


@pytest.mark.parametrize("cause", cause_labels())
def test_every_cause_has_a_proposal_that_names_nobody(cause: str) -> None:
    task = propose(finding(cause), MARCH)
    assert task.proposed
    assert (task.lead, task.collaborators) == ((), ())
    assert task.deliverable
    assert "{" not in task.text
    assert "3.2 (Công khai thủ tục)" in task.text


@pytest.mark.parametrize("disposition", sorted(set(disposition_labels()) - {"to_do"}))
def test_the_disposition_decides_before_the_cause(disposition: str) -> None:
    plain = propose(finding("missing_proof"), MARCH).text
    assert propose(finding("missing_proof", disposition, ground="Luật 1/2020/QH14"), MARCH).text != plain


def test_what_is_already_remedied_is_asked_for_proof_and_date() -> None:
    text = propose(finding("not_signed", "already_remedied"), MARCH).text
    assert text.startswith("Nộp minh chứng")
    assert "ngày hoàn thành" in text


def test_an_appeal_names_points_and_ground() -> None:
    text = propose(finding("not_applicable", "to_appeal", ground="Nghị quyết 5/2020/QH14, điều 7"), MARCH).text
    assert "0,50 điểm" in text
    assert text.endswith("căn cứ: Nghị quyết 5/2020/QH14, điều 7")


def test_the_rest_of_a_total_is_asked_about_without_a_criterion() -> None:
    rest = Finding(
        id="total/?",
        criterion=None,
        points=Decimal("0.25"),
        reason=None,
        cause="unlisted",
        disposition="to_do",
        state="open",
    )
    assert "0,25 điểm bị trừ ở tổng điểm" in propose(rest, MARCH).text


@pytest.mark.parametrize(
    ("due", "header", "expected"),
    [
        (1, MARCH, (("2026-Q2",), "Trong quý II/2026")),
        (2, MARCH, (("2026-Q3",), "Trong quý III/2026")),
        (2, Header(date="2026-11-02", subject_year=2026), (("2026-Q4",), "Trong quý IV/2026")),  # within the year
        (1, Header(date="2025-12", subject_year=2026), (("2026-Q1",), "Trong quý I/2026")),
        (1, Header(assessed_year=2025), (("2026-Q2",), "Trong quý II/2026")),
        ("year", MARCH, (("2026",), "Trong năm 2026")),
        (None, MARCH, ((), None)),
        (1, Header(date="2026-03"), ((), None)),
    ],
)
def test_proposed_dates_stay_inside_the_planned_year(
    due: int | Literal["year"] | None, header: Header, expected: tuple[tuple[str, ...], str | None]
) -> None:
    assert proposed_due(due, header) == expected


def test_the_last_template_fits_everything() -> None:
    assert (templates()[-1].disposition, templates()[-1].cause) == (None, None)
    known = {None, *disposition_labels()}
    assert {t.disposition for t in templates()} <= known
    assert {t.cause for t in templates()} <= {None, *cause_labels()}
