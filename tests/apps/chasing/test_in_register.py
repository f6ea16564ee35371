"""Tasks from above that the site holds already count in the register and its indicator, each once (journey 9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.test import Client

from namro.apps.chasing.models import AssignedTask
from namro.apps.indicators.computing import count
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.measured import measured
from namro.apps.people.models import Role, Unit, User
from namro.apps.plans import actions
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.extras import extras_of
from namro.apps.plans.models import Handing, Occurrence, Plan, Task
from namro.apps.registers.beside import records_offered
from namro.apps.registers.definitions import definitions
from namro.apps.registers.figures import figures_of
from namro.apps.registers.models import RegisterRow
from namro.core.base.clock import system_clock
from namro.core.improvement.states import State
from namro.core.indicators.periods import Period
from namro.demo.province import HOME
from tests.apps.chasing.test_assigned import YEAR, hand_in, write
from tests.apps.plans.aiming import extra_of, upper_plan
from tests.apps.plans.giving_out import Cast, owned_by, stand

Browsers = Callable[[str], Client]
REGISTER = "nhiem-vu-cap-tren"
DUE = date(YEAR, 12, 30)
SPAN = (date(YEAR, 1, 1), date(YEAR, 12, 31))


def forty() -> list[tuple[object, ...]]:
    """Forty rows of an export."""
    return [(n, f"{n}/UBND-NC", date(YEAR, 1, 5), f"Báo cáo số {n}", "Lê Thu An", f"{DUE:%d/%m/%Y}") for n in range(40)]


def in_force(cast: Cast, plan: Plan) -> list[Occurrence]:
    """The plan approved, its tasks the officer's."""
    coordinator, now = stand(cast, system_clock().date())[Role.COORDINATOR], system_clock()
    tasks = list(plan.tasks.values_list("pk", flat=True))
    actions.edit_tasks(coordinator, plan, tasks, edit=Edit({"owner": owned_by(cast[Role.OFFICER])}), at=now)
    actions.submit(coordinator, plan, at=now)
    actions.approve(cast[Role.LEADER], plan, at=now)
    plan.refresh_from_db()
    return list(Occurrence.objects.filter(task__plan=plan).order_by("task__place"))


def done(work: Occurrence, *, early: bool) -> None:
    """Handed in a day before it was due, or on the day, and accepted."""
    assert work.due is not None
    day = work.due - timedelta(days=1) if early else work.due
    Occurrence.objects.filter(pk=work.pk).update(state=State.ACCEPTED, submitted_on=day, accepted_on=day)


def extend(cast: Cast, work: Occurrence) -> None:
    """More time was asked for and given."""
    assert work.due is not None
    work.moves.create(
        by=cast[Role.OFFICER], at=system_clock(), old=work.due - timedelta(days=9), wanted=work.due, new=work.due,
        reason="Chờ hướng dẫn", outcome="granted", decided_by=cast[Role.LEADER], decided_at=system_clock(),
    )  # fmt: skip


def figure(unit: int, code: str) -> Decimal | None:
    return figures_of(REGISTER, code, [unit], SPAN)[unit].value


def home() -> int:
    return Unit.objects.get(code=HOME).pk


def test_forty_imported_tasks_one_of_them_extended(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    write(client, hand_in(client, forty(), heads=("STT", "Số ký hiệu", "Ngày ban hành", "Nội dung nhiệm vụ",
                                                  "Người xử lý chính", "Hạn xử lý")))  # fmt: skip
    plan, unit = Plan.objects.get(), home()
    assert figure(unit, "so_nhiem_vu") == 40, "a task is given although its plan is not approved yet"
    works = in_force(cast, plan)
    for n, work in enumerate(works):
        done(work, early=n < 14)
    extend(cast, works[20])
    actions.amend(cast[Role.COORDINATOR], plan, reason="Thêm mục thưởng", at=system_clock())
    extra_of(cast, plan)
    (judging,) = extras_of(plan, today=plan.last)
    assert (judging.counted.total, judging.counted.early, judging.counted.late) == (40, 14, ())
    assert len(judging.counted.extended) == 1
    assert works[20].task.text in str(judging.found)
    wanted = {"so_nhiem_vu": 40, "da_xong": 40, "truoc_han": 14, "tre_han": 0, "dung_han": 40, "gia_han": 1}
    assert {code: figure(unit, code) for code in wanted} == wanted
    assert figure(unit, "ty_le_truoc_han") == Decimal("0.35")
    count(cast[Role.COORDINATOR], [unit], [YEAR], known=[indicators()["tasks_on_time"]], at=system_clock())
    found = measured(["tasks_on_time"], [unit], Period(YEAR))["tasks_on_time", unit]
    assert (found.numerator, found.denominator, found.words) == (40, 40, "100,00 %")


def test_tasks_of_an_upper_plan_and_rows_of_the_book_together(cast: dict[str, User], browser_of: Browsers) -> None:
    now, unit = system_clock(), home()
    stand(cast, now.date())
    writer, upper = upper_plan(["Báo cáo rà soát", "Tập huấn"], at=now)
    actions.give_down(writer, upper, list(upper.tasks.values_list("pk", flat=True)), [unit], at=now)
    assert figure(unit, "so_nhiem_vu") == 0, "nobody has taken them yet"
    plan = None
    for handing in Handing.objects.order_by("upper__place"):
        plan = actions.take_given(cast[Role.COORDINATOR], handing, plan, at=now).plan
    assert figure(unit, "so_nhiem_vu") == 2
    client = browser_of(Role.COORDINATOR)
    typed = {
        "c.van_ban": "9/SNV", "c.ngay_giao": f"{now:%d/%m/%Y}", "c.co_quan_giao": "Sở Nội vụ",
        "c.noi_dung": "Tập huấn", "c.nguoi": cast[Role.OFFICER].full_name, "c.tinh_trang": "dang",
    }  # fmt: skip
    address = f"/so/{REGISTER}/them?don-vi={HOME}"
    assert client.post(address, typed).status_code == 302
    assert figure(unit, "so_nhiem_vu") == 3, "a row that names no task is one more"
    offered = records_offered(definitions(now.date()).get(REGISTER), unit)
    assert offered == ["Tập huấn", "Báo cáo rà soát"]
    assert "Tập huấn" in client.get(address).content.decode()
    assert client.post(address, {**typed, "c.viec": "Tập huấn"}).status_code == 302
    assert figure(unit, "so_nhiem_vu") == 3, "the row names the task: the task counts, once"
    assert client.post(address, {**typed, "c.viec": "Việc không có"}).status_code == 400
    page = client.get(f"/so/{REGISTER}/da-co?don-vi={HOME}").content.decode()
    named = RegisterRow.objects.order_by("seq")[1]
    assert f'href="/so/{REGISTER}/{named.code}"' in page
    assert page.count('class="what"') == 2
    listed = client.get(f"/so/{REGISTER}?don-vi={HOME}").content.decode()
    assert f"2 việc năm {now.year} đã có trong kế hoạch" in listed
    task = Task.objects.get(text="Tập huấn", from_above__isnull=False)
    Task.objects.filter(pk=task.pk).update(dropped=True)
    assert figure(unit, "so_nhiem_vu") == 3, "the task is gone, the row that named it speaks again"


def test_a_task_that_came_both_ways_counts_once_and_others_not(cast: dict[str, User]) -> None:
    now, unit = system_clock(), home()
    stand(cast, now.date())
    writer, upper = upper_plan(["Báo cáo rà soát"], at=now)
    actions.give_down(writer, upper, list(upper.tasks.values_list("pk", flat=True)), [unit], at=now)
    task = actions.take_given(cast[Role.COORDINATOR], Handing.objects.get(), None, at=now)
    AssignedTask.objects.create(unit_id=unit, task=task, key="k", document="125/UBND-NC", said={})
    actions.add_task(cast[Role.COORDINATOR], task.plan, values={"text": "Việc của xã", "group": "Khác"}, at=now)
    (work, own) = in_force(cast, task.plan)
    assert figure(unit, "so_nhiem_vu") == 1
    Occurrence.objects.filter(pk=work.pk).update(state=State.CANCELLED)
    assert (own.state, figure(unit, "so_nhiem_vu")) == (State.PLANNED, 0)


def test_a_row_with_the_document_of_a_task_asks_whether_it_is_the_same(
    cast: dict[str, User], browser_of: Browsers
) -> None:
    client = browser_of(Role.COORDINATOR)
    write(client, hand_in(client))
    typed = {
        "c.van_ban": "125/ubnd-nc", "c.ngay_giao": f"05/01/{YEAR}", "c.co_quan_giao": "Tỉnh", "c.noi_dung": "Rà soát",
        "c.nguoi": cast[Role.OFFICER].full_name, "c.tinh_trang": "dang",
    }  # fmt: skip
    client.post(f"/so/{REGISTER}/them?don-vi={HOME}", typed)
    page = client.get(f"/so/{REGISTER}/da-co?don-vi={HOME}").content.decode()
    assert "1 dòng sổ cùng số văn bản với một việc ở dưới" in page
