"""Spot checks: drawn again from the seed, a short form per dossier, the result in the inspection register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.officers.actions.spot import close_check, draw_check, drawn, frame_of
from namro.apps.officers.models import SpotCheck
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.registers.models import RegisterRow
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.service.spot_check import form
from tests.apps.officers.given import handled_by, in_september

pytestmark = pytest.mark.usefixtures("data_folder")
AT = datetime(2026, 10, 20, 9, 0, tzinfo=VIETNAM)
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


def drawn_check(cast: dict[str, User], size: int = 4, seed: str = "20/10, biên bản 3") -> SpotCheck:
    leader = cast[Role.LEADER]
    leader.standing = standing_of(leader, AT.date())
    return draw_check(leader, Unit.objects.get(code="suoi-may"), first=FIRST, last=LAST, size=size, seed=seed, at=AT)


def answers(**other: str) -> dict[str, str]:
    return {f"c-{one.code}": other.get(one.code, "good") for one in form().questions}


def test_the_seed_draws_the_same_dossiers_again(cast: dict[str, User]) -> None:
    handled_by(cast, *[in_september(f"{n}") for n in range(20)])
    row = drawn_check(cast)
    codes = [code for code, _key in frame_of(row.unit_id, FIRST, LAST)]
    chosen = [item.dossier.code for item in row.items.order_by("place")]
    assert [codes[place] for place in drawn(row.seed, codes, row.size)] == chosen
    assert row.frame == 20
    assert chosen != [item.dossier.code for item in drawn_check(cast, seed="khác").items.order_by("place")]
    for size, seed in ((21, "x"), (0, "x"), (4, " ")):
        with pytest.raises(NamroError):
            drawn_check(cast, size, seed)
    coordinator, officer = cast[Role.COORDINATOR], cast[Role.OFFICER]
    officer.standing = standing_of(officer, AT.date())
    with pytest.raises(PermissionDenied):
        draw_check(officer, row.unit, first=FIRST, last=LAST, size=1, seed="x", at=AT)
    assert AuditEntry.objects.filter(act="spot_checked").count() == 2
    assert coordinator.pk


def test_what_was_found_lands_in_the_inspection_register(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    own, other = in_september("1"), in_september("2") | {"officer": cast[Role.COORDINATOR].full_name}
    officer = handled_by(cast, own, other)
    row = drawn_check(cast, 2)
    leader = browser_of(Role.LEADER)
    url = f"/kiem-tra-ho-so/{row.code}"
    first, second = row.items.order_by("dossier__code")
    assert leader.post(url, {"ho-so": first.pk, "ghi-chu": ""}).status_code == 400
    assert leader.post(url, {"ho-so": first.pk, "ghi-chu": "thiếu phiếu", **answers(slips="fault")}).status_code == 302
    leader.post(f"{url}/ket-thuc")
    assert RegisterRow.objects.count() == 0
    assert leader.post(url, {"ho-so": second.pk, **answers(fee="none")}).status_code == 302
    assert leader.post(f"{url}/ket-thuc").status_code == 302
    rows = {one.data["nguoi"].partition("|")[0]: one.data for one in RegisterRow.objects.filter(register="kiem-tra")}
    bad = next(one for one in rows.values() if one["ket_qua"] == "co_sai_sot")
    assert len(rows) == 2
    assert "thiếu phiếu" in bad["sai_sot"]
    assert "H99.201-1" in bad["noi_dung"]
    assert str(officer.pk) in str(sorted(rows)) or officer.full_name in bad["nguoi"]
    row.refresh_from_db()
    assert row.closed_at is not None
    assert {item.row for item in row.items.all()} == {one.code for one in RegisterRow.objects.all()}
    assert leader.post(url, {"ho-so": second.pk, **answers()}).status_code == 400
    assert browser_of(Role.OFFICER).get(url).status_code == 403


def test_a_name_that_nobody_knows_is_asked_for_first(cast: dict[str, User]) -> None:
    handled_by(cast, in_september("1") | {"officer": "motcua03"})
    row = drawn_check(cast, 1)
    row.items.update(answers={one.code: "good" for one in form().questions})
    with pytest.raises(NamroError, match="motcua03"):
        close_check(cast[Role.LEADER], row, at=AT)
    assert RegisterRow.objects.count() == 0
