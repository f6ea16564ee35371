"""What moves along to the next edition by itself, and what somebody has to decide; nothing is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namro.core.framework.carrying import Carrying, Lines, Why, carrying
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework, Node
from namro.core.framework.reading import parse_framework, read_framework
from namro.core.framework.rules import Manual
from tests.core.framework.editions import OLD, new_edition, old_edition
from tests.core.framework.random_sets import frameworks
from tests.drawing import share
from tests.house.sources import PACKAGE

MODEL = PACKAGE / "data" / "frameworks" / "mau-xa"


def moved(lines: Lines) -> dict[str, str]:
    return {one.old_id: one.new_id for one in lines.moved}


def asked(lines: Lines) -> list[tuple[str, str | None, str | None]]:
    return [(one.why.value, one.old_id, one.new_id) for one in lines.to_decide]


def test_journey_12() -> None:
    """96 leaves: 81 move by themselves, 9 have other maxima, 6 left, 6 are new: 21 lines to decide."""
    old, new = (read_framework(MODEL / f"{edition}.yaml") for edition in ("2025-10-31", "2026-08-31"))
    found = carrying(old, new).leaves
    assert (len(old.leaves), len(found.moved), len(found.to_decide)) == (96, 81, 21)
    assert found.sentence == ("81 mục tự chuyển; 21 dòng cần quyết định: 9 đổi điểm tối đa, 6 bị bỏ, 6 mới.")
    assert {k: v for k, v in moved(found).items() if k != v} == {"1.4.3": "7.1.3", "2.2.3": "2.4.2", "3.5.3": "5.3.3"}
    assert [one.new_id for one in found.to_decide if one.why is Why.MAX] == [
        "1.1.1", "1.1.2", "3.3.1", "3.3.4", "3.6.4", "3.6.5", "6.2.3", "7.2.1", "7.2.3",
    ]  # fmt: skip
    assert carrying(old, new).items.sentence == "7 mục tự chuyển; 1 dòng cần quyết định: 1 đổi cách tính."


def test_an_edition_moves_to_itself_as_a_whole() -> None:
    found = carrying(old_edition(), old_edition())
    assert found.leaves.sentence == "5 mục tự chuyển, không có gì phải quyết định."
    assert (found.leaves.to_decide, found.items.to_decide) == ((), ())


def test_reasons_say_what_changed() -> None:
    found = carrying(old_edition(), new_edition(), compare(old_edition(), new_edition()))
    assert moved(found.leaves) == {"1.1": "1.1", "1.2": "1.3", "1.3": "2.3", "2.2": "2.2"}
    assert asked(found.leaves) == [("max", "2.1", "2.1"), ("added", None, "1.2")]
    assert [one.reason for one in found.leaves.to_decide] == [
        "Điểm tối đa đổi từ 1 thành 2.",
        "Mục mới, chưa có người phụ trách và minh chứng.",
    ]
    assert (moved(found.items), asked(found.items)) == ({"T1": "T2"}, [("added", None, "P1")])


def test_a_leaf_that_became_a_group_or_comes_from_elsewhere_is_asked_for() -> None:
    parts = """max: 1, criteria: [
        {id: "1.3.1", name: Cấp xã, max: 0.5, rule: {kind: manual}},
        {id: "1.3.2", name: Cấp huyện, max: 0.5, rule: {kind: manual}}]}"""
    text = OLD.replace("Sáng kiến, max: 1, rule: {kind: manual}}", f"Sáng kiến, {parts}")
    split = parse_framework(
        text.replace('"1.2", name', '"1.2", source: computed, name').replace("points: 1}", "points: 2}")
    )
    there, back = carrying(old_edition(), split), carrying(split, old_edition())
    assert asked(there.leaves) == [
        ("source", "1.2", "1.2"), ("group", "1.3", "1.3"), ("added", None, "1.3.1"), ("added", None, "1.3.2"),
    ]  # fmt: skip
    assert [one.reason for one in there.leaves.to_decide][:2] == [
        "Nguồn điểm đổi từ thẩm định thành tính từ dữ liệu.",
        "Bộ mới chia thành 2 mục con (1.3.1, 1.3.2). Chọn mục nhận người phụ trách và minh chứng.",
    ]
    assert asked(there.items) == [("rule", "T1", "T1")]
    assert ("added", None, "1.3") in asked(back.leaves)
    assert back.leaves.to_decide[-1].reason.startswith("Mục mới (bộ cũ là nhóm 1.3)")


@st.composite
def next_edition(draw: Any, old: Framework) -> Framework:
    """The same set with criteria dropped, renamed, renumbered, divided, worth more, scored from elsewhere, or new."""

    def changed(node: Node) -> list[Node]:
        act = draw(st.sampled_from(["keep"] * 4 + ["drop", "id", "name", "max", "source", "split", "new"]))
        if node.children:
            node = replace(node, children=tuple(one for child in node.children for one in changed(child)))
        made = Node(id=f"n{node.id}", name=f"Mới {node.id}", max=Decimal(1), rule=Manual(input="x"))
        match act:
            case "drop":
                return []
            case "id":
                return [replace(node, id=f"r{node.id}")]
            case "name":
                return [replace(node, name=f"Đổi {node.id}")]
            case "max":
                return [replace(node, max=node.max + 1)]
            case "source":
                return [replace(node, source="survey")]
            case "split" if not node.children:
                return [replace(node, rule=None, children=(made,))]
            case "new":
                return [made, node]
        return [node]

    criteria = tuple(one for node in old.criteria for one in changed(node))
    return replace(old, criteria=criteria, edition="2099-01-01")


def nothing_is_lost(old: Framework, new: Framework, found: Carrying) -> None:
    pairs = ((found.leaves, set(old.leaves), set(new.leaves)),
             (found.items, {item.id for item in old.items}, {item.id for item in new.items}))  # fmt: skip
    for lines, before, after in pairs:
        gone = Counter(one.old_id for one in (*lines.moved, *lines.to_decide) if one.old_id is not None)
        come = Counter(one.new_id for one in (*lines.moved, *lines.to_decide) if one.new_id is not None)
        assert gone == Counter(before)
        assert max(come.values(), default=1) == 1
        assert after <= set(come)
    for one in found.leaves.moved:
        was, becomes = old.leaves[one.old_id], new.leaves[one.new_id]
        assert (was.node.max, was.source) == (becomes.node.max, becomes.source)
    assert all(line.reason.endswith(".") for line in (*found.leaves.to_decide, *found.items.to_decide))


@settings(max_examples=share(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_of_the_old_edition_is_lost(data: st.DataObject) -> None:
    old = data.draw(frameworks())
    new = data.draw(st.one_of(next_edition(old), frameworks()))
    nothing_is_lost(old, new, carrying(old, new))


@settings(max_examples=share(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_as_the_list_of_changes_tells(data: st.DataObject) -> None:
    """The slow twin reads the changes that people are shown, where `carrying` follows ids."""
    old = data.draw(frameworks())
    new = data.draw(next_edition(old))
    changes = [one for one in compare(old, new).changes if one.subject == "criterion"]
    found = carrying(old, new).leaves
    removed = {one.old_id for one in changes if one.kind == "removed" and one.old_id in old.leaves}
    assert {one.old_id for one in found.to_decide if one.why is Why.REMOVED} == removed
    new_max = {one.old_id for one in changes for field in one.fields if (one.kind, field.field) == ("changed", "max")}
    both = {one.old_id for one in found.to_decide if one.why in (Why.MAX, Why.GROUP)}
    assert new_max & old.leaves.keys() <= both
    added = {one.new_id for one in changes if one.kind == "added" and one.new_id in new.leaves}
    assert added <= {one.new_id for one in found.to_decide if one.why is Why.ADDED}
