"""A broken file is refused with its line, its node and the cure; the good one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.core.base.faults import MOST, BrokenFile
from namro.core.framework.reading import parse_framework
from namro.core.scoring.facts_csv import read_facts
from namro.core.scoring.table import FactTable
from tests.broken.gallery import BROKEN_FACTS, BROKEN_SETS, FACTS, SET, Broken


def facts(folder: Path, text: str) -> FactTable:
    path = folder / "facts.csv"
    path.write_text(text, encoding="utf-8")
    return read_facts(path, parse_framework(SET), year=2025)


def changed(text: str, broken: Broken) -> str:
    assert text.count(broken.old) >= 1, f"{broken.name}: nothing to change"
    return text.replace(broken.old, broken.new, 1)


def assert_told(caught: BrokenFile, broken: Broken) -> None:
    told = [f for f in caught.faults if f.line == broken.line and all(word in f.message for word in broken.words)]
    assert told, "\n".join(map(str, caught.faults))
    assert broken.node in {fault.node for fault in told}


def test_the_good_files_are_good(tmp_path: Path) -> None:
    assert parse_framework(SET).leaves.keys() == {"1.1", "1.2", "1.3", "1.4"}
    assert facts(tmp_path, FACTS).units == ["A"]


@pytest.mark.parametrize("broken", BROKEN_SETS, ids=lambda broken: broken.name)
def test_a_broken_set_is_refused(broken: Broken) -> None:
    with pytest.raises(BrokenFile) as caught:
        parse_framework(changed(SET, broken), name="bo.yaml")
    assert_told(caught.value, broken)


@pytest.mark.parametrize("broken", BROKEN_FACTS, ids=lambda broken: broken.name)
def test_broken_facts_are_refused(broken: Broken, tmp_path: Path) -> None:
    with pytest.raises(BrokenFile) as caught:
        facts(tmp_path, changed(FACTS, broken))
    assert_told(caught.value, broken)


def test_all_faults_are_told_at_once() -> None:
    text = SET
    chosen = [
        b for b in BROKEN_SETS if b.name in ("level", "precision", "80 for 0.8", "unquoted id", "day", "beyond missing")
    ]
    for broken in chosen:
        text = changed(text, broken)
    with pytest.raises(BrokenFile) as caught:
        parse_framework(text)
    for broken in chosen:
        assert_told(caught.value, broken)


@pytest.mark.slow
def test_a_hundred_thousand_nodes_are_refused_with_their_limit() -> None:
    leaf = '  - {{id: "{0}", name: Mục, max: 0, rule: {{kind: yes_no, input: a}}}}\n'
    head = SET[: SET.index("criteria:\n")] + "criteria:\n"
    with pytest.raises(BrokenFile, match=r"10\.000"):
        parse_framework(head + "".join(leaf.format(number) for number in range(100_000)))


def test_deep_nesting_is_refused_without_a_crash() -> None:
    with pytest.raises(BrokenFile, match="cấp"):
        parse_framework("a: " + "[" * 100_000)


def test_facts_of_a_year_the_set_does_not_score(tmp_path: Path) -> None:
    from namro.core.base.errors import NamroError

    path = tmp_path / "facts.csv"
    path.write_text(FACTS, encoding="utf-8")
    with pytest.raises(NamroError, match="2030"):
        read_facts(path, parse_framework(SET), year=2030)


def test_a_file_of_nothing_but_faults_is_put_down_soon() -> None:
    keys = ", ".join(f"k{number}: 1" for number in range(50_000))
    with pytest.raises(BrokenFile, match="lỗi nữa") as caught:
        parse_framework(f"framework: x\nmore: {{{keys}}}\n" + "".join(f"k{n}: &a{n} 1\n" for n in range(50_000)))
    assert len(caught.value.faults) <= MOST
