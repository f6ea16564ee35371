"""A year's sheet from drafting to closing: who sees it when, corrections with proof, frozen numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from namro.apps.notices.models import Notice
from namro.apps.people.models import AuditEntry, Group, Holding, OwnerKind, Owning, Role, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions as working
from namro.apps.plans.models import Occurrence
from namro.apps.registers.models import RegisterKey, RegisterRow
from namro.apps.yearly import actions
from namro.apps.yearly.feedback import ConfirmedFeedback
from namro.apps.yearly.models import Correction, PersonSheet, SheetEvent, SheetSnapshot
from namro.apps.yearly.permissions import check_read, check_read_unit
from namro.apps.yearly.reading import Reading, readings
from namro.apps.yearly.sources import Entry, register_source
from namro.apps.yearly.stays import stay_of, stays_in
from namro.core.base.errors import NamroError
from namro.core.improvement.yearly_figures import Figure
from tests.apps.library.giving import PICTURE
from tests.apps.plans.giving_out import Cast, give_out, owned_by, stand
from tests.apps.yearly.giving import at, home, missing, sheets_of

Browsers = Callable[[str], Client]
TODAY = date(2026, 11, 20)
YEAR = 2026


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """Pages are asked on the day of the story."""
    for module in (
        "namro.apps.people.requests",
        "namro.apps.yearly.views.sheets",
        "namro.apps.yearly.views.units",
        "namro.apps.yearly.views.correcting",
    ):
        monkeypatch.setattr(f"{module}.system_clock", lambda: at(TODAY))
    return TODAY


@pytest.fixture
def work(cast: Cast) -> list[Occurrence]:
    """Work of the officer: one early, one late, one of everybody in a group, one returned and given more time."""
    group = Group.objects.filter(unit__code="suoi-may").earliest("id")
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    days = (date(2026, 11, 6), date(2026, 11, 10), date(2026, 12, 18), date(2026, 11, 19))
    owners = [owned_by(officer)] * 2 + [Owning(OwnerKind.EACH, group.pk), owned_by(officer)]
    rows = give_out(cast, [{"owner": o, "due": d} for o, d in zip(owners, days, strict=True)], at=at(date(2026, 11, 2)))
    early, _late, _each, returned = rows
    for name, day, user in (("submit", 4, officer), ("accept", 5, leader)):
        working.act(user, early, name, said="xong", at=at(date(2026, 11, day)))
    wish = working.ask_for_time(
        officer, returned, date(2026, 11, 27), reason="chờ tỉnh", at=at(date(2026, 11, 18)), late_why="mới nhận"
    )
    working.grant_time(leader, returned, date(2026, 11, 27), answer="được", at=at(date(2026, 11, 18)), asked=wish.pk)
    working.act(officer, returned, "submit", said="xong", at=at(date(2026, 11, 18)))
    working.act(leader, returned, "return", said="thiếu chữ ký", at=at(date(2026, 11, 19)))
    stand(cast, TODAY)
    return rows


@pytest.fixture
def feedback() -> Iterator[None]:
    """A source that knows one thing of everybody."""

    class Everybody:
        def entries_of(self, unit: int, people: Sequence[int], year: int) -> dict[int, list[Entry]]:
            return {key: [Entry("7", "Chờ lâu ở quầy 3", date(year, 5, 5), "đã xác nhận")] for key in people}

    register_source("feedback", Everybody())
    yield
    register_source("feedback", ConfirmedFeedback())


def reading(user: User) -> Reading:
    unit = home().pk
    return readings(unit, YEAR, stay_of(unit, user.pk, YEAR), shown=[user.pk], today=TODAY)[user.pk]


def known(found: Reading) -> dict[str, int]:
    return {one.value: n for one, n in found.figures.items() if n}


def test_the_figures_are_those_of_the_work(cast: Cast, work: list[Occurrence]) -> None:
    found = reading(cast[Role.OFFICER])
    assert known(found) == {"early": 1, "late": 1, "open": 2, "returned": 1, "asked": 1, "granted": 1, "asked_late": 1}
    assert (found.figures[Figure.INITIATIVES], found.figures[Figure.FEEDBACK]) == (0, 0)
    assert known(reading(cast[Role.LEADER])) == {}
    (late,) = (row for row in found.rows if Figure.LATE in row.figures)
    assert (late.on, late.path) == (date(2026, 11, 10), f"/viec/{work[1].code}")


def test_a_source_is_counted_and_shown(cast: Cast, feedback: None) -> None:
    assert reading(cast[Role.OFFICER]).figures[Figure.FEEDBACK] == 1
    with pytest.raises(ValueError, match="counted from the plans"):
        register_source("late", None)


def test_initiatives_come_from_their_register(cast: Cast) -> None:
    officer, unit = cast[Role.OFFICER], home()
    for code, day, author in (("a", date(2026, 5, 5), officer), ("b", date(2025, 5, 5), officer), ("c", TODAY, None)):
        key = str(author.pk) if author else ""
        row = RegisterRow.objects.create(
            code=code, register="sang-kien", edition="2026-01-01", unit=unit, date=day, seq=1, made_by=officer,
            made_at=at(TODAY), data={"ten": f"Sáng kiến {code}", "tac_gia": f"{key}|x", "cong_nhan": "cap_xa"},
        )  # fmt: skip
        RegisterKey.objects.create(
            row=row, register="sang-kien", unit=unit, column="tac_gia", value=f"|{key}" if key else "x", date=day
        )
    found = reading(officer)
    assert found.figures[Figure.INITIATIVES] == 1
    (line,) = (row for row in found.rows if Figure.INITIATIVES in row.figures)
    assert (line.text, line.detail, line.path) == ("Sáng kiến a", "Cấp xã công nhận", "/so/sang-kien/a")
    assert reading(cast[Role.LEADER]).figures[Figure.INITIATIVES] == 0


def test_who_left_keeps_the_time_here(cast: Cast, work: list[Occurrence]) -> None:
    officer = cast[Role.OFFICER]
    Holding.objects.filter(user=officer).update(until=date(2026, 11, 8))
    found = reading(officer)
    assert known(found) == {"early": 1}  # what was due later is no longer the officer's
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    officer.standing = standing_of(officer, TODAY)
    assert not officer.standing.units()
    check_read(officer, sheet)


def test_the_person_sees_it_first(cast: Cast, browser_of: Browsers) -> None:
    sheet = sheets_of(cast, TODAY, shown=False)[Role.OFFICER]
    check_read(cast[Role.OFFICER], sheet)
    for role in (Role.LEADER, Role.COORDINATOR):
        with pytest.raises(PermissionDenied, match="chưa gửi người được đánh giá xem"):
            check_read(cast[role], sheet)
        answer = browser_of(role).get(f"/nam/2026/{sheet.code}")
        assert (answer.status_code, "Người đó xem trước" in answer.content.decode()) == (403, True)
    listed = browser_of(Role.LEADER).get("/nam/2026/don-vi").content.decode()
    assert f"/nam/2026/{sheet.code}" not in listed
    assert actions.show_all(cast[Role.LEADER], home(), YEAR, at=at(TODAY)) == PersonSheet.objects.count()
    sheet.refresh_from_db()
    for role in (Role.LEADER, Role.COORDINATOR):
        check_read(cast[role], sheet)
    assert f"/nam/2026/{sheet.code}" in browser_of(Role.LEADER).get("/nam/2026/don-vi").content.decode()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COUNCIL, Role.APPRAISER, Role.WATCHER, Role.ENUMERATOR])
def test_nobody_else_sees_anything(cast: Cast, role: Role) -> None:
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    with pytest.raises(PermissionDenied, match="Quản trị cũng không xem được"):
        check_read(cast[role], sheet)
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo và đầu mối"):
        check_read_unit(cast[role], sheet.unit_id)
    with pytest.raises(PermissionDenied):
        actions.act(cast[role], sheet, "close", at=at(TODAY))


def test_an_officer_does_not_see_a_colleague(cast: Cast, browser_of: Browsers) -> None:
    sheets = sheets_of(cast, TODAY)
    assert browser_of(Role.OFFICER).get(f"/nam/2026/{sheets[Role.LEADER].code}").status_code == 403


def test_closing_waits_for_the_person(cast: Cast) -> None:
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    with pytest.raises(NamroError, match="Chốt từ 01/12/2026"):
        actions.act(cast[Role.LEADER], sheet, "close", at=at(date(2026, 11, 30)))
    actions.act(cast[Role.LEADER], sheet, "close", at=at(date(2026, 12, 1)))
    with pytest.raises(NamroError, match="trạng thái “Đã chốt”"):
        actions.act(cast[Role.OFFICER], sheet, "confirm", at=at(date(2026, 12, 1)))


def test_nobody_closes_or_decides_about_the_own_sheet(cast: Cast, tmp_path: Path) -> None:
    sheet = sheets_of(cast, TODAY)[Role.LEADER]
    made = actions.ask(cast[Role.LEADER], sheet, missing(tmp_path), at=at(TODAY))
    with pytest.raises(NamroError, match="Chỉ đầu mối hoặc lãnh đạo"):
        actions.decide(cast[Role.LEADER], sheet, made.seq, "accept", at=at(TODAY))
    actions.decide(cast[Role.COORDINATOR], sheet, made.seq, "accept", at=at(TODAY))
    with pytest.raises(NamroError, match="Chỉ đầu mối hoặc lãnh đạo"):
        actions.act(cast[Role.LEADER], sheet, "close", at=at(date(2026, 12, 20)))


def test_a_correction_with_proof_changes_the_number(cast: Cast, work: list[Occurrence], tmp_path: Path) -> None:
    officer = cast[Role.OFFICER]
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    row = f"work:{work[1].code}"
    asked = actions.Asked(
        ref=row, figure="on_time", said="nộp bản giấy ngày 10/11", link="https://xa.example.vn/bien-nhan"
    )
    with pytest.raises(NamroError, match="Chưa có minh chứng"):
        actions.ask(officer, sheet, actions.Asked(ref=row, figure="on_time", said="đúng hạn"), at=at(TODAY))
    made = actions.ask(officer, sheet, asked, at=at(TODAY))
    with pytest.raises(NamroError, match="đã có đề nghị sửa đang chờ"):
        actions.ask(officer, sheet, asked, at=at(TODAY))
    with pytest.raises(NamroError, match="không chốt phiếu được"):
        actions.act(cast[Role.LEADER], sheet, "close", at=at(date(2026, 12, 20)))
    added = actions.ask(officer, sheet, missing(tmp_path), at=at(TODAY))
    assert known(reading(officer))["late"] == 1  # nothing changes while it waits
    with pytest.raises(NamroError, match="lý do không đồng ý"):
        actions.decide(cast[Role.LEADER], sheet, added.seq, "refuse", at=at(TODAY), answer=" ")
    actions.decide(cast[Role.LEADER], sheet, added.seq, "refuse", at=at(TODAY), answer="chưa được công nhận")
    sheet.refresh_from_db()
    assert sheet.state == "disputed"
    actions.decide(cast[Role.LEADER], sheet, made.seq, "accept", at=at(TODAY))
    sheet.refresh_from_db()
    assert sheet.state == "settled"
    found = known(reading(officer))
    assert (found["on_time"], "late" in found, "initiatives" in found) == (1, False, False)
    again = actions.ask(officer, sheet, missing(tmp_path), at=at(TODAY))
    actions.decide(officer, sheet, again.seq, "withdraw", at=at(TODAY))
    actions.ask(officer, sheet, missing(tmp_path), at=at(TODAY))
    with pytest.raises(NamroError, match="đã được quyết định"):
        actions.decide(cast[Role.LEADER], sheet, again.seq, "accept", at=at(TODAY))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"ref": "work:khong-co", "figure": "on_time"}, "không còn trên phiếu"),
        ({"figure": "late", "text": "x"}, "Chưa chọn loại"),
        ({"figure": "initiatives", "text": " "}, "là việc gì"),
        ({"figure": "initiatives", "text": "x", "said": " "}, "điều cần sửa và vì sao"),
        ({"figure": "initiatives", "text": "x", "link": "javascript:alert(1)"}, "không phải là đường dẫn"),
        ({"figure": "initiatives", "text": "x", "said": "y" * 2001}, "Viết ngắn lại"),
    ],
)
def test_what_cannot_be_asked(cast: Cast, asked: dict[str, str], told: str) -> None:
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    values = {"said": "vì", "link": "https://xa.example.vn/a", **asked}
    with pytest.raises(NamroError, match=told):
        actions.ask(cast[Role.OFFICER], sheet, actions.Asked(**values), at=at(TODAY))
    assert not Correction.objects.exists()


def test_closed_numbers_stay_and_changes_show_as_a_difference(cast: Cast, work: list[Occurrence]) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    actions.act(officer, sheet, "confirm", at=at(TODAY))
    actions.act(leader, sheet, "close", at=at(TODAY))
    Occurrence.objects.filter(pk=work[0].pk).update(submitted_on=date(2026, 11, 9))
    found = reading(officer)
    assert (found.figures[Figure.EARLY], found.figures[Figure.LATE]) == (1, 1)
    assert {(one.figure, one.was, one.now) for one in found.differs} == {(Figure.EARLY, 1, 0), (Figure.LATE, 1, 2)}
    with pytest.raises(NamroError, match="lý do mở lại"):
        actions.act(leader, sheet, "reopen", at=at(TODAY))
    actions.act(leader, sheet, "reopen", said="số liệu đã sửa", at=at(TODAY))
    assert reading(officer).figures[Figure.LATE] == 2
    actions.act(officer, sheet, "confirm", at=at(TODAY))
    actions.act(leader, sheet, "close", at=at(TODAY))
    assert list(SheetSnapshot.objects.values_list("number", flat=True)) == [1, 2]
    acts = list(SheetEvent.objects.filter(sheet=sheet).order_by("version").values_list("act", flat=True))
    assert acts == ["show", "confirm", "close", "reopen", "confirm", "close"]


def test_the_record_names_the_act_and_never_the_words(cast: Cast, tmp_path: Path) -> None:
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    AuditEntry.objects.all().delete()
    made = actions.ask(cast[Role.OFFICER], sheet, missing(tmp_path, text="điều riêng tư"), at=at(TODAY))
    actions.decide(cast[Role.LEADER], sheet, made.seq, "refuse", at=at(TODAY), answer="lý do riêng")
    lines = list(AuditEntry.objects.order_by("id").values_list("act", "subject", "note", "unit"))
    assert lines == [
        ("yearly_corrected", sheet.code, "Đề nghị sửa", None),
        ("yearly_corrected", sheet.code, "Không đồng ý sửa", None),
    ]


def test_who_waits_is_told_and_no_words_of_the_sheet(cast: Cast, tmp_path: Path) -> None:
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    officer, leader, coordinator = cast[Role.OFFICER], cast[Role.LEADER], cast[Role.COORDINATOR]
    made = actions.ask(officer, sheet, missing(tmp_path), at=at(TODAY))
    actions.decide(leader, sheet, made.seq, "refuse", at=at(TODAY), answer="lý do riêng")
    actions.act(officer, sheet, "confirm", at=at(TODAY))
    actions.act(coordinator, sheet, "close", at=at(TODAY))
    actions.act(leader, sheet, "reopen", at=at(TODAY), said="điều riêng")
    told = Notice.objects.filter(url__endswith=sheet.code)
    assert [row.text.partition(" 2026")[2] for row in told.filter(user=officer).order_by("id")] == [
        " của bạn đã có, mời xem; chỗ nào chưa đúng thì đề nghị sửa",
        " của bạn không được đồng ý; xem lý do trên phiếu",
        " của bạn đã chốt",
        " của bạn được mở lại; xem lý do trên phiếu",
    ]
    asked = f"{officer.full_name} đề nghị sửa phiếu năm 2026, chờ quyết định"
    assert set(told.exclude(user=officer).values_list("user", "text")) >= {(leader.pk, asked), (coordinator.pk, asked)}
    assert not told.filter(text__contains="riêng").exists()


def test_two_at_once_see_each_other(cast: Cast) -> None:
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    actions.act(cast[Role.OFFICER], sheet, "confirm", at=at(TODAY), version=1)
    with pytest.raises(actions.SheetConflict):
        actions.act(cast[Role.LEADER], sheet, "close", at=at(TODAY), version=1)
    assert not SheetSnapshot.objects.exists()


def test_drafting_again_changes_nothing(cast: Cast) -> None:
    sheets_of(cast, TODAY)
    before = PersonSheet.objects.count()
    assert actions.draft_all(cast[Role.LEADER], home(), YEAR, at=at(TODAY)) == 0
    assert (PersonSheet.objects.count(), actions.show_all(cast[Role.LEADER], home(), YEAR, at=at(TODAY))) == (
        before,
        0,
    )
    with pytest.raises(NamroError, match="Năm 2027 chưa đến"):
        actions.draft_all(cast[Role.LEADER], home(), 2027, at=at(TODAY))


def test_every_number_on_the_page_leads_to_as_many_rows(
    cast: Cast, work: list[Occurrence], browser_of: Browsers
) -> None:
    client = browser_of(Role.OFFICER)
    figures = reading(cast[Role.OFFICER]).figures
    for figure, count in figures.items():
        page = client.get(f"/nam/2026?muc={figure.value}").context["page"]
        assert len(page.lines) == (count or 0)
        (tile,) = (tile for _title, tiles in page.groups for tile in tiles if tile.key == figure.value)
        assert tile.value == ("chưa có nguồn" if count is None else str(count))


def test_the_journey_on_the_pages(cast: Cast, work: list[Occurrence], browser_of: Browsers) -> None:
    leader, officer = browser_of(Role.LEADER), browser_of(Role.OFFICER)
    leader.post("/nam/2026/don-vi/lap", {"viec": "draft"})
    leader.post("/nam/2026/don-vi/lap", {"viec": "show"})
    sheet = PersonSheet.objects.get(user=cast[Role.OFFICER])
    address = f"/nam/2026/{sheet.code}"
    form = officer.get(f"{address}/sua", {"dong": f"work:{work[1].code}"}).content.decode()
    assert "Bỏ khỏi phiếu của tôi" in form
    posted = {"dong": f"work:{work[1].code}", "muc": "early", "ly-do": "nộp bản giấy", "version": sheet.version}
    refused = officer.post(f"{address}/sua", posted)
    assert (refused.status_code, "Chưa có minh chứng" in refused.content.decode()) == (400, True)
    assert "nộp bản giấy" in refused.content.decode()  # what was typed stays
    file = SimpleUploadedFile("bien-nhan.png", PICTURE)
    assert officer.post(f"{address}/sua", {**posted, "tep": file}).status_code == 302
    assert "Biên nhận" not in leader.get(address).content.decode()
    assert leader.get(f"{address}/minh-chung/1").status_code == 200
    wrong = leader.post(f"{address}/quyet-dinh", {"viec": "refuse", "so": 1, "tra-loi": ""})
    assert (wrong.status_code, "lý do không đồng ý" in wrong.content.decode()) == (400, True)
    assert leader.post(f"{address}/quyet-dinh", {"viec": "accept", "so": 1}).status_code == 302
    assert officer.post(f"{address}/lam", {"viec": "confirm"}).status_code == 302
    assert officer.post(f"{address}/lam", {"viec": "xoa"}).status_code == 400
    assert leader.post(f"{address}/lam", {"viec": "close"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, sheet.snapshots.count()) == ("closed", 1)
    for suffix, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = leader.get(f"{address}/tai.{suffix}")
        assert b"".join(answer.streaming_content).startswith(start)
    assert leader.get(f"{address}/tai.exe").status_code == 404


def test_the_workbook_has_everybody_and_hides_what_was_not_shown(cast: Cast, browser_of: Browsers) -> None:
    sheets_of(cast, TODAY, shown=False)
    content = b"".join(browser_of(Role.COORDINATOR).get("/nam/2026/don-vi/tai.xlsx").streaming_content)
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert len(rows) == 1 + len(stays_in(home().pk, YEAR))
    by_name = {row[0]: row for row in rows[1:]}
    own, other = cast[Role.COORDINATOR].full_name, cast[Role.OFFICER].full_name
    assert by_name[own][3] == 0
    assert set(by_name[other][3:]) == {None}


@pytest.mark.parametrize("address", ["/nam/2026", "/nam/2026/don-vi", "sheet", "print"])
def test_three_times_the_work_asks_the_database_as_often(
    address: str, cast: Cast, work: list[Occurrence], browser_of: Browsers
) -> None:
    sheet = sheets_of(cast, TODAY)[Role.OFFICER]
    place = {"sheet": f"/nam/2026/{sheet.code}", "print": f"/nam/2026/{sheet.code}/in"}.get(address, address)
    client = browser_of(Role.LEADER)
    client.get(place)
    few = queries(client, place)
    for _ in range(3):
        more = [{"owner": owned_by(cast[Role.OFFICER]), "due": TODAY - timedelta(days=n)} for n in range(2, 6)]
        give_out(cast, more, at=at(date(2026, 11, 3)))
    stand(cast, TODAY)
    assert queries(client, place) == few
    assert few <= 24


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_year_that_is_none_and_one_without_a_position(browser_of: Browsers) -> None:
    client = browser_of(Role.ADMIN)
    assert client.get("/nam/1999").status_code == 404
    assert "không giữ chức danh nào" in client.get("/nam/2001").content.decode()
    assert client.get("/nam/2026?don-vi=khong-co").status_code == 404
    assert client.get("/nam/2026/khong-co").status_code == 404
