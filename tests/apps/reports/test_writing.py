"""Writing a report: beginning, contributions, conflicts, who may, what is frozen, what is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.people.models import AuditEntry, Group, GroupMember, OwnerKind, Owning, Position, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans.models import Occurrence
from namro.apps.reports import actions
from namro.apps.reports.actions.contributing import Conflict, Written, save_piece
from namro.apps.reports.gathering import changed_in, frozen_content
from namro.apps.reports.models import Report, ReportEvent
from namro.apps.reports.queries import contributions_of, missing_of, owners_by_row, reports_for, share_of_section
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.core.reporting.states import Given, State
from namro.core.reporting.values import Value
from namro.core.timetable import national_calendar
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.reports.writing_up import Cast, begun, moved, said, section, stand, unit_of

Browsers = Callable[[str], Client]


def test_a_report_keeps_the_days_that_held_when_it_was_begun(cast: Cast) -> None:
    unit, at = unit_of(cast), datetime(2026, 9, 16, 9, tzinfo=VIETNAM)
    report, fresh = actions.start(cast[Role.COORDINATOR], unit, "REMEDY-PROGRESS", "2026-09", at=at)
    assert fresh
    assert (report.window_from, report.window_last) == (date(2026, 8, 15), date(2026, 9, 14))
    assert (report.named, report.due) == (date(2026, 9, 20), date(2026, 9, 18)), "a Sunday, the Friday before"
    assert report.internal == date(2026, 9, 15)
    assert actions.start(cast[Role.COORDINATOR], unit, "REMEDY-PROGRESS", "2026-09", at=at) == (report, False)


@pytest.mark.parametrize(
    ("type_id", "period", "words"),
    [
        ("REMEDY-PROGRESS", "2026-Q1", "không phải báo cáo kỳ"),
        ("CCHC-PROV", "2026-Q1", "không phải báo cáo kỳ"),
        ("REMEDY-PROGRESS", "2099-01", "Bắt đầu báo cáo từ ngày ấy"),
        ("REMEDY-PROGRESS", "2026-13", "Không có kỳ báo cáo"),
        ("NO-TYPE", "2026", "Không có loại báo cáo này"),
    ],
)
def test_what_is_not_owed_is_not_begun(cast: Cast, type_id: str, period: str, words: str) -> None:
    with pytest.raises(NamroError, match=words):
        actions.start(cast[Role.COORDINATOR], unit_of(cast), type_id, period, at=system_clock())
    assert not Report.objects.exists()


def _save(user: User, report: Report, key: str, text: str) -> None:
    row = section(report, key)
    actions.save_section(user, row, said(text, row), at=system_clock())


def test_only_the_coordinator_begins(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.start(cast[Role.LEADER], unit_of(cast), "REMEDY-PROGRESS", "2026-09", at=system_clock())


def test_a_contributor_writes_the_own_field_only(cast: Cast) -> None:
    report = begun(cast)
    officer, at = cast[Role.OFFICER], system_clock()
    actions.name_owners(cast[Role.COORDINATOR], report, {"late": owned_by(officer)}, at=at)
    row = actions.save_section(officer, section(report, "late"), said("Chờ kinh phí.", section(report, "late")), at=at)
    assert actions.give(officer, row, at=at).state == Given.GIVEN
    with pytest.raises(PermissionDenied, match="giao cho người khác"):
        actions.save_section(officer, section(report, "next"), said("x", section(report, "next")), at=at)
    with pytest.raises(PermissionDenied):
        actions.save_section(cast[Role.WATCHER], section(report, "late"), said("x", section(report, "late")), at=at)
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REPORT_CHANGED, subject=report.code, actor=officer).count() == 2


def test_two_people_in_one_section_see_both_values(cast: Cast, browser_of: Browsers) -> None:
    report = begun(cast)
    address = f"/bao-cao/{report.code}/muc/next"
    browser_of(Role.COORDINATOR).post(address, {"text": "Bản của tôi", "version": "0"})
    old = Written(text="x", version=0)
    with pytest.raises(Conflict):
        actions.save_section(cast[Role.COORDINATOR], section(report, "next"), old, at=system_clock())
    answer = browser_of(Role.COORDINATOR).post(address, {"text": "Bản mở từ trước", "version": "0", "act": "save"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bản của tôi" in page
    assert "Bản mở từ trước" in page
    assert section(report, "next").text == "Bản của tôi"
    browser_of(Role.COORDINATOR).post(address, {"text": "Bản mở từ trước", "version": "1", "keep": "mine"})
    assert section(report, "next").text == "Bản mở từ trước"


def test_every_member_of_a_group_owes_a_piece_and_the_missing_have_names(cast: Cast) -> None:
    """As the 22 people of journey 8: all but three by the day of contributions."""
    unit, at = unit_of(cast), system_clock()
    day = at.date()
    group = Group.objects.create(unit=unit, name="Các cán bộ, công chức")
    home = Position.objects.filter(unit__home=unit).first()
    assert home is not None
    people = [_member(group, home.unit, n, since=date(2020, 1, 1)) for n in range(22)]
    report = begun(cast, "DECENTRALISATION")
    actions.name_owners(cast[Role.COORDINATOR], report, {"fields": Owning(OwnerKind.EACH, group.pk)}, at=at)
    for person in people[:19]:
        person.standing = standing_of(person, day)
        save_piece(person, section(report, "fields"), f"Phần của {person.full_name}", give_it=True, at=at)
    (row,) = [one for one in contributions_of([report.pk]) if one.section == "fields"]
    owner = owners_by_row([row], day)[row.pk]
    share = share_of_section(row, owner, day)
    assert share.words == "19/22"
    assert [person.name for person in share.missing] == [person.full_name for person in people[19:]]
    assert "Người 20, Người 21, Người 22" in missing_of([report], day)[report.pk]


def _member(group: Group, body: Unit, n: int, *, since: date) -> User:
    user = User.objects.create_user(f"nguoi{n}", full_name=f"Người {n + 1:02d}")
    position = Position.objects.create(unit=body, name=f"Công chức {n}", role=Role.OFFICER, since=since, rank=n)
    position.holdings.create(user=user, since=since)
    GroupMember.objects.create(group=group, position=position, since=since)
    return user


def test_what_was_submitted_is_frozen_and_later_data_show_as_a_difference(cast: Cast) -> None:
    now = system_clock()
    before = now - timedelta(days=60)
    window = begun(cast)
    due = national_calendar().previous_working_day(window.window_last)
    works = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": due}] * 2, at=before)
    Occurrence.objects.filter(pk=works[0].pk).update(state="accepted", submitted_on=due, accepted_on=due)
    stand(cast)
    report = moved(cast, window, "submit")
    assert frozen_content(report).values["share"].value == 50
    assert report.closed_at is not None
    with pytest.raises(PermissionDenied, match="đã trình"):
        _save(cast[Role.COORDINATOR], report, "next", "x")
    assert changed_in(report, today=now.date()) == ()
    Occurrence.objects.filter(pk=works[1].pk).update(state="accepted", submitted_on=due, accepted_on=due)
    changed = {
        one.figure.id: (one.then.words(one.figure), one.now.words(one.figure))
        for one in changed_in(report, today=now.date())
    }
    assert changed["share"] == ("50% (1/2)", "100% (2/2)")
    assert frozen_content(report).values["share"].value == 50


def test_the_way_of_a_report_and_who_may_go_it(cast: Cast) -> None:
    report = moved(cast, begun(cast), "submit")
    with pytest.raises(NamroError, match="Chỉ lãnh đạo"):
        actions.move(cast[Role.COORDINATOR], report, "approve", version=report.version, at=system_clock())
    with pytest.raises(NamroError, match="vừa thao tác"):
        actions.move(cast[Role.LEADER], report, "approve", version=report.version - 1, at=system_clock())
    report = moved(cast, report, "return")
    assert (report.state, report.reason, report.snapshot) == (State.WRITING, "Thiếu số liệu", None)
    report = moved(cast, report, "submit", "approve", "send")
    assert (report.state, report.sent_number, report.head["number"]) == (State.SENT, "12/BC-UBND", "12/BC-UBND")
    report = moved(cast, report, "receive")
    assert report.received_by == cast[Role.COUNCIL]
    assert list(ReportEvent.objects.filter(report=report).order_by("id").values_list("act", flat=True)) == [
        "start", "submit", "return", "submit", "approve", "send", "receive",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "words"), [(1, "Ngày gửi chưa đến"), (-3, "trước ngày báo cáo được trình")])
def test_a_day_of_sending_that_cannot_be_is_refused(cast: Cast, days: int, words: str) -> None:
    report = moved(cast, begun(cast), "submit", "approve")
    on = system_clock().astimezone(VIETNAM).date() + timedelta(days=days)
    with pytest.raises(NamroError, match=words):
        actions.send(cast[Role.COORDINATOR], report, on=on, number="", version=report.version, at=system_clock())


def test_drafts_are_read_in_the_unit_what_was_sent_above(cast: Cast, browser_of: Browsers) -> None:
    report = begun(cast)
    address = f"/bao-cao/{report.code}"
    seen = {role: browser_of(role).get(address).status_code for role in cast}
    assert {role for role, status in seen.items() if status == 200} == {Role.COORDINATOR, Role.LEADER, Role.OFFICER}
    moved(stand(cast), report, "submit", "approve", "send")
    seen = {role: browser_of(role).get(address).status_code for role in cast}
    assert seen[Role.COUNCIL] == seen[Role.APPRAISER] == seen[Role.WATCHER] == 200
    assert seen[Role.ENUMERATOR] == 404
    assert not reports_for(_stranger()).exists()


def _stranger() -> User:
    """The coordinator of another commune."""
    unit = Unit.objects.create(code="xa-khac")
    unit.spans.create(kind="commune", name="Xã Khác", since=date(2020, 1, 1))
    user = User.objects.create_user("dauxakhac", full_name="Đầu Xã Khác")
    position = Position.objects.create(unit=unit, name="Công chức", role=Role.COORDINATOR, since=date(2020, 1, 1))
    position.holdings.create(user=user, since=date(2020, 1, 1))
    user.standing = standing_of(user, system_clock().date())
    return user


def test_words_are_carried_over_with_their_owners(cast: Cast) -> None:
    unit, coordinator = unit_of(cast), cast[Role.COORDINATOR]
    at = datetime(2026, 9, 16, 9, tzinfo=VIETNAM)
    first, _fresh = actions.start(coordinator, unit, "REMEDY-PROGRESS", "2026-09", at=at)
    actions.name_owners(coordinator, first, {"late": owned_by(cast[Role.OFFICER])}, at=at)
    actions.save_section(coordinator, section(first, "late"), said("Chờ kinh phí.", section(first, "late")), at=at)
    later = datetime(2026, 10, 16, 9, tzinfo=VIETNAM)
    second, _fresh = actions.start(coordinator, unit, "REMEDY-PROGRESS", "2026-10", at=later)
    row = section(second, "late")
    assert (row.text, row.carried, row.owner_user) == ("Chờ kinh phí.", "Chờ kinh phí.", cast[Role.OFFICER])
    assert second.before == first


def test_typed_figures_are_refused_by_name(cast: Cast, browser_of: Browsers) -> None:
    report = begun(cast, "CCHC-COMMUNE")
    address = f"/bao-cao/{report.code}/muc/procedures"
    typed = {"text": "Nội dung dài", "version": "0", "so-received": "một nghìn"}
    answer = browser_of(Role.COORDINATOR).post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Hồ sơ tiếp nhận trong kỳ: “một nghìn” không phải là số" in page
    assert "Nội dung dài" in page, "what was typed stays"
    browser_of(Role.COORDINATOR).post(address, {"text": "Nội dung", "version": "0", "so-received": "1.284"})
    assert section(report, "procedures").figures["received"]["value"] == "1284"


def test_rows_of_table_06_are_named_checked_and_kept(cast: Cast, browser_of: Browsers) -> None:
    unit = unit_of(cast)
    at = datetime(2026, 9, 16, 9, tzinfo=VIETNAM)
    report, _fresh = actions.start(cast[Role.COORDINATOR], unit, "KSTTHC", "2026-Q3", at=at)
    address, client = f"/bao-cao/{report.code}/muc/handling", browser_of(Role.COORDINATOR)
    row = {"ten-table_06-0": "Hộ tịch"} | {
        f"o-table_06-0-{column}": number for column, number in (("online", "70"), ("direct", "30"), ("on_time", "99"))
    }
    nameless = client.post(address, {"version": "0", **row, "o-table_06-1-online": "5"})
    assert "Dòng 2 của bảng có số mà chưa có tên" in nameless.content.decode()
    twice = client.post(address, {"version": "0", **row, "ten-table_06-1": "Hộ tịch", "o-table_06-1-online": "5"})
    assert "hai dòng cùng tên" in twice.content.decode()
    assert client.post(address, {"version": "0", **row}).status_code == 302
    kept = section(report, "handling").tables["table_06"]["Hộ tịch"]
    assert kept == {"online": "70", "direct": "30", "on_time": "99"}
    assert "đang ghi 100 và 99" in client.get(f"/bao-cao/{report.code}").content.decode()


def test_more_is_asked_for_with_what_is_missing(cast: Cast) -> None:
    report, at = begun(cast), system_clock()
    row = actions.give(cast[Role.COORDINATOR], section(report, "late"), at=at)
    with pytest.raises(NamroError, match="cần bổ sung gì"):
        actions.ask_more(cast[Role.COORDINATOR], row, said=" ", at=at)
    row = actions.ask_more(cast[Role.COORDINATOR], row, said="Ghi nguyên nhân", at=at)
    assert (row.state, row.said) == (Given.RETURNED, "Ghi nguyên nhân")
    row = actions.give(cast[Role.COORDINATOR], row, at=at)
    assert actions.take_back(cast[Role.COORDINATOR], row, at=at).state == Given.ASKED


def test_a_section_that_is_too_long_is_refused(cast: Cast) -> None:
    report = begun(cast)
    with pytest.raises(NamroError, match="nhiều nhất 20000"):
        _save(cast[Role.COORDINATOR], report, "next", "x" * 20_001)


def test_shares_typed_elsewhere_are_kept_with_their_parts(cast: Cast) -> None:
    report = begun(cast, "CCHC-COMMUNE")
    figures = {"spent": Value(value=Decimal("4521.5"))}
    row = section(report, "finance")
    actions.save_section(cast[Role.COORDINATOR], row, said("x", row, figures), at=system_clock())
    assert frozen_content(moved(cast, report, "submit")).values["spent"].value == Decimal("4521.5")
