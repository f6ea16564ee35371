"""Points of the service index: the portal's own figures, tables worked by hand, a slow twin, and what always holds."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.yamlfile import load_data
from namro.core.service.index import COMPUTED, Form, service_index
from namro.core.service.points import Count, own_points, standing, unit_points

INDEX = service_index()
COMPUTED_METRICS = [metric for metric in INDEX.metrics.values() if metric.form in COMPUTED]
PORTAL = Path(__file__).resolve().parents[4] / "shared" / "oracles" / "index766_commune_metrics.csv"

#: Maximum, share from which it is full, worked by hand from the decision's table and the portal's practice.
BY_HAND = {
    "PUBLISH_ON_TIME": (6, 100),
    "PUBLIC_UPDATE_ON_TIME": (4, 100),
    "PUBLIC_CONTENT_FULL": (2, 100),
    "DOSSIER_SYNC": (6, 100),
    "PROGRESS_ON_TIME": (20, 100),
    "PAY_DOSSIER": (6, 100),
    "PAY_TTHC_TRANSACTION": (2, 80),
    "PAY_TTHC_INTEGRATED": (2, 80),
    "ORIGINAL_RESULT_AVAILABLE": (6, 100),
    "SO_HOA_GIAY_TO_GIAI_QUYET": (4, 100),
    "ELECTRONIC_CERTIFIED_COPY": (2, 100),
    "REUSED_DIGITIZED_DATA": (2, 80),
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": (4, 100),
    "CITIZEN_DATA_CONNECTED_DOSSIER": (2, 100),
    "CITIZEN_DATA_CONNECTED_FORMALITY": (2, 100),
    "PETITION_PROCESSING_ON_TIME": (6, 100),
    "PETITION_HANDLING_SATISFACTION": (6, 100),
    "DOSSIER_RECEIVING_SATISFACTION": (6, 90),
}


def slow_points(code: str, numerator: int, denominator: int) -> Decimal:
    """Count up cents while the next one is not more than half a cent above what was reached; whole numbers only."""
    most, full_at = BY_HAND[code]
    if denominator == 0:
        return Decimal(most if code.startswith("PETITION") else 0)
    cents = 0
    while cents < most * 100 and (2 * cents + 1) * denominator * full_at <= 2 * most * 100 * numerator * 100:
        cents += 1
    return Decimal(cents) / 100


def points(code: str, numerator: int, denominator: int) -> Decimal | None:
    return own_points(INDEX.metrics[code], numerator, denominator)


def test_the_index_adds_up_to_a_hundred_points_and_knows_who_moves_each_metric() -> None:
    assert {group.code: group.max for group in INDEX.groups} == {
        "CKMB": 18,
        "TDGQ": 20,
        "CLGQ": 12,
        "TTTT": 10,
        "MDSH": 22,
        "MDHL": 18,
    }
    assert INDEX.max == 100
    for group in INDEX.groups:
        if group.code != "CLGQ":
            assert sum(metric.max or 0 for metric in group.metrics) == group.max
    assert {metric.code for metric in COMPUTED_METRICS} == set(BY_HAND)
    assert [m.code for m in INDEX.metrics.values() if m.outside_the_commune] == [
        "PUBLISH_ON_TIME",
        "PUBLIC_UPDATE_ON_TIME",
        "PUBLIC_CONTENT_FULL",
        "PAY_TTHC_INTEGRATED",
    ]
    assert all(metric.controlled_by for metric in INDEX.metrics.values() if metric.is_scored)
    assert all(metric.evidence for metric in INDEX.metrics.values())
    assert len(INDEX.metrics) == 24


def test_the_figures_of_a_commune_give_the_portals_points() -> None:
    """The counts are those of the criteria set's own worked example, so that both agree."""
    examples = load_data("frameworks/chi-so-766/examples.yaml")
    facts = examples["bases"]["van-canh"]["facts"]
    shown = examples["cases"][0]["expect"]["criteria"]
    compared = 0
    for metric in COMPUTED_METRICS:
        numerator, denominator = (facts.get(name) for name in metric.inputs)
        if denominator is not None:
            assert own_points(metric, numerator, denominator) == Decimal(shown[metric.code]["shown"])
            compared += 1
    assert compared == 14


@pytest.mark.skipif(not PORTAL.is_file(), reason="no published figures beside this checkout")
def test_every_published_metric_comes_out_of_its_counts() -> None:
    with PORTAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counted = {row["metric"]: row for row in rows if row["numerator"]}
    assert len(counted) == 14
    for code, row in counted.items():
        assert points(code, int(row["numerator"]), int(row["denominator"])) == Decimal(row["score"])
        assert INDEX.metrics[code].max == Decimal(row["max_score"])


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "expected"),
    [
        ("PAY_TTHC_TRANSACTION", 79, 100, "1.98"),  # 2 × 79/80 = 1.975, half up
        ("PAY_TTHC_TRANSACTION", 80, 100, "2.00"),
        ("PAY_TTHC_INTEGRATED", 9, 10, "2.00"),
        ("PAY_DOSSIER", 1, 3, "2.00"),
        ("PAY_DOSSIER", 1, 1200, "0.01"),  # 0.005
        ("PAY_DOSSIER", 1, 1201, "0.00"),
        ("PROGRESS_ON_TIME", 0, 0, "0.00"),
        ("DOSSIER_RECEIVING_SATISFACTION", 0, 0, "0.00"),
        ("DOSSIER_RECEIVING_SATISFACTION", -2, 5, "0.00"),
        ("DOSSIER_RECEIVING_SATISFACTION", 8, 9, "5.93"),  # 6 × (8/9)/0.9 = 5.9259…
        ("PETITION_PROCESSING_ON_TIME", 0, 0, "6.00"),
        ("PETITION_HANDLING_SATISFACTION", 1, 2, "3.00"),
        ("DOSSIER_SYNC", 120, 100, "6.00"),  # more synchronised than the denominator knows of
        ("ELECTRONIC_CERTIFIED_COPY", 1, 1, "2.00"),
    ],
)
def test_points_worked_by_hand(code: str, numerator: int, denominator: int, expected: str) -> None:
    assert str(points(code, numerator, denominator)) == expected
    assert slow_points(code, numerator, denominator) == Decimal(expected)


def test_metrics_without_points_of_their_own_have_none() -> None:
    forms = {metric.code for metric in INDEX.metrics.values() if own_points(metric, 1, 2) is None}
    assert forms == {m.code for m in INDEX.metrics.values() if m.form in (Form.IMPORTED, Form.SHOWN)}
    assert {"ONLINE_PROVIDED", "AVG_PROCESSING_TIME", "PETITION_CLASSIFICATION_STAFF"} < forms


metrics = st.sampled_from(sorted(BY_HAND))


@given(metrics, st.integers(-50, 5000), st.integers(0, 4000))
def test_points_lie_between_nothing_and_the_maximum_as_a_slow_count_finds(code: str, part: int, whole: int) -> None:
    found = points(code, part, whole)
    assert found is not None
    assert 0 <= found <= BY_HAND[code][0]
    assert found == slow_points(code, part, whole)


@given(metrics, st.integers(-5, 10**12), st.integers(1, 10**12), st.integers(0, 10**9))
def test_more_cases_done_never_give_fewer_points(code: str, part: int, whole: int, more: int) -> None:
    less, great = points(code, part, whole), points(code, part + more, whole)
    assert less is not None
    assert great is not None
    assert less <= great


counts = st.builds(
    Count,
    unit=st.sampled_from(["Xã A", "Xã B", "Xã C", "Xã D"]),
    code=st.sampled_from([*INDEX.metrics, *(group.code for group in INDEX.groups)]),
    numerator=st.integers(0, 60),
    denominator=st.integers(0, 60),
    score=st.none() | st.decimals(0, 2, places=2),
)


@given(st.lists(counts, max_size=60))
def test_groups_are_sums_of_rounded_metrics_ranks_and_means_are_plain(rows: list[Count]) -> None:
    found = standing(INDEX, rows)
    for unit in found.units:
        for group in unit.groups.values():
            if not group.imported:
                scored = [unit.metrics[one.code].score for one in group.group.metrics if one.is_scored]
                assert group.score == sum((score for score in scored if score is not None), Decimal(0))
        assert unit.total == sum(group.score for group in unit.groups.values())
        assert unit.total.as_tuple().exponent == -2
        assert unit.rank == 1 + sum(other.total > unit.total for other in found.units)
        for code, group in unit.groups.items():
            assert group.rank == 1 + sum(other.groups[code].score > group.score for other in found.units)
    if found.units:
        mean = sum(unit.total for unit in found.units) / len(found.units)
        assert abs(found.mean_total - mean) <= Decimal("0.005")


def test_an_imported_score_wins_and_the_own_one_stays_beside_it() -> None:
    rows = [
        Count(unit="A", code="PROGRESS_ON_TIME", numerator=9, denominator=10, score=Decimal("17.5")),
        Count(unit="A", code="CLGQ", score=Decimal("9.61")),
    ]
    unit = unit_points(INDEX, "A", rows)
    progress = unit.metrics["PROGRESS_ON_TIME"]
    assert (progress.score, progress.own, progress.small) == (Decimal("17.50"), Decimal("18.00"), True)
    assert progress.points_per_case == 2
    assert unit.groups["CLGQ"].score == Decimal("9.61")
    assert unit.groups["CLGQ"].complete
    assert unit.metrics["ONLINE_PROVIDED"].score is None
    assert (unit.total, unit.complete) == (Decimal("27.11"), False)


def test_a_unit_is_complete_with_every_metric_and_the_imported_group() -> None:
    rows = [Count(unit="A", code=code, numerator=1, denominator=1) for code in BY_HAND]
    assert not unit_points(INDEX, "A", rows).complete
    whole = unit_points(INDEX, "A", [*rows, Count(unit="A", code="CLGQ", score=Decimal(12))])
    assert (whole.complete, whole.total) == (True, Decimal(100))


def test_units_with_the_same_total_share_a_rank() -> None:
    scores = {"A": "12", "B": "14", "C": "12", "D": "3.05"}
    found = standing(INDEX, [Count(unit=unit, code="TDGQ", score=Decimal(score)) for unit, score in scores.items()])
    assert {unit.unit: (unit.rank, unit.groups["TDGQ"].rank) for unit in found.units} == {
        "A": (2, 2),
        "B": (1, 1),
        "C": (2, 2),
        "D": (4, 4),
    }
    assert found.mean_groups["TDGQ"] == Decimal("10.26")  # 41.05 / 4 = 10.2625
    assert [unit.groups["CKMB"].rank for unit in found.units] == [1, 1, 1, 1]
