"""Last year's facts under a new set, against the same counted by hand and by a set written for it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.scoring.backcast import Backcast, Standing, WithoutData, backcast
from namro.core.scoring.trial import trial_set
from namro.core.scoring.trial_names import read_names
from tests.core.framework.editions import NEW, OLD, new_edition, old_edition

D = Decimal
FACTS = """\
unit,year,input,value
A,2024,plan,true
A,2024,due,4
A,2024,done,4
A,2024,points:1.3,1
A,2024,points:2.1,1
A,2024,kept,90
A,2024,all,100
A,2024,evidence:2.2,signed
A,2024,ideas,1
B,2024,plan,true
B,2024,due,4
B,2024,done,3
B,2024,points:1.3,0.5
B,2024,points:2.1,1
B,2024,kept,100
B,2024,all,100
B,2024,evidence:2.2,signed
C,2024,plan,false
C,2024,due,4
C,2024,done,4
C,2024,kept,100
C,2024,all,100
C,2024,evidence:2.2,missing
"""


def cast(tmp_path: Path, old: Framework, new: Framework, facts: str = FACTS, **names: str) -> Backcast:
    path = tmp_path / "so-lieu.csv"
    path.write_text(facts, "utf-8")
    return backcast(old, new, path, year=2024, names=names)


def test_both_standings_and_the_largest_change_first(tmp_path: Path) -> None:
    found = cast(tmp_path, old_edition(), new_edition())
    assert [(one.unit, one.places) for one in found.units] == [("C", 1), ("B", -1), ("A", 0)]
    by_unit = {one.unit: one for one in found.units}
    assert by_unit["A"].old == Standing(D("10.7"), D(107), "Tốt", 1)
    # 2 plan + 3 reports + 2.7 answers + 1 idea moved to 2.3 + 1 bonus of 12; inspection and regraded points are missing
    assert by_unit["A"].new == Standing(D("9.7"), D("80.833333333"), "Khá", 1)
    assert by_unit["B"].new.total == D("5.5")
    assert by_unit["C"].new.total == D(6)


def test_what_the_facts_do_not_say(tmp_path: Path) -> None:
    found = cast(tmp_path, old_edition(), new_edition())
    assert found.without_data == (
        WithoutData("1.2", "Kiểm tra", D(1), 3, "no_data"),
        WithoutData("2.1", "Báo cáo đúng hạn", D(2), 3, "regraded"),
        WithoutData("2.3", "Sáng kiến", D(1), 1, "no_data"),
    )
    assert found.no_base == ()


def test_a_new_demand_for_proof_is_told(tmp_path: Path) -> None:
    asked = parse_framework(NEW.replace("input: plan}}", "input: plan}, evidence: {required: true}}"))
    lacks = {one.id: (one.units, one.lacks) for one in cast(tmp_path, old_edition(), asked).without_data}
    assert lacks["1.1"] == (3, "no_evidence")


def test_proof_follows_its_criterion(tmp_path: Path) -> None:
    """2.2 is 2.1 in the new set; what was proved for it still is."""
    moved = OLD.replace('{id: "2.1", name: Báo cáo đúng hạn', '{id: "2.9", name: Báo cáo đúng hạn').replace(
        '{id: "2.2"', '{id: "2.1"'
    )
    found = cast(tmp_path, old_edition(), parse_framework(moved))
    assert all(one.old == one.new for one in found.units)
    assert [(one.id, one.units, one.lacks) for one in found.without_data] == [
        ("1.3", 1, "no_data"),
        ("2.9", 1, "no_data"),
    ]


def test_a_new_criterion_does_not_take_the_facts_of_the_old_one_with_its_id(tmp_path: Path) -> None:
    taken = OLD.replace('{id: "1.3", name: Sáng kiến, max: 1, rule: {kind: manual}}', (
        '{id: "1.3", name: Dân vận, max: 0.5, rule: {kind: manual}}\n'
        '      - {id: "1.4", name: Sáng kiến, max: 0.5, rule: {kind: manual}}'
    ))  # fmt: skip
    found = cast(tmp_path, old_edition(), parse_framework(taken))
    told = {one.id: (one.units, one.lacks) for one in found.without_data}
    assert told["1.3"] == (3, "no_data")
    assert told["1.4"] == (3, "regraded")


def test_inputs_by_another_name(tmp_path: Path) -> None:
    other = parse_framework(OLD.replace("[kept, all]", "[tra_dung_han, tong]"))
    found = cast(tmp_path, old_edition(), other, tra_dung_han="kept", tong="all")
    assert all(one.old == one.new for one in found.units)
    without = cast(tmp_path, old_edition(), other)
    assert ("2.2", "no_data") in {(one.id, one.lacks) for one in without.without_data}


def test_only_the_copy_is_for_the_old_year() -> None:
    new = new_edition()
    trial = trial_set(old_edition(), new, 2024, {})
    assert (new.scores(2024), trial.framework.scores(2024)) == (False, True)
    assert trial.ids["1.2′"] == "1.2"
    assert trial.ids["1.2"] == "1.3"


def test_a_base_year_that_had_not_been(tmp_path: Path) -> None:
    grown = NEW.replace("{kind: yes_no, input: plan}", "{kind: growth, input: kept, base: 2025}")
    assert cast(tmp_path, old_edition(), parse_framework(grown)).no_base == ("1.1",)


def test_facts_that_no_set_reads_are_named(tmp_path: Path) -> None:
    facts = f"{FACTS}A,2024,la,1\nB,2024,inspected,true\nB,2023,khac,1\n"
    found = cast(tmp_path, old_edition(), new_edition(), facts)
    assert found.unread == ("la",)
    assert ("1.2", 2) in {(one.id, one.units) for one in found.without_data}


def test_a_fault_under_the_new_set_says_so(tmp_path: Path) -> None:
    counted = parse_framework(NEW.replace("{kind: yes_no, input: plan}", "{kind: count, input: plan}"))
    with pytest.raises(BrokenFile, match=r"so-lieu\.csv đọc theo bộ mới, dòng 2, mục “1.1”: plan: true là đúng/sai"):
        cast(tmp_path, old_edition(), counted)


def test_the_old_set_must_score_the_year(tmp_path: Path) -> None:
    with pytest.raises(NamroError, match="không chấm năm 2024"):
        cast(tmp_path, new_edition(), old_edition())


def names_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "doi-ten.csv"
    path.write_text(text, "utf-8")
    return path


def test_names_are_read(tmp_path: Path) -> None:
    path = names_file(tmp_path, "old_input,new_input\nplan,inspected\n\n plan , plan \n")
    assert read_names(path, old_edition(), new_edition()) == {"inspected": "plan", "plan": "plan"}


def test_all_faults_of_names(tmp_path: Path) -> None:
    text = "old_input,new_input\npla,plan\nplan,lat\nplan\npoints:1.3,points:2.3\nplan,late\ndue,late\n"
    with pytest.raises(BrokenFile) as told:
        read_names(names_file(tmp_path, text), old_edition(), new_edition())
    lines = told.value.message.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"doi-ten.csv, dòng {n}" for n in (2, 3, 4, 5, 7)]
    assert "Có phải “plan”?" in lines[0]
    assert "Có phải “late”?" in lines[1]
    assert "chuyển theo mã tiêu chí" in lines[3]


@pytest.mark.parametrize("text", ["", "cũ,mới\na,b\n", "old_input;new_input\n"])
def test_a_names_file_without_its_heading(text: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="dòng đầu phải là old_input,new_input"):
        read_names(names_file(tmp_path, text), old_edition(), new_edition())


def test_a_names_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NamroError, match="Kiểm tra lại đường dẫn"):
        read_names(tmp_path / "khong-co.csv", old_edition(), new_edition())
