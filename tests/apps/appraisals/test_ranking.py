"""The table of published results: ranks as intervals, who cannot be told apart, and the seal before the act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.appraisals.models import PublishedResult, Tally
from namro.apps.assessments.models import Pool, Round, Window
from namro.apps.frameworks.models import Edition
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.organisation import touch
from namro.core.assessment.stages import Stage, State
from tests.apps.appraisals.judging import in_appraisal, surveyed
from tests.apps.appraisals.publishing import Result, published_results, round_of
from tests.apps.assessments.sheets import DUE, SET
from tests.apps.assessments.test_draining import more_communes
from tests.apps.frameworks.sets import published

Browser = Callable[[str], Client]


@pytest.fixture
def edition_row(cast: dict[str, User]) -> Edition:
    return published(cast[Role.COUNCIL], SET)


@pytest.fixture
def others(home: Unit) -> list[Unit]:
    units = sorted(more_communes(home, 3), key=lambda unit: unit.code)
    touch()
    return units


@pytest.fixture
def made(cast: dict[str, User], edition_row: Edition) -> Round:
    return round_of(Unit.objects.get(code="tinh-van-son"), edition_row, 2026, cast[Role.COUNCIL])


def points(documents: str, survey: str) -> dict[str, str]:
    return {"1.1": "2", "1.2": documents, "1.3": "0", "2.1": "8", "2.2": survey}


@pytest.fixture
def act(cast: dict[str, User], made: Round, home: Unit, others: list[Unit]) -> None:
    """Four units: the home one second, not told apart from the third; the last one is not ranked."""
    first, third, last = others
    published_results(
        made,
        [
            Result(first, points("4", "4"), low=1, high=1, bands={"Tốt": 1.0}),
            Result(home, points("3", "3.5"), low=2, high=3, bands={"Tốt": 0.8, "Khá": 0.2}, alike=["xa-1"]),
            Result(third, points("2", "3"), low=2, high=3, bands={"Khá": 1.0}, alike=["suoi-may"]),
            Result(last, points("0", "0"), not_ranked="Nộp trễ 3 ngày"),
        ],
        cast[Role.COUNCIL],
    )


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/xep-hang{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("act")
def test_ranks_are_intervals_with_bands_and_what_cannot_be_told_apart(browser_of: Browser) -> None:
    text = page(browser_of(Role.LEADER))
    assert "Đã công bố 11/01/2027, 214/QĐ-UBND" in text
    assert "Hạng là một khoảng, không phải một điểm." in text
    assert '<tr id="dv-suoi-may" class="ours"><td class="num rk"><b>2</b></td><td class="mut nw span">2–3</td>' in text
    assert text.count("Chưa phân biệt được với Suoi-May</span>") == 1
    assert text.count("sát ngưỡng") == 1
    assert "Khoảng sai số chạm mức Khá" in text
    assert "Nộp trễ 3 ngày" in text.partition("Không xếp hạng")[2]
    assert text.index("Tốt <span") < text.index("Khá <span")


@pytest.mark.usefixtures("act")
def test_looked_at_by_a_domain_a_source_a_band_or_a_name(browser_of: Browser) -> None:
    client = browser_of(Role.OFFICER)
    by_survey = page(client, "?theo=khao-sat")
    assert '<td class="num" data-word="Phần khảo sát"><b>3,50</b></td>' in by_survey
    assert '<tr class="gr">' not in by_survey
    assert '<td class="num" data-word="1. Chỉ đạo, điều hành"><b>5,00</b></td>' in page(client, "?theo=lv-1")
    only = page(client, "?loai=Khá")
    assert 'id="dv-xa-1"' in only
    assert 'id="dv-xa-0"' not in only
    assert "Không có đơn vị nào" in page(client, "?tim=khong-co")
    assert 'id="dv-xa-1" class="ours"' in page(client, "?don-vi=xa-1")


@pytest.mark.usefixtures("act")
def test_a_correction_counts_while_the_first_act_stays_readable(
    browser_of: Browser, cast: dict[str, User], made: Round, home: Unit
) -> None:
    published_results(made, [Result(home, points("4", "4"))], cast[Role.COUNCIL], number=2, reason="Cộng nhầm 1.2")
    client = browser_of(Role.LEADER)
    text = page(client)
    assert "215/QĐ-UBND, lần 2" in text
    assert "Cộng nhầm 1.2" in text
    assert "<b>18,00</b>" in text
    first = page(client, f"?ky={made.code}&lan=1")
    assert "đã có lần công bố sau điều chỉnh" in first
    assert "<b>16,50</b>" in first
    assert client.get(f"/xep-hang?ky={made.code}&lan=3").status_code == 404
    unit = client.get("/xep-hang/2026/suoi-may").content.decode()
    assert "18,00" in unit
    assert "Bốn lần cho điểm" in unit
    older = client.get("/xep-hang/2026/suoi-may?lan=1").content.decode()
    assert "16,50" in older
    assert "Bốn lần cho điểm" not in older  # lines say what holds now, not what held then


@pytest.mark.usefixtures("act")
def test_who_was_not_appraised_has_no_points_and_a_reason(browser_of: Browser, home: Unit) -> None:
    mine = PublishedResult.objects.filter(assessment__unit=home)
    mine.update(total_nano=None, percent_nano=None, rank=None, band="", not_ranked="Không thẩm định: nộp quá hạn")
    assert "Không thẩm định: nộp quá hạn" in page(browser_of(Role.LEADER)).partition("Không xếp hạng")[2]
    text = browser_of(Role.LEADER).get("/xep-hang/2026/suoi-may").content.decode()
    assert "Không thẩm định: nộp quá hạn" in text
    assert "<b>–</b><span>/20</span>" in text
    assert "Mất điểm ở lĩnh vực nào" not in text
    assert browser_of(Role.LEADER).get("/xep-hang/2026/suoi-may/thong-bao.docx").status_code == 200


@pytest.mark.usefixtures("act")
def test_another_units_criteria_are_not_shown(browser_of: Browser) -> None:
    text = browser_of(Role.LEADER).get("/xep-hang/2026/xa-0").content.decode()
    assert "Điểm theo lĩnh vực" in text
    assert "Vì sao mất điểm" not in text
    assert "Bốn lần cho điểm" not in text
    assert browser_of(Role.LEADER).get("/xep-hang/2026/khong-co").status_code == 404


@pytest.fixture
def running(cast: dict[str, User]) -> Round:
    """The home unit in appraisal, the date of publication set."""
    sheet = in_appraisal(cast)
    assert sheet.round is not None
    Window.objects.create(
        round=sheet.round,
        stage=Stage.PUBLICATION,
        opens_at=DUE + timedelta(days=80),
        closes_at=DUE + timedelta(days=90),
    )
    sheet.pool = Pool.objects.create(round=sheet.round, name="Xã, phường")
    sheet.save()
    surveyed(cast, sheet)
    Tally.objects.update_or_create(
        assessment=sheet, layer="appraised",
        defaults={"total_nano": 12_340_000_000, "percent_nano": 61_700_000_000, "band": "Khá", "undecided": 2},
    )  # fmt: skip
    return sheet.round


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.ADMIN, Role.WATCHER]
)
@pytest.mark.parametrize("address", ["/xep-hang", "/xep-hang/2026/suoi-may"])
def test_before_the_act_everybody_else_reads_why_it_is_sealed(
    browser_of: Browser, running: Round, role: str, address: str
) -> None:
    text = browser_of(role).get(address).content.decode()
    assert "chưa công bố, dự kiến công bố trước 17:00 18/01/2027" in text
    assert "12,34" not in text
    assert running.title in text


def test_who_runs_the_round_sees_the_running_table(browser_of: Browser, running: Round) -> None:
    text = page(browser_of(Role.COUNCIL))
    assert "Bảng chạy, chưa công bố." in text
    assert "<b>12,34</b>" in text
    assert "còn 2 mục chưa xét" in text
    assert 'class="num rk"><b>1</b>' in text
    assert running.sheets.get().state == State.APPRAISAL


def test_without_a_round_there_is_nothing_yet(browser_of: Browser) -> None:
    assert "Chưa có kỳ đánh giá nào" in page(browser_of(Role.LEADER))


def test_as_many_queries_for_many_units(
    browser_of: Browser, cast: dict[str, User], made: Round, home: Unit, others: list[Unit]
) -> None:
    client = browser_of(Role.LEADER)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(client)
        return len(caught)

    published_results(made, [Result(home, points("4", "4"))], cast[Role.COUNCIL])
    page(client)
    few = queries()
    every = [Result(unit, points("3", "2")) for unit in [home, *others]]
    published_results(made, every, cast[Role.COUNCIL], number=2, reason="Bổ sung đơn vị")
    assert queries() == few <= 14
