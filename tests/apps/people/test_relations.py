"""Who appraises a unit and what official codes it has, in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.indicators.values import levels_of
from namro.apps.people import actions
from namro.apps.people.actions.loading import load
from namro.apps.people.models import LOCAL, AuditEntry, Kind, OfficialCode, Oversight, Role, Unit, UnitSpan, User
from namro.apps.people.queries.relations import appraiser_of, appraisers_of, overseen_by
from namro.core.base.clock import system_clock
from namro.demo.province import HOME, MERGER, province
from tests.apps.people.places import NOW, PROVINCE, TODAY, TOMORROW, unit
from tests.apps.people.test_making_pages import done, refused
from tests.apps.people.test_organisation_pages import text

Browsers = Callable[[str], Client]
BEFORE = MERGER - timedelta(days=1)
HOME_PAGE = f"/to-chuc/{HOME}"


def change(admin: User, *codes: str, to: str, on: date) -> list[int]:
    keys = [unit(code).pk for code in codes]
    return actions.change_appraiser(admin, keys, of=unit(codes[0]), appraiser=unit(to), on=on, at=NOW)


def test_a_district_appraised_before_the_merger_and_the_province_since(cast: dict[str, User]) -> None:
    assert appraiser_of(unit("may-ha"), BEFORE) == unit("huyen-suong-lam")
    assert appraiser_of(unit("may-ha"), MERGER) is None
    assert appraiser_of(unit(), MERGER) == unit(PROVINCE)
    assert appraiser_of(unit(), BEFORE) is None
    assert list(overseen_by(unit("huyen-suong-lam"), BEFORE)) == [unit("may-ha")]
    assert list(overseen_by(unit(PROVINCE), TODAY)) == [unit()]


def test_another_appraiser_from_a_day_on_leaves_what_was(cast: dict[str, User]) -> None:
    assert change(cast[Role.ADMIN], HOME, to="so-noi-vu", on=TODAY) == [unit().pk]
    assert appraiser_of(unit(), TODAY - timedelta(days=1)) == unit(PROVINCE)
    assert appraiser_of(unit(), TODAY) == unit("so-noi-vu")
    first = Oversight.objects.get(unit=unit(), appraiser=unit(PROVINCE))
    assert (first.since, first.until) == (MERGER, TODAY)
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.unit) == (AuditEntry.Act.APPRAISER_CHANGED, unit())
    assert "Sở Nội vụ" in entry.note


def test_on_the_very_day_of_a_change_it_is_corrected(cast: dict[str, User]) -> None:
    change(cast[Role.ADMIN], HOME, to="so-noi-vu", on=TODAY)
    change(cast[Role.ADMIN], HOME, to="van-phong-tinh", on=TODAY)
    assert [row.appraiser.code for row in Oversight.objects.filter(unit=unit()).order_by("since")] == [
        PROVINCE,
        "van-phong-tinh",
    ]


@pytest.mark.parametrize(
    ("to", "on", "said"),
    [
        (HOME, TODAY, "không tự thẩm định mình"),
        (PROVINCE, TODAY, "Không có gì thay đổi"),
        ("so-noi-vu", BEFORE, "có từ ngày 01/07/2025"),
        ("huyen-suong-lam", TODAY, "đã kết thúc"),
    ],
)
def test_what_cannot_be_is_refused(cast: dict[str, User], to: str, on: date, said: str) -> None:
    with pytest.raises(actions.OrganisationError, match=said):
        change(cast[Role.ADMIN], HOME, to=to, on=on)
    assert appraiser_of(unit(), TODAY) == unit(PROVINCE)


def test_all_communes_of_a_province_at_once_in_a_fixed_number_of_queries(db: None, browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    on = system_clock().date()
    for n in range(1, 6):
        made = actions.make_unit(
            User.objects.get(is_admin=True), name=f"Xã {n}", kind="commune", under=unit(PROVINCE), since=MERGER, at=NOW
        )
        Oversight.objects.create(unit=made, appraiser=unit(PROVINCE), since=MERGER)
    AuditEntry.objects.all().delete()
    page = text(admin, f"/to-chuc/{PROVINCE}/tham-dinh")
    assert "Cơ quan thẩm định của 6 xã, phường, đặc khu" in page
    said = done(admin, f"/to-chuc/{PROVINCE}/tham-dinh", appraiser=unit("so-noi-vu").pk, on=on.isoformat())
    assert "Đã ghi cơ quan thẩm định của 6 đơn vị" in said
    assert AuditEntry.objects.count() == 1
    communes = list(UnitSpan.objects.filter(kind__in=LOCAL, until=None).values_list("unit", flat=True))
    with CaptureQueriesContext(connection) as found:
        assert set(appraisers_of(communes, on).values()) == {unit("so-noi-vu").pk}
    assert len(found) <= 2
    keys = [key for key in communes if key != unit().pk]
    with CaptureQueriesContext(connection) as few:
        actions.change_appraiser(
            User.objects.get(is_admin=True), keys[:1], of=unit(), appraiser=unit(PROVINCE), on=on, at=NOW
        )
    with CaptureQueriesContext(connection) as many:
        actions.change_appraiser(
            User.objects.get(is_admin=True), keys[1:], of=unit(), appraiser=unit(PROVINCE), on=on, at=NOW
        )
    assert len(many) == len(few)


def test_the_page_says_who_appraises_and_the_codes(browser_of: Browsers) -> None:
    page = text(browser_of(Role.OFFICER), HOME_PAGE)
    for words in ("Cơ quan thẩm định", "Tỉnh Vân Sơn", "từ 01/07/2025", "99103", "H99.201"):
        assert words in page
    old = text(browser_of(Role.OFFICER), "/to-chuc/may-ha?ngay=2025-06-30")
    assert "Huyện Sương Lam" in old
    assert "99103" in old


def test_a_code_changes_from_a_day_on(cast: dict[str, User]) -> None:
    admin = cast[Role.ADMIN]
    actions.change_code(admin, unit(), system="administrative", code="99 104", on=TODAY, at=NOW)
    codes = OfficialCode.objects.filter(unit=unit(), system="administrative").order_by("since")
    assert [(row.code, row.since, row.until) for row in codes] == [
        ("99103", MERGER, TODAY),
        ("99104", TODAY, None),
    ]
    actions.change_code(admin, unit(), system="administrative", code="", on=TOMORROW, at=NOW)
    assert OfficialCode.objects.get(code="99104").until == TOMORROW
    assert AuditEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("system", "code", "said"),
    [
        ("administrative", "9910", "không đúng dạng. Viết 5 chữ số"),
        ("exchange", "h99.1", "không đúng dạng"),
        ("administrative", "99103", "Không có gì thay đổi"),
    ],
)
def test_codes_of_another_form_are_refused(cast: dict[str, User], system: str, code: str, said: str) -> None:
    with pytest.raises(actions.OrganisationError, match=said):
        actions.change_code(cast[Role.ADMIN], unit(), system=system, code=code, on=TODAY, at=NOW)


def test_a_code_is_one_units_on_a_day(cast: dict[str, User], browser_of: Browsers) -> None:
    admin = cast[Role.ADMIN]
    made = actions.make_unit(
        admin, name="Đặc khu Đảo Mây", kind="special_zone", under=unit(PROVINCE), since=TODAY, at=NOW
    )
    form = {"system": "administrative", "code": "99103", "on": TODAY.isoformat()}
    assert "đang là của đơn vị suoi-may từ ngày 01/07/2025" in refused(
        browser_of(Role.ADMIN), f"/to-chuc/{made.code}/ma", **form
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialCode.objects.create(unit=made, system="administrative", code="99103", since=TODAY)
    assert "Đã ghi mã" in done(browser_of(Role.ADMIN), f"/to-chuc/{made.code}/ma", **{**form, "code": "99777"})


def test_a_special_zone_is_scored_as_a_commune(cast: dict[str, User]) -> None:
    admin = cast[Role.ADMIN]
    zone = actions.make_unit(
        admin, name="Đặc khu Mây", kind=Kind.SPECIAL_ZONE, under=unit(PROVINCE), since=TODAY, at=NOW
    )
    assert levels_of([zone.pk], TODAY.year) == {zone.pk: "commune"}


def test_what_ends_is_appraised_no_longer_and_its_code_is_free(cast: dict[str, User]) -> None:
    actions.end_unit(cast[Role.ADMIN], unit(), on=TODAY, successors=[], at=NOW)
    assert appraiser_of(unit(), TODAY) is None
    assert appraiser_of(unit(), TODAY - timedelta(days=1)) == unit(PROVINCE)
    assert set(OfficialCode.objects.filter(unit=unit()).values_list("until", flat=True)) == {TODAY}


def test_the_whole_demo_has_an_appraiser_for_every_commune(db: None) -> None:
    load(province(), password="mat-khau-cua-demo", at=NOW)
    communes = set(UnitSpan.objects.filter(kind__in=LOCAL, until=None).values_list("unit", flat=True))
    assert set(appraisers_of(communes, TODAY)) == communes
    assert Unit.objects.filter(official_codes__system="administrative").distinct().count() == len(communes) + 3
