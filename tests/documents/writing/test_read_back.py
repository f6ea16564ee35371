"""What was written is read again: the same tasks under the same letterhead."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.core.printed import Reading
from namro.documents import read_file
from namro.documents.writing import write_plan
from tests.documents.writing.suoi_may import suoi_may

PLAN = suoi_may()
TASKS = [task for group in PLAN.groups for task in group.tasks]
KINDS = {"annex": "row", "blocks": "block"}
WRITTEN = [(".docx", "annex"), (".docx", "blocks"), (".pdf", "annex"), (".pdf", "blocks"), (".xlsx", "annex")]


@pytest.fixture(scope="module", params=WRITTEN, ids="-".join)
def again(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Reading, str]:
    suffix, layout = request.param
    path = tmp_path_factory.mktemp("again") / f"plan{suffix}"
    write_plan(PLAN, path, layout=layout)
    return read_file(path), layout


def test_tasks_dates_and_products(again: tuple[Reading, str]) -> None:
    reading, layout = again
    found = [task for task in reading.tasks if task.kind == KINDS[layout]]
    assert [_plain(task.text) for task in found] == [_plain(task.text) for task in TASKS]
    assert [task.due for task in found] == [task.due for task in TASKS]
    assert [_plain(task.deliverable) for task in found] == [_plain(task.deliverable) for task in TASKS]
    assert [task.status == "proposed" for task in found] == [task.proposed for task in TASKS]


def test_people_of_blocks(again: tuple[Reading, str]) -> None:
    reading, layout = again
    found = [(task.lead, task.collaborators) for task in reading.tasks if task.kind == "block"]
    assert found == ([(task.lead, task.collaborators) for task in TASKS] if layout == "blocks" else [])


def test_results_of_blocks_are_findings(again: tuple[Reading, str]) -> None:
    reading, layout = again
    results = [_plain(task.result) for task in TASKS] if layout == "blocks" else []
    assert [_plain(finding.text) for finding in reading.findings] == results


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_letterhead(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    write_plan(PLAN, path)
    header = read_file(path).header
    assert (header.issuing_body, header.place, header.date) == (PLAN.issuing_body, PLAN.place, PLAN.date)
    assert (header.doc_code, header.doc_type, header.title) == (PLAN.doc_code, "ke_hoach", PLAN.title)


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_signature_recipients_and_years(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plan{suffix}"
    write_plan(PLAN, path)
    header = read_file(path).header
    signer = header.signer
    assert (signer.name, signer.role, signer.capacity) == (PLAN.signer_name, PLAN.signer_role, PLAN.signer_capacity)
    assert [name.rstrip(".") for name in header.recipients] == [name.rstrip(".") for name in PLAN.recipients]
    assert (header.assessed_year, header.subject_year) == (PLAN.assessed_year, PLAN.subject_year)


def _plain(text: str | None) -> str:
    """Without the last stop, which blocks add, and with lines of a cell on one line."""
    return (text or "").replace(";", " ").replace("\n", " ").replace("  ", " ").rstrip(".")
