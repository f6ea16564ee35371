"""The shipped samples hold what their truth says, in both their forms, and nobody else's words."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from namro.core.assessment import audit
from namro.core.improvement import report
from namro.core.printed import Reading
from namro.core.printed.plain import to_plain
from namro.demo.samples import ANNEX_PLAN, SHEET
from namro.documents import read_file
from tests.house.sources import ROOT

TRUTH = yaml.safe_load(Path(__file__).with_name("phieu-cham-diem-2025.yaml").read_text("utf-8"))
#: A set phrase of these papers is shorter than this.
COMMON_WORDS = 18
SHARED = ROOT.parent / "shared" / "documents"


@pytest.fixture(scope="module")
def sheet() -> Reading:
    return read_file(SHEET)


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_places(v) for k, v in value.items() if k != "at"}
    return [without_places(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("sample", [SHEET, ANNEX_PLAN], ids=lambda p: p.stem)
def test_docx_and_its_source_say_the_same(sample: Path) -> None:
    source = sample.with_suffix(".md")
    assert without_places(to_plain(read_file(sample))) == without_places(to_plain(read_file(source)))


def test_every_lost_point_is_found(sheet: Reading) -> None:
    found = report(sheet)
    listed = {f.id: f.points for f in found.findings if f.cause != "unlisted"}
    assert listed == {where: Decimal(str(points)) for where, points in TRUTH["losses"].items()}
    unlisted = [f.points for f in found.findings if f.cause == "unlisted"]
    assert sorted(unlisted, key=str) == sorted((Decimal(str(p)) for p in TRUTH["unlisted"].values()), key=str)
    assert found.total == Decimal(str(TRUTH["lost"]))
    assert found.published == Decimal(str(TRUTH["published_total"]))


@pytest.mark.parametrize("disposition", ["already_remedied", "to_appeal"])
def test_dispositions(sheet: Reading, disposition: str) -> None:
    assert [f.id for f in report(sheet).findings if f.disposition == disposition] == TRUTH[disposition]


def test_losses_without_a_remedy(sheet: Reading) -> None:
    bare = [f.id for f in report(sheet).findings if not f.remedies and f.cause != "unlisted"]
    assert bare == TRUTH["no_remedy"]


@pytest.mark.parametrize("defect", TRUTH["defects"], ids=lambda d: f"{d['code']} {','.join(d['where'])}")
def test_audit_reports_every_defect(sheet: Reading, defect: dict[str, Any]) -> None:
    rows = [r.to_plain() for r in audit(sheet) if (r.code, r.severity) == (defect["code"], defect["severity"])]
    places = {place: row for row in rows for place in row["where"].split(", ")}
    for place in defect["where"]:
        assert place in places
        for key in ("stated", "computed"):
            if key in defect:
                assert places[place][key] == defect[key]


def test_audit_leaves_right_sums_alone(sheet: Reading) -> None:
    wrong = {place for row in audit(sheet) if row.code == "parent_sum" for place in row.where.split(", ")}
    assert wrong & set(TRUTH["clean"]) == set()


def test_annex_plan_is_read_row_by_row() -> None:
    plan = read_file(ANNEX_PLAN)
    rows = [task for task in plan.tasks if task.kind == "row"]
    assert len(rows) == 10
    assert all(task.deliverable and task.lead and task.due for task in rows)
    assert [task.due for task in rows if "sáng kiến" in task.text] == [("invalid:2026-11-31",)]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not beside this checkout")
def test_no_sentence_of_a_real_document_is_copied() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        lines = [re.findall(r"[^\W\d_]+", line.lower()) for line in text.splitlines()]
        return {tuple(words[i : i + COMMON_WORDS]) for words in lines for i in range(len(words) - COMMON_WORDS + 1)}

    real = set().union(*(runs(path.read_text("utf-8")) for path in SHARED.glob("*.txt")))
    for sample in (SHEET, ANNEX_PLAN):
        assert runs(sample.with_suffix(".md").read_text("utf-8")) & real == set()
