"""Two years of one unit side by side on its page: the figures of Tam Phước, five years later."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from namro.apps.assessments.draining import drain
from namro.apps.indicators.sets import Edition, provide
from namro.apps.people.models import Role, Unit
from namro.core.base.clock import system_clock
from namro.core.framework.reading import parse_framework
from tests.apps.assessments.test_draining import more_communes
from tests.apps.indicators.conftest import Write

TEXT = """framework: hai-nguon
edition: 2019-01-01
title: Điểm hồ sơ và điểm khảo sát
level: commune
years: {from: 2020}
scale: {max: 100, precision: 3}
criteria:
  - {id: "1", name: Hồ sơ, max: 65, rule: {kind: manual, step: 0.001, input: documents}}
  - {id: "2", name: Khảo sát, max: 35, source: survey, rule: {kind: survey, input: survey, scale: 35}}
"""
#: Documents of 65 and survey of 35, as published; 82 units, the first of them in both years.
YEARS = {2025: ("63.287", "26.505"), 2026: ("58.610", "34")}
UNITS = 82


@pytest.fixture(autouse=True)
def two_sources(edition: None) -> Iterator[None]:
    before = provide(lambda: (Edition(parse_framework(TEXT), "hai-nguon"),))
    yield
    provide(before)


def page_of(browser_of: Callable[[str], Client]) -> str:
    return browser_of(Role.LEADER).get("/ket-qua/2026/suoi-may").content.decode()


def test_documents_fell_while_the_rank_held(browser_of: Callable[[str], Client], write: Write, home: Unit) -> None:
    for unit in more_communes(home, UNITS - 1):
        for year in YEARS:
            write({"documents": "40", "survey": "20"}, year=year, unit=unit)
    for year, (documents, survey) in YEARS.items():
        write({"documents": documents, "survey": survey}, year=year)
    drain(clock=system_clock)
    page = page_of(browser_of)
    for words in (
        '<td class="num">89,792</td><td class="num">92,610</td>',
        '<b class="down">−4,677</b>',
        '<b class="up">+7,495</b>',
        '<b class="up">+2,818</b>',
        "Hạng 1/82, giữ nguyên.",
        "Điểm thẩm định giảm 4,677 tuy thứ hạng vẫn giữ nhờ điểm khảo sát tăng 7,495.",
    ):
        assert words in page, words


def test_one_year_is_compared_with_nothing(browser_of: Callable[[str], Client], write: Write) -> None:
    write({"documents": "58.610", "survey": "34"})
    drain(clock=system_clock)
    page = page_of(browser_of)
    assert "92,610" in page
    assert "So với năm" not in page
