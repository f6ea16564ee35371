"""Own points beside imported ones, explained by the figures."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from namro.core.service.differences import Cause, differences
from namro.core.service.index import COMPUTED, service_index
from namro.core.service.points import Count, UnitPoints, unit_points

INDEX = service_index()


def points(*counts: tuple[str, int | None, int | None, str | None]) -> UnitPoints:
    rows = [
        Count(unit="Xã A", code=code, numerator=part, denominator=whole, score=Decimal(score) if score else None)
        for code, part, whole, score in counts
    ]
    return unit_points(INDEX, "Xã A", rows)


def test_what_costs_most_stands_first_and_says_through_which_figure() -> None:
    own = points(
        ("PROGRESS_ON_TIME", 100, 100, None),
        ("PAY_DOSSIER", 30, 60, None),
        ("ORIGINAL_RESULT_AVAILABLE", 9, 10, None),
        ("REUSED_DIGITIZED_DATA", 4, 10, None),
        ("DOSSIER_SYNC", 5, 5, None),
        ("PUBLIC_CONTENT_FULL", 1, 2, None),
    )
    portal = points(
        ("PROGRESS_ON_TIME", 90, 120, "15.00"),
        ("PAY_DOSSIER", 30, 60, "2.50"),
        ("ORIGINAL_RESULT_AVAILABLE", None, None, "5.39"),
        ("REUSED_DIGITIZED_DATA", 4, 10, "1.00"),
        ("PUBLISH_ON_TIME", None, None, "0.13"),
        ("PUBLIC_CONTENT_FULL", 1, 2, None),
        ("CLGQ", None, None, "9.61"),
    )
    rows = differences(INDEX, own, portal)
    assert [(row.code, row.points, row.cause) for row in rows] == [
        ("PROGRESS_ON_TIME", Decimal("-5.00"), Cause.COUNTS),
        ("PAY_DOSSIER", Decimal("-0.50"), Cause.FORMULA),
        ("ORIGINAL_RESULT_AVAILABLE", Decimal("-0.01"), Cause.SCORE_ONLY),
        ("PUBLISH_ON_TIME", None, Cause.OWN_MISSING),
        ("DOSSIER_SYNC", None, Cause.IMPORTED_MISSING),
        ("CLGQ", None, Cause.OWN_MISSING),
    ]
    progress = rows[0]
    # 20 × 90/100 = 18, then 20 × 90/120 = 15
    assert (progress.by_numerator, progress.by_denominator, progress.by_formula) == (-2, -3, 0)
    assert progress.words == "Nơi nhập đếm 90/120, ở đây 100/100: tử số ít hơn 10, mẫu số nhiều hơn 20."
    assert (rows[1].by_numerator, rows[1].by_denominator, rows[1].by_formula) == (0, 0, Decimal("-0.50"))


def test_a_group_imported_whole_is_compared_whole() -> None:
    row = differences(INDEX, points(("PROGRESS_ON_TIME", 9, 10, None)), points(("TDGQ", None, None, "17.25")))[0]
    assert (row.code, row.own, row.points, row.cause) == (
        "TDGQ",
        Decimal("18.00"),
        Decimal("-0.75"),
        Cause.SCORE_ONLY,
    )


def test_equal_points_have_nothing_to_explain() -> None:
    same = points(("PROGRESS_ON_TIME", 9, 10, None))
    assert differences(INDEX, same, same) == ()


counted = st.tuples(st.integers(0, 40), st.integers(0, 40), st.none() | st.decimals(0, 2, places=2))
codes = sorted(metric.code for metric in INDEX.metrics.values() if metric.form in COMPUTED)


@given(st.dictionaries(st.sampled_from(codes), st.tuples(counted, counted)))
def test_the_parts_of_a_difference_add_up_and_the_differences_to_that_of_the_totals(
    rows: dict[str, tuple[tuple[int, int, Decimal | None], tuple[int, int, Decimal | None]]],
) -> None:
    own = unit_points(INDEX, "A", [_count(code, here[:2], None) for code, (here, _) in rows.items()])
    portal = unit_points(INDEX, "A", [_count(code, there[:2], there[2]) for code, (_, there) in rows.items()])
    found = differences(INDEX, own, portal)
    for row in found:
        assert row.by_numerator is not None
        assert row.by_denominator is not None
        assert row.by_formula is not None
        assert row.by_numerator + row.by_denominator + row.by_formula == row.points
    sizes = [abs(row.points or 0) for row in found]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(row.points or 0 for row in found) == portal.total - own.total


def _count(code: str, figures: tuple[int, int], score: Decimal | None) -> Count:
    return Count(unit="A", code=code, numerator=figures[0], denominator=figures[1], score=score)
