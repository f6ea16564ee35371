"""The pages of results: a score that explains itself, and the units of a level with their ranks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.assessments.draining import drain
from namro.apps.people.models import Role, Unit
from namro.apps.runs.models import Run
from namro.core.base.clock import system_clock
from tests.apps.assessments.test_draining import more_communes
from tests.apps.indicators.conftest import Write
from tests.apps.indicators.sets_for_tests import BEFORE, YEAR

Browsers = Callable[[str], Client]
RESULT = "/ket-qua/2026/suoi-may"


def test_every_criterion_says_why(browser_of: Browsers, write: Write) -> None:
    write(BEFORE, year=2025)
    write({name: value for name, value in YEAR.items() if name not in {"evidence:1.1", "sipas"}})
    drain(clock=system_clock)
    page = browser_of(Role.OFFICER).get(RESULT).content.decode()
    for words in (
        "<b>11,00</b><span>/20</span>",
        "55,00 %",
        "hạng 1 trong 1 đơn vị",
        "<b>Khá</b>",
        "9/12",
        "thiếu minh chứng",
        "thiếu số liệu",
        "Mô hình hay",
        "/so-lieu/2026/suoi-may?tim=1.2",
    ):
        assert words in page


def test_a_result_says_when_it_is_not_yet_there(browser_of: Browsers, write: Write) -> None:
    client = browser_of(Role.COORDINATOR)
    assert "Chưa có kết quả" in client.get(RESULT).content.decode()
    write(YEAR)
    assert "đang tính lại" in client.get(RESULT).content.decode()
    assert "Chưa có bộ tiêu chí cho năm 2023" in client.get("/ket-qua/2023/suoi-may").content.decode()


def test_ranks_are_those_of_all_units(browser_of: Browsers, write: Write, home: Unit) -> None:
    others = more_communes(home, 3)
    for unit, sipas in zip([home, *others], ("50", "100", "50", "0"), strict=True):
        write({**YEAR, "sipas": sipas}, unit=unit)
    drain(clock=system_clock)
    page = browser_of(Role.ADMIN).get("/ket-qua?nam=2026&cap=commune").content.decode()
    places = [page.index(f">{name}</a>") for name in ("Xã xa-0", "Xã Suối Mây", "Xã xa-1", "Xã xa-2")]
    assert places == sorted(places)
    assert [page.count(f'data-word="Hạng">{rank}</td>') for rank in (1, 2, 3, 4)] == [1, 2, 0, 1]
    mine = browser_of(Role.COORDINATOR).get("/ket-qua?nam=2026").content.decode()
    assert "Xã xa-0" not in mine
    assert 'data-word="Hạng">2</td>' in mine  # the rank among all, not among those one may read


def test_a_unit_that_has_ended_stays_where_it_had_a_result(browser_of: Browsers, write: Write) -> None:
    client = browser_of(Role.COORDINATOR)
    for year, there in ((2024, True), (2025, False), (2026, False)):
        assert ("Xã Mây Hạ" in client.get(f"/ket-qua?nam={year}").content.decode()) is there
    write(BEFORE, year=2025, unit=Unit.objects.get(code="may-ha"))
    drain(clock=system_clock)
    assert "Xã Mây Hạ" in client.get("/ket-qua?nam=2025").content.decode()


def test_search_and_level(browser_of: Browsers, write: Write, home: Unit) -> None:
    page = browser_of(Role.ADMIN).get("/ket-qua", {"tim": "suoi may"}).content.decode()
    assert page.count('data-word="Hạng"') == 1
    assert "Sở, ngành" in page
    assert "Không có đơn vị nào" in browser_of(Role.ADMIN).get("/ket-qua?tim=xyz").content.decode()


@pytest.mark.parametrize(("who", "told"), [(Role.ADMIN, True), (Role.COORDINATOR, False)])
def test_the_administrator_is_told_what_the_night_found(browser_of: Browsers, who: str, told: bool) -> None:
    now = system_clock()
    Run.objects.create(
        name="rebuild",
        slot="2026-11-20",
        started_at=now,
        ended_at=now,
        compared=9,
        differences=1,
        note="Xã Suối Mây, năm 2026: mục 1.2 lưu khác tính lại",
    )
    page = browser_of(who).get("/ket-qua").content.decode()
    assert ("1 kết quả lệch" in page) is told
    assert ("mục 1.2 lưu khác tính lại" in page) is told
    Run.objects.create(name="rebuild", slot="2026-11-21", started_at=now, ended_at=now, compared=9)
    page = browser_of(who).get("/ket-qua").content.decode()
    assert ("Đối chiếu đêm 21/11/2026: 9 kết quả, không lệch" in page) is told
    assert "kết quả lệch" not in page


def test_as_many_queries_for_three_times_as_many_units(browser_of: Browsers, write: Write, home: Unit) -> None:
    client = browser_of(Role.ADMIN)
    units = [home, *more_communes(home, 8)]
    client.get("/ket-qua")
    found = []
    for some in (units[:3], units):
        for unit in some:
            write(YEAR, unit=unit)
        drain(clock=system_clock)
        counts = []
        for address in ("/ket-qua?nam=2026&cap=commune", RESULT):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        found.append(counts)
    assert found[0] == found[1]
    assert max(found[0]) <= 12
