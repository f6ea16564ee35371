"""Checks block, warn and ask why: by hand, from a file and counted from a register; corrections and sums of units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.indicators.computing import count, machine
from namro.apps.indicators.definitions import indicators, provide_indicators
from namro.apps.indicators.models import Fact, IndicatorUpload, IndicatorValue
from namro.apps.indicators.sources import Days, Sides, SourceFigure, _sources
from namro.apps.people.models import AuditEntry, Role, Unit, User
from tests.core.indicators.drafts import SHARE, indicator

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
CHECKS = """    checks:
      - {kind: at_most, left: [a], right: [c], then: block, message: Kiểm tra lại.}
      - {kind: jump, left: [b], more_than: 0.5, relative: true, then: warn, message: Tăng nhanh.}
      - {kind: falls, left: [a], then: explain, message: Số lũy kế không giảm.}
    feeds: {reports_on_time: a, reports_due: b}
"""
TYPED = SHARE.replace("id: share", "id: share\n    grain: month\n    over_periods: latest") + CHECKS
ENTRY = "/chi-tieu/share/ghi?dv=suoi-may&ky=2026-0{}"
Browser = Callable[[str], Client]


class Register:
    """A register whose figures a test sets."""

    def __init__(self) -> None:
        self.says: dict[str, int] = {}

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        number = Decimal(self.says[of[-1]]) if days[0].month == self.says["month"] else None
        return {unit: SourceFigure(number, None, number) for unit in units}

    def url(self, of: str, unit: int, days: Days) -> str:
        return ""


@pytest.fixture
def typed() -> Iterator[None]:
    one = indicator(TYPED)
    before = provide_indicators(lambda: {one.id: one})
    yield
    provide_indicators(before)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    text = TYPED
    for part in "abc":
        text = text.replace(f"{part}: {{name:", f"{part}: {{from: register, of: so-thu.{part}, name:")
    one, source = indicator(text), Register()
    before = provide_indicators(lambda: {one.id: one})
    monkeypatch.setitem(_sources, "register", source)
    yield source
    provide_indicators(before)


def enter(client: Client, month: int, a: int, b: int, c: int, **more: str) -> str:
    day = f"28/0{month}/2026"
    seen = IndicatorValue.objects.filter(period=f"2026-0{month}", superseded_by=None).first()
    answer = client.post(
        ENTRY.format(month),
        {"p_a": a, "p_b": b, "p_c": c, "as_of": day, "seen": seen.pk if seen else 0, **more},
        follow=True,
    )
    return answer.content.decode()


def facts() -> dict[str, str]:
    return dict(Fact.objects.filter(superseded_by=None).values_list("input", "value"))


@pytest.mark.usefixtures("typed")
def test_by_hand_each_of_the_three_does_what_it_says(browser_of: Browser, home: Unit) -> None:
    client = browser_of(Role.COORDINATOR)
    assert "Kiểm tra lại." in enter(client, 3, 9, 20, 8)
    assert not IndicatorValue.objects.exists(), "block refuses"
    assert "Đã ghi" in enter(client, 3, 5, 10, 8)
    warned = enter(client, 4, 6, 20, 8)
    assert "Đã ghi" in warned
    assert "Tăng nhanh." in warned, "warn tells and writes"
    assert "Ghi giải thích rồi ghi lại" in enter(client, 5, 4, 20, 8)
    assert not IndicatorValue.objects.filter(period="2026-05").exists(), "explain asks first"
    assert "Giải thích: đếm lại hồ sơ" in enter(client, 5, 4, 20, 8, explanation="đếm lại hồ sơ")


@pytest.mark.usefixtures("typed")
def test_a_correction_needs_its_reason_and_every_state_stays_in_the_history(browser_of: Browser, home: Unit) -> None:
    client = browser_of(Role.COORDINATOR)
    enter(client, 3, 5, 10, 8)
    assert "ghi lý do đính chính" in enter(client, 3, 6, 10, 8)
    page = enter(client, 3, 6, 10, 8, reason="cộng sót một hồ sơ")
    history = page.split("Lịch sử ghi và đính chính")[1]
    assert history.index("60,00 %") < history.index("50,00 %")
    assert "cộng sót một hồ sơ" in history
    assert "đã đính chính" in history
    assert list(IndicatorValue.objects.order_by("id").values_list("corrected", flat=True)) == [True, False]


def test_counted_figures_that_cannot_be_are_marked_and_do_not_go_on(
    cast: dict[str, User], home: Unit, counted: Register, browser_of: Browser
) -> None:
    known = [indicators()["share"]]
    counted.says = {"month": 3, "a": 5, "b": 10, "c": 8}
    count(machine(), [home.pk], [2026], known=known, at=AT)
    assert facts() == {"reports_on_time": "5", "reports_due": "10"}
    counted.says = {"month": 4, "a": 9, "b": 40, "c": 8}
    count(machine(), [home.pk], [2026], known=known, at=AT)
    page = browser_of(Role.COORDINATOR).get("/chi-tieu/share?dv=suoi-may&ky=2026").content.decode()
    assert "cần xem lại" in page
    assert "Kiểm tra lại." in page, "block"
    assert "Tăng nhanh." in page, "warn"
    assert facts() == {"reports_on_time": "5", "reports_due": "10"}, "what cannot be is no fact"


def test_a_counted_figure_that_asks_why_is_explained_by_people_and_the_next_count_keeps_it(
    cast: dict[str, User], home: Unit, counted: Register, browser_of: Browser
) -> None:
    known = [indicators()["share"]]
    for month, a in ((3, 5), (4, 4)):
        counted.says = {"month": month, "a": a, "b": 10, "c": 8}
        count(machine(), [home.pk], [2026], known=known, at=AT)
    client, address = browser_of(Role.COORDINATOR), "/chi-tieu/share/giai-thich?dv=suoi-may&ky=2026-04"
    page = client.get("/chi-tieu/share?dv=suoi-may&ky=2026").content.decode()
    assert "cần giải thích" in page
    assert "Ghi giải thích" in page
    assert "Chưa ghi giải thích" in client.post(address, {"giai-thich": " "}, follow=True).content.decode()
    shown = client.post(address, {"giai-thich": "bỏ một dòng ghi trùng"}, follow=True).content.decode()
    assert "Giải thích: bỏ một dòng ghi trùng" in shown
    assert AuditEntry.objects.filter(note__contains="bỏ một dòng ghi trùng").count() == 1
    count(machine(), [home.pk], [2026], known=known, at=AT)
    assert IndicatorValue.objects.get(period="2026-04", superseded_by=None).explanation == "bỏ một dòng ghi trùng"
    assert browser_of(Role.OFFICER).post(address, {"giai-thich": "x"}).status_code == 403


@pytest.mark.usefixtures("typed")
def test_a_file_is_blocked_asked_why_and_warned_by_its_rows(browser_of: Browser, home: Unit) -> None:
    client = browser_of(Role.COORDINATOR)
    enter(client, 3, 5, 10, 8)

    def bring(a: int, b: int, why: str = "") -> str:
        head = "Mã đơn vị,Mã chỉ tiêu,Kỳ,Tính đến ngày,Mã số liệu,Giá trị,Giải thích"
        rows = (
            f"suoi-may,share,2026-04,28/04/2026,{part},{value},{why}"
            for part, value in zip("abc", (a, b, 8), strict=True)
        )
        file = SimpleUploadedFile("so.csv", "\n".join([head, *rows]).encode())
        return client.post("/chi-tieu/nap", {"file": file}, follow=True).content.decode()

    assert "Kiểm tra lại." in bring(9, 20)
    assert "Ghi giải thích rồi ghi lại" in bring(4, 10)
    assert not IndicatorUpload.objects.exists()
    assert "Kiểm tra lại." not in bring(4, 30, "đếm lại")
    written = client.post(f"/chi-tieu/nap/{IndicatorUpload.objects.get().code}", follow=True).content.decode()
    assert "Tăng nhanh." in written
    row = IndicatorValue.objects.get(period="2026-04", superseded_by=None)
    assert (row.parts, row.explanation) == ({"a": "4", "b": "30", "c": "8"}, "đếm lại")
