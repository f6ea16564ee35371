"""The forms of the organisation: each works without script, says what is wrong, and leads to what was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people import actions
from namro.apps.people.models import AuditEntry, Group, GroupMember, Position, Role, Unit, UnitSpan, User
from namro.core.base.clock import system_clock
from namro.demo.offices import HAMLET_HEADS
from namro.demo.province import HOME
from tests.apps.people.places import PROVINCE, seat, unit
from tests.apps.people.test_organisation_pages import queries, text

Browsers = Callable[[str], Client]
UNIT = f"/to-chuc/{HOME}"
BODY = f"{UNIT}-kinh-te"


def today() -> str:
    return system_clock().date().isoformat()


def done(client: Client, address: str, **form: object) -> str:
    """What the page says to which a form leads that went through."""
    answer = client.post(address, form, follow=True)
    assert answer.redirect_chain, refusal_in(answer.content.decode())
    return answer.content.decode()


def refused(client: Client, address: str, **form: object) -> str:
    answer = client.post(address, form)
    assert answer.status_code == 400
    return answer.content.decode()


def refusal_in(page: str) -> str:
    return page[page.find('role="alert"') :][:300]


def group() -> Group:
    return Group.objects.get(unit__code=HOME, name=HAMLET_HEADS)


def test_an_empty_installation_begins_with_the_unit_on_top(db: None, client: Client) -> None:
    client.force_login(User.objects.create_user("quantri", full_name="Hà Sơn", is_admin=True))
    assert 'href="/to-chuc/don-vi-moi"' in text(client, "/to-chuc")
    page = done(client, "/to-chuc/don-vi-moi", kind="province", name="Tỉnh Vân Sơn", since="2021-07-01")
    assert "Đã lập Tỉnh Vân Sơn" in page
    form = {"kind": "commune", "name": "Xã Suối Mây", "since": "2025-07-01"}
    assert "Xã Suối Mây" in done(client, "/to-chuc/tinh-van-son/don-vi-moi", **form)
    body = {"kind": "office", "name": "Văn phòng HĐND và UBND", "since": "2025-07-01"}
    assert "Văn phòng HĐND và UBND" in done(client, "/to-chuc/xa-suoi-may/bo-phan-moi", **body)
    seats = {"name": "Chánh Văn phòng", "role": "officer", "seats": "1", "since": "2025-07-01"}
    page = done(client, "/to-chuc/xa-suoi-may-van-phong-hdnd-va-ubnd/chuc-danh-moi", **seats)
    assert "Chưa có ai giữ chức danh này" in page
    account = {"full_name": "Lê An", "username": "le.an", "password": "suoi may chay xa"}
    assert "Đã tạo tài khoản của Lê An" in done(client, "/to-chuc/nguoi/moi", **account)
    (position,) = Position.objects.all()
    page = done(client, f"/to-chuc/chuc-danh/{position.pk}/bo-nhiem", person="le.an", since="2025-07-01")
    assert "Lê An" in page


def test_the_empty_page_offers_nothing_to_others(db: None, client: Client) -> None:
    client.force_login(User.objects.create_user("moi", full_name="Hà Mới"))
    assert "/to-chuc/don-vi-moi" not in text(client, "/to-chuc")


def test_a_unit_renamed_shows_each_name_on_its_day_and_who_wrote_it(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    tomorrow = system_clock().date() + timedelta(days=1)
    form = {"name": "Phường Suối Mây", "kind": "ward", "on": f"{tomorrow:%d/%m/%Y}"}
    assert 'value="Xã Suối Mây"' in text(admin, f"{UNIT}/doi-ten")
    assert "Đã ghi tên mới" in done(admin, f"{UNIT}/doi-ten", **form)
    officer = browser_of(Role.OFFICER)
    assert "<h1>Xã Suối Mây</h1>" in text(officer, UNIT)
    page = text(officer, f"{UNIT}?ngay={tomorrow.isoformat()}")
    assert "<h1>Phường Suối Mây</h1><p>Phường, từ 01/07/2025</p>" in page
    assert f"01/07/2025 đến trước {tomorrow:%d/%m/%Y}" in page
    assert "Xã Suối Mây (Xã) → Phường Suối Mây (Phường)" in page
    history = text(officer, f"{UNIT}/lich-su")
    assert "Đổi tên đơn vị, bộ phận" in history
    assert "Đỗ Hải Yến" in history
    assert text(officer, f"{BODY}/lich-su") == history


def test_wrong_days_and_names_are_said_in_the_form(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    page = refused(admin, f"{BODY}/doi-ten", name="Phòng Mới", kind="division", on="2025-06-30")
    assert "“Phòng Kinh tế” như hiện nay có từ ngày 01/07/2025. Chọn ngày đó hoặc sau đó." in page
    assert 'value="Phòng Mới"' in page
    assert "Ngày này không có" in refused(admin, f"{BODY}/doi-ten", name="A", kind="division", on="2026-02-30")
    page = refused(admin, f"{BODY}/doi-ten", name="A", kind="division", on="30/2/2026")
    assert "Ngày này không có. Gần nhất là 28/02/2026 và 01/03/2026." in page
    assert 'value="30/2/2026"' in page
    assert 'type="date"' not in page
    page = refused(admin, f"{UNIT}/bo-phan-moi", name="", kind="ward", since="", code="Sai Mã")
    for said in ("Chưa ghi ô này", "Không còn lựa chọn này", "Chưa ghi ngày", "Mã chỉ gồm chữ thường"):
        assert said in page
    assert "Chưa ghi số người" in refused(admin, f"{BODY}/chuc-danh-moi", name="A", role="officer", since=today())
    assert refused(admin, f"{BODY}/chuc-danh-moi", name="A", role="admin", seats="1", since=today())
    assert not AuditEntry.objects.exists()


def test_a_unit_moves_and_a_body_cannot(browser_of: Browsers) -> None:
    admin, to = browser_of(Role.ADMIN), unit("so-noi-vu")
    assert "Đã ghi nơi trực thuộc mới" in done(admin, f"{UNIT}/chuyen", to=to.pk, on=today())
    assert UnitSpan.objects.get(unit__code=HOME, until=None).parent == to
    assert admin.get(f"{BODY}/chuyen").status_code == 404


def test_more_lines_for_successors_keep_what_was_typed(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    names = [f"Xã Mới {n}" for n in range(4)]
    for name in names:
        done(admin, f"/to-chuc/{PROVINCE}/don-vi-moi", name=name, kind="commune", since=today())
    to = [Unit.objects.get(spans__name=name).pk for name in names]
    form = {"on": today(), "to_1": to[0], "part_1": "25", "lines": "3"}
    page = admin.post(f"{UNIT}/ket-thuc", {**form, "more": "1"}).content.decode()
    assert 'name="to_6"' in page
    assert 'value="25"' in page
    assert 'class="err"' not in page
    parts = {f"to_{n}": key for n, key in enumerate(to, 1)} | {f"part_{n}": "25" for n in range(1, 5)}
    page = done(admin, f"{UNIT}/ket-thuc", **{**parts, "on": today(), "lines": "6"})
    assert all(f"{name}</a> (25 %)" in page for name in names)


def test_positions_are_renamed_and_moved(browser_of: Browsers) -> None:
    admin, position = browser_of(Role.ADMIN), seat("van-phong", "Công chức Tư pháp – Hộ tịch")
    address = f"/to-chuc/chuc-danh/{position.pk}"
    page = done(admin, f"{address}/doi-ten", name="Công chức Tư pháp", seats="2", on=today())
    assert "<h1>Công chức Tư pháp</h1>" in page
    assert "Công chức Tư pháp – Hộ tịch, Văn phòng HĐND và UBND" in page
    page = done(admin, f"{address}/chuyen", to=unit(f"{HOME}-ttpvhcc").pk, on=today())
    assert "Trung tâm Phục vụ hành chính công, Xã Suối Mây" in page
    assert "Lê Thu An" in page
    assert "Người làm việc tại Bộ phận Một cửa" in page
    assert "Trung tâm Phục vụ hành chính công" in text(
        admin, f"/to-chuc/nguoi/{position.holdings.earliest('id').user_id}"
    )
    before = text(admin, f"{UNIT}?ngay=2026-01-05")
    assert before.index("Văn phòng HĐND") < before.index("Công chức Tư pháp – Hộ tịch") < before.index("Phòng Kinh tế")
    stranger = unit("so-noi-vu-cchc").pk
    assert "Không còn lựa chọn này" in refused(admin, f"{address}/chuyen", to=stranger, on=today())


def test_a_former_name_stands_beside_the_name_of_its_body_then(browser_of: Browsers, cast: dict[str, User]) -> None:
    position, now = seat("van-phong", "Công chức Tư pháp – Hộ tịch"), system_clock()
    actions.change_position(cast[Role.ADMIN], position, name="Công chức Tư pháp", seats=3, on=now.date(), at=now)
    actions.rename_unit(cast[Role.ADMIN], unit(), name="Phường Suối Mây", kind="ward", on=now.date(), at=now)
    page = text(browser_of(Role.OFFICER), f"/to-chuc/chuc-danh/{position.pk}")
    assert "Công chức Tư pháp – Hộ tịch, Văn phòng HĐND và UBND, Xã Suối Mây" in page
    assert "Văn phòng HĐND và UBND, Phường Suối Mây</a>" in page
    assert "thiếu 1 người" in text(browser_of(Role.OFFICER), UNIT)


def test_the_coordinator_keeps_the_groups_of_the_own_unit_only(browser_of: Browsers) -> None:
    coordinator = browser_of(Role.COORDINATOR)
    assert "Lập nhóm" in text(coordinator, UNIT)
    assert "Chọn chức danh vào nhóm" in done(coordinator, f"{UNIT}/nhom-moi", name="Tổ chuyển đổi số")
    made = Group.objects.get(name="Tổ chuyển đổi số")
    empty = text(coordinator, f"/to-chuc/nhom/{made.pk}")
    assert "nhóm chưa có chức danh nào: việc giao cho nhóm không đến ai" in empty
    assert "chưa có ai</span>" in text(coordinator, UNIT)
    head = seat("thon-1", "Trưởng thôn")
    page = done(coordinator, f"/to-chuc/nhom/{made.pk}/them", positions=[head.pk], on=today())
    assert "Trưởng thôn</a>" in page
    assert GroupMember.objects.get(group=made).position == head
    assert "Chưa chọn chức danh nào" in refused(coordinator, f"/to-chuc/nhom/{made.pk}/bot", on=today())
    page = done(coordinator, f"/to-chuc/nhom/{made.pk}/bot", positions=[head.pk], on=today())
    assert "nhóm chưa có chức danh nào" in page
    done(coordinator, f"/to-chuc/nhom/{made.pk}/doi-ten", name="Tổ công nghệ số")
    strange = Group.objects.create(unit=unit("so-noi-vu"), name="Tổ thẩm định")
    for address in (f"/to-chuc/nhom/{strange.pk}/them", "/to-chuc/so-noi-vu/nhom-moi"):
        assert coordinator.get(address).status_code == 403
        assert coordinator.post(address, {"name": "X", "on": today()}).status_code == 403
    assert "Lập nhóm" not in text(coordinator, "/to-chuc/so-noi-vu")
    assert "Thêm vào nhóm" not in text(coordinator, f"/to-chuc/nhom/{strange.pk}")


def test_a_group_shows_its_members_of_another_day(browser_of: Browsers) -> None:
    officer = browser_of(Role.OFFICER)
    assert text(officer, f"/to-chuc/nhom/{group().pk}").count("Trưởng thôn</a>") == 4
    assert "nhóm chưa có chức danh nào" in text(officer, f"/to-chuc/nhom/{group().pk}?ngay=2025-06-30")
    assert officer.get(f"/to-chuc/nhom/{group().pk}?ngay=x").status_code == 400


def test_a_group_whose_places_nobody_holds_warns(browser_of: Browsers) -> None:
    for member in group().members.all():
        member.position.holdings.all().delete()
    assert "không có ai giữ các chức danh này" in text(browser_of(Role.OFFICER), f"/to-chuc/nhom/{group().pk}")


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.COUNCIL, Role.WATCHER, Role.ENUMERATOR]
)
def test_nobody_else_changes_anything(browser_of: Browsers, role: Role) -> None:
    client, position = browser_of(role), seat("van-phong", "Công chức Văn phòng – Thống kê")
    addresses = [
        "/to-chuc/don-vi-moi",
        f"{UNIT}/don-vi-moi",
        f"{UNIT}/bo-phan-moi",
        f"{UNIT}/doi-ten",
        f"{UNIT}/chuyen",
        f"{BODY}/chuc-danh-moi",
        f"/to-chuc/chuc-danh/{position.pk}/doi-ten",
        f"/to-chuc/chuc-danh/{position.pk}/chuyen",
        "/to-chuc/nguoi/moi",
    ]
    if role != Role.COORDINATOR:
        addresses += [f"{UNIT}/nhom-moi", *(f"/to-chuc/nhom/{group().pk}/{act}" for act in ("them", "bot", "doi-ten"))]
    for address in addresses:
        assert client.post(address, {"name": "X", "on": today()}).status_code == 403, address
    page = text(client, f"{UNIT}?sua=1")
    assert "Sửa tổ chức" not in page
    assert not any(f'href="{address}"' in page for address in addresses)
    assert not AuditEntry.objects.exists()


def test_an_account_is_made_by_an_administrator(browser_of: Browsers, cast: dict[str, User]) -> None:
    admin = browser_of(Role.ADMIN)
    form = {"full_name": " Hà  Mới ", "username": "Ha.Moi", "password": "suoi may chay xa"}
    assert "Mật khẩu ngắn quá" in refused(admin, "/to-chuc/nguoi/moi", **{**form, "password": "ngan"})
    assert "là của Lê Thu An" in refused(admin, "/to-chuc/nguoi/moi", **{**form, "username": "congchuc"})
    done(admin, "/to-chuc/nguoi/moi", **form)
    done(admin, "/to-chuc/nguoi/moi", **{**form, "username": "ha.hai", "is_admin": "on"})
    made, other = User.objects.get(username="ha.moi"), User.objects.get(username="ha.hai")
    assert (made.full_name, made.is_admin, other.is_admin) == ("Hà Mới", False, True)
    assert made.check_password("suoi may chay xa")
    rows = AuditEntry.objects.order_by("id").values_list("act", "actor__username", "subject", "note")
    assert list(rows) == [
        ("account_made", "quantri", "user:ha.moi", "tài khoản mới"),
        ("admin_granted", "quantri", "user:ha.hai", "tài khoản mới"),
    ]


def test_pages_ask_as_often_for_three_times_as_much(browser_of: Browsers, cast: dict[str, User]) -> None:
    client, position = browser_of(Role.ADMIN), seat("van-phong", "Công chức Tư pháp – Hộ tịch")
    pages = [
        f"{UNIT}?sua=1",
        f"{UNIT}/lich-su",
        f"{UNIT}/doi-ten",
        f"{UNIT}/chuyen",
        f"/to-chuc/chuc-danh/{position.pk}/chuyen",
        f"/to-chuc/nhom/{group().pk}",
        f"/to-chuc/nhom/{group().pk}/them",
        f"/to-chuc/nhom/{group().pk}/bot",
    ]
    now = system_clock()
    actions.make_group(cast[Role.ADMIN], unit(), name="Nhóm đầu", at=now)
    few = [queries(client, page) for page in pages]
    for n in range(12):
        body = actions.make_unit(
            cast[Role.ADMIN], name=f"Thôn {n}", kind="hamlet", under=unit(), since=now.date(), at=now, body=True
        )
        head = actions.make_position(
            cast[Role.ADMIN], body, name="Trưởng thôn", role="officer", seats=1, since=now.date(), at=now
        )
        if n % 2:
            actions.add_members(cast[Role.ADMIN], group(), positions=[head], on=now.date(), at=now)
        actions.make_group(cast[Role.ADMIN], unit(), name=f"Nhóm {n}", at=now)
    assert [queries(client, page) for page in pages] == few
    assert max(few) <= 17


def test_history_is_shown_page_by_page(browser_of: Browsers, cast: dict[str, User]) -> None:
    now = system_clock()
    for n in range(60):
        actions.make_group(cast[Role.ADMIN], unit(), name=f"Nhóm số {n}", at=now)
    client = browser_of(Role.OFFICER)
    with CaptureQueriesContext(connection) as found:
        first = text(client, f"{UNIT}/lich-su")
    assert "Nhóm số 59" in first
    assert "Nhóm số 9<" not in first
    assert "Nhóm số 9<" in text(client, f"{UNIT}/lich-su?trang=2")
    assert len(found) <= 8
    assert text(client, UNIT).count("Lập nhóm</td>") == 8


def test_a_form_leads_back_to_what_it_changes(browser_of: Browsers) -> None:
    held = Position.objects.filter(unit__code="suoi-may-kinh-te").first()
    assert held is not None
    for form in ("doi-ten", "chuyen", "ket-thuc", "bo-nhiem"):
        page = text(browser_of(Role.ADMIN), f"/to-chuc/chuc-danh/{held.pk}/{form}")
        assert f'href="/to-chuc/chuc-danh/{held.pk}">{held.name}</a>' in page
        assert f'href="/to-chuc/chuc-danh/{held.pk}">Thôi</a>' in page


@pytest.mark.parametrize("typed", ["05/01/2026", "5/1/2026", "2026-01-05"])
def test_a_day_is_typed_as_people_write_it(browser_of: Browsers, typed: str) -> None:
    page = browser_of(Role.OFFICER).get(UNIT, {"ngay": typed}).content.decode()
    assert 'value="05/01/2026"' in page
    assert "Ngày này không có" not in page
