"""Units and bodies are made, renamed, moved; merging and dividing with units that begin on the same day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from namro.apps.people.actions import (
    OrganisationError,
    Share,
    end_unit,
    make_position,
    make_unit,
    move_unit,
    rename_unit,
)
from namro.apps.people.actions.units import CODE_LENGTH
from namro.apps.people.models import AuditEntry, Kind, Role, Unit, User
from namro.apps.people.queries.choices import unit_choices
from namro.apps.people.queries.organisation import ended_under, span_at, tree_on, unit_handovers
from namro.core.base.spans import successors
from namro.demo.province import HOME, MERGER
from tests.apps.people.places import NOW, PROVINCE, TODAY, TOMORROW, body, unit

Cast = dict[str, User]
LATER = TODAY + timedelta(days=30)


def commune(actor: User, name: str, since: date = TODAY, **values: Any) -> Unit:
    given = {"kind": Kind.COMMUNE, "under": unit(PROVINCE), **values}
    return make_unit(actor, name=name, since=since, at=NOW, **given)


def test_a_commune_and_its_body_stand_in_the_tree_from_their_first_day(cast: Cast) -> None:
    admin = cast[Role.ADMIN]
    made = commune(admin, "  Xã   Đá Bạc ", LATER)
    inside = make_unit(
        admin, name="Văn phòng HĐND và UBND", kind=Kind.OFFICE, under=made, since=LATER, at=NOW, body=True
    )
    assert (made.code, inside.code, inside.home) == ("xa-da-bac", "xa-da-bac-van-phong-hdnd-va-ubnd", made)
    assert made.pk not in tree_on(LATER - timedelta(days=1)).nodes
    tree = tree_on(LATER)
    assert [step.name for step in tree.path(inside.pk)] == ["Tỉnh Vân Sơn", "Xã Đá Bạc", "Văn phòng HĐND và UBND"]
    assert tree.children(unit(PROVINCE).pk)[-1].id == made.pk
    entries = AuditEntry.objects.order_by("id").values_list("act", "subject", "unit__code", "note")
    assert list(entries) == [
        ("unit_made", "unit:xa-da-bac", "xa-da-bac", "Xã Đá Bạc, 01/04/2026"),
        ("unit_made", f"unit:{inside.code}", "xa-da-bac", "Văn phòng HĐND và UBND, 01/04/2026"),
    ]


def test_the_first_unit_stands_on_top(db: None) -> None:
    admin = User.objects.create_user("quantri", full_name="Quản trị", is_admin=True)
    made = make_unit(admin, name="Tỉnh Vân Sơn", kind=Kind.PROVINCE, under=None, since=TODAY, at=NOW)
    assert [node.id for node in tree_on(TODAY).children(None)] == [made.pk]


def test_a_code_is_made_free_and_stays_short(cast: Cast) -> None:
    first = commune(cast[Role.ADMIN], "Xã Bình An", kind=Kind.COMMUNE)
    end_unit(cast[Role.ADMIN], first, on=TOMORROW, successors=[], at=NOW)
    second = commune(cast[Role.ADMIN], "Xã Bình An", TOMORROW)
    long = commune(cast[Role.ADMIN], f"Xã {'Rất ' * 30}Dài")
    assert (first.code, second.code) == ("xa-binh-an", "xa-binh-an-2")
    assert len(long.code) <= CODE_LENGTH
    assert commune(cast[Role.ADMIN], "Nhóm").code == "nhom-2"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": " "}, "Chưa ghi tên"),
        ({"name": "xa suoi may"}, "Ở đây đã có “Xã Suối Mây” từ ngày 01/07/2025"),
        ({"kind": Kind.HAMLET}, "Chọn loại đúng với nơi đặt"),
        ({"body": True}, "Chọn loại đúng với nơi đặt"),
        ({"code": HOME}, "Mã “suoi-may” đã dùng"),
        ({"code": "Xã Mới"}, "Mã chỉ gồm chữ thường không dấu"),
        ({"code": "nhom"}, "Mã chỉ gồm chữ thường không dấu"),
        ({"since": date(2021, 6, 30)}, "“Tỉnh Vân Sơn” như hiện nay có từ ngày 01/07/2021"),
        ({"under": "huyen-suong-lam"}, "“Huyện Sương Lam” đã kết thúc từ ngày 01/07/2025"),
        ({"under": "huyen-suong-lam", "since": date(2025, 6, 1)}, "đã kết thúc từ ngày 01/07/2025"),
    ],
)
def test_what_cannot_be_made_is_refused_whole(cast: Cast, values: dict[str, Any], said: str) -> None:
    if "under" in values:
        values = {**values, "under": unit(values["under"])}
    before = Unit.objects.count()
    with pytest.raises(OrganisationError, match=said):
        commune(cast[Role.ADMIN], **{"name": "Xã Mới", **values})
    assert Unit.objects.count() == before
    assert not AuditEntry.objects.exists()


def test_a_body_of_a_unit_that_ends_ends_with_it(cast: Cast) -> None:
    home = commune(cast[Role.ADMIN], "Xã Đá Bạc")
    end_unit(cast[Role.ADMIN], home, on=LATER, successors=[], at=NOW)
    inside = make_unit(
        cast[Role.ADMIN], name="Phòng Kinh tế", kind=Kind.DIVISION, under=home, since=TODAY, at=NOW, body=True
    )
    made = make_position(cast[Role.ADMIN], inside, name="Trưởng phòng", role="officer", seats=1, since=TODAY, at=NOW)
    assert (span_at(inside, TODAY).until, made.until) == (LATER, LATER)


def test_a_new_name_holds_from_its_day_and_the_old_one_before(cast: Cast) -> None:
    admin, home = cast[Role.ADMIN], unit()
    rename_unit(admin, home, name="Phường Suối Mây", kind=Kind.WARD, on=LATER, at=NOW)
    assert span_at(home, LATER - timedelta(days=1)).name == "Xã Suối Mây"
    assert (span_at(home, LATER).name, span_at(home, LATER).kind) == ("Phường Suối Mây", Kind.WARD)
    assert tree_on(LATER).nodes[home.pk].parent == unit(PROVINCE).pk
    assert AuditEntry.objects.get().note == "Xã Suối Mây (Xã) → Phường Suối Mây (Phường), 01/04/2026"
    assert home.pk not in {row.unit_id for row in ended_under(unit(PROVINCE), LATER, unit_handovers())}
    with pytest.raises(OrganisationError, match="“Phường Suối Mây” như hiện nay có từ ngày 01/04/2026"):
        rename_unit(admin, home, name="Xã Khác", kind=Kind.COMMUNE, on=TOMORROW, at=NOW)
    rename_unit(admin, home, name="Phường Suối Mơ", kind=Kind.WARD, on=LATER, at=NOW)
    assert [span.name for span in home.spans.order_by("since")] == ["Xã Suối Mây", "Phường Suối Mơ"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Không có gì thay đổi"),
        ({"on": MERGER - timedelta(days=1)}, "“Phòng Kinh tế” như hiện nay có từ ngày 01/07/2025"),
        ({"name": "Phòng Văn hóa – Xã hội"}, "Ở đây đã có “Phòng Văn hóa – Xã hội”"),
        ({"kind": Kind.WARD}, "Chọn loại đúng với nơi đặt"),
    ],
)
def test_a_name_that_cannot_be_is_refused(cast: Cast, values: dict[str, Any], said: str) -> None:
    given = {"name": "Phòng Kinh tế", "kind": Kind.DIVISION, "on": TOMORROW, **values}
    with pytest.raises(OrganisationError, match=said):
        rename_unit(cast[Role.ADMIN], body("kinh-te"), at=NOW, **given)
    assert body("kinh-te").spans.count() == 1


def test_a_unit_moves_under_another_and_never_under_itself(cast: Cast) -> None:
    admin = cast[Role.ADMIN]
    region = make_unit(
        admin, name="Vùng Bắc", kind=Kind.DEPARTMENT, under=unit(PROVINCE), since=TODAY, at=NOW, code="vung-bac"
    )
    move_unit(admin, unit(), to=region, on=TOMORROW, at=NOW)
    assert tree_on(TODAY).nodes[unit().pk].parent == unit(PROVINCE).pk
    assert [step.code for step in tree_on(TOMORROW).path(unit().pk)] == [PROVINCE, "vung-bac", HOME]
    for moved, to, said in (
        (unit(PROVINCE), unit(), "đang nằm dưới nó"),
        (region, region, "đang nằm dưới nó"),
        (unit(), region, "Không có gì thay đổi"),
        (body("kinh-te"), region, "Bộ phận không chuyển sang đơn vị khác"),
        (unit(), body("kinh-te"), "Bộ phận không chuyển sang đơn vị khác"),
        (unit(), unit("huyen-suong-lam"), "đã kết thúc từ ngày 01/07/2025"),
    ):
        with pytest.raises(OrganisationError, match=said):
            move_unit(admin, moved, to=to, on=LATER, at=NOW)
    assert AuditEntry.objects.latest("id").note == "Xã Suối Mây: Tỉnh Vân Sơn → Vùng Bắc, 03/03/2026"
    with pytest.raises(OrganisationError, match="Còn đơn vị trực thuộc: Xã Suối Mây"):
        end_unit(admin, region, on=LATER, successors=[], at=NOW)


def test_two_communes_become_one_and_one_becomes_two_on_a_day_to_come(cast: Cast) -> None:
    admin = cast[Role.ADMIN]
    other = commune(admin, "Xã Đá Bạc")
    new, small = commune(admin, "Xã Suối Bạc", LATER), commune(admin, "Xã Mây Trên", LATER)
    assert {new.pk, small.pk} <= {key for key, _name in unit_choices(unit(), TODAY)}
    assert (new.pk, "Xã Suối Bạc (từ 01/04/2026)") in unit_choices(unit(), TODAY)
    end_unit(admin, other, on=LATER, successors=[Share(new, Decimal(1))], at=NOW)
    shares = [Share(new, Decimal("0.7")), Share(small, Decimal("0.3"))]
    with pytest.raises(OrganisationError, match="“Xã Suối Bạc” không nhận được việc vào ngày 31/03/2026"):
        end_unit(admin, unit(), on=LATER - timedelta(days=1), successors=shares, at=NOW)
    end_unit(admin, unit(), on=LATER, successors=shares, at=NOW)
    assert successors(unit().pk, unit_handovers(), LATER) == {new.pk: Fraction(7, 10), small.pk: Fraction(3, 10)}
    assert successors(other.pk, unit_handovers(), LATER) == {new.pk: Fraction(1)}
    note = AuditEntry.objects.latest("id").note
    assert note == "Xã Suối Mây, 01/04/2026 → Xã Suối Bạc 70 %, Xã Mây Trên 30 %"
