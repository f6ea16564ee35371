"""What proof is still missing: state and words of every leaf, counts by owner and domain, the text for the chat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namro.core.assessment.expected_proof import domains, expected_proofs
from namro.core.assessment.missing import Attached, Standing, State, Tally, standings, tallies, tally
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework, read_framework
from namro.core.improvement.missing_text import missing_text
from namro.core.scoring.facts import Facts, Value
from namro.core.scoring.proof import judge
from namro.core.timetable import national_calendar
from tests.drawing import share
from tests.house.sources import PACKAGE

MODEL = PACKAGE / "data" / "frameworks" / "mau-xa" / "2025-10-31.yaml"
TODAY = date(2026, 6, 1)
HEAD = """framework: vi-du
edition: 2025-10-31
title: Ví dụ
level: commune
years: {from: 2025}
scale: {max: 2}
criteria:
  - {id: "1", name: Rà soát, max: 2, rule: {kind: manual}, evidence: EVIDENCE}
"""
ONE = "{signed: true, before: '07-31'}"
PLANS = "{items: [{id: pa, text: Phương án, min_count: 4}]}"
REPORTS = "{before: '07-31', items: [{id: bc, text: Bốn báo cáo của năm, kind: report, min_count: 4}]}"
THREE = "{items: [{id: a, text: Kế hoạch năm, signed: both, before: '01-31'}, {id: b, kind: photo}, {id: c}]}"


def set_with(evidence: str) -> Framework:
    return parse_framework(HEAD.replace("EVIDENCE", evidence))


def standing(evidence: str, *files: tuple[str, str]) -> Standing:
    """Files as "item" and "remark remark"."""
    attached = [Attached("1", item, frozenset(remarks.split())) for item, remarks in files]
    return standings(expected_proofs(set_with(evidence), 2026), attached, today=TODAY)["1"]


@pytest.mark.parametrize(
    ("evidence", "files", "state", "sentence"),
    [
        ("{}", [], "missing", "Chưa có"),
        (ONE, [], "missing", "Chưa có, hạn 31/07"),
        (THREE, [], "missing", "Chưa có, quá hạn 31/01"),
        ("{required: false}", [], "fine", "Không bắt buộc"),
        (ONE, [("", "")], "fine", "1 tệp, ký số"),
        (ONE, [("", "unsigned")], "unsigned", "1 tệp, 1 chưa ký số"),
        (ONE, [("", "unsigned"), ("", "")], "fine", "2 tệp, 1 chưa ký số"),
        (ONE, [("", "after_due")], "incomplete", "0/1 tệp, 1 trễ hạn"),
        ("{}", [("", "unsigned")], "fine", "1 tệp, 1 chưa ký số"),
        ("{}", [("", "unreadable")], "incomplete", "0/1 tệp, 1 không đọc được"),
        ("{}", [("", "number_differs same_file_elsewhere")], "fine", "1 tệp"),
        (PLANS, [("pa", "")] * 2, "incomplete", "2/4 phương án"),
        (PLANS, [("pa", "")] * 4 + [("pa", "after_due")], "fine", "5 tệp, 1 trễ hạn"),
        (REPORTS, [("bc", "")] * 3 + [("bc", "after_due")], "incomplete", "3/4 báo cáo, 1 trễ hạn"),
        (REPORTS, [("bc", "")] * 4 + [("bc", "after_due")], "fine", "5 tệp, 1 trễ hạn"),
        (THREE, [("a", ""), ("b", "")], "incomplete", "2/3 minh chứng"),
        (THREE, [("a", "unsigned"), ("b", ""), ("c", "")], "unsigned", "3 tệp, 1 chưa ký số"),
        (THREE, [("a", "after_due"), ("b", ""), ("c", "")], "incomplete", "2/3 minh chứng, 1 trễ hạn"),
        (THREE, [("", "")], "incomplete", "0/3 minh chứng, 1 tệp chưa xếp"),
        (THREE, [("a", ""), ("b", ""), ("c", "")], "fine", "3 tệp, ký số"),
    ],
)  # fmt: skip
def test_states_and_words(evidence: str, files: list[tuple[str, str]], state: str, sentence: str) -> None:
    found = standing(evidence, *files)
    assert (found.state.value, found.sentence) == (state, sentence)


def test_what_is_lacking_is_told_item_by_item() -> None:
    found = standing(THREE, ("a", "unsigned"), ("b", ""))
    assert [one.sentence for one in found.lacking] == [
        "Kế hoạch năm: 1 tệp, 1 chưa ký số (cần cả hai chữ ký số)", "c: chưa có",
    ]  # fmt: skip
    assert found.due == date(2026, 1, 31)
    assert standing(THREE, ("a", ""), ("b", "")).due is None


def test_29_february_is_a_day_in_every_year() -> None:
    leap = set_with("{before: '02-29'}")
    assert [expected_proofs(leap, year)["1"][0].due for year in (2027, 2028)] == [date(2027, 2, 28), date(2028, 2, 29)]


def test_journey_12() -> None:
    """96 leaves with 214 expected items, 23 of which are missing; five people are told."""
    framework = read_framework(MODEL)
    expected = expected_proofs(framework, 2026)
    wanted = [one for items in expected.values() for one in items]
    assert (len(expected), len(wanted)) == (96, 214)
    gone = {(one.leaf, one.item) for one in wanted[:23]}
    attached = [
        Attached(one.leaf, one.item) for one in wanted if (one.leaf, one.item) not in gone for _ in range(one.count)
    ]
    found = standings(expected, attached, today=date(2026, 10, 15))
    leaves = [leaf for leaf, one in found.items() if one.lacking]
    names = ("Lò Thị Mơ", "Giàng A Páo", "Hà Văn Sơn", "Lý Thị Ly", "Vì Thị Thoa")
    owners = {leaf: names[place % 5] for place, leaf in enumerate(expected)}
    assert tally(found.values()) == Tally(
        missing=sum(one.state is State.MISSING for one in found.values()),
        incomplete=sum(one.state is State.INCOMPLETE for one in found.values()),
        fine=96 - len(leaves), expected=214, lacking=23,
    )  # fmt: skip
    by_owner, by_domain = tallies(found, owners), tallies(found, domains(framework))
    assert sum(one.lacking for one in by_owner.values()) == 23 == by_domain["1"].lacking
    assert set(by_domain) == {node.id for node in framework.criteria}
    text = missing_text(
        found.values(), framework, unit="Xã Suối Mây", owners=owners, dues=dict.fromkeys(expected, date(2026, 10, 20)),
        today=date(2026, 10, 15), calendar=national_calendar(),
    )  # fmt: skip
    lines = text.splitlines()
    assert lines[0] == "Xã Suối Mây: minh chứng cải cách hành chính còn thiếu (ngày 15/10/2026)"
    assert sorted(line[:-1] for line in lines if line.endswith(":")) == sorted(names)
    assert len([line for line in lines if line.startswith("- ")]) == len(leaves)
    assert len([line for line in lines if line.startswith("  ")]) == 23
    assert "- 1.2.1 Báo cáo định kỳ đúng hạn (hạn 20/10/2026, còn 3 ngày làm)" in lines


def test_who_owns_nothing_is_not_in_the_text_and_what_nobody_owns_is() -> None:
    framework = set_with(PLANS)
    found = standings(expected_proofs(framework, 2026), [], today=TODAY).values()
    text = missing_text(found, framework, unit="Xã", owners={}, dues={}, today=TODAY, calendar=national_calendar())
    assert text.splitlines()[2:] == [
        "Chưa có người phụ trách:", "- 1 Rà soát (chưa có hạn)", "  Phương án: chưa có",
    ]  # fmt: skip
    fine = standings(expected_proofs(framework, 2026), [Attached("1", "pa")] * 4, today=TODAY).values()
    assert missing_text(fine, framework, unit="Xã", owners={}, dues={}, today=TODAY, calendar=national_calendar()) == ""


@settings(max_examples=share(30), deadline=None)
@given(st.integers(0, 2**32))
def test_nothing_lacks_where_scoring_finds_the_proof(seed: int) -> None:
    """What `judge` says of the same files as facts: the items that are not met are those that are lacking."""
    framework, random = read_framework(MODEL), Random(seed)
    expected = expected_proofs(framework, 2026)
    codes = ["", "", "", "unsigned", "after_due", "unreadable", "number_differs"]
    attached, values = [], dict[str, Value]()
    for items in expected.values():
        for one in items:
            files = [random.choice(codes) for _ in range(random.choice([0, 1, 1, 2, one.count, one.count]))]
            attached += [Attached(one.leaf, one.item, frozenset({code} - {""})) for code in files]
            good = [code for code in files if code != "unreadable" and not (one.due and code == "after_due")]
            signed = [code for code in good if code != "unsigned"]
            key = f"{one.leaf}/{one.item}"
            if good:
                values[f"evidence:{key}"] = "both" if len(signed) >= one.count else "present"
                values[f"evidence_count:{key}"] = Decimal(len(good))
                values[f"evidence_date:{key}"] = "2026-01-01"
    facts = Facts(2026, values)
    for leaf, one in standings(expected, attached, today=TODAY).items():
        lacking = tuple(item.expected.item for item in one.lacking)
        assert lacking == judge(leaf, framework.leaves[leaf].node.evidence, facts).missing, leaf
        assert (one.state is State.FINE) == (not lacking)
