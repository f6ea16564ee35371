"""Figures by unit: sums, order, pages, the workbook; and units that were taken over, then and on today's map."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from namro.apps.people.actions import Share, end_unit, make_unit
from namro.apps.people.models import Kind, Role, Unit, User
from namro.apps.registers.by_unit import figures_by_unit
from namro.apps.registers.figures import figures_of
from namro.apps.registers.models import RegisterRow
from namro.apps.registers.tallies import rebuild
from namro.core.base.clock import system_clock
from namro.demo.province import HOME, MERGER
from tests.apps.people.places import NOW, PROVINCE
from tests.apps.registers.rows import INSPECTIONS, home, register_of, standing

Browsers = Callable[[str], Client]
FIGURE = "so_nguoi"
MERGERS = [date(2025, 7, 1), date(2026, 5, 16)]


def write(unit: int, *rows: tuple[date, int]) -> None:
    """Rows of a unit, each of a day and a person, put in as they once were written."""
    register, by = register_of(INSPECTIONS), User.objects.order_by("pk")[0]
    RegisterRow.objects.bulk_create(
        RegisterRow(
            register=INSPECTIONS, edition=register.edition, unit_id=unit, seq=n, date=day, made_by=by,
            made_at=system_clock(),
            data={"ngay_kiem_tra": day.isoformat(), "nguoi": f"{person}|Người {person}", "ket_qua": "khong"},
        )
        for n, (day, person) in enumerate(rows, 1)
    )  # fmt: skip
    rebuild(register)


def count(unit: int, year: int, code: str = FIGURE) -> Decimal | None:
    return figures_of(INSPECTIONS, code, [unit], (date(year, 1, 1), date(year, 12, 31)))[unit].value


def made(cast: dict[str, User], name: str) -> Unit:
    province = Unit.objects.get(code=PROVINCE)
    since = date(2024, 1, 1)
    return make_unit(cast[Role.ADMIN], name=name, kind=Kind.COMMUNE, under=province, since=since, at=NOW)


def ended(cast: dict[str, User], old: Unit, on: date, *shares: Share) -> None:
    end_unit(cast[Role.ADMIN], old, on=on, successors=list(shares), at=NOW)


@pytest.mark.parametrize("on", MERGERS)
def test_rows_of_a_unit_that_was_taken_over_count_in_the_year_of_the_merger(cast: dict[str, User], on: date) -> None:
    old, new = made(cast, "Xã Cũ"), Unit.objects.get(code=HOME)
    before = date(on.year, 2, 3)
    write(old.pk, (before, 1), (before, 2), (date(on.year - 1, 5, 5), 9))
    write(new.pk, (before, 2), (date(on.year, 9, 1), 3))
    assert (count(old.pk, on.year), count(new.pk, on.year)) == (2, 2)
    ended(cast, old, on, Share(new, Decimal(1)))
    assert count(new.pk, on.year) == 3, "a person whom both inspected counts once"
    assert count(new.pk, on.year, "so_luot") == 4
    assert count(new.pk, on.year - 1) == 0, "the year before ended before the merger: as it was"
    assert count(old.pk, on.year - 1) == 1
    half = (date(on.year, 1, 1), date(on.year, on.month, 1) - timedelta(days=1))
    assert figures_of(INSPECTIONS, FIGURE, [new.pk], half)[new.pk].value == 1, (
        "a period before the merger keeps its map"
    )


@pytest.mark.parametrize("on", MERGERS)
def test_the_table_shows_units_then_and_on_todays_map(cast: dict[str, User], on: date, browser_of: Browsers) -> None:
    old, new = made(cast, "Xã Cũ"), Unit.objects.get(code=HOME)
    write(old.pk, (date(on.year - 1, 5, 5), 9), (date(on.year, 2, 3), 1))
    write(new.pk, (date(on.year, 2, 3), 1), (date(on.year, 2, 3), 2))
    ended(cast, old, on, Share(new, Decimal(1)))
    admin, register = standing(cast[Role.ADMIN]), register_of(INSPECTIONS)

    def values(year: int, *, map_of_today: bool) -> dict[str, Decimal | None]:
        span = (date(year, 1, 1), date(year, 12, 31))
        rows = figures_by_unit(admin, register, span, today=map_of_today)
        return {row.name: row.figures[FIGURE].value for row in rows if row.id in {old.pk, new.pk}}

    assert values(on.year, map_of_today=False) == {"Xã Cũ": 1, "Xã Suối Mây": 2}
    assert values(on.year, map_of_today=True) == {"Xã Suối Mây": 2}
    assert values(on.year - 1, map_of_today=True) == {"Xã Suối Mây": 1}
    client = browser_of(Role.ADMIN)
    then = client.get(f"/so/{INSPECTIONS}/don-vi?nam={on.year}&chi-tieu={FIGURE}").content.decode()
    assert f"kết thúc ngày {on:%d/%m/%Y}" in then
    others = int(on == MERGER)  # another commune of the province went into this one on that day
    told = f"gồm cả dòng của {1 + others} đơn vị đã nhập vào"
    listed = f"/so/{INSPECTIONS}?don-vi={HOME}&den="
    assert told in client.get(f"{listed}{on.year}-12-31").content.decode()
    assert "đơn vị đã nhập vào" not in client.get(f"{listed}2024-12-31").content.decode()
    assert "Xã Cũ" not in client.get(f"/so/{INSPECTIONS}/don-vi?nam={on.year}&ban-do=hom-nay").content.decode()


def test_a_divided_unit_keeps_its_rows(cast: dict[str, User]) -> None:
    old, other, new = made(cast, "Xã Cũ"), made(cast, "Xã Khác"), Unit.objects.get(code=HOME)
    write(old.pk, (date(2026, 1, 5), 1))
    ended(cast, old, MERGERS[1], Share(new, Decimal("0.6")), Share(other, Decimal("0.4")))
    assert (count(new.pk, 2026), count(other.pk, 2026), count(old.pk, 2026)) == (0, 0, 1)


def test_all_units_together_are_sums_and_never_a_mean(cast: dict[str, User], browser_of: Browsers) -> None:
    other, new = made(cast, "Xã Khác"), Unit.objects.get(code=HOME)
    bad = {"ngay_kiem_tra": "2026-02-03", "nguoi": "1|A", "ket_qua": "da_khac_phuc"}
    write(new.pk, *((date(2026, 2, 3), n) for n in range(1, 5)))
    write(other.pk, (date(2026, 2, 3), 1))
    RegisterRow.objects.filter(unit=other).update(data=bad)
    RegisterRow.objects.filter(unit=new).update(data={**bad, "ket_qua": "co_sai_sot"})
    rebuild(register_of(INSPECTIONS))
    page = browser_of(Role.ADMIN).get(f"/so/{INSPECTIONS}/don-vi?nam=2026&chi-tieu=ty_le_khac_phuc").content.decode()
    total = page.split("Tất cả đơn vị</b>")[1].split("</tr>")[0]
    assert "20,00%" in total, "1 of 5; the mean of 0 % and 100 % would be 50 %"


def test_the_table_sorts_pages_and_costs_the_same_for_many_units(cast: dict[str, User], browser_of: Browsers) -> None:
    client, address = browser_of(Role.ADMIN), f"/so/{INSPECTIONS}/don-vi?nam=2026&chi-tieu={FIGURE}"
    write(home(), (date(2026, 2, 3), 1), (date(2026, 2, 3), 2))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    units = [made(cast, f"Xã Số {n:02d}") for n in range(60)]
    for n, unit in enumerate(units[:3]):
        write(unit.pk, *((date(2026, 2, 3), person) for person in range(n + 3)))
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        first = client.get(f"{address}&xep=-gia-tri").content.decode()
    assert len(many) == len(few) <= 12
    body = first.split("<tbody>")[1]
    assert body.index("Xã Số 02") < body.index("Xã Số 01") < body.index("Xã Số 00") < body.index("Xã Suối Mây")
    assert 'aria-sort="descending"' in first
    assert "trang 1 / 2" in first
    last = client.get(f"{address}&xep=-ten&trang=2").content.decode().split("<tbody>")[1]
    assert "Xã Số 59" not in last


def test_the_workbook_has_every_figure_of_the_year_and_its_quarters(
    cast: dict[str, User], browser_of: Browsers
) -> None:
    write(home(), (date(2026, 2, 3), 1), (date(2026, 5, 3), 1))
    answer = browser_of(Role.ADMIN).get(f"/so/{INSPECTIONS}/don-vi.xlsx?nam=2026")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [
        row for row in sheet.iter_rows(values_only=True) if row[3] == "Số người đã được kiểm tra" and row[0] == HOME
    ]
    assert [(row[2], row[4]) for row in rows] == [
        ("Năm 2026", 1), ("Quý I/2026", 1), ("Quý II/2026", 1), ("Quý III/2026", 0), ("Quý IV/2026", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("asked", ["nam=abc", "ky=2026-13", "chi-tieu=khong-co", "xep=-gi", "trang=99", "ban-do=x"])
def test_what_does_not_exist_narrows_nothing(browser_of: Browsers, asked: str) -> None:
    assert browser_of(Role.OFFICER).get(f"/so/{INSPECTIONS}/don-vi?{asked}").status_code == 200
