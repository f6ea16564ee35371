"""Published results: methods that may be compared and those that may not, names of factors, values that cannot be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from namro.core.base.errors import NamroError
from namro.core.base.faults import Faults
from namro.core.survey.margins import margin_of
from namro.core.survey.methods import Method, factor_named, factor_names, known_methods, runs, why_incomparable
from namro.core.survey.published import PrintedValue, PublishedResult, check_values, compared, factor_code
from namro.core.survey.reading import shipped_instruments

FIVE = known_methods()[0].method


def value(factor: str, number: str, n: int | None = None) -> PrintedValue:
    return PrintedValue(factor=factor, name=factor, value=Decimal(number), n=n)


def result(year: int, *values: PrintedValue, method: Method = FIVE) -> PublishedResult:
    return PublishedResult(year=year, method=method, values=values, key=str(year))


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Chỉ số hài lòng về tiếp cận dịch vụ", "access"),
        ("Chỉ số hài lòng về TTHC", "procedures"),
        ("Chỉ số hài lòng về công chức tại Bộ phận một cửa", "officials"),
        ("Chỉ số hài lòng về kết quả giải quyết TTHC", "results"),
        ("Chỉ số hài lòng về việc tiếp nhận, xử lý phản ánh kiến nghị liên quan đến TTHC", "feedback"),
        ("Mức độ hài lòng chung", "overall"),
        ("Giá vé xe buýt", ""),
    ],
)
def test_printed_names_of_factors(printed: str, code: str) -> None:
    assert factor_named(printed) == code
    assert factor_code(printed) == code or factor_code(printed).startswith("x:gia ve")


def test_factors_are_those_of_the_shipped_instruments() -> None:
    parts = {node.code for one in shipped_instruments().values() for node in one.index.nodes()}
    assert {one.code for one in factor_names()} <= parts


def test_methods_have_sources_and_follow_each_other() -> None:
    methods = known_methods()
    assert all(one.source for one in methods)
    for before, after in pairwise(methods):
        assert before.until is not None
        assert before.until < after.since
        assert why_incomparable(before.method, after.method)


def test_a_method_is_the_same_however_it_was_typed() -> None:
    typed = replace(FIVE, population="  Người, tổ chức đã sử dụng  dịch vụ hành chính ")
    assert why_incomparable(FIVE, typed) == ""
    why = why_incomparable(FIVE, replace(FIVE, formula="mean"))
    assert "tỷ lệ chọn hai mức cao nhất” → “điểm trung bình" in why
    assert "đối tượng" not in why


def test_2022_begins_a_new_line() -> None:
    new = next(one.method for one in known_methods() if one.measured(2022))
    assert runs([(2022, new), (2020, FIVE), (2021, FIVE)]) == ((2020, 2021), (2022,))
    found = compared(
        [result(2022, value("access", "90"), method=new), result(2021, value("access", "94")),
         result(2020, value("access", "92.5"))]
    )  # fmt: skip
    assert [one.year for one in found.results] == [2020, 2021, 2022]
    assert list(found.breaks) == [2]
    assert "không riêng người đã làm thủ tục" in found.breaks[2]
    (access,) = found.series
    assert [cell.points for cell in access.cells] == [None, Decimal("1.5"), None]
    assert access.runs == ((0, 1), (2,))


def test_a_change_within_the_error_is_none() -> None:
    found = compared([result(2020, value("a", "94", 300)), result(2021, value("a", "95.1", 300))])
    assert found.series[0].cells[1].said == "chưa thể khẳng định tăng"


def test_a_factor_that_was_not_printed_in_between_is_not_bridged() -> None:
    found = compared([result(2019, value("a", "90")), result(2020, value("b", "80")), result(2021, value("a", "95"))])
    first = next(one for one in found.series if one.factor == "a")
    assert [cell.points for cell in first.cells] == [None, None, None]


def test_margin_of_a_sample() -> None:
    assert round(margin_of(Decimal("95.1"), 300), 2) == Decimal("2.44")
    with pytest.raises(NamroError, match="số phiếu từ 1"):
        margin_of(Decimal(95), 0)


def test_values_that_cannot_be() -> None:
    faults = Faults("bảng")
    check_values([value("a", "101"), value("b", "50", 0), value("b", "60")], faults, lines=(4, 5, 6))
    assert [(one.line, one.message.split(":")[0]) for one in faults.found] == [
        (4, "“a”"), (5, "“b”"), (6, "“b” đã có ở dòng trên. Giữ một dòng, hoặc ghi tên cho phân biệt.")
    ]  # fmt: skip
    empty = Faults("bảng")
    check_values([], empty)
    assert "ít nhất một" in empty.found[0].message
