"""Six invented documents of other offices, with hand-made truths: sheets, plans, a report and a letter."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from namro.core.base.folding import fold
from namro.core.base.yamlfile import load
from namro.core.printed import Reading, Task
from namro.documents import read_file

FOLDER = Path(__file__).with_name("invented")
SOURCES = sorted(p for p in FOLDER.iterdir() if p.suffix in (".txt", ".md"))


def words(text: str) -> set[str]:
    return {w.strip(".,;:()[]“”-–") for w in fold(text).split()} - {""}


def alike(one: str, other: str) -> bool:
    """Most words of the shorter text stand in the longer one."""
    a, b = words(one), words(other)
    return len(a & b) >= 0.8 * min(len(a), len(b))


@pytest.fixture(scope="module", params=SOURCES, ids=lambda p: p.stem)
def case(request: pytest.FixtureRequest) -> tuple[Reading, dict[str, Any]]:
    truth: dict[str, Any] = load(request.param.with_suffix(".yaml"))
    return read_file(request.param), truth


def required(truth: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [item for item in truth.get(kind) or () if not item.get("optional")]


def task_of(reading: Reading, item: dict[str, Any]) -> Task:
    wordings = [item["text"], *item.get("alt", ())]
    return next(t for t in reading.tasks if any(alike(w, t.text) for w in wordings))


def test_the_header_is_right(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, truth = case
    judged = ("doc_type", "doc_code", "date", "place", "assessed_year", "subject_year")
    expected = {k: str(v) for k, v in truth["header"].items() if k in judged and v is not None}
    assert {k: str(getattr(reading.header, k)) for k in expected} == expected


def test_points_are_right(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, truth = case

    def figure(value: Any) -> Decimal | None:
        return None if value is None else Decimal(str(value))

    printed = [(c.achieved, c.max) for c in reading.criteria]
    for criterion in required(truth, "criteria"):
        assert (figure(criterion["achieved"]), figure(criterion["max"])) in printed
    losses = [(d.points, d.reason or "") for d in reading.deductions]
    for loss in required(truth, "deductions"):
        assert any(p == figure(loss["points"]) and alike(loss["reason"], reason) for p, reason in losses), loss


def test_tasks_are_found_with_their_dates(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, truth = case
    for item in required(truth, "tasks"):
        found = set(task_of(reading, item).due)
        wanted, allowed = set(map(str, item.get("due") or ())), set(map(str, item.get("extra_due") or ()))
        assert wanted <= found <= wanted | allowed, item["text"]


def test_nothing_is_taken_for_a_task_that_is_none(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, truth = case
    wordings = [w for item in truth["tasks"] for w in (item["text"], *item.get("alt", ()))]
    strangers = [t.text for t in reading.tasks if not any(alike(w, t.text) for w in wordings)]
    assert strangers == []


def test_most_people_are_right(case: tuple[Reading, dict[str, Any]]) -> None:
    """Nine in ten of the people named in the truth are found with their task."""
    reading, truth = case
    hits = [
        any(alike(name, found) for task in [task_of(reading, item)] for found in (*task.lead, *task.collaborators))
        for item in required(truth, "tasks")
        for name in (*(item.get("lead") or ()), *(item.get("collaborators") or ()))
    ]
    assert hits
    assert sum(hits) >= 0.9 * len(hits)


def test_limitations_are_findings(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, truth = case
    missed = [
        f["text"] for f in required(truth, "findings") if not any(alike(f["text"], x.text) for x in reading.findings)
    ]
    assert len(missed) <= 1
