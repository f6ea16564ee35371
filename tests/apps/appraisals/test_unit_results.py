"""One unit's published result over the years: criteria matched through a new edition, mergers, where points went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from namro.apps.assessments.models import Line
from namro.apps.people.models import Role, Unit, UnitLink, User
from namro.apps.people.queries.organisation import touch
from tests.apps.appraisals.publishing import Result, published_results, round_of
from tests.apps.appraisals.test_ranking import points
from tests.apps.assessments.sheets import SET
from tests.apps.assessments.test_draining import more_communes
from tests.apps.frameworks.sets import published

Browser = Callable[[str], Client]
PROVINCE = "tinh-van-son"
#: The set of the year before: 1.2 stood as 1.3 then, and a criterion has gone since.
BEFORE = (
    SET.replace("edition: 2025-12-01", "edition: 2024-12-01")
    .replace("years: {from: 2026}", "years: {from: 2025}")
    .replace('{id: "1.3", name: Sáng kiến, max: 2,', '{id: "1.4", name: Việc đã bỏ, max: 2,')
    .replace('{id: "1.2", name: Báo cáo đúng hạn', '{id: "1.3", name: Báo cáo đúng hạn')
)


@pytest.fixture
def two_editions(cast: dict[str, User], home: Unit) -> None:
    by, province = cast[Role.COUNCIL], Unit.objects.get(code=PROVINCE)
    old, new = published(by, BEFORE), published(by, SET)
    earlier = {"1.1": "2", "1.3": "2", "1.4": "1", "2.1": "8", "2.2": "3"}
    published_results(round_of(province, old, 2025, by), [Result(home, earlier)], by)
    published_results(round_of(province, new, 2026, by), [Result(home, points("3.5", "3"))], by)


def page(client: Client, address: str = "/xep-hang/2026/suoi-may") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("two_editions")
def test_criteria_are_matched_through_the_new_edition(browser_of: Browser) -> None:
    text = page(browser_of(Role.COORDINATOR))
    documents = text.partition("Phần hồ sơ <span")[2].partition("Phần khảo sát <span")[0]
    report = documents[documents.index(">1.2 Báo cáo đúng hạn</a>") :].partition("</tr>")[0]
    assert "2,00" in report
    assert "3,50" in report
    assert "+1,50" in report
    fresh = documents[documents.index(">1.3 Sáng kiến</a>") :].partition("</tr>")[0]
    assert "chưa có" in fresh
    assert "Tiêu chí của năm 2025 không còn trong bộ năm nay: 1,00 điểm." in text
    assert "tiêu chí được ghép theo bảng so sánh hai bộ" in text


@pytest.mark.usefixtures("two_editions")
def test_every_lost_point_is_in_the_waterfall_with_its_cause(browser_of: Browser, home: Unit) -> None:
    Line.objects.filter(assessment__unit=home, assessment__year=2026, node_id="1.2").update(final_cause="not_signed")
    text = page(browser_of(Role.COORDINATOR)).partition("Vì sao mất điểm")[2].partition("</section>")[0]
    assert "Đơn vị tự chấm thấp hơn điểm tối đa" in text
    assert "Kết quả khảo sát" in text
    assert "−0,50" in text
    assert "16,50" in text


@pytest.fixture
def merged(cast: dict[str, User], home: Unit) -> list[Unit]:
    """Two communes became part of the home one in the year; both had their results the year before."""
    by, province = cast[Role.COUNCIL], Unit.objects.get(code=PROVINCE)
    olds = sorted(more_communes(home, 2), key=lambda unit: unit.code)
    for old in olds:
        UnitLink.objects.create(old=old, new=home, share=Decimal(1), on=date(2026, 7, 1))
    touch()
    old_set, new_set = published(by, BEFORE), published(by, SET)
    earlier = [
        Result(unit, {"1.1": "2", "1.3": one, "1.4": "1", "2.1": "8", "2.2": "3"})
        for unit, one in zip(olds, ("1", "3"), strict=True)
    ]
    published_results(round_of(province, old_set, 2025, by), earlier, by)
    published_results(round_of(province, new_set, 2026, by), [Result(home, points("3.5", "3"))], by)
    return olds


@pytest.mark.usefixtures("merged")
def test_a_merged_unit_stands_beside_what_it_was_made_of(browser_of: Browser) -> None:
    client = browser_of(Role.LEADER)
    assert "hợp nhất 2026" in page(client, "/xep-hang")
    text = page(client)
    assert "Đơn vị mới hợp nhất" in text
    assert "So với năm 2025" not in text
    trend = text.partition("Qua các năm")[2]
    assert trend.count("trước hợp nhất") == 2
    assert "15,00" in trend
    assert "17,00" in trend
    assert trend.count('class="before"') == 2
    assert page(client, "/xep-hang/2025/xa-0").count("15,00") >= 2  # as it was called and counted then
