"""Every shipped criteria set loads, says where it comes from, and gives the points worked out by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from namro.cli.main import main
from namro.core.framework.kinds import KINDS
from namro.core.framework.model import Framework
from namro.core.framework.reading import read_framework
from namro.core.framework.rules import within
from tests.examples.cases import ALONE, Case, cases_of, set_folders
from tests.examples.comparing import differences, printed_differences

FOLDERS = set_folders()
EDITIONS = [edition for folder in FOLDERS for edition in sorted(folder.glob("????-??-??.yaml"))]
CASES = [case for folder in FOLDERS for case in cases_of(folder)]
PORTAL = Path(__file__).resolve().parents[3] / "shared" / "oracles" / "index766_commune_metrics.csv"


def named(value: Any) -> str:
    if isinstance(value, Case):
        return f"{value.folder.name}: {value.given['name']}"
    return f"{value.parent.name}/{value.name}" if isinstance(value, Path) else str(value)


def scored(case: Case, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Score a case through the command and return its units by name."""
    capsys.readouterr()
    status = main(["score", "--framework", str(case.edition), *case.write(folder), "--json"])
    out, err = capsys.readouterr()
    assert (status, err) == (0, ""), err
    return {unit["unit"]: unit for unit in json.loads(out)["units"]}


def kinds_of(framework: Framework) -> set[str]:
    bearers = (*framework.nodes, *framework.items)
    names = {kind.rule: kind.name for kind in KINDS.values()}
    return {names[type(inner)] for bearer in bearers if bearer.rule for inner in within(bearer.rule)}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_worked_case(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = scored(case, tmp_path, capsys)
    assert set(case.expected) == set(units)
    found = [f"{name}: {line}" for name, expected in case.expected.items() for line in differences(expected, units[name])]
    assert found == []
    if "printed" in case.given:
        assert printed_differences(case.given["printed"], units[ALONE]) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder_is_complete(folder: Path) -> None:
    editions = [read_framework(path) for path in sorted(folder.glob("????-??-??.yaml"))]
    assert [(one.framework, f"{one.edition}.yaml") for one in editions] == [
        (folder.name, path.name) for path in sorted(folder.glob("????-??-??.yaml"))
    ]
    assert {path.name for path in folder.iterdir()} == {f"{e.edition}.yaml" for e in editions} | {"SOURCE.md", "examples.yaml"}
    assert {one.edition for one in editions} == {str(case.given["edition"]) for case in CASES if case.folder == folder}
    assert len((folder / "SOURCE.md").read_text("utf-8").splitlines()) > 10


@pytest.mark.parametrize("edition", EDITIONS, ids=named)
def test_check_finds_no_fault(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "check", str(edition)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_years_of_editions_follow_each_other(folder: Path) -> None:
    editions = [read_framework(path) for path in sorted(folder.glob("????-??-??.yaml"))]
    ends = [one.last_year for one in editions[:-1]]
    assert [(end or 0) + 1 for end in ends] == [one.first_year for one in editions[1:]]


@pytest.mark.parametrize("name", ["mau-xa", "van-ninh-xa", "vo-nhai-xa"])
def test_example_points_and_gaps_are_marked(name: str) -> None:
    editions = [read_framework(path) for path in EDITIONS if path.parent.name == name]
    leaves = [leaf.node for one in editions for leaf in one.leaves.values()]
    if name == "van-ninh-xa":
        assert [leaf.id for leaf in leaves if not leaf.note.startswith("điểm ví dụ")] == []
    elif name == "vo-nhai-xa":
        assert [leaf.id for leaf in leaves if leaf.id.endswith(".khac") and leaf.name != "(không in trong phiếu)"] == []
    else:
        assert [leaf.id for leaf in leaves if not (leaf.evidence and leaf.evidence.items)] == []


def model() -> list[Framework]:
    return [read_framework(path) for path in EDITIONS if path.parent.name == "mau-xa"]


def test_model_set_uses_every_kind_of_rule() -> None:
    assert kinds_of(model()[-1]) == set(KINDS)


def test_worked_cases_meet_every_kind_in_every_state() -> None:
    """Whoever adds a kind adds its cases: each kind is seen scored in full, and scored with less."""
    full, less = set(), set()
    for case in (one for one in CASES if one.folder.name == "mau-xa"):
        framework = read_framework(case.edition)
        bearers = {bearer.id: bearer for bearer in (*framework.nodes, *framework.items) if bearer.rule}
        for expected in case.expected.values():
            wanted = {**(expected.get("criteria") or {}), **(expected.get("adjustments") or {})}
            for id, value in wanted.items():
                points = value.get("points") if isinstance(value, dict) else value
                if id in bearers and points is not None:
                    most = bearers[id].max
                    kinds = {KINDS_BY_RULE[type(inner)] for inner in within(bearers[id].rule)}  # type: ignore[arg-type]
                    (full if most is None or float(most) == points else less).update(kinds)
                    less.update(kinds if most is None and points == 0 else ())
    assert full == set(KINDS)
    assert less == set(KINDS)


KINDS_BY_RULE = {kind.rule: kind.name for kind in KINDS.values()}


def test_model_set_has_the_size_it_promises() -> None:
    """The figures of SOURCE.md, which a commune reads before it copies the set."""
    earlier, later = model()
    assert [len(one.criteria) for one in (earlier, later)] == [7, 7]
    assert [len(one.leaves) for one in (earlier, later)] == [96, 96]
    items = [sum(len(leaf.node.evidence.items) for leaf in one.leaves.values() if leaf.node.evidence) for one in (earlier, later)]
    assert items == [214, 216]
    assert [sum(leaf.node.max for leaf in one.leaves.values() if leaf.source == "survey") for one in (earlier, later)] == [30, 30]
    assert (later.bonus.cap, later.not_applicable, later.first_year, later.last_year) == (5, "exclude", 2026, None)


@pytest.mark.skipif(not PORTAL.is_file(), reason="no published figures beside this checkout")
def test_index_766_gives_every_metric_of_the_portal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = next(one for one in CASES if one.folder.name == "chi-so-766")
    criteria = scored(case, tmp_path, capsys)[ALONE]["criteria"]
    with PORTAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 15
    off = {row["metric"]: (row["score"], criteria[row["metric"]]["shown"]) for row in rows}
    assert {metric: pair for metric, pair in off.items() if float(pair[0]) != float(pair[1])} == {}
