"""What is published can be computed again from its snapshot alone; what was changed since is told."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namro.core.assessment.kept_facts import kept_facts, read_kept_facts
from namro.core.assessment.publishing import Difference, ranking_of, recompute, results_of, scored_unit
from namro.core.assessment.snapshot import BadSnapshot, Snapshot, canonical, hash_of, packed, read, written
from namro.core.scoring.columns import columns_of
from namro.core.scoring.many import gathered, score_many
from namro.core.scoring.one import added_up, score
from namro.core.scoring.table import table_of
from namro.core.scoring.uncertainty import simulate
from tests.core.assessment.publications import FRAMEWORK, TEXT, kept, random_facts, small, snapshot_of
from tests.core.scoring.as_yaml import as_yaml
from tests.core.scoring.drawing import draw_set
from tests.drawing import share


def changed(snapshot: Snapshot, place: int, key: str, **cells: str) -> Snapshot:
    unit = snapshot.units[place]
    lines = {**unit.lines, key: {**unit.lines[key], **cells}}
    units = [*snapshot.units]
    units[place] = replace(unit, lines=lines)
    return replace(snapshot, units=tuple(units))


@pytest.fixture(scope="module")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts") / "facts.csv"


@settings(
    max_examples=share(60), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_a_snapshot_of_any_set_gives_the_same_again(facts_file: Path, data: st.DataObject) -> None:
    drawn = draw_set(data, facts_file)
    text, framework = as_yaml(drawn.plain), drawn.framework
    pools = data.draw(st.lists(st.sampled_from("AB"), min_size=3, max_size=3))
    units = [
        kept(framework, drawn.table.of(unit), code=unit, pool=pool)
        for unit, pool in zip(drawn.table.units, pools, strict=True)
    ]
    # what people decide need not be what facts give: any leaf may be lowered or found not to apply
    for place, unit in enumerate(units):
        chosen = data.draw(st.sets(st.sampled_from(sorted(framework.leaves)), max_size=3))
        value = data.draw(st.sampled_from(["0", "0.125", "na"]))
        lines = {key: {"final": value, "reason": "Hội đồng thống nhất"} for key in chosen}
        units[place] = replace(unit, lines={**unit.lines, **lines})
    snapshot = snapshot_of(framework, text, units, replace(ranking_of(framework, units[0].facts.year), runs=40))
    text_of = written(snapshot)
    again = read(packed(text_of))
    assert again == snapshot
    assert written(again) == text_of
    assert recompute(again) == []


@settings(
    max_examples=share(60), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_sums_without_sentences_are_the_same_sums(facts_file: Path, data: st.DataObject) -> None:
    drawn = draw_set(data, facts_file)
    for unit in drawn.table.units:
        facts = drawn.table.of(unit)
        told = score(drawn.framework, facts)
        silent = added_up(drawn.framework, facts, told.criteria, told.adjustments, told=False)
        parents = [node.id for node in drawn.framework.nodes if node.children]
        assert replace(silent, criteria=told.criteria) == told
        for key in parents:
            assert replace(silent.criteria[key], why=told.criteria[key].why) == told.criteria[key]


@settings(
    max_examples=share(40), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_facts_are_kept_exactly(facts_file: Path, data: st.DataObject) -> None:
    drawn = draw_set(data, facts_file)
    for unit in drawn.table.units:
        facts = drawn.table.of(unit)
        kept_text = json.dumps(kept_facts(facts))
        assert read_kept_facts(json.loads(kept_text), facts.year) == facts


def test_final_values_that_are_the_facts_give_the_intervals_of_the_facts() -> None:
    facts = {f"x{n}": random_facts(TEXT, seed=n) for n in range(20)}
    table = table_of(2025, {unit: one.values for unit, one in facts.items()})
    columns = columns_of(FRAMEWORK, table)
    of_facts = simulate(FRAMEWORK, columns, score_many(FRAMEWORK, table, columns), runs=200, seed=5)
    results = gathered(FRAMEWORK, {unit: score(FRAMEWORK, one) for unit, one in facts.items()})
    of_scores = simulate(FRAMEWORK, columns, results, runs=200, seed=5)
    units = [kept(FRAMEWORK, one, code=unit) for unit, one in facts.items()]
    published = results_of(FRAMEWORK, units, replace(ranking_of(FRAMEWORK, 2025), runs=200, seed=5))
    assert np.array_equal(of_facts.low, of_scores.low)
    assert np.array_equal(of_facts.high, of_scores.high)
    assert np.allclose(of_facts.bands, of_scores.bands)
    assert [one.rank_low for one in published.values()] == list(of_facts.low)
    assert [one.rank_high for one in published.values()] == list(of_facts.high)
    assert len({one.rank_high - one.rank_low for one in published.values() if one.rank_low and one.rank_high}) > 1


def test_a_lowered_criterion_moves_total_and_rank_while_the_survey_still_moves() -> None:
    before = small()
    best = min(before.results, key=lambda code: (before.results[code].rank or 99, code))
    place = [unit.code for unit in before.units].index(best)
    key = next(key for key, leaf in FRAMEWORK.leaves.items() if leaf.source == "appraisal"
               and before.units[place].lines[key]["final"] == "1")  # fmt: skip
    lowered = changed(before, place, key, final="0", reason="Trễ", cause="late")
    after = results_of(FRAMEWORK, lowered.units, before.ranking)
    was, now = before.results[best].total, after[best].total
    assert was is not None
    assert now == was - 1_000_000_000
    assert after[best].rank_high is not None


def test_ranks_come_from_settled_percentages_of_the_pool_not_from_shown_ones() -> None:
    units = [kept(FRAMEWORK, random_facts(TEXT, seed=1), code=code) for code in ("a", "b", "c")]
    computed = next(key for key, leaf in FRAMEWORK.leaves.items() if leaf.source == "computed")
    for place, value in enumerate(("0.500000002", "0.500000001", "0.500000002")):
        lines = {**units[place].lines, computed: {"final": value, "reason": "Tính lại"}}
        units[place] = replace(units[place], lines=lines)
    found = results_of(FRAMEWORK, units, ranking_of(FRAMEWORK, 2025))
    assert [found[code].rank for code in "abc"] == [1, 3, 1]


def test_a_computed_value_that_facts_do_not_give_is_told_unless_people_decided_it() -> None:
    snapshot = small()
    key = next(key for key, leaf in FRAMEWORK.leaves.items() if leaf.source == "computed")
    was = snapshot.units[2].lines[key]["final"]
    edited = changed(snapshot, 2, key, final="0.111")
    edited = replace(edited, results=results_of(FRAMEWORK, edited.units, edited.ranking))
    assert recompute(edited) == [Difference("x2", key, "0.111", was)]
    decided = changed(snapshot, 2, key, final="0.111", reason="Đối chiếu lại hồ sơ")
    assert recompute(replace(decided, results=results_of(FRAMEWORK, decided.units, decided.ranking))) == []


def test_results_that_were_changed_are_told_by_unit_and_field() -> None:
    snapshot = small()
    total = snapshot.results["x1"].total
    assert total is not None
    results = {**snapshot.results, "x1": replace(snapshot.results["x1"], total=total + 10**9, rank=9)}
    found = {(one.unit, one.where): (one.kept, one.again) for one in recompute(replace(snapshot, results=results))}
    assert set(found) == {("x1", "total"), ("x1", "rank")}
    kept_total, again = found["x1", "total"]
    assert Decimal(kept_total) - Decimal(again) == 1


def test_who_was_not_appraised_has_no_points_and_no_rank() -> None:
    snapshot = small()
    units = (*snapshot.units[:-1], replace(snapshot.units[-1], refused="Nộp quá hạn", lines={}))
    results = results_of(FRAMEWORK, units, snapshot.ranking)
    last = results["x5"]
    assert (last.total, last.rank, last.not_ranked) == (None, None, "Nộp quá hạn")
    assert sorted(one.rank for code, one in results.items() if code in ("x1", "x3")) == [1, 2]  # type: ignore[type-var]


def test_a_survey_that_people_decided_does_not_move() -> None:
    survey = next(key for key, leaf in FRAMEWORK.leaves.items() if leaf.source == "survey")
    units = [kept(FRAMEWORK, random_facts(TEXT, seed=n), code=f"x{n}") for n in range(5)]
    surveys = [key for key, leaf in FRAMEWORK.leaves.items() if leaf.source == "survey"]
    held = [
        replace(unit, lines={**unit.lines, **{key: {**unit.lines[key], "reason": "Đã kiểm"} for key in surveys}})
        for unit in units
    ]
    ranking = ranking_of(FRAMEWORK, 2025)
    assert survey in scored_unit(FRAMEWORK, held[0]).decided
    assert {one.rank_low for one in results_of(FRAMEWORK, held, ranking).values()} == {None}
    assert None not in {one.rank_low for one in results_of(FRAMEWORK, units, ranking).values()}


def test_the_text_is_canonical_and_carries_its_hash() -> None:
    text = written(small())
    whole = json.loads(text)
    assert text == canonical(whole)
    assert whole["sha256"] == hash_of(whole)
    assert b": " not in text.split(b'"text"')[0]
    assert packed(text) == packed(text)
    assert list(whole) == sorted(whole)
    assert written(small()) == text


def _edit(change: dict[str, Any] | None = None, *, sealed: bool = False) -> bytes:
    whole = json.loads(written(small()))
    whole["units"][0]["result"]["total"] = "29"
    whole |= change or {}
    return canonical({**whole, "sha256": hash_of(whole)} if sealed else whole)


def test_an_edited_snapshot_is_refused_with_both_hashes() -> None:
    said = json.loads(written(small()))["sha256"]
    with pytest.raises(BadSnapshot) as caught:
        read(_edit())
    assert said in caught.value.message
    assert hash_of(json.loads(_edit())) in caught.value.message
    assert caught.value.code == "edited"
    # whoever writes the hash anew, too, meets the one that was published
    with pytest.raises(BadSnapshot, match="đã công bố là") as caught:
        read(_edit(sealed=True), expected=said)
    assert said in caught.value.message
    assert recompute(read(_edit(sealed=True)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Bang ket qua", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[1]", "format"),
        (b'{"format":"khac"}', "format"),
        (gzip.compress(written(small()))[:-30], "packed"),
        (b"\x1f\x8b\x08khong phai nen", "packed"),
        (_edit({"version": 2}, sealed=True), "version"),
        (_edit({"units": 3}, sealed=True), "shape"),
        (_edit({"units": [{}]}, sealed=True), "shape"),
        (_edit({"ranking": {"runs": 5}}, sealed=True), "shape"),
        (canonical({"format": "namro-publication", "version": 1}), "no_hash"),
    ],
)
def test_what_is_no_snapshot_is_said(data: bytes, code: str) -> None:
    with pytest.raises(BadSnapshot) as caught:
        read(data)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("change", [{"runs": 10**9}, {"runs": 0}, {"ties": "dense"}])
def test_a_ranking_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    snapshot = small()
    with pytest.raises(BadSnapshot, match="xếp hạng"):
        recompute(replace(snapshot, ranking=replace(snapshot.ranking, **change)))


def test_another_text_of_the_edition_is_refused() -> None:
    with pytest.raises(BadSnapshot, match="Bộ tiêu chí trong bản chụp"):
        recompute(replace(small(), edition_text=TEXT.replace("Bộ để thử", "Bộ khác")))
