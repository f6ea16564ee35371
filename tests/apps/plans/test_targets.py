"""Targets of a plan on the site: journeys 10 and 11."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.indicators.sets import Edition, provide
from namro.apps.people.models import (
    AuditEntry,
    Kind,
    OwnerKind,
    Owning,
    Position,
    Role,
    Unit,
    UnitLink,
    UnitSpan,
    User,
)
from namro.apps.people.queries.organisation import touch
from namro.apps.plans import actions
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.falling import find_after_facts, find_again
from namro.apps.plans.jobs import keep_up
from namro.apps.plans.models import FallenValue, Plan, Target
from namro.apps.plans.printed_targets import printed_targets
from namro.apps.plans.targeting import targets_of
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.core.framework.reading import parse_framework
from namro.core.improvement.target_standing import Standing
from namro.core.improvement.targets import Wish
from namro.core.improvement.targets_read import targets_from
from namro.demo.province import HOME
from namro.documents import read_file
from tests.apps.plans.aiming import extra_of, target_of
from tests.apps.plans.giving_out import Cast, owned_by, stand
from tests.apps.plans.planning import page
from tests.apps.test_every_page import queries

Browsers = Callable[[str], Client]

#: The five factors in the wording that real plans use, one sentence each.
FACTORS = (
    ("tiếp cận dịch vụ", "tăng ít nhất 2% so với năm 2025 (năm 2025 là 94%)"),
    ("thủ tục hành chính", "tăng ít nhất 2% so với năm 2025 (năm 2025 là 91,4%)"),
    ("công chức tại Bộ phận một cửa", "tăng ít nhất 02% so với năm 2025 (năm 2025 là 95,5%)"),
    ("kết quả giải quyết", "giữ vững hoặc nâng cao tỷ lệ hài lòng so với năm 2025 (năm 2025 là 93,8%)"),
    ("tiếp nhận, xử lý phản ánh", "tăng ít nhất 02% so với năm 2025 (năm 2025 là 98%)"),
)
_SET = """framework: bo-thu
edition: 2026-01-01
title: Bộ thử
level: commune
years: {from: 2025, to: 2040}
scale: {max: 4}
criteria:
  - {id: "1", name: Đúng hạn, max: 2, rule: {kind: on_time, due: dossiers_due, done_on_time: dossiers_on_time}}
  - {id: "2", name: Thanh toán trực tuyến, max: 1, rule: {kind: gate, value: {ratio: [paid, payable]}, at_least: 0.5}}
  - {id: "3", name: Hộ kinh doanh mới, max: 1, rule: {kind: growth, input: households, base: previous}}
"""


@pytest.fixture(autouse=True)
def edition() -> Iterator[None]:
    """An invented criteria set is in force."""
    before = provide(lambda: (Edition(parse_framework(_SET), "b" * 64),))
    yield
    provide(before)


def document_of(folder: Path) -> Path:
    """A plan for satisfaction as an office prints it."""
    parts = [
        f"2.{n}. Chỉ số hài lòng về {name}:\na) Mục tiêu, yêu cầu: Chỉ số hài lòng về {name} {wish}.\n"
        "b) Nhiệm vụ, giải pháp:\n- Rà soát, khắc phục ngay nội dung người dân chưa hài lòng.\n"
        "c) Phân công trách nhiệm:\n- Cơ quan chủ trì: Văn phòng HĐND và UBND.\n"
        "d) Thời gian thực hiện: Trong năm 2026.\n"
        for n, (name, wish) in enumerate(FACTORS, start=1)
    ]
    path = folder / "ke-hoach-hai-long.txt"
    head = (
        "ỦY BAN NHÂN DÂN\nXÃ SUỐI MÂY\nSố: 12/KH-UBND\nSuối Mây, ngày 14 tháng 3 năm 2026\n\nKẾ HOẠCH\n"
        "Nâng cao mức độ hài lòng năm 2026\n\nII. NHIỆM VỤ\n2. Cải thiện chỉ số hài lòng\n"
    )
    path.write_text(head + "".join(parts), "utf-8")
    return path


@pytest.fixture
def plan(standing: Cast) -> Plan:
    """An empty plan for satisfaction of the coordinator's commune."""
    coordinator = standing[Role.COORDINATOR]
    (unit,) = coordinator.standing.units()
    blank = blank_plan(unit, system_clock().year, today=coordinator.standing.day, kind="sipas")
    return actions.make_plan(coordinator, unit, blank, at=system_clock())[0]


def in_force(standing: Cast, plan: Plan) -> Plan:
    """The plan with one task, approved."""
    coordinator, now = standing[Role.COORDINATOR], system_clock()
    values = {"text": "Rà soát hằng quý", "owner": owned_by(coordinator), "due": now.date() + timedelta(days=9)}
    Plan.objects.filter(pk=plan.pk).update(last=now.date() + timedelta(days=90))
    plan.refresh_from_db()
    actions.add_task(coordinator, plan, values=values, at=now)
    actions.submit(coordinator, plan, at=now)
    actions.approve(standing[Role.LEADER], plan, at=now)
    plan.refresh_from_db()
    return plan


def test_five_factors_of_a_document_wait_for_a_reading(standing: Cast, tmp_path: Path, browser_of: Browsers) -> None:
    """Journey 10: the factors come from the document; undecided until chosen; both values are shown."""
    coordinator = browser_of(Role.COORDINATOR)
    sent = coordinator.post("/nhap-van-ban", {"file": document_of(tmp_path).open("rb")}, follow=True)
    code = sent.request["PATH_INFO"].rpartition("/")[2]
    coordinator.post(f"/nhap-van-ban/{code}/lap-ke-hoach")
    plan = Plan.objects.get(source=code)
    found = [one for one in targets_of(plan, today=system_clock().date()) if one.target.base is not None]
    assert [one.target.base for one in found] == [Decimal(text) for text in ("94", "91.4", "95.5", "93.8", "98")]
    assert [one.standing for one in found].count(Standing.UNDECIDED) == 4
    shown = page(coordinator, f"/ke-hoach/{plan.code}/chi-tieu")
    for value in ("96 %", "95,88 %", "93,4 %", "93,23 %", "97,5 %", "97,41 %", "100 %", "99,96 %"):
        assert f"<b>{value}</b>" in shown
    assert "4 chưa chọn cách hiểu" in shown
    ids = [one.target.pk for one in found]
    coordinator.post(f"/ke-hoach/{plan.code}/chi-tieu/cach-hieu", {"reading": "points", "all": ids})
    goals = [one.goal.value() for one in targets_of(plan, today=system_clock().date())][:5]
    assert goals == [Decimal(text) for text in ("96", "93.4", "97.5", "93.8", "100")]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.TARGETS_CHANGED, note__contains="cộng điểm phần trăm").exists()
    assert "chưa chọn cách hiểu" not in page(coordinator, f"/ke-hoach/{plan.code}/chi-tieu")
    again = coordinator.post(f"/ke-hoach/{plan.code}/chi-tieu/tu-van-ban", follow=True).content.decode()
    assert "không còn chỉ tiêu nào chưa nhập" in again


def test_percent_is_the_other_reading(standing: Cast, plan: Plan) -> None:
    made = [target_of(standing, plan, base=Decimal(text), name=text) for text in ("94", "91.4", "95.5", "98")]
    coordinator, now = standing[Role.COORDINATOR], system_clock()
    assert actions.choose_reading(coordinator, plan, [one.pk for one in made], Wish.PERCENT, at=now) == 4
    goals = [round(one.goal.value() or 0, 2) for one in targets_of(plan, today=now.date())]
    assert goals == [Decimal(text) for text in ("95.88", "93.23", "97.41", "99.96")]
    with pytest.raises(NamroError, match="Không còn chỉ tiêu nào chờ chọn"):
        actions.choose_reading(coordinator, plan, [made[0].pk], Wish.POINTS, at=now)


def test_a_survey_says_what_its_margin_forbids_to_claim(standing: Cast, plan: Plan, browser_of: Browsers) -> None:
    """Journey 10: n = 300, access 95.1 ± 2.5: "chưa thể khẳng định tăng"."""
    target = target_of(standing, plan, wish=Wish.POINTS)
    officer = browser_of(Role.OFFICER)
    address = f"/ke-hoach/{plan.code}/chi-tieu/{target.pk}"
    sent = {"on": f"{system_clock():%d/%m/%Y}", "value": "95,1", "n": "300", "margin": "2,5", "source": "Khảo sát"}
    assert officer.post(f"{address}/ket-qua", sent).status_code == 302
    shown = page(officer, address)
    assert "95,1 ± 2,5 (n = 300) so với 94: chưa thể khẳng định tăng" in shown
    assert "nhỏ hơn sai số khảo sát (± 2,5)" in shown


def test_a_factor_below_last_year_is_on_the_board_with_its_owner(
    standing: Cast, plan: Plan, browser_of: Browsers
) -> None:
    """Journey 10: "results" 93.1 below 93.8, the office as owner."""
    seat = Position.objects.get(name="Chánh Văn phòng HĐND và UBND", unit__home=plan.unit)
    target = target_of(
        standing, plan, name="Kết quả giải quyết thủ tục", wish=Wish.HOLD, base=Decimal("93.8"),
        owner=Owning(OwnerKind.POSITION, seat.pk),
    )  # fmt: skip
    plan = in_force(standing, plan)
    now = system_clock()
    target.refresh_from_db()
    actions.tell_target_standing(
        standing[Role.LEADER], target, values={"on": now.date(), "value": Decimal("93.1")}, at=now
    )
    board = page(browser_of(Role.LEADER), "/bang")
    assert "Đang thấp hơn năm trước" in board
    assert "93,1 %" in board
    assert "năm trước 93,8 %" in board
    assert "Chánh Văn phòng HĐND và UBND: " in board


def facts(author: User, unit: int, year: int, **values: str) -> None:
    """Write facts, as a system that counts does."""
    rows = [NewFact(unit, year, name, text) for name, text in values.items()]
    at = system_clock()
    write_facts(
        author,
        rows,
        origin=Origin(Producer.IMPORT, "thu.csv"),
        as_of=date(year, 12, 1) if year < at.year else at.date(),
        at=at,
    )


def test_on_time_below_last_year_is_found_although_nobody_planned_for_it(
    standing: Cast, plan: Plan, browser_of: Browsers
) -> None:
    """Journey 11, rule II.5: 95 % last year, 94.2 % running: both values and the owner, without a task."""
    year = plan.year
    author = standing[Role.COORDINATOR]
    actions.set_rule(author, plan, "Các tiêu chí khác phải bằng và cao hơn năm trước.", at=system_clock())
    plan = in_force(standing, plan)
    facts(author, plan.unit_id, year - 1, dossiers_due="400", dossiers_on_time="380", paid="50", payable="100")
    facts(author, plan.unit_id, year, dossiers_due="500", dossiers_on_time="471", paid="60", payable="100")
    find_after_facts()
    (row,) = FallenValue.objects.filter(plan=plan)
    assert (row.key, row.last, row.now) == ("criterion:1", Decimal(95), Decimal("94.2"))
    assert row.owner == f"Đầu mối cải cách hành chính: {author.full_name}"
    board = page(browser_of(Role.LEADER), "/bang")
    assert "1 Đúng hạn" in board
    assert "94,2 %" in board
    assert "năm trước 95 %" in board
    assert author.full_name in board
    facts(author, plan.unit_id, year, dossiers_on_time="480")
    find_after_facts()
    assert "Đang thấp hơn năm trước" not in page(browser_of(Role.LEADER), "/bang")


def test_paid_online_says_how_many_of_the_next_hundred(standing: Cast, plan: Plan, browser_of: Browsers) -> None:
    """Journey 11: on 30/9 210/300 = 70 %; with 100 more 301 of 400, 91 of the next 100."""
    target = target_of(
        standing, plan, name="Thanh toán trực tuyến", wish=Wish.LEVEL, op=">", amount=Decimal(75), base=None
    )
    client = browser_of(Role.OFFICER)
    address = f"/ke-hoach/{plan.code}/chi-tieu/{target.pk}"
    day = f"{system_clock():%d/%m/%Y}"
    client.post(f"{address}/ket-qua", {"on": day, "numerator": "210", "denominator": "300", "expected": "100"})
    words = "210/300 = 70,00 %; cần 301/400, tức 91 trong 100 sắp tới"
    assert words in page(client, f"/ke-hoach/{plan.code}/chi-tieu")
    assert "cần 376/500, tức 166 trong 200 sắp tới" in page(client, f"{address}?them=200")
    for typed in ("abc", ".", "...", "-1", "٣"):
        assert "không phải số nguyên" in page(client, f"{address}?them={typed}")


def test_households_of_two_communes_of_before_are_added(standing: Cast, plan: Plan, browser_of: Browsers) -> None:
    """Journey 11: 41 + 37 = 78 of the predecessors, 80 of the commune of today: reached."""
    year = plan.year
    first = date(year, 7, 1)
    home = Unit.objects.get(code=HOME)
    UnitSpan.objects.filter(unit=home).update(since=first)
    names = {}
    for code, name, count in (("may-thuong", "Xã Mây Thượng", "41"), ("may-trung", "Xã Mây Trung", "37")):
        old = Unit.objects.create(code=code)
        UnitSpan.objects.create(unit=old, name=name, kind=Kind.COMMUNE, since=date(2021, 7, 1), until=first)
        UnitLink.objects.create(old=old, new=home, share=Decimal(1), on=first)
        names[old.pk] = (name, count)
    UnitLink.objects.exclude(old__in=names).delete()
    touch()
    author = standing[Role.COORDINATOR]
    for key, (_name, count) in names.items():
        facts(author, key, year - 1, households=count)
    facts(author, home.pk, year, households="80")
    target_of(
        standing, plan, name="Hộ kinh doanh gia nhập thị trường", wish=Wish.HOLD, op=">", base=None, base_year=None,
        unit="hộ", numerator="households",
    )  # fmt: skip
    (found,) = targets_of(plan, today=system_clock().date())
    assert (found.goal.base, found.now and found.now.value) == (Decimal(78), Decimal(80))
    assert found.standing is Standing.REACHED
    shown = page(browser_of(Role.COORDINATOR), f"/ke-hoach/{plan.code}/chi-tieu")
    assert "cộng của Xã Mây Thượng, Xã Mây Trung" in shown


def test_who_may_tell_and_who_may_change(standing: Cast, plan: Plan, browser_of: Browsers) -> None:
    target = target_of(standing, plan)
    values = {"on": system_clock().date(), "value": Decimal(95)}
    actions.tell_target_standing(standing[Role.OFFICER], target, values=values, at=system_clock())
    with pytest.raises(PermissionDenied, match="người phụ trách chỉ tiêu"):
        actions.tell_target_standing(standing[Role.WATCHER], target, values=values, at=system_clock())
    with pytest.raises(PermissionDenied):
        actions.choose_reading(standing[Role.OFFICER], plan, [target.pk], Wish.POINTS, at=system_clock())
    later = values | {"on": system_clock().date() + timedelta(days=1)}
    with pytest.raises(NamroError, match="chưa đến"):
        actions.tell_target_standing(standing[Role.OFFICER], target, values=later, at=system_clock())
    denied = browser_of(Role.WATCHER).post(
        f"/ke-hoach/{plan.code}/chi-tieu/{target.pk}/ket-qua", {"on": "1/1", "value": "9"}
    )
    assert denied.status_code == 403


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"numerator": "301", "denominator": "300"}, "Số đạt lớn hơn tổng số"),
        ({"numerator": "3", "denominator": "0"}, "Ghi tổng số, lớn hơn 0"),
        ({"value": "101"}, "từ 0 đến 100"),
        ({"value": "abc"}, "không phải số"),
        ({"value": "80", "numerator": "210", "denominator": "300"}, "Sửa một trong ba số"),
        ({"value": "80", "n": "0"}, "số phiếu từ 1"),
        ({"value": "80", "on": "31/11/2026"}, "30/11/2026"),
        ({}, "Chưa ghi giá trị"),
    ],
)
def test_bad_values_are_answered(
    standing: Cast, plan: Plan, browser_of: Browsers, sent: dict[str, str], said: str
) -> None:
    target = target_of(standing, plan)
    address = f"/ke-hoach/{plan.code}/chi-tieu/{target.pk}/ket-qua"
    answer = browser_of(Role.OFFICER).post(address, {"on": f"{system_clock():%d/%m/%Y}"} | sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_target_is_typed_and_changed_by_one_person_at_a_time(
    standing: Cast, plan: Plan, browser_of: Browsers
) -> None:
    client = browser_of(Role.COORDINATOR)
    sent = {
        "name": "Hồ sơ trực tuyến",
        "wish": "level",
        "op": ">=",
        "amount": "",
        "unit": "%",
        "owner": "0",
        "version": "0",
    }
    refused = client.post(f"/ke-hoach/{plan.code}/chi-tieu/moi", sent)
    assert refused.status_code == 400
    assert "Chưa ghi mức phải đạt" in refused.content.decode()
    client.post(f"/ke-hoach/{plan.code}/chi-tieu/moi", sent | {"amount": "80", "base": "61,5", "base_n": "300"})
    target = Target.objects.get(plan=plan)
    assert (target.amount, target.base, round(target.base_margin or 0, 2)) == (80, Decimal("61.5"), Decimal("5.51"))
    address = f"/ke-hoach/{plan.code}/chi-tieu/{target.pk}"
    assert client.post(address, sent | {"amount": "85", "version": "1"}).status_code == 302
    stale = client.post(address, sent | {"amount": "90", "version": "1"})
    assert stale.status_code == 400
    assert "Người khác vừa sửa chỉ tiêu này" in stale.content.decode()
    assert client.post(f"{address}/bo").status_code == 302
    assert not Target.objects.filter(plan=plan, dropped=False).exists()


def test_found_again_once_a_night(standing: Cast, plan: Plan) -> None:
    target = target_of(standing, plan, wish=Wish.HOLD)
    plan = in_force(standing, plan)
    now = system_clock().astimezone(VIETNAM).replace(hour=4)
    target.refresh_from_db()
    actions.tell_target_standing(
        standing[Role.OFFICER], target, values={"on": now.date(), "value": Decimal(90)}, at=now
    )
    FallenValue.objects.all().delete()
    keep_up(now.replace(hour=2))
    assert not FallenValue.objects.exists()
    keep_up(now)
    assert FallenValue.objects.count() == 1
    FallenValue.objects.all().delete()
    keep_up(now)
    assert not FallenValue.objects.exists()


def test_targets_are_printed_with_the_plan_and_kept_with_its_version(
    standing: Cast, plan: Plan, tmp_path: Path
) -> None:
    target_of(standing, plan, wish=Wish.POINTS)
    plan = in_force(standing, plan)
    content = plan.versions.get().content
    assert (
        content["targets"][0]["goal"]
        == f"tăng ít nhất 2 điểm phần trăm so với năm {plan.year - 1} (năm {plan.year - 1} là 94%)"
    )
    stream = actions.take_plan(
        standing[Role.COORDINATOR], plan, kind="docx", layout="fields", at=system_clock(), version=plan.versions.get()
    )
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(stream.read())
    reading = read_file(path)
    (read,) = [one for one in targets_from(reading) if "tiếp cận dịch vụ" in one.text]
    assert (read.goal.wish, read.goal.amount, read.goal.base) == (Wish.POINTS, 2, 94)
    assert "Quyết định số 1001/QĐ-BNV" in " ".join(basis.text or "" for basis in reading.legal_bases)


def test_a_plan_without_a_document_has_no_printed_targets(standing: Cast, plan: Plan) -> None:
    assert printed_targets(plan) == ((), "")
    stand(standing, system_clock().date())
    assert find_again([plan], at=system_clock()) == 0


def test_pages_ask_the_database_as_often_for_many_targets(standing: Cast, plan: Plan, browser_of: Browsers) -> None:
    tabs = "chi-tieu thuong-tru kinh-phi giao-xuong".split()
    pages = [*(f"/ke-hoach/{plan.code}/{tab}" for tab in tabs), "/bang"]
    client = browser_of(Role.COORDINATOR)
    counts = []
    for wave in (1, 5):
        for n in range(wave):
            actions.add_task(standing[Role.COORDINATOR], plan, values={"text": f"Việc {wave} {n}"}, at=system_clock())
            target = target_of(standing, plan, name=f"Chỉ tiêu {wave} {n}")
            told = {"on": system_clock().date(), "value": Decimal(90)}
            actions.tell_target_standing(standing[Role.OFFICER], target, values=told, at=system_clock())
            extra_of(standing, plan, text=f"Mục {wave} {n}")
        for address in pages:  # what is kept in memory is there
            client.get(address)
        counts.append([queries(client, address) for address in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 18
