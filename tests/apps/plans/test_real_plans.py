"""Journeys 1, 8 and 11 through the site: real documents become plans, get owners and days, and go out as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.http import FileResponse
from django.test import Client

from namro.apps.exchange.actions import import_file
from namro.apps.people.models import Group, Role, User
from namro.apps.plans.actions.exporting import as_written
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.queries import tasks_in
from namro.apps.plans.targeting import targets_of
from namro.core.base.clock import system_clock
from namro.core.improvement.targets import READINGS, Wish, value_words
from namro.documents import read_file
from tests.apps.plans.test_plan_files import said
from tests.apps.plans.test_planning_pages import bulk, page
from tests.real.published import needs_documents, source

pytestmark = needs_documents

Browsers = Callable[[str], Client]


def made_of(name: str, browser_of: Browsers, cast: dict[str, User]) -> tuple[Plan, Client]:
    """The plan of a document, made with the button on its page."""
    document = import_file(cast[Role.COORDINATOR], source(name), at=system_clock()).document
    client = browser_of(Role.COORDINATOR)
    client.post(f"/nhap-van-ban/{document.code}/lap-ke-hoach")
    return Plan.objects.get(source=document.code), client


def test_1_every_lost_point_has_a_task(browser_of: Browsers, cast: dict[str, User]) -> None:
    plan, client = made_of("phu-thuong-2022", browser_of, cast)
    assert plan.lost == Decimal("26.75")
    said_ = page(client, f"/ke-hoach/{plan.code}")
    assert "−26,75 điểm" in said_
    assert "chưa có người" in said_
    proposed = Task.objects.filter(plan=plan, proposed=True).count()
    assert proposed >= 21
    assert f"Đề xuất <b>{proposed}</b>" in said_


def test_8_an_impossible_day_and_a_group(browser_of: Browsers, cast: dict[str, User]) -> None:
    plan, client = made_of("dai-lanh-2024", browser_of, cast)
    address = f"/ke-hoach/{plan.code}"
    task = next(task for task in tasks_in(plan) if task.due_token == "invalid:2024-11-31")
    shown = page(client, f"{address}?loc=chua-han&trang=1")
    assert "Hãy chọn 30/11/2024 hoặc 01/12/2024. Cả hai đều về ngày làm việc 29/11/2024." in shown
    client.post(f"{address}/sua-loat", {"day": f"{task.pk}|2024-12-01"})
    task.refresh_from_db()
    assert (task.due, task.due_token) == (date(2024, 12, 1), "")
    assert "ngày làm việc 29/11/2024" in page(client, f"{address}/viec/{task.pk}") + page(client, address)
    group = Group.objects.filter(unit=plan.unit).earliest("id")
    Task.objects.filter(plan=plan).update(since=date(2026, 1, 1))  # the group is younger than the document
    sent = {"task": [task.pk], "owner": f"each:{group.pk}", "period": "monthly", "monthday": "10", "edge": "before"}
    assert client.post(f"{address}/sua-loat", sent).status_code == 302
    task.refresh_from_db()
    assert (task.owner_group, task.period, task.day, task.before) == (group, "monthly", 10, True)


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_11_the_same_five_lines_with_owners(
    browser_of: Browsers, cast: dict[str, User], tmp_path: Path, kind: str
) -> None:
    plan, client = made_of("pho-chau-2024", browser_of, cast)
    address = f"/ke-hoach/{plan.code}"
    tasks = tasks_in(plan)
    assert len(tasks) >= 10
    cast[Role.OFFICER].holdings.update(since=date(2023, 1, 1))  # the document is older than the invented commune
    sent = bulk(plan, owner=f"person:{cast[Role.OFFICER].pk}")
    assert client.post(f"{address}/sua-loat", sent).status_code == 302
    answer = client.get(f"{address}/tai.{kind}?layout=blocks")
    assert isinstance(answer, FileResponse)
    written = tmp_path / f"ke-hoach.{kind}"
    written.write_bytes(answer.getvalue())
    wanted = [task for group in as_written(plan, today=system_clock().date()).groups for task in group.tasks]
    again = read_file(written)
    found = [task for task in again.tasks if task.kind in {"row", "block"}]
    assert sorted(said(task) for task in found) == sorted(said(task) for task in wanted)
    assert {task.lead for task in found} == {(cast[Role.OFFICER].full_name,)}


def test_10_five_factors_wait_for_a_reading(browser_of: Browsers, cast: dict[str, User]) -> None:
    """94; 91.4; 95.5; 93.8 held; 98: in points 96; 93.4; 97.5; –; 100, in percent 95.88; 93.23; 97.41; –; 99.96."""
    plan, client = made_of("chu-pah-2022", browser_of, cast)
    factors = [one for one in targets_of(plan, today=plan.last) if one.target.base is not None]
    assert [one.target.base for one in factors] == [Decimal(text) for text in ("94", "91.4", "95.5", "93.8", "98")]
    readings = {
        reading: [value_words(one.goal.value(reading)) for one in factors if one.goal.wish is Wish.UNDECIDED]
        for reading in READINGS
    }
    assert readings[Wish.POINTS] == ["96", "93,4", "97,5", "100"]
    assert readings[Wish.PERCENT] == ["95,88", "93,23", "97,41", "99,96"]
    held = factors[3]
    assert (held.goal.wish, held.goal.value(), held.target.by_text) == (
        Wish.HOLD,
        Decimal("93.8"),
        "Văn phòng HĐND-UBND huyện",
    )
    assert "4 chưa chọn cách hiểu" in page(client, f"/ke-hoach/{plan.code}/chi-tieu")


def test_11_targets_of_the_blocks_and_the_rule_for_all_others(browser_of: Browsers, cast: dict[str, User]) -> None:
    plan, client = made_of("pho-chau-2024", browser_of, cast)
    found = {one.target.section: one for one in targets_of(plan, today=plan.last)}
    assert len(found) == 8
    paid = found["3.4"]
    assert (paid.goal.op, paid.goal.value(), paid.goal.base) == (">", 75, None)
    assert "đạt dưới 60%" in paid.target.before
    assert (found["2.2"].goal.base, found["2.2"].goal.value()) == (95, 98)
    assert found["II.4"].goal.wish is Wish.HOLD
    assert plan.holds_last_year.startswith("Ngoài những nội dung trên, các tiêu chí")
    assert "phải bằng và nâng cao hơn" in page(client, f"/ke-hoach/{plan.code}/chi-tieu")
