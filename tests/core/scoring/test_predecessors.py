"""Base values of merged and divided units come from those they were made of; the sentence names the parts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from namro.core.base.faults import BrokenFile
from namro.core.framework.reading import parse_framework
from namro.core.scoring.facts_csv import read_facts, read_predecessors
from namro.core.scoring.many import score_many
from namro.core.scoring.one import score
from namro.core.scoring.outcome import STATES, Outcome
from namro.core.scoring.table import FactTable
from tests.core.scoring import strategies, twin

SET = """framework: sap-nhap
edition: 2025-01-01
title: Đơn vị sáp nhập
level: commune
years: {from: 2025}
scale: {max: 3}
criteria:
  - {id: "1", name: Hộ kinh doanh tăng, max: 1, rule: {kind: growth, input: households, base: previous, at_least: 2}}
  - {id: "2", name: Đúng hạn không giảm, max: 1, rule: {kind: growth, value: {ratio: [done, all]}, base: previous}}
  - {id: "3", name: So với 2020, max: 1, rule: {kind: growth, input: households, base: 2020}}
"""
#: Phổ Châu: predecessors had 41 + 37 = 78 household businesses in 2024, the commune of 2025 has 80.
FACTS = """unit,year,input,value
Mới,2025,households,80
Mới,2025,done,93
Mới,2025,all,100
Cũ A,2024,households,41
Cũ B,2024,households,37
Cũ A,2024,done,45
Cũ A,2024,all,50
Cũ B,2024,done,48
Cũ B,2024,all,50
Cũ A,2020,households,30
"""
WHOLE = "unit,from_unit,year,share\nMới,Cũ A,2024,1\nMới,Cũ B,2024,1\n"


def scored(folder: Path, facts: str = FACTS, predecessors: str = WHOLE) -> tuple[dict[str, Outcome], FactTable]:
    (folder / "facts.csv").write_text(facts, encoding="utf-8")
    (folder / "old.csv").write_text(predecessors, encoding="utf-8")
    framework = parse_framework(SET)
    table = read_facts(folder / "facts.csv", framework, year=2025, predecessors=folder / "old.csv")
    outcomes = score(framework, table.of("Mới")).criteria
    many = score_many(framework, table)
    for node, outcome in outcomes.items():
        column = many.nodes[node]
        assert (float(outcome.points), outcome.state) == (column.points[0], STATES[column.state[0]]), node
    return outcomes, table


def test_counts_are_added_and_the_parts_are_named(tmp_path: Path) -> None:
    found = scored(tmp_path)[0]["1"]
    assert (found.points, found.state) == (1, "scored")
    assert "78 (41 của Cũ A + 37 của Cũ B)" in found.why


def test_ratios_come_from_added_counts(tmp_path: Path) -> None:
    """93/100 against (45 + 48) / (50 + 50), not against the mean of 90 % and 96 %."""
    found = scored(tmp_path)[0]["2"]
    assert found.points == 1
    assert "93 (45 của Cũ A + 48 của Cũ B)" in found.why


def test_a_part_without_a_value_leaves_no_base(tmp_path: Path) -> None:
    found = scored(tmp_path)[0]["3"]
    assert (found.points, found.state) == (0, "not_applicable")
    assert "của Cũ B" in found.why


def test_a_divided_unit_gives_its_share(tmp_path: Path) -> None:
    divided = "unit,from_unit,year,share\nMới,Cũ A,2024,0.4\nMới,Cũ B,2024,1\n"
    found = scored(tmp_path, predecessors=divided)[0]["1"]
    assert "53,4 (41 × 0,4 của Cũ A + 37 của Cũ B)" in found.why


def test_an_own_value_wins(tmp_path: Path) -> None:
    found = scored(tmp_path, facts=f"{FACTS}Mới,2024,households,79\n")[0]["1"]
    assert found.points == 0
    assert "79" in found.why


def test_rows_of_the_year_of_the_merger_serve_the_years_before(tmp_path: Path) -> None:
    assert scored(tmp_path, predecessors=WHOLE.replace("2024", "2025"))[0]["1"].points == 1


def test_the_twin_says_the_same(tmp_path: Path) -> None:
    rows = [line.split(",") for line in FACTS.splitlines()[1:]]
    facts = {(unit, int(year), name): value for unit, year, name, value in rows}
    old = [("Mới", "Cũ A", 2024, "1"), ("Mới", "Cũ B", 2024, "1")]
    criteria = [
        {"id": "1", "max": 1, "rule": {"kind": "growth", "input": "households", "base": "previous", "at_least": 2}},
        {"id": "2", "max": 1, "rule": {"kind": "growth", "value": {"ratio": ["done", "all"]}, "base": "previous"}},
        {"id": "3", "max": 1, "rule": {"kind": "growth", "input": "households", "base": "2020"}},
    ]
    plain = {"scale": {"max": 3}, "criteria": criteria}
    expected = twin.score_all(plain, facts, strategies.YEAR, old)["Mới"]["nodes"]
    found = scored(tmp_path)[0]
    assert {node: (Decimal(int(points)), state) for node, (points, _out, state) in expected.items()} == {
        node: (outcome.points, outcome.state) for node, outcome in found.items()
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Mới,Cũ A,2024,1.5", "không quá 1"),
        ("Mới,Cũ A,2024,0", "lớn hơn 0"),
        ("Mới,Cũ A,2024,50%", "không quá 1"),
        ("Mới,Cũ A,24,1", "bốn chữ số"),
        ("Mới,,2024,1", "from_unit"),
        ("Mới,Cũ A,2024,1\nMới,Cũ A,2024,1", "hai lần"),
    ],
)
def test_broken_rows_are_refused(row: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(f"unit,from_unit,year,share\n{row}\n", encoding="utf-8")
    with pytest.raises(BrokenFile, match=words):
        read_predecessors(path)
