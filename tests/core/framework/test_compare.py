"""Two editions side by side: what was added, left, went elsewhere or changed."""

from __future__ import annotations

from dataclasses import replace

from namro.core.framework.compare import Change, Comparison, compare
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework, read_framework
from tests.core.framework.editions import (
    MINISTRIES_2017,
    NEW,
    OLD,
    PROVINCES_2017,
    domains,
    new_edition,
    old_edition,
)
from tests.house.sources import PACKAGE

MODEL = PACKAGE / "data" / "frameworks" / "mau-xa"


def said(comparison: Comparison, kind: str, subject: str) -> list[tuple[str | None, str | None]]:
    return [(c.old_id, c.new_id) for c in comparison.of_kind(kind) if c.subject == subject]


def only(comparison: Comparison, kind: str, new_id: str) -> Change:
    (found,) = [c for c in comparison.of_kind(kind) if c.new_id == new_id]
    return found


def fields(change: Change) -> dict[str, tuple[str, str]]:
    return {one.field: (one.old, one.new) for one in change.fields}


def test_an_edition_does_not_differ_from_itself() -> None:
    compared = compare(old_edition(), parse_framework("\n\n" + OLD))
    assert compared.changes == ()
    assert compared.ids == {i: i for i in ("1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "T1")}


def test_what_is_new_in_the_middle_does_not_take_the_place_of_what_it_pushes_on() -> None:
    compared = compare(old_edition(), new_edition())
    assert compared.ids == {
        "1": "1", "1.1": "1.1", "1.2": "1.3", "1.3": "2.3", "2": "2", "2.1": "2.1", "2.2": "2.2", "T1": "T2",
    }  # fmt: skip
    assert said(compared, "added", "criterion") == [(None, "1.2")]
    assert said(compared, "removed", "criterion") == []
    assert said(compared, "moved", "criterion") == [("1.2", "1.3"), ("1.3", "2.3")]
    assert fields(only(compared, "moved", "2.3")) == {"id": ("1.3", "2.3"), "parent": ("1", "2")}


def test_changed_fields_are_told_in_words() -> None:
    compared = compare(old_edition(), new_edition())
    assert said(compared, "changed", "criterion") == [("1.2", "1.3"), ("2", "2"), ("2.1", "2.1"), ("2.2", "2.2")]
    assert fields(only(compared, "changed", "1.3")) == {
        "rule": ("Đúng hạn: done / due", "Đúng hạn: done / due, phải đúng hạn tất cả")
    }
    assert fields(only(compared, "changed", "2")) == {"max": ("4", "6")}
    assert fields(only(compared, "changed", "2.2")) == {
        "name": ("Trả kết quả đúng hạn", "Trả kết quả Đúng hạn."),
        "evidence": ("bắt buộc, có ký số", ""),
    }


def test_points_entered_under_another_id_are_the_same_rule() -> None:
    compared = compare(old_edition(), new_edition())
    assert [c.kind for c in compared.changes if c.new_id == "2.3"] == ["moved"]


def test_bands_adjustments_and_the_set_itself() -> None:
    compared = compare(old_edition(), new_edition())
    assert said(compared, "added", "band") == [(None, "Xuất sắc")]
    assert said(compared, "removed", "band") == [("Tốt", None)]
    assert fields(only(compared, "changed", "Khá")) == {"from": ("65 %", "70 %")}
    assert said(compared, "moved", "bonus") == [("T1", "T2")]
    assert said(compared, "added", "penalty") == [(None, "P1")]
    (whole,) = [c for c in compared.changes if c.subject == "set"]
    assert fields(whole) == {
        "edition": ("2024-10-31", "2025-10-31"),
        "years": ("2024–", "2025–"),
        "scale.max": ("10", "12"),
        "bonus.cap": ("", "2"),
    }


def test_the_other_way_round_adds_what_was_removed() -> None:
    there, back = compare(old_edition(), new_edition()), compare(new_edition(), old_edition())
    assert back.ids == {new: old for old, new in there.ids.items()}
    assert [c.old_id for c in back.of_kind("removed")] == ["Xuất sắc", "1.2", "P1"]
    assert [c.new_id for c in there.of_kind("added")] == ["Xuất sắc", "1.2", "P1"]


def test_two_that_changed_places_are_followed_by_name() -> None:
    swapped = parse_framework(OLD.replace('"1.1", name: Ban hành kế hoạch', '"1.1", name: X').replace(
        '"1.3", name: Sáng kiến', '"1.3", name: Ban hành kế hoạch'
    ).replace('"1.1", name: X', '"1.1", name: Sáng kiến'))  # fmt: skip
    ids = compare(old_edition(), swapped).ids
    assert (ids["1.1"], ids["1.3"]) == ("1.3", "1.1")


def test_a_new_name_at_the_same_id_is_the_same_criterion() -> None:
    renamed = parse_framework(OLD.replace("Ban hành kế hoạch", "Xây dựng kế hoạch năm"))
    compared = compare(old_edition(), renamed)
    assert compared.ids["1.1"] == "1.1"
    assert fields(only(compared, "changed", "1.1"))["name"] == ("Ban hành kế hoạch", "Xây dựng kế hoạch năm")


def test_a_leaf_that_became_a_parent_lost_its_rule() -> None:
    parts = """max: 1, criteria: [
        {id: "1.3.1", name: Cấp xã, max: 0.5, rule: {kind: manual}},
        {id: "1.3.2", name: Cấp huyện, max: 0.5, rule: {kind: manual}}]}"""
    split = parse_framework(OLD.replace("Sáng kiến, max: 1, rule: {kind: manual}}", f"Sáng kiến, {parts}"))
    compared = compare(old_edition(), split)
    assert fields(only(compared, "changed", "1.3")) == {"rule": ("Điểm do người chấm ghi, bước 0,25", "")}
    assert said(compared, "added", "criterion") == [(None, "1.3.1"), (None, "1.3.2")]


def test_published_sets_of_provinces_and_ministries() -> None:
    compared = compare(domains(PROVINCES_2017), domains(MINISTRIES_2017))
    assert compared.ids == {str(n): str(n) for n in range(1, 8)}
    assert said(compared, "removed", "criterion") == [("8", None)]
    changes = {c.new_id: fields(c) for c in compared.of_kind("changed") if c.subject == "criterion"}
    assert changes["5"] == {"max": ("16", "17")}
    assert changes["2"]["name"] == ("Xây dựng và thực hiện VBQPPL tại tỉnh", "Xây dựng và thực hiện thể chế của bộ")
    assert {key: change["max"] for key, change in changes.items()} == {
        "1": ("10", "12"), "2": ("10", "17"), "3": ("14,5", "16"), "4": ("11", "13"),
        "5": ("16", "17"), "6": ("7", "7,5"), "7": ("16", "17,5"),
    }  # fmt: skip


def test_the_two_editions_of_the_model_set() -> None:
    """As its SOURCE.md tells it, which was written with the editions, not with this comparison."""
    old, new = (read_framework(MODEL / f"{edition}.yaml") for edition in ("2025-10-31", "2026-08-31"))
    compared = compare(old, new)
    changed = {c.new_id: fields(c) for c in compared.of_kind("changed") if c.subject == "criterion"}
    leaves = {name: change for name, change in changed.items() if name in new.leaves}
    assert said(compared, "removed", "criterion") == [
        (gone, None) for gone in ("3.2.6", "3.4.4", "4.3.3", "6.2.4", "6.3.3", "7.3.4")
    ]
    assert said(compared, "added", "criterion") == [
        (None, made) for made in ("3.2.5", "3.4.2", "4.3.1", "6.2.2", "6.3.2", "7.3.1")
    ]
    assert sorted(said(compared, "moved", "criterion")) == [
        ("1.4.3", "7.1.3"), ("2.2.3", "2.4.2"), ("3.5.3", "5.3.3"),
    ]  # fmt: skip
    assert [name for name, change in leaves.items() if "max" in change] == [
        "1.1.1", "1.1.2", "3.3.1", "3.3.4", "3.6.4", "3.6.5", "6.2.3", "7.2.1", "7.2.3",
    ]  # fmt: skip
    assert [name for name, change in changed.items() if "name" in change] == [
        "1.8", "3.1.1", "3.3.2", "4.1.2", "5.1.3", "5.3", "7.1.2", "7.3",
    ]  # fmt: skip
    assert len(compared.ids.keys() & old.leaves.keys()) == 81 + 9


def test_a_set_put_under_one_more_level_moves_its_domains() -> None:
    flat = domains(PROVINCES_2017)
    deeper = replace(
        flat, criteria=(replace(flat.criteria[0], id="A", name="Cả bộ", children=flat.criteria, rule=None),)
    )
    compared = compare(flat, deeper)
    assert said(compared, "moved", "criterion") == [(str(n), str(n)) for n in range(1, 9)]
    assert {c.fields for c in compared.of_kind("moved")} == {only(compared, "moved", "1").fields}


def test_names_of_inputs() -> None:
    one, other = (parse_framework(f"{OLD}inputs: {{{names}}}\n") for names in ("plan: A, due: B", "plan: C, done: D"))
    assert [
        (c.kind, c.old_id, c.new_id, c.fields[0].old, c.fields[0].new)
        for c in compare(one, other).changes
        if c.subject == "input"
    ] == [
        ("changed", "plan", "plan", "A", "C"),
        ("added", None, "done", "", "D"),
        ("removed", "due", None, "B", ""),
    ]


def test_the_words_of_every_change_are_there() -> None:
    compared = compare(old_edition(), new_edition())
    for change in compared.changes:
        assert change.kind in {"added", "removed"} or change.fields
        assert all(one.label and one.old != one.new for one in change.fields)


def test_new_edition_parses() -> None:
    new: Framework = parse_framework(NEW)
    assert [node.id for node in new.nodes] == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3"]
