"""Units of a round in one table: near bounds, parts by source, ranks of each pool by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from namro.core.assessment.result_table import RankedUnit, ResultTable, domain_places, with_ranks
from namro.core.framework.reading import parse_framework

TEXT = """framework: hai-nguon
edition: 2025-01-01
title: Hai nguồn
level: commune
years: {from: 2025}
scale: {max: 100}
criteria:
  - {id: "1", name: Hồ sơ, max: 65, rule: {kind: manual}}
  - {id: "2", name: Khảo sát, max: 35, source: survey, rule: {kind: survey, input: survey, scale: 35}}
"""


def unit(key: int, percent: str | None, *, pool: str = "Xã", not_ranked: str = "", **more: object) -> RankedUnit:
    value = None if percent is None else Decimal(percent)
    return RankedUnit(
        key=key, unit=key, code=f"u{key}", name=f"Đơn vị {key}", pool=pool, total=value, percent=value,
        not_ranked=not_ranked, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_each_pool_is_ranked_by_itself_and_ties_share_a_rank() -> None:
    units = [unit(1, "80"), unit(2, "90"), unit(3, "80"), unit(4, "70"), unit(5, "95", pool="Phường")]
    assert [one.rank for one in with_ranks(units, "competition")] == [2, 1, 2, 4, 1]
    assert [one.rank for one in with_ranks(units, "dense")] == [2, 1, 2, 3, 1]


def test_who_is_not_ranked_takes_no_place() -> None:
    units = [unit(1, "95", not_ranked="Nộp trễ 3 ngày"), unit(2, "80"), unit(3, None)]
    assert [one.rank for one in with_ranks(units, "competition")] == [None, 1, None]


@pytest.mark.parametrize(
    ("bands", "near"),
    [({"Tốt": 1.0}, ""), ({"Tốt": 0.96, "Khá": 0.04}, ""), ({"Tốt": 0.8, "Khá": 0.05, "Xuất sắc": 0.15}, "Xuất sắc")],
)
def test_a_band_is_near_when_it_comes_up_in_more_than_five_of_a_hundred_runs(
    bands: dict[str, float], near: str
) -> None:
    assert unit(1, "80", band="Tốt", bands=bands).near == near


def test_documents_are_all_but_the_survey() -> None:
    one = unit(1, "80", sources={"appraisal": Decimal(40), "computed": Decimal("7.5"), "survey": Decimal(30)})
    assert (one.documents, one.survey) == (Decimal("47.5"), Decimal(30))


def test_a_table_gives_a_pool_best_first_and_counts_who_is_ranked() -> None:
    units = with_ranks([unit(1, "70"), unit(2, None, not_ranked="Không thẩm định"), unit(3, "80")], "competition")
    table = ResultTable(
        round_title="Kỳ", organiser="Tỉnh", year=2025, framework=parse_framework(TEXT), edition_sha256="", act=None,
        pools=("Xã",), units=units,
    )  # fmt: skip
    assert [one.key for one in table.of("Xã")] == [3, 1, 2]
    assert table.ranked == {"Xã": 2}
    assert table.survey_max == 35


def test_places_by_other_points() -> None:
    units = [unit(1, "70"), unit(2, "80"), unit(3, "60")]
    points = {1: Decimal(5), 3: Decimal(7)}
    assert domain_places(units, points, "competition") == {1: 2, 3: 1}
