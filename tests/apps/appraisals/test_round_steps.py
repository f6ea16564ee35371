"""One step for all units of a round: what can move and what cannot and why; each unit by itself; a batch at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.appraisals.actions.rounds import counts, move_all, preview
from namro.apps.assessments.models import Assessment, Line, Round, StateEvent
from namro.apps.people.models import AuditEntry, Role, Unit, UnitSpan, User
from namro.core.base.errors import NamroError
from tests.apps.appraisals.judging import in_appraisal, judged, surveyed
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def made(cast: dict[str, User]) -> Round:
    """A round of four units in appraisal; the first one has everything decided, the others nothing."""
    sheet = in_appraisal(cast)
    found = sheet.round
    assert found is not None
    for count in range(3):
        _more(sheet, f"Xã Thêm {count}")
    for node, points in (("1.1", "2"), ("1.2", "3.5"), ("1.3", "1")):
        judged(cast[Role.APPRAISER], sheet, node, points)
    return found


def _more(sheet: Assessment, name: str) -> Assessment:
    """Another unit's sheet like this one."""
    span = UnitSpan.objects.filter(unit=sheet.unit).latest("since")
    unit = Unit.objects.create(code=name.lower().replace(" ", "-").replace("ã", "a").replace("ê", "e"))
    UnitSpan.objects.create(unit=unit, name=name, kind=span.kind, parent=span.parent, since=span.since, rank=99)
    lines = list(sheet.lines.all())
    row = Assessment.objects.get(pk=sheet.pk)
    row.pk, row.unit = None, unit
    row.save()
    for line in lines:
        line.pk, line.assessment = None, row
    Line.objects.bulk_create(lines)
    return row


def test_the_preview_says_who_moves_and_who_cannot(cast: dict[str, User], made: Round) -> None:
    chair = ready(cast[Role.COUNCIL])
    assert counts(made) == {"appraise": 0, "explain": 4, "reappraise": 0, "decide": 4}
    found = preview(chair, made, "explain")
    assert [bool(one.why) for one in found] == [False, True, True, True]
    assert found[1].rows == ("1.1", "1.2", "1.3")


def test_units_move_one_by_one(cast: dict[str, User], made: Round) -> None:
    chair = ready(cast[Role.COUNCIL])
    moved = move_all(chair, made, "explain", wanted=made.sheets.values_list("pk", flat=True), at=NOW)
    assert (len(moved.done), len(moved.refused), moved.left) == (1, 3, ())
    assert "Còn 3 tiêu chí chưa chốt: 1.1, 1.2, 1.3" in moved.refused[0].why
    assert sorted(made.sheets.values_list("state", flat=True)) == ["appraisal"] * 3 + ["explanation"]
    assert StateEvent.objects.filter(act="explain").count() == 1
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SHEET_MOVED, note="Mở giải trình").count() == 1
    assert counts(made)["reappraise"] == 1


def test_a_batch_tells_what_is_left(cast: dict[str, User], made: Round) -> None:
    made.sheets.update(state="explanation")
    chair = ready(cast[Role.COUNCIL])
    wanted = list(made.sheets.order_by("pk").values_list("pk", flat=True))
    first = move_all(chair, made, "reappraise", wanted=wanted, at=NOW, most=3)
    assert (len(first.done), first.left) == (3, (wanted[3],))
    second = move_all(chair, made, "reappraise", wanted=wanted, at=NOW)
    assert [sheet.pk for sheet in second.done] == [wanted[3]]
    assert second.left == ()


def test_only_whoever_runs_the_round(cast: dict[str, User], made: Round) -> None:
    for role in (Role.APPRAISER, Role.ADMIN, Role.LEADER):
        with pytest.raises(PermissionDenied):
            preview(ready(cast[role]), made, "explain")
        with pytest.raises(PermissionDenied):
            move_all(ready(cast[role]), made, "explain", wanted=[], at=NOW)
    with pytest.raises(NamroError, match="Không có bước này"):
        move_all(ready(cast[Role.COUNCIL]), made, "publish", wanted=[], at=NOW)


def test_the_page_looks_first_and_then_does(
    cast: dict[str, User], browser_of: Callable[[str], Client], made: Round
) -> None:
    client = browser_of(Role.COUNCIL)
    address = f"/ky-danh-gia/{made.code}/chuyen-ca-ky"
    assert address in client.get(f"/ky-danh-gia/{made.code}").content.decode()
    text = client.get(f"{address}?buoc=explain").content.decode()
    assert "<b>1</b> đơn vị chuyển được" in text
    assert "<b>3</b> đơn vị chưa chuyển được" in text
    assert "1.1, 1.2, 1.3" in text
    assert not StateEvent.objects.filter(act="explain").exists()
    text = client.post(address, {"step": "explain"}).content.decode()
    assert "Đã chuyển 1 đơn vị" in text
    again = client.post(address, {"step": "explain"}).content.decode()
    assert "Đã chuyển 0 đơn vị" in again
    assert client.get(f"{address}?buoc=publish").status_code == 404
    assert browser_of(Role.ADMIN).get(address).status_code == 403


def test_deciding_all_waits_for_the_survey(cast: dict[str, User], made: Round) -> None:
    chair = ready(cast[Role.COUNCIL])
    first = made.sheets.select_related("unit").get(unit__code="suoi-may")
    assert "điều tra xã hội học" in preview(chair, made, "decide")[0].why
    surveyed(cast, first)
    assert preview(chair, made, "decide")[0].why == ""
    moved = move_all(chair, made, "decide", wanted=[first.pk], at=NOW)
    assert [sheet.state for sheet in moved.done] == ["decided"]
