"""Journey 3: documents fell, the survey rose, the rank held, and the page says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from namro.apps.people.models import Role, Unit, User
from tests.apps.appraisals.publishing import Result, published_results, round_of
from tests.apps.assessments.test_draining import more_communes
from tests.apps.assessments.test_two_years import TEXT, UNITS, YEARS
from tests.apps.frameworks.sets import published

#: The years of the document, with the points of both parts.
PUBLISHED = {2020: YEARS[2025], 2021: YEARS[2026]}


@pytest.fixture
def two_years(cast: dict[str, User], home: Unit) -> None:
    """Both years are published, with 81 other communes behind."""
    edition = published(cast[Role.COUNCIL], TEXT)
    province = Unit.objects.get(code="tinh-van-son")
    others = more_communes(home, UNITS - 1)
    for year, (documents, survey) in PUBLISHED.items():
        made = round_of(province, edition, year, cast[Role.COUNCIL])
        first = Result(home, {"1": documents, "2": survey}, low=1, high=3)
        rest = [Result(unit, {"1": "40", "2": f"{n / 10:.1f}"}) for n, unit in enumerate(others)]
        published_results(made, [first, *rest], cast[Role.COUNCIL])


@pytest.mark.usefixtures("two_years")
def test_journey_3(browser_of: Callable[[str], Client]) -> None:
    leader = browser_of(Role.LEADER)
    before = leader.get("/xep-hang/2020/suoi-may").content.decode()
    assert "<b>89,792</b><span>/100</span>" in before
    assert "hồ sơ 63,287/65 · khảo sát 26,505/35" in before
    row = leader.get("/xep-hang").content.decode().partition('id="dv-suoi-may"')[2].partition("</tr>")[0]
    assert "2,818" in row
    page = leader.get("/xep-hang/2021/suoi-may").content.decode()
    for words in (
        "<b>92,610</b><span>/100</span>",
        "hồ sơ 58,610/65 · khảo sát 34,000/35",
        '<td class="num" data-word="2020">63,287</td><td class="num" data-word="2021">58,610</td>',
        '<td class="num" data-word="2020">26,505</td><td class="num" data-word="2021">34,000</td>',
        '<td class="num" data-word="2020">89,792</td><td class="num" data-word="2021">92,610</td>',
        '<b class="down">−4,677</b>',
        '<b class="up">+7,495</b>',
        '<b class="up">+2,818</b>',
        "Hạng 1/82, giữ nguyên.",
        "Điểm thẩm định giảm 4,677 tuy thứ hạng vẫn giữ nhờ điểm khảo sát tăng 7,495.",
        '<h3 class="part">Phần hồ sơ <span class="mut">63,287 → 58,610</span> <b class="down">−4,677</b></h3>',
        '<h3 class="part">Phần khảo sát <span class="mut">26,505 → 34,000</span> <b class="up">+7,495</b></h3>',
    ):
        assert words in page, words
