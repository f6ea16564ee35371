"""Every shipped criteria set loads, says where it comes from, and gives the points worked out by hand."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from namro.cli.main import main
from namro.core.framework.kinds import KINDS
from namro.core.framework.model import Framework, Item, Node
from namro.core.framework.reading import read_framework
from namro.core.framework.rules import within
from namro.core.framework.uses import uses
from tests.examples.cases import ALONE, Case, cases_of, set_folders
from tests.examples.comparing import differences, printed_differences

FOLDERS = set_folders()
EDITIONS = {folder: sorted(folder.glob("????-??-??.yaml")) for folder in FOLDERS}
SETS = {path: read_framework(path) for paths in EDITIONS.values() for path in paths}
CASES = [case for folder in FOLDERS for case in cases_of(folder)]
KIND_NAMES = {kind.rule: kind.name for kind in KINDS.values()}
PORTAL = Path(__file__).resolve().parents[3] / "shared" / "oracles" / "index766_commune_metrics.csv"


def named(value: Any) -> str:
    if isinstance(value, Case):
        return f"{value.folder.name}: {value.given['name']}"
    return f"{value.parent.name}/{value.name}" if value.suffix else value.name


def editions(name: str) -> list[Framework]:
    """The editions of a set, the earliest first."""
    return [one for path, one in SETS.items() if path.parent.name == name]


def scored(case: Case, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Score a case through the command and return its units by name."""
    capsys.readouterr()
    status = main(["score", "--framework", str(case.edition), *case.write(folder), "--json"])
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    return {unit["unit"]: unit for unit in json.loads(out)["units"]}


def inner_words(unit: dict[str, Any], framework: Framework) -> set[str]:
    """Names of inputs, and of points to enter, that stand in the sentences of a unit."""
    nodes = [*unit["criteria"].values(), *unit["adjustments"].values()]
    told = " ".join([*(node["why"] for node in nodes), unit["band_why"] or ""])
    return set(re.findall(r"[a-z0-9_]+", told)) & framework.labels.keys() | set(re.findall(r"points:\S+", told))


def kinds_of(bearer: Node | Item) -> set[str]:
    return {KIND_NAMES[type(inner)] for inner in within(bearer.rule)} if bearer.rule else set()


@pytest.mark.parametrize("case", CASES, ids=named)
def test_worked_case(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = scored(case, tmp_path, capsys)
    assert set(case.expected) == set(units)
    found = {name: differences(expected, units[name]) for name, expected in case.expected.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert {name: inner_words(unit, SETS[case.edition]) for name, unit in units.items()} == {
        name: set() for name in units
    }
    if "printed" in case.given:
        assert printed_differences(case.given["printed"], units[ALONE]) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_folder_is_complete(folder: Path) -> None:
    names = [path.name for path in EDITIONS[folder]]
    assert {path.name for path in folder.iterdir()} == {*names, "SOURCE.md", "examples.yaml"}
    assert [f"{SETS[path].edition}.yaml" for path in EDITIONS[folder]] == names
    assert {SETS[path].framework for path in EDITIONS[folder]} == {folder.name}
    assert {case.edition.name for case in CASES if case.folder == folder} == set(names)
    assert len((folder / "SOURCE.md").read_text("utf-8").splitlines()) > 10


@pytest.mark.parametrize("path", SETS, ids=named)
def test_command_finds_no_fault(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "check", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (f"({SETS[path].framework}, {SETS[path].edition})" in out, err) == (True, "")


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_years_of_editions_follow_each_other(folder: Path) -> None:
    found = editions(folder.name)
    assert [(one.last_year or 0) + 1 for one in found[:-1]] == [one.first_year for one in found[1:]]


def test_points_that_are_examples_say_so() -> None:
    (only,) = editions("van-ninh-xa")
    assert [leaf for leaf, found in only.leaves.items() if not found.node.note.startswith("điểm ví dụ")] == []
    assert [item.id for item in only.items if not item.note.startswith("điểm ví dụ")] == ["IX.1"]


def test_maxima_that_no_sheet_prints_say_so() -> None:
    (only,) = editions("vo-nhai-xa")
    gaps = [leaf.node for leaf in only.leaves.values() if leaf.node.name == "(không in trong phiếu)"]
    assert [node.id for node in gaps] == [node.id for node in only.nodes if node.id.endswith(".khac")]
    assert [node.id for node in gaps if not node.note] == []
    assert [node.id for node in only.nodes if node.max == 0] == ["4.1.4", "4.1.5"]


def test_model_set_uses_every_kind_of_rule() -> None:
    latest = editions("mau-xa")[-1]
    assert set().union(*(kinds_of(bearer) for bearer in (*latest.nodes, *latest.items))) == set(KINDS)


def test_model_set_names_proof_for_every_criterion() -> None:
    leaves = [leaf.node for one in editions("mau-xa") for leaf in one.leaves.values()]
    assert [node.id for node in leaves if not (node.evidence and node.evidence.items)] == []
    assert {node.evidence.on_missing for node in leaves if node.evidence} == {"zero", "parts", "warn"}
    assert [node.id for node in leaves if not node.cite] == []


def test_model_set_has_the_size_its_source_tells() -> None:
    both = editions("mau-xa")
    leaves = [list(one.leaves.values()) for one in both]
    items = [sum(len(leaf.node.evidence.items) for leaf in some if leaf.node.evidence) for some in leaves]
    survey = [sum(leaf.node.max for leaf in some if leaf.source == "survey") for some in leaves]
    assert ([len(one.criteria) for one in both], [len(some) for some in leaves]) == ([7, 7], [96, 96])
    assert (items, survey, [one.bonus.cap for one in both]) == ([214, 216], [30, 30], [5, 5])


@pytest.mark.parametrize("path", SETS, ids=named)
def test_every_input_has_a_name_of_its_own_in_words(path: Path) -> None:
    """Points that an appraiser enters (`points:…`) belong to their criterion and need no name."""
    labels = SETS[path].labels
    used = {use.input for use in uses(SETS[path]) if not use.input.startswith("points:")}
    assert (set(labels), len(set(labels.values()))) == (used, len(used))
    assert [name for name, words in labels.items() if not words[0].isupper() or len(words) > 70 or name in words] == []


def test_an_input_of_both_model_editions_keeps_its_name() -> None:
    first, second = (one.labels for one in editions("mau-xa"))
    shared = first.keys() & second.keys()
    assert len(shared) > 100
    assert [name for name in shared if first[name] != second[name]] == []


def expectations(case: Case) -> list[tuple[Node | Item, Any]]:
    """Each criterion or item with points expected of it in a case."""
    framework = SETS[case.edition]
    bearers = {bearer.id: bearer for bearer in (*framework.nodes, *framework.items)}
    groups = [unit.get(group, {}) for unit in case.expected.values() for group in ("criteria", "adjustments")]
    wanted = [pair for group in groups for pair in group.items()]
    told = [(bearers[id], value if isinstance(value, dict) else {"points": value}) for id, value in wanted]
    return [(bearer, value) for bearer, value in told if "points" in value]


def test_worked_cases_show_every_kind_with_points_and_without() -> None:
    """Whoever adds a kind of rule adds its cases: it is seen giving something, and giving nothing."""
    model = [pair for case in CASES if case.folder.name == "mau-xa" for pair in expectations(case)]
    giving = set().union(*(kinds_of(bearer) for bearer, value in model if value["points"] > 0))
    nothing = set().union(*(kinds_of(bearer) for bearer, value in model if value["points"] == 0))
    assert (giving, nothing) == (set(KINDS), set(KINDS))


@pytest.mark.skipif(not PORTAL.is_file(), reason="no published figures beside this checkout")
def test_index_766_gives_every_metric_of_the_portal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = next(one for one in CASES if one.folder.name == "chi-so-766")
    criteria = scored(case, tmp_path, capsys)[ALONE]["criteria"]
    with PORTAL.open(encoding="utf-8", newline="") as file:
        portal = {row["metric"]: float(row["score"]) for row in csv.DictReader(file)}
    assert len(portal) == 15
    assert {metric: float(criteria[metric]["shown"]) for metric in portal} == portal
