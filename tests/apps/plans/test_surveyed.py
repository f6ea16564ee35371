"""Targets that read published results of satisfaction: journey 10 without typing a value twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.test import Client

from namro.apps.people.models import Role, User
from namro.apps.plans import actions
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.models import FallenValue, Plan, Target
from namro.apps.plans.targeting import targets_of
from namro.apps.surveys.actions.publishing import Entered, enter_published
from namro.apps.surveys.actions.releasing import look_over, release
from namro.apps.surveys.found import found_figures
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.improvement.target_standing import Standing
from namro.core.improvement.targets import Wish
from namro.core.survey.methods import Method, known_methods
from namro.core.survey.published import PrintedValue, factor_code
from tests.apps.plans.aiming import target_of
from tests.apps.plans.giving_out import owned_by
from tests.apps.plans.planning import page
from tests.apps.surveys.closed import closed_survey

BEFORE = (("Tiếp cận dịch vụ", "94"), ("TTHC", "91.4"), ("Công chức", "95.5"), ("Kết quả", "93.8"), ("PAKN", "98"))
METHOD = known_methods()[-1].method


def publish(user: User, year: int, *values: tuple[str, str], n: int | None = None, method: Method = METHOD) -> None:
    printed = tuple(
        PrintedValue(factor=factor_code(name), name=name, value=Decimal(value), n=n) for name, value in values
    )
    (unit,) = user.standing.units()
    entered = Entered(year=year, method=method, source=f"Báo cáo {year}", values=printed, how="typed")
    enter_published(user, unit, [entered], at=system_clock())


def plan_of(standing: dict[str, User]) -> Plan:
    coordinator = standing[Role.COORDINATOR]
    (unit,) = coordinator.standing.units()
    now = system_clock()
    today = now.astimezone(VIETNAM).date()
    made, _fresh = actions.make_plan(coordinator, unit, blank_plan(unit, now.year, today=today, kind="sipas"), at=now)
    Plan.objects.filter(pk=made.pk).update(since=today - timedelta(days=9), last=today + timedelta(days=60))
    made.refresh_from_db()
    return made


def test_factors_become_targets_that_read_both_years(
    standing: dict[str, User], browser_of: Callable[[str], Client], django_capture_on_commit_callbacks: Any
) -> None:
    coordinator = standing[Role.COORDINATOR]
    plan = plan_of(standing)
    publish(coordinator, plan.year - 1, *BEFORE)
    known = target_of(standing, plan, name="Mức hài lòng về tiếp cận dịch vụ")
    assert "Lấy 5 yếu tố hài lòng" in page(browser_of(Role.COORDINATOR), f"/ke-hoach/{plan.code}/chi-tieu")
    assert actions.take_factors(coordinator, plan, at=system_clock()) == 5
    assert actions.take_factors(coordinator, plan, at=system_clock()) == 0
    assert Target.objects.filter(plan=plan).count() == 5  # the one that was there reads its factor
    known.refresh_from_db()
    assert known.survey == "access"

    rows = {row.survey: row for row in Target.objects.filter(plan=plan)}
    for factor in ("procedures", "officials", "feedback"):
        values = {"wish": Wish.POINTS, "amount": Decimal(2), "owner": owned_by(standing[Role.OFFICER])}
        actions.set_target(
            coordinator, plan, rows[factor], values=values, version=rows[factor].version, at=system_clock()
        )
    today = system_clock().astimezone(VIETNAM).date()
    goals = {one.target.survey: one.goal.value() for one in targets_of(plan, today=today)}
    assert goals["procedures"] == Decimal("93.4")
    assert goals["officials"] == Decimal("97.5")
    assert goals["results"] == Decimal("93.8")
    assert goals["feedback"] == 100

    task = {"text": "Thêm ghế chờ", "owner": owned_by(standing[Role.OFFICER]), "due": plan.last, "deliverable": "Ảnh"}
    actions.add_task(coordinator, plan, values=task, at=system_clock())
    actions.submit(coordinator, plan, at=system_clock())
    actions.approve(standing[Role.LEADER], plan, at=system_clock())
    with django_capture_on_commit_callbacks(execute=True):
        publish(coordinator, plan.year, ("Tiếp cận dịch vụ", "95.1"), ("Kết quả", "93.1"), n=300)
    stood = {one.target.survey: one for one in targets_of(plan, today=today)}
    assert "chưa thể khẳng định tăng" in stood["access"].doubts[0]
    assert "n = 300" in stood["access"].doubts[0]
    assert stood["results"].standing is Standing.FELL
    text = page(browser_of(Role.COORDINATOR), f"/ke-hoach/{plan.code}/chi-tieu")
    assert "Báo cáo" in text
    assert "/ket-qua-hai-long/" in text
    fallen = FallenValue.objects.get(plan=plan)
    assert (fallen.last, fallen.now) == (Decimal("93.8"), Decimal("93.1"))


def test_another_method_is_not_compared(standing: dict[str, User]) -> None:
    coordinator = standing[Role.COORDINATOR]
    plan = plan_of(standing)
    publish(coordinator, plan.year - 1, *BEFORE)
    actions.take_factors(coordinator, plan, at=system_clock())
    publish(coordinator, plan.year, ("Tiếp cận dịch vụ", "80"), method=known_methods()[0].method)
    one = next(one for one in targets_of(plan, today=system_clock().date()) if one.target.survey == "access")
    assert one.now is not None
    assert one.before is None
    assert one.standing is Standing.UNKNOWN
    assert "không so sánh" in one.doubts[0]


def test_the_weakest_items_become_proposed_tasks_with_what_citizens_said(
    standing: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    coordinator, leader, now = standing[Role.COORDINATOR], standing[Role.LEADER], system_clock()
    survey = closed_survey(standing, ended=1)
    row = survey.submissions.get(key="phieu-000")
    look_over(coordinator, survey, {(row.pk, "g1"): ("Ghế thiếu, người già phải đứng", "a2", True)}, at=now)
    plan = plan_of(standing)
    assert actions.take_weak_points(coordinator, plan, at=now) == 0
    release(leader, survey, at=now)
    assert "Đưa 5 điều chưa hài lòng" in page(browser_of(Role.COORDINATOR), f"/ke-hoach/{plan.code}/chi-tieu")
    answer = browser_of(Role.COORDINATOR).post(f"/ke-hoach/{plan.code}/dieu-chua-hai-long")
    assert answer.status_code == 302
    assert actions.take_weak_points(coordinator, plan, at=now) == 0
    first = plan.tasks.order_by("place")[0]
    assert (first.cause, first.proposed, first.group) == ("low_survey", True, "Tiếp cận dịch vụ")
    assert "±" in first.result
    assert "Ghế thiếu, người già phải đứng" in first.result
    assert "Đủ chỗ ngồi chờ" in page(browser_of(Role.COORDINATOR), f"/ke-hoach/{plan.code}")
    (unit,) = coordinator.standing.units()
    figures = {one.node: one for one in found_figures([unit])}
    assert figures["overall"].se is not None
    assert figures["a2"].n == 48
