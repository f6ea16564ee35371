"""Two years of one unit side by side: Tam Phước, whose documents fell while its rank held."""

from __future__ import annotations

from decimal import Decimal

from namro.core.framework.model import Scale
from namro.core.scoring.change import YearResult, change, signed

SCALE = Scale(max=Decimal(100), precision=3)


def year(number: int, documents: str, survey: str, rank: int | None, pool: int = 82) -> YearResult:
    points = {"appraisal": Decimal(documents), "survey": Decimal(survey)}
    return YearResult(number, points, sum(points.values(), Decimal(0)), rank, pool)


def test_tam_phuoc_documents_fell_while_the_rank_held() -> None:
    found = change(year(2020, "63.287", "26.505", 1), year(2021, "58.610", "34", 1), SCALE)
    assert {name: signed(value, SCALE) for name, value in found.by_source.items()} == {
        "appraisal": "−4,677",
        "survey": "+7,495",
    }
    assert signed(found.total, SCALE) == "+2,818"
    assert found.rank == "Hạng 1/82, giữ nguyên"
    assert found.warnings == ("Điểm thẩm định giảm 4,677 tuy thứ hạng vẫn giữ nhờ điểm khảo sát tăng 7,495.",)


def test_a_rise_in_all_sources_warns_of_nothing() -> None:
    assert change(year(2020, "50", "20", 5), year(2021, "51", "21", 4), SCALE).warnings == ()


def test_a_fall_of_total_and_rank_hides_nothing() -> None:
    found = change(year(2020, "50", "20", 5), year(2021, "40", "21", 9), SCALE)
    assert (found.rank, found.warnings) == ("Hạng 5/82 → 9/82, xuống 4 bậc", ())


def test_the_total_rose_while_a_source_fell_without_ranks() -> None:
    found = change(year(2020, "50", "20", None), year(2021, "49", "25", None), SCALE)
    assert found.rank == "Chưa đủ thứ hạng của hai năm"
    assert found.warnings == ("Điểm thẩm định giảm 1,000 tuy tổng vẫn tăng nhờ điểm khảo sát tăng 5,000.",)


def test_another_number_of_units_is_said() -> None:
    found = change(year(2020, "50", "20", 5), year(2021, "50", "20", 5, pool=60), SCALE)
    assert found.rank == "Hạng 5/82 → 5/60, giữ bậc, khác số đơn vị"
