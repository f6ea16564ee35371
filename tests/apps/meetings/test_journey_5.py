"""Journey 5: from the notice of a meeting of 28/4 to the July meeting that opens with the state of its tasks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.meetings.actions import give_tasks, save_meeting, set_conclusion
from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.pages import meeting_page
from namro.apps.meetings.papers import MINUTES, NOTICE, paper_of
from namro.apps.meetings.queries import conclusions_in
from namro.apps.meetings.quotas import proposals
from namro.apps.meetings.standing import standing_of
from namro.apps.meetings.wording import grouped
from namro.apps.people.models import AuditEntry, OwnerKind, Owning
from namro.apps.plans import actions as plans
from namro.apps.plans.generating import generate
from namro.apps.plans.models import Occurrence, Plan
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.concluded import concluded
from namro.core.timetable import Period, Rhythm
from namro.documents import read_file
from namro.documents.layout_check import check_layout
from namro.documents.writing.rendering import paper_bytes
from tests.apps.meetings.commune_of_23 import Commune, commune_of_23

NOTICE_FILE = Path(__file__).parents[4] / "shared" / "documents" / "tam-phuoc-2022.txt"
ARTICLES = "01 tin/tháng/người"
MET = datetime(2022, 4, 28, 14, 30, tzinfo=VIETNAM)


def _at(month: int, day: int) -> datetime:
    return datetime(2022, month, day, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def commune(db: None) -> Commune:
    return commune_of_23().on(date(2022, 5, 4))


@pytest.fixture
def met(commune: Commune) -> Meeting:
    """The meeting as its printed notice tells it; nobody has chosen yet who owes what."""
    reading = read_file(NOTICE_FILE)
    return save_meeting(
        commune.coordinator,
        values={
            "title": "Đánh giá kết quả Chỉ số CCHC năm 2021", "kind": Meeting.Kind.THEMATIC, "starts_at": MET,
            "place": "Hội trường UBND xã", "chair": commune.chair, "secretary": commune.coordinator,
            "present": "Bí thư Đảng ủy xã\nCác thành viên Bộ phận Một cửa", "agenda": "Báo cáo quý I\nPhương hướng",
        },
        at=_at(5, 4), unit=commune.unit.pk, source="thongbao22", duties=concluded(reading),
    )  # fmt: skip


def _assign(commune: Commune, met: Meeting) -> Conclusion:
    """Everything to the coordinator, articles to each of the 23 every month by the 25th."""
    for row in met.conclusions.all():
        values = {"owner": Owning(OwnerKind.PERSON, commune.coordinator.pk), "due": row.due or date(2022, 6, 30)}
        if ARTICLES in row.text:
            each = Owning(OwnerKind.EACH, commune.group.pk)
            values = {"owner": each, "due": None, "rhythm": Rhythm(period=Period.MONTH, day=25)}
        set_conclusion(commune.coordinator, met, values=values, at=_at(5, 4), row=row, version=row.version)
    return met.conclusions.get(text__contains=ARTICLES)


@pytest.fixture
def in_force(commune: Commune, met: Meeting) -> Plan:
    _assign(commune, met)
    plan = give_tasks(commune.coordinator, met, at=_at(5, 4))
    plans.submit(commune.coordinator, plan, at=_at(5, 4))
    plans.approve(commune.chair, plan, at=_at(5, 4))
    return plan


def test_the_printed_notice_gives_nine_groups_of_duties(met: Meeting) -> None:
    groups = grouped(conclusions_in(met))
    assert len(groups) == 9
    assert groups[3][0] == "Giao đ/c Nhung, Công chức Tài chính - Kế toán"
    assert [len(found) for _group, found in groups][3:5] == [3, 4]
    assert met.chair_as == "Chủ tịch UBND xã"


def test_the_printed_numbers_are_proposed_and_taken_one_by_one(commune: Commune, met: Meeting, client: Client) -> None:
    row = met.conclusions.get(text__contains=ARTICLES)
    count, place = met.conclusions.count(), row.place
    mine = proposals(row, met.conclusions.all())
    assert [(one.printed, one.words) for one in mine] == [
        ("01 tin/tháng/người", "Đặt số lượng 1 tin hằng tháng, mỗi người"),
        ("04 tin/tháng/xã", "Tách thành kết luận riêng: 4 tin hằng tháng, cả đơn vị"),
    ]
    client.force_login(commune.coordinator)
    assert mine[0].words in client.get(f"/hop/{met.code}").content.decode()
    address = f"/hop/{met.code}/ket-luan/{row.pk}/so-luong"
    told = client.post(address, {"so": 0, "version": row.version}, follow=True).content.decode()
    assert "chọn nhóm với mỗi người một sản phẩm" in told
    assert client.post(address, {"so": 1, "version": row.version}).status_code == 409, "made of the page of before"
    assert client.post(address, {"so": 1, "version": row.version + 1}).status_code == 302
    row.refresh_from_db()
    assert (row.quantity, row.measure, row.period) == (Decimal(1), "tin", Period.MONTH)
    assert row.due_text == "01 tin/tháng", "the printed time of the same rhythm stays"
    own = met.conclusions.get(place=place + 1)
    assert (own.quantity, own.measure, own.period) == (Decimal(4), "tin", Period.MONTH)
    assert (own.group, own.lead_text) == (row.group, row.lead_text)
    assert own.text.startswith("Đồng thời đảm bảo đạt chỉ tiêu cung cấp tin bài")
    assert met.conclusions.count() == count + 1
    assert sorted(met.conclusions.values_list("place", flat=True)) == list(range(1, count + 2))
    assert proposals(row, met.conclusions.all()) == proposals(own, met.conclusions.all()) == ()
    assert client.post(address, {"so": 7, "version": row.version}).status_code == 400
    note = AuditEntry.objects.filter(act=AuditEntry.Act.MEETING_CONCLUDED, subject=met.code).latest("pk").note
    assert note.startswith("Số lượng “04 tin/tháng/xã”:")


def test_who_owes_it_must_be_chosen_first(commune: Commune, met: Meeting) -> None:
    with pytest.raises(NamroError, match="chưa chọn người nhận"):
        give_tasks(commune.coordinator, met, at=_at(5, 4))
    assert not Plan.objects.exists()


def test_conclusions_become_tasks_of_the_years_plan_once(commune: Commune, met: Meeting, in_force: Plan) -> None:
    rows = list(met.conclusions.select_related("task"))
    assert all(row.task and row.task.plan_id == in_force.pk for row in rows)
    assert in_force.tasks.count() == len(rows)
    assert in_force.title == "Thực hiện kết luận các cuộc họp năm 2022"
    with pytest.raises(NamroError, match="Không còn kết luận nào"):
        give_tasks(commune.coordinator, met, at=_at(5, 5))


def test_a_second_meeting_of_the_year_opens_the_plan_again(commune: Commune, met: Meeting, in_force: Plan) -> None:
    later = _july(commune, met)
    set_conclusion(
        commune.coordinator, later, at=_at(7, 28),
        values={"text": "Rà soát hồ sơ", "owner": Owning(OwnerKind.PERSON, commune.chair.pk), "due": date(2022, 8, 5)},
    )  # fmt: skip
    plan = give_tasks(commune.coordinator, later, at=_at(7, 28))
    assert plan.pk == in_force.pk
    assert plan.status == Plan.Status.AMENDING
    assert "28/07/2022" in plan.reason


def _deliver(commune: Commune) -> Occurrence:
    """17 of 23 send their article by 25/5, the last of them on that day."""
    (work,) = Occurrence.objects.filter(task__text__contains=ARTICLES, due=date(2022, 5, 25))
    for number, writer in enumerate(commune.writers[:17]):
        day = 25 if number == 16 else 20
        commune.on(date(2022, 5, day))
        parcel = plans.Parcel(link=f"https://vi-du.vn/tin/{number}")
        plans.hand_in(writer, work, parcel, at=_at(5, day), submit=True, member=writer.pk)
    return work


def test_on_25_may_17_of_23_delivered_and_six_names_stand_in_the_text(
    commune: Commune, met: Meeting, in_force: Plan
) -> None:
    _deliver(commune)
    day = date(2022, 5, 25)
    standing = standing_of(met, day)
    line = next(line for line in standing.lines if ARTICLES in line.conclusion.text)
    assert line.share
    assert line.share.words == "17/23"
    late = [writer.full_name for writer in commune.writers[17:]]
    assert sorted(person.name for person in line.share.missing) == sorted(late)
    assert (line.count.on_time, line.count.open, line.count.overdue) == (17, 6, 0)
    page = meeting_page(commune.on(day).coordinator, met, now=_at(5, 25), absolute=lambda url: f"https://x.vn{url}")
    assert page.own
    assert "Đã có 17/23" in page.own.chat
    assert all(name in page.own.chat for name in late)
    assert not any(writer.full_name in page.own.chat for writer in commune.writers[:17])
    counts = dict(standing.people)
    assert [counts[name].open for name in late] == [1] * 6


def _quota(commune: Commune, met: Meeting) -> Conclusion:
    """Four articles a month of the whole commune on the site of the level above, by the last day of the month."""
    values = {
        "text": "Cung cấp tin bài trên trang thông tin điện tử của huyện", "quantity": (Decimal(4), "tin"),
        "owner": Owning(OwnerKind.PERSON, commune.coordinator.pk), "rhythm": Rhythm(period=Period.MONTH),
    }  # fmt: skip
    return set_conclusion(commune.coordinator, met, values=values, at=_at(5, 4))


def test_of_four_articles_on_the_upper_site_three_are_there(commune: Commune, met: Meeting) -> None:
    _assign(commune, met)
    quota = _quota(commune, met)
    plan = give_tasks(commune.coordinator, met, at=_at(5, 4))
    plans.submit(commune.coordinator, plan, at=_at(5, 4))
    plans.approve(commune.chair, plan, at=_at(5, 4))
    (work,) = Occurrence.objects.filter(task__concluded=quota, due=date(2022, 5, 31))
    assert (work.task.quantity, work.task.measure) == (4, "tin")
    commune.on(date(2022, 5, 27))
    for day in (10, 18, 25):
        value = plans.Value(number=Decimal(1), on=date(2022, 5, day))
        plans.tell_amount(commune.coordinator, work, value, at=_at(5, 27))
    page = meeting_page(commune.coordinator, met, now=_at(5, 31), absolute=str)
    assert page.own
    assert next(row.counted for row in page.own.rows if row.text == quota.text) == "3/4 tin"
    shown = [row.quantity for _group, rows in page.groups for row in rows if row.text == quota.text]
    assert shown == ["4 tin"]
    on_the_18th = next(line for line in standing_of(met, date(2022, 5, 18)).lines if line.conclusion == quota)
    assert on_the_18th.counted == "2/4 tin"


def test_a_day_later_the_six_are_overdue_and_what_comes_then_is_late(
    commune: Commune, met: Meeting, in_force: Plan
) -> None:
    work = _deliver(commune)
    commune.on(date(2022, 5, 30))
    writer = commune.writers[17]
    plans.hand_in(writer, work, plans.Parcel(link="https://vi-du.vn/tre"), at=_at(5, 30), submit=True, member=writer.pk)
    standing = standing_of(met, date(2022, 5, 30))
    line = next(line for line in standing.lines if ARTICLES in line.conclusion.text)
    assert (line.count.on_time, line.count.late, line.count.overdue) == (17, 1, 5)
    assert standing_of(met, date(2022, 5, 25)).total.late == 0


def _july(commune: Commune, met: Meeting) -> Meeting:
    return save_meeting(
        commune.coordinator,
        values={
            "title": "Giao ban tháng 7", "kind": Meeting.Kind.BRIEFING, "starts_at": _at(7, 28),
            "chair": commune.chair, "secretary": commune.coordinator, "previous": met,
        },
        at=_at(7, 20), unit=commune.unit.pk,
    )  # fmt: skip


def test_the_july_meeting_opens_with_the_state_of_the_last_ones_tasks(
    commune: Commune, met: Meeting, in_force: Plan
) -> None:
    _deliver(commune)
    generate(date(2022, 7, 1))  # the nights since April have laid out July's time
    july = _july(commune, met)
    generate(date(2022, 7, 1))  # the nights between lay out the times further ahead
    commune.on(date(2022, 8, 15))  # looked at later it still says how it stood at the meeting
    page = meeting_page(commune.coordinator, july, now=_at(8, 15), absolute=str)
    assert page.last
    row = next(row for row in page.last.rows if ARTICLES in row.text)
    assert row.share == "0/23"  # of July, due on the 25th
    people = dict(page.last.people)
    done = people[commune.writers[0].full_name]
    assert (done.on_time, done.late, done.overdue) == (1, 0, 2)
    missing = people[commune.writers[22].full_name]
    assert (missing.on_time, missing.overdue) == (0, 3)
    assert page.last.total.on_time == 17


def test_minutes_and_notice_keep_the_layout_and_read_back_the_nine_groups(met: Meeting, tmp_path: Path) -> None:
    for name in (MINUTES, NOTICE):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(paper_bytes(paper_of(met, name), ".docx"))
        assert check_layout(path) == ()
        assert BytesIO(paper_bytes(paper_of(met, name), ".pdf")).read(5) == b"%PDF-"
    reading = read_file(tmp_path / f"{NOTICE}.docx")
    assert reading.header.doc_type == "thong_bao"
    again = {group for group, _duty in concluded(reading)}
    assert len(again) == 9
    assert len(reading.tasks) == met.conclusions.count()
