"""Published tables: totals and ranks as printed come out of the engine."""

from __future__ import annotations

from decimal import Decimal

from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework
from namro.core.scoring.many import Results, score_many
from namro.core.scoring.one import score
from namro.core.scoring.showing import shown_nanos
from namro.core.scoring.table import FactTable, table_of

TWO_SOURCES = """framework: hai-nguon
edition: 2017-01-01
title: Điểm thẩm định và điểm khảo sát
level: province
years: {{from: 2006}}
scale: {{max: {total}, precision: {digits}}}
ties: {ties}
criteria:
  - {{id: "1", name: Thẩm định, max: {appraised}, rule: {{kind: manual, step: 0.001, input: appraised}}}}
  - {{id: "2", name: Khảo sát, max: {surveyed}, source: survey,
     rule: {{kind: survey, input: surveyed, scale: {surveyed}}}}}
"""

#: Bình Dương 2017, districts: appraisal of 65, survey of 35, total as printed, in the order of ranks 1–9.
#: http://baubang.binhduong.gov.vn/Default.aspx?tabid=175&ID=1881
BINH_DUONG = {
    "Thành phố Thủ Dầu Một": ("51.75", "32.83", "84.58"),
    "Thị xã Tân Uyên": ("48.75", "33.25", "82.00"),
    "Huyện Bàu Bàng": ("47.45", "32.82", "80.27"),
    "Thị xã Thuận An": ("46.8", "32.24", "79.04"),
    "Thị xã Dĩ An": ("46.5", "31.56", "78.06"),
    "Thị xã Bến Cát": ("45.75", "32.08", "77.83"),
    "Huyện Dầu Tiếng": ("44", "32.22", "76.22"),
    "Huyện Phú Giáo": ("46", "30.03", "76.03"),
    "Huyện Bắc Tân Uyên": ("40.45", "31.01", "71.46"),
}
BINH_DUONG_MEAN = Decimal("78.39")

#: Đà Nẵng 2008 prints 1, 2, 2, 3, 4, 5, 6; the points are not published, only their order and one tie.
#: https://camle.danang.gov.vn/chi-tiet-tin-tuc?dinhdanh=5496&cat=20949
DA_NANG = {
    "Thanh Khê": (90, 1),
    "Cẩm Lệ": (85, 2),
    "Hải Châu": (85, 2),
    "Liên Chiểu": (80, 3),
    "Sơn Trà": (75, 4),
    "Hòa Vang": (70, 5),
    "Ngũ Hành Sơn": (65, 6),
}

#: Tam Phước, documents of 65 and survey of 35, printed with three decimals.
TAM_PHUOC = {2020: ("63.287", "26.505", "89.792"), 2021: ("58.610", "34", "92.610")}


def two_sources(*, appraised: int = 65, surveyed: int = 35, digits: int = 2, ties: str = "competition") -> Framework:
    total = appraised + surveyed
    text = TWO_SOURCES.format(total=total, digits=digits, ties=ties, appraised=appraised, surveyed=surveyed)
    return parse_framework(text)


def facts(year: int, rows: dict[str, tuple[str, str]]) -> FactTable:
    return table_of(
        year,
        {unit: {"appraised": Decimal(first), "surveyed": Decimal(second)} for unit, (first, second) in rows.items()},
    )


def ranked(results: Results) -> dict[str, int]:
    return {unit: int(rank) for unit, rank in zip(results.units, results.rank, strict=True)}


def test_binh_duong_2017() -> None:
    framework = two_sources()
    mixed = sorted(BINH_DUONG)  # the order of the file must not matter
    table = facts(2017, {unit: BINH_DUONG[unit][:2] for unit in mixed})
    results = score_many(framework, table)
    totals = {
        unit: shown_nanos(total, framework.scale) for unit, total in zip(results.units, results.total, strict=True)
    }
    assert totals == {unit: printed for unit, (_, _, printed) in BINH_DUONG.items()}
    assert ranked(results) == {unit: rank for rank, unit in enumerate(BINH_DUONG, start=1)}
    mean = sum((Decimal(total) for total in totals.values()), Decimal(0)) / len(totals)
    assert mean.quantize(Decimal("0.01")) == BINH_DUONG_MEAN


def test_da_nang_2008_ranks_are_dense() -> None:
    table = facts(2008, {unit: (str(points), "0") for unit, (points, _) in DA_NANG.items()})
    results = score_many(two_sources(appraised=100, surveyed=35, ties="dense"), table)
    assert ranked(results) == {unit: rank for unit, (_, rank) in DA_NANG.items()}
    other = score_many(two_sources(appraised=100, surveyed=35), table)
    assert sorted(ranked(other).values()) == [1, 2, 2, 4, 5, 6, 7]


def test_tam_phuoc_with_three_decimals() -> None:
    framework = two_sources(digits=3)
    for year, (documents, survey, printed) in TAM_PHUOC.items():
        table = facts(year, {"Tam Phước": (documents, survey)})
        assert shown_nanos(score_many(framework, table).total[0], framework.scale) == printed
        sources = score(framework, table.of("Tam Phước")).by_source
        assert (sources["appraisal"].points, sources["survey"].points) == (Decimal(documents), Decimal(survey))
