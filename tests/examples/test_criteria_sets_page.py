"""Whoever writes a set from docs/criteria-sets.md alone gets a set that loads and scores."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from namro.cli.main import main
from namro.core.base import yamlfile
from namro.core.framework.kinds import KINDS
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.framework.rules import within
from tests.house.sources import ROOT

PAGE = (ROOT / "docs" / "criteria-sets.md").read_text("utf-8")
HEAD = "framework: thu\nedition: 2026-01-15\ntitle: Thử\nlevel: commune\nyears: {from: 2026}\nscale: {max: 100}\n"
FILLER = "criteria:\n  - {id: x, name: Còn lại, max: 100, rule: {kind: manual}}\n"


def blocks(section: str, language: str) -> list[str]:
    """The code blocks of one section, by the start of its heading."""
    text = PAGE.split(f"\n## {section}", 1)[1].split("\n## ", 1)[0]
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def with_nodes(text: str) -> Framework:
    """Read a list of nodes as the whole of a set; their maxima are added up."""
    total = sum(node["max"] for node in yamlfile.load(text))
    return parse_framework(HEAD.replace("max: 100", f"max: {total:g}") + "criteria:\n" + indented(text))


@pytest.fixture
def scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str, str], dict[str, Any]]:
    """Score the only unit of a set and facts, both as text, through the command."""

    def through_command(framework: str, facts: str) -> dict[str, Any]:
        paths = tmp_path / "bo-cua-toi.yaml", tmp_path / "so-lieu.csv"
        for path, text in zip(paths, (framework, facts), strict=True):
            path.write_text(text, encoding="utf-8")
        assert main(["score", "--framework", str(paths[0]), "--facts", str(paths[1]), "--year", "2026", "--json"]) == 0
        (unit,) = json.loads(capsys.readouterr().out)["units"]
        return dict(unit)

    return through_command


def test_the_smallest_set_loads_and_scores_as_told(scored: Callable[[str, str], dict[str, Any]]) -> None:
    unit = scored(blocks("1.", "yaml")[0], blocks("1.", "csv")[0])
    assert (unit["total_shown"], unit["percent_shown"], unit["band"]) == ("8.40", "84.00", "Tốt")
    assert [unit["criteria"][key]["shown"] for key in ("1.1", "1.2", "2")] == ["2.00", "3.00", "3.40"]


def test_inputs_named_in_words_make_the_sentences_told(scored: Callable[[str, str], dict[str, Any]]) -> None:
    framework, facts = blocks("1.", "yaml")[0] + blocks("3.", "yaml")[1], blocks("1.", "csv")[0]
    known = scored(framework, facts)["criteria"]
    assert blocks("3.", "text")[0].splitlines() == [known["1.1"]["why"], known["1.2"]["why"]]
    unknown = scored(framework, facts.replace("reports_on_time,3", "reports_on_time,"))["criteria"]
    assert f"câu là: {unknown['1.2']['why']}\n" in PAGE


def test_every_kind_is_told_with_an_example_that_loads() -> None:
    table = set(re.findall(r"^\| `(\w+)` \|", PAGE.split("\n## 5.", 1)[1].split("\n## 6.", 1)[0], re.M))
    assert table == set(KINDS)
    names = {kind.rule: kind.name for kind in KINDS.values()}
    shown = with_nodes(blocks("5.", "yaml")[0])
    used = {names[type(inner)] for node in shown.nodes if node.rule for inner in within(node.rule)}
    assert used == {name for name, kind in KINDS.items() if not kind.adjustments_only}


def test_every_key_of_a_rule_is_told() -> None:
    section = PAGE.split("\n## 5.", 1)[1].split("\n## 6.", 1)[0]
    assert sorted({p.key for kind in KINDS.values() for p in kind.params if f"`{p.key}" not in section}) == []


def test_the_other_pieces_load() -> None:
    bands = blocks("3.", "yaml")[0]
    node = '  - {id: "3", name: Ba, max: 100, rule: {kind: manual}}\n'
    assert parse_framework(f"{HEAD}{bands}criteria:\n{node}").bands[0].requires[0].criterion == "3"
    assert len(with_nodes(blocks("4.", "yaml")[0]).leaves) == 2
    parts = "{kind: parts, parts: [{input: plan_issued, points: 40}, {input: plan_done, points: 60}]}"
    leaf = f"criteria:\n  - id: x\n    name: Có minh chứng\n    max: 100\n    rule: {parts}\n"
    for evidence in blocks("7.", "yaml"):
        assert parse_framework(HEAD + leaf + indented(indented(evidence))).leaves["x"].node.evidence is not None
    assert len(parse_framework(HEAD + FILLER + blocks("8.", "yaml")[0]).items) == 4
