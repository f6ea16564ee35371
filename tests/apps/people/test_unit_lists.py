"""A list of units: shown first, written in one go, the same list again changes nothing."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from namro.apps.people import actions
from namro.apps.people.lists.plan import Change
from namro.apps.people.lists.today import kind_words, rows_on
from namro.apps.people.models import (
    AuditEntry,
    GroupMember,
    Holding,
    OfficialCode,
    Oversight,
    Position,
    Role,
    Unit,
    UnitLink,
    UnitListUpload,
    UnitSpan,
    User,
)
from namro.apps.people.queries.organisation import tree_on
from namro.apps.people.queries.relations import appraiser_of, codes_of
from namro.core.base.faults import BrokenFile
from namro.demo.offices import HAMLET_HEADS
from namro.demo.province import HOME, MERGER
from namro.documents.workbooks.to_unit_list import write_unit_list
from tests.apps.people.lists_for_tests import country, csv_file, staged, written
from tests.apps.people.places import NOW, PROVINCE, TODAY, TOMORROW, unit

DAY = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def admin(cast: dict[str, User]) -> User:
    return cast[Role.ADMIN]


def told(error: BrokenFile) -> str:
    return "\n".join(str(fault) for fault in error.faults)


def refused(admin: User, path: Path) -> str:
    """Everything that is said about a list that cannot be; nothing is kept of it."""
    before = Unit.objects.count(), UnitSpan.objects.count()
    with pytest.raises(BrokenFile) as refusal:
        staged(admin, path)
    assert not UnitListUpload.objects.exists()
    assert (Unit.objects.count(), UnitSpan.objects.count()) == before
    return told(refusal.value)


def test_units_are_made_with_their_codes_and_appraisers(admin: User, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        f"xa-may-thuong;Xã Mây Thượng;xã;{PROVINCE};{DAY};;99501;so-noi-vu;;",
        f"dao-may;Đặc khu Đảo Mây;ĐẶC KHU;{PROVINCE};{DAY};;99502;{PROVINCE};;",
    )
    assert written(admin, path).counts()[Change.MADE] == 2
    made = unit("xa-may-thuong")
    assert tree_on(TODAY).nodes[made.pk].parent == unit(PROVINCE).pk
    assert appraiser_of(made, TODAY) == unit("so-noi-vu")
    assert codes_of([made.pk], TODAY) == {(made.pk, "administrative"): "99501"}
    assert unit("dao-may").spans.get().kind == "special_zone"
    entry = AuditEntry.objects.get()
    assert entry.act == AuditEntry.Act.ORGANISATION_LOADED
    assert "Lập mới 2" in entry.note


def test_nothing_is_written_until_it_is_told_to(admin: User, tmp_path: Path) -> None:
    upload = staged(admin, csv_file(tmp_path, f"xa-a;Xã A;Xã;{PROVINCE};{DAY};;;;;"))
    assert not Unit.objects.filter(code="xa-a").exists()
    assert not AuditEntry.objects.exists()
    assert actions.plan_of(upload).counts()[Change.MADE] == 1


def test_the_same_list_again_changes_nothing(admin: User, tmp_path: Path) -> None:
    lines = [
        f"xa-a;Xã A;Xã;{PROVINCE};{DAY};;99501;{PROVINCE};{HOME};1",
        f"xa-b;Xã B;Phường;{PROVINCE};01/07/2025;;99502;so-noi-vu;;",
        f"so-noi-vu;Sở Nội vụ tỉnh;Sở, ngành;{PROVINCE};{DAY};;;;;",
    ]
    path = csv_file(tmp_path, *lines)
    first = written(admin, path)
    assert first.counts()[Change.MERGED] == 1
    again = written(admin, path)
    assert not again.writes
    assert {said.change for outcome in again.outcomes for said in outcome.said} == {Change.SAME}
    assert AuditEntry.objects.count() == 1


def test_the_list_of_today_read_again_changes_nothing(admin: User, tmp_path: Path) -> None:
    path = tmp_path / "hom-nay.xlsx"
    rows = rows_on(TODAY)
    assert {row.code for row in rows} >= {PROVINCE, HOME, "so-noi-vu"}
    path.write_bytes(write_unit_list(rows, kind_words()))
    plan = actions.plan_of(staged(admin, path))
    assert not plan.writes
    assert len(plan.outcomes) == len(rows)
    (home,) = (row for row in rows if row.code == HOME)
    assert home.before == (("huyen-suong-lam", Decimal("0.6")), ("may-ha", Decimal(1)))
    assert home.codes == {"administrative": "99103", "exchange": "H99.201"}


def test_what_is_to_come_stands_in_the_list_of_today(admin: User, tmp_path: Path) -> None:
    actions.rename_unit(admin, unit(), name="Phường Suối Mây", kind="ward", on=TOMORROW, at=NOW)
    actions.change_appraiser(admin, [unit().pk], of=unit(), appraiser=unit("so-noi-vu"), on=TOMORROW, at=NOW)
    rows = rows_on(TODAY)
    (home,) = (row for row in rows if row.code == HOME)
    assert (home.name, home.since) == ("Phường Suối Mây", TOMORROW)
    path = tmp_path / "hom-nay.xlsx"
    path.write_bytes(write_unit_list(rows, kind_words()))
    assert not actions.plan_of(staged(admin, path)).writes


def test_nothing_inside_begins_after_a_unit_has_ended(admin: User, tmp_path: Path) -> None:
    actions.make_unit(admin, name="Phòng Mới", kind="division", under=unit(), since=TOMORROW, at=NOW, body=True)
    said = refused(admin, csv_file(tmp_path, f"{HOME};Xã Suối Mây;Xã;{PROVINCE};01/07/2025;{DAY};;;;"))
    assert f"có bộ phận, chức danh bắt đầu từ ngày {TOMORROW:%d/%m/%Y}" in said


def test_what_still_holds_others_is_not_taken_over(admin: User, tmp_path: Path) -> None:
    said = refused(admin, csv_file(tmp_path, f"xa-a;Xã A;Xã;{PROVINCE};{DAY};;;;{PROVINCE};"))
    assert "“Xã A” còn hoạt động khi cấp trên “tinh-van-son” đã kết thúc" in said


def test_names_and_places_change_from_a_day_on(admin: User, tmp_path: Path) -> None:
    plan = written(admin, csv_file(tmp_path, f"{HOME};Phường Suối Mây;Phường;so-noi-vu;{DAY};;;;;"))
    (outcome,) = plan.outcomes
    assert [(said.change, said.before, said.after) for said in outcome.said] == [
        (Change.RENAMED, "Xã Suối Mây (Xã)", "Phường Suối Mây (Phường)"),
        (Change.MOVED, "Tỉnh Vân Sơn", "Sở Nội vụ"),
    ]
    spans = UnitSpan.objects.filter(unit=unit()).order_by("since")
    assert [(span.name, span.since, span.until) for span in spans] == [
        ("Xã Suối Mây", MERGER, TODAY),
        ("Phường Suối Mây", TODAY, None),
    ]


def test_who_is_taken_over_ends_with_people_and_work(admin: User, cast: dict[str, User], tmp_path: Path) -> None:
    queries = [
        f"xa-a;Xã A;Xã;{PROVINCE};{DAY};;;;{HOME};0,4",
        f'xa-b;Xã B;Xã;{PROVINCE};{DAY};;;;{HOME};"60 %"',
    ]
    plan = written(admin, csv_file(tmp_path, *queries))
    assert plan.ended == {HOME: TODAY}
    assert {(link.new.code, link.share) for link in UnitLink.objects.filter(old=unit())} == {
        ("xa-a", Decimal("0.4")),
        ("xa-b", Decimal("0.6")),
    }
    assert unit().pk not in tree_on(TODAY).nodes
    assert unit().pk in tree_on(TODAY - timedelta(days=1)).nodes
    inside = Position.objects.filter(unit__home=unit()) | Position.objects.filter(unit=unit())
    assert set(inside.values_list("until", flat=True)) == {TODAY}
    assert not Holding.objects.filter(position__in=inside, until=None).exists()
    assert not GroupMember.objects.filter(group__name=HAMLET_HEADS, group__unit=unit(), until=None).exists()
    assert set(Oversight.objects.filter(unit=unit()).values_list("until", flat=True)) == {TODAY}
    assert OfficialCode.objects.get(unit=unit(), system="administrative").until == TODAY


def test_a_new_unit_takes_over_the_code_of_an_old_one(admin: User, tmp_path: Path) -> None:
    written(admin, csv_file(tmp_path, f"xa-a;Xã A;Xã;{PROVINCE};{DAY};;99103;;{HOME};"))
    rows = OfficialCode.objects.filter(code="99103").order_by("since").values_list("unit__code", "since", "until")
    assert list(rows)[1:] == [(HOME, MERGER, TODAY), ("xa-a", TODAY, None)]


def test_a_history_of_units_that_are_over_comes_in_too(admin: User, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        f"xa-moi;Xã Mới;Xã;{PROVINCE};01/07/2025;;99601;;xa-cu-1; ",
        f"xa-cu-1;Xã Cũ;Xã;{PROVINCE};01/07/2021;30/06/2025;99777;huyen-suong-lam;;",
    )
    written(admin, path)
    assert UnitLink.objects.get(old__code="xa-cu-1").on == MERGER
    assert Oversight.objects.get(unit__code="xa-cu-1").until == MERGER
    assert not written(admin, path).writes


def test_a_list_that_others_have_overtaken_is_shown_again(admin: User, tmp_path: Path) -> None:
    upload = staged(admin, csv_file(tmp_path, f"{HOME};Xã Khác;Xã;;{DAY};;;;;"))
    seal = actions.plan_of(upload).seal
    actions.rename_unit(admin, unit(), name="Xã Nữa", kind="commune", on=MERGER, at=NOW)
    with pytest.raises(actions.OrganisationError, match="Trong lúc xem, tổ chức đã đổi"):
        actions.write_list(admin, upload, seal=seal, at=NOW)
    assert unit().spans.get().name == "Xã Nữa"


CASES = [
    ("xa-a;Xã A;Xã;khong-co;{day};;;;;", "dòng 2, mục “xa-a”: cột “Trực thuộc (mã)”: không có đơn vị mã “khong-co”"),
    ("xa-a;Xã A;Xã;{p};31/02/2026;;;;;", "cột “Từ ngày”: không có ngày “31/02/2026”. Gần nhất là 28/02/2026"),
    ("xa-a;Xã A;Xã;{p};hôm nay;;;;;", "cột “Từ ngày”: “hôm nay” không phải ngày. Viết theo mẫu 01/07/2025."),
    ("xa-a;Xã A;Xã;{p};{day};01/01/2020;;;;", "cột “Đến ngày”: 01/01/2020 trước “Từ ngày”"),
    ("xa-a;Xã A;Thị trấn;{p};{day};;;;;", "cột “Loại”: không có loại “Thị trấn”. Viết một trong: Tỉnh, thành phố"),
    ("Xã A;Xã A;Xã;{p};{day};;;;;", "cột “Mã”: mã chỉ gồm chữ thường không dấu"),
    ("suoi-may-kinh-te;Xã A;Xã;{p};{day};;;;;", "là bộ phận trong một đơn vị"),
    (";Xã A;Xã;{p};{day};;;;;", "cột “Mã”: chưa điền"),
    ("xa-a;Xã A;Xã;{p};{day};;123;;;", "cột “Mã hành chính”: Mã hành chính “123” không đúng dạng. Viết 5 chữ số"),
    ("xa-a;Xã A;Xã;{p};{day};;99103;;;", "“99103” cùng lúc là của “suoi-may”"),
    ("xa-a;Xã A;Xã;{p};{day};;;ai-do;;", "cột “Cơ quan thẩm định (mã)”: không có đơn vị mã “ai-do”"),
    ("xa-a;Xã A;Xã;{p};{day};;;xa-a;;", "không tự thẩm định mình"),
    ("xa-a;Xã A;Xã;{p};{day};;;huyen-suong-lam;;", "“huyen-suong-lam” không hoạt động"),
    ("xa-a;Xã A;Xã;{p};{day};;;;suoi-may;0,5", "cột “Tỷ lệ”: các phần của “suoi-may” cộng lại là 0,5, phải bằng 1"),
    ("xa-a;Xã A;Xã;{p};{day};;;;suoi-may;2", "“2” không phải phần của một đơn vị"),
    ('xa-a;Xã A;Xã;{p};{day};;;;"suoi-may";"0,5; 0,5"', "có 2 tỷ lệ cho 1 đơn vị trước"),
    ("xa-a;Xã A;Xã;{p};{day};;;;xa-la;", "cột “Đơn vị trước (mã)”: không có đơn vị mã “xa-la”"),
    ("xa-a;Xã A;Xã;{p};{day};;;;xa-a;", "“xa-a” là chính đơn vị này"),
    ("xa-a;Xã Suối Mây;Xã;{p};{day};;;;;", "cùng nơi trực thuộc đã có “Xã Suối Mây” (mã suoi-may)"),
    ("xa-a;Xã A;Xã;huyen-suong-lam;{day};;;;;", "khi cấp trên “huyen-suong-lam” đã kết thúc từ ngày 01/07/2025"),
    ("suoi-may;Xã Khác;Xã;{p};01/01/2020;;;;;", "đơn vị như hiện nay có từ ngày 01/07/2025, tệp ghi sớm hơn"),
    ("may-ha;Xã Mây Hạ;Xã;huyen-suong-lam;01/07/2021;;;;;", "đơn vị đã kết thúc, ngày cuối là 30/06/2025"),
    ("tinh-van-son;Tỉnh Vân Sơn;Tỉnh, thành phố;suoi-may;{day};;;;;", "đi ngược lên cấp trên lại gặp chính"),
    ("tinh-van-son;Tỉnh Vân Sơn;Tỉnh, thành phố;;01/07/2021;{day};;;;", "khi cấp trên “tinh-van-son” đã kết thúc"),
    ("suoi-may;Xã Suối Mây;Xã;{p};{day};;;so-noi-vu;may-ha;0,5", "phần của “may-ha” đã ghi là 1"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), CASES)
def test_what_cannot_be_is_told_with_its_row_and_column(admin: User, tmp_path: Path, line: str, said: str) -> None:
    assert said in refused(admin, csv_file(tmp_path, line.format(p=PROVINCE, day=DAY)))


def test_all_faults_are_told_at_once(admin: User, tmp_path: Path) -> None:
    page = refused(
        admin,
        csv_file(
            tmp_path,
            f"xa-a;Xã A;Xã;xa-b;{DAY};;;;;",
            f"xa-b;Xã B;Xã;xa-a;{DAY};;;;;",
            f"xa-a;Xã C;Xã;{PROVINCE};{DAY};;;;;",
            f"xa-d;Xã D;Xã;{PROVINCE};{DAY};;12;;khong-co;",
            "xa-e;Xã E;Thị trấn;khong-co;31/02/2026;;;;;",
            f"xa-g;Xã G;Xã;xa-e;{DAY};;;;;",
        ),
    )
    for said in ("không có loại “Thị trấn”", "không có ngày “31/02/2026”", "không có đơn vị mã “khong-co”"):
        assert said in page[page.index("dòng 6") :]
    assert "dòng 7" not in page  # what it stands under may well be right once its row is
    assert page.count("đi ngược lên cấp trên") == 2
    assert "dòng 4, mục “xa-a”: cột “Mã”: mã “xa-a” đã có ở dòng 2" in page
    assert "dòng 5, mục “xa-d”: cột “Mã hành chính”" in page
    assert "dòng 5, mục “xa-d”: cột “Đơn vị trước (mã)”" in page


@pytest.mark.slow
def test_a_country_is_read_and_written_within_seconds(admin: User, tmp_path: Path) -> None:
    path = csv_file(tmp_path, *country(3321))
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as reading:
        upload = staged(admin, path)
        plan = actions.plan_of(upload)
    assert plan.counts()[Change.MADE] == 3355
    with CaptureQueriesContext(connection) as writing:
        actions.write_list(admin, upload, seal=plan.seal, at=NOW)
    assert time.perf_counter() - begun < 20
    assert len(reading) <= 24
    # Rows go in by the hundred: SQLite takes 999 values in a statement.
    assert len(writing) <= 180
    assert not written(admin, path).writes
